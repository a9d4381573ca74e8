"""Samovar: a Discord bot for book clubs that never tells a reader what happens after their bookmark."""

__version__ = "0.1.0"
