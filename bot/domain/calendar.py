"""A club's days: its zone, the breaks in its calendar, and the dates and times that people type."""

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True, slots=True)
class Break:
    """Local dates, both included, on which nothing opens, meets or is posted."""

    first: date
    last: date


def moment(local: datetime, zone: str) -> datetime:
    """Return the aware UTC moment of a naive local time."""
    raise NotImplementedError


def local(moment: datetime, zone: str) -> datetime:
    """Return the naive local time of an aware moment."""
    raise NotImplementedError


def zones_like(typed: str, most: int = 25) -> tuple[str, ...]:
    """Return the IANA names of up to `most` zones that answer to what was typed, the likeliest first."""
    raise NotImplementedError


def read_zone(typed: str) -> str:
    """Return the zone that was typed. Raises UnknownZone."""
    raise NotImplementedError


def read_date(typed: str, today: date) -> date:
    """Read a date, day first. Raises DateNotUnderstood, or BadDate for one too long ago or too far ahead."""
    raise NotImplementedError


def read_time(typed: str) -> time:
    """Read a time of day. Raises TimeNotUnderstood."""
    raise NotImplementedError


def read_breaks(typed: str, today: date) -> tuple[Break, ...]:
    """Read breaks, parted by semicolons or lines. Raises what read_date raises."""
    raise NotImplementedError
