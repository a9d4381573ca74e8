"""The environment, read once into one frozen object.

python-dotenv reads `.env`; pydantic-settings would cost 160 ms and 6 MB at start for four keys (decision 0003).
"""

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dotenv import dotenv_values

LEVELS = ("debug", "info", "warning", "error")


class SettingsTrouble(Exception):
    """A key that is missing or wrong; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a host can set. `token` is empty where none is given; only `run` needs one."""

    token: str
    database: str
    content: Path
    log: int


def read_settings(environment: Mapping[str, str] | None = None, env_file: Path = Path(".env")) -> Settings:
    """Read the settings; the environment wins over `.env`. Raises SettingsTrouble."""
    try:
        written = {key: value or "" for key, value in dotenv_values(env_file).items()}
    except (OSError, UnicodeDecodeError):
        raise SettingsTrouble(f"The file {env_file} cannot be read; correct or remove it.") from None
    values = {**written, **(os.environ if environment is None else environment)}
    level = values.get("SAMOVAR_LOG", "").strip().lower() or "info"
    if level not in LEVELS:
        raise SettingsTrouble(f"SAMOVAR_LOG must be one of {', '.join(LEVELS)}.")
    return Settings(
        token=values.get("DISCORD_TOKEN", "").strip(),
        database=values.get("SAMOVAR_DATABASE", "").strip() or "data/samovar.db",
        content=Path(values.get("SAMOVAR_CONTENT", "").strip() or "content"),
        log=getattr(logging, level.upper()),
    )


def set_up_logging(level: int) -> None:
    """Log to stderr. Libraries stay at INFO or above: below it discord.py writes out what members say."""
    logging.basicConfig(level=max(level, logging.INFO), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    for ours in ("bot", "cogs"):
        logging.getLogger(ours).setLevel(level)
