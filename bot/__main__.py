"""The command line. It says in one sentence why something could not be done, with exit status 2."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot import __version__
from bot.settings import Settings, SettingsTrouble, read_settings, set_up_logging

TROUBLE = 2
"""Exit status where the host has to change something first."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return the exit status."""
    parsed = _parser().parse_args(arguments)
    try:
        settings = read_settings()
    except SettingsTrouble as trouble:
        return _trouble(str(trouble))
    command: Callable[[argparse.Namespace, Settings], int] = parsed.command
    return command(parsed, settings)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="A book-club bot that never spoils.")
    parser.add_argument("--version", action="version", version=f"Samovar {__version__}")
    commands = parser.add_subparsers(required=True, metavar="command")
    run = commands.add_parser("run", help="run the bot on Discord")
    run.set_defaults(command=_run)
    demo = commands.add_parser("demo", help="serve a whole club in a browser page, without Discord")
    demo.add_argument("--port", type=int, default=0, help="the page's port on this machine (default: any free one)")
    demo.set_defaults(command=_demo)
    check = commands.add_parser("check", help="check packs and say everything that is wrong with them")
    check.add_argument("folder", nargs="?", type=Path, help="a pack or a folder of packs (default: SAMOVAR_CONTENT)")
    check.set_defaults(command=_check)
    preview = commands.add_parser("preview", help="print everything that a reader at a bookmark could see")
    preview.add_argument("pack", help="a pack of SAMOVAR_CONTENT, or its folder")
    preview.add_argument("--as-read-to", required=True, metavar="CHAPTER", help="the last chapter read, such as 1.14")
    preview.add_argument("--language", default="en", help="en or vi (default: en)")
    preview.set_defaults(command=_preview)
    backup = commands.add_parser("backup", help="copy the database, also while the bot runs")
    backup.add_argument("file", type=Path, help="the copy to make; nothing that is there is overwritten")
    backup.set_defaults(command=_backup)
    restore = commands.add_parser("restore", help="put a copy back in place of the database, while no bot runs")
    restore.add_argument("file", type=Path, help="a copy that backup made")
    restore.set_defaults(command=_restore)
    return parser


def _run(_parsed: argparse.Namespace, settings: Settings) -> int:
    if not settings.token:
        return _trouble("There is no DISCORD_TOKEN; put your bot's token into the environment or into .env.")
    set_up_logging(settings.log)
    from bot.running import CannotRun, run

    try:
        run(settings)
    except CannotRun as trouble:
        return _trouble(str(trouble))
    return 0


def _demo(parsed: argparse.Namespace, settings: Settings) -> int:
    try:
        from bot.demo import PortTaken, serve
    except ModuleNotFoundError as missing:
        if missing.name != "simcord":
            raise
        return _trouble("The demo needs its extra; install it with: pip install 'samovar[demo]'.")
    from bot.library.shelf import NothingToRead

    try:
        serve(settings.content, parsed.port)
    except (NothingToRead, PortTaken) as trouble:
        return _trouble(str(trouble))
    return 0


def _check(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot.library.report import check

    whole, lines = check(parsed.folder or settings.content)
    print("\n".join(lines))
    return 0 if whole else 1


def _preview(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot.preview import CannotPreview, preview

    folder = Path(parsed.pack) if Path(parsed.pack).is_dir() else settings.content / parsed.pack
    try:
        print("\n".join(preview(folder, parsed.as_read_to, parsed.language)))
    except CannotPreview as trouble:
        return _trouble(str(trouble))
    return 0


def _backup(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot.storage.backup import backup
    from bot.storage.database import DatabaseTrouble

    try:
        backup(settings.database, parsed.file)
    except DatabaseTrouble as trouble:
        return _trouble(str(trouble))
    print(f"The database is copied to {parsed.file}.")
    return 0


def _restore(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot.storage.backup import restore
    from bot.storage.database import DatabaseTrouble

    try:
        kept = restore(settings.database, parsed.file, datetime.now(UTC))
    except DatabaseTrouble as trouble:
        return _trouble(str(trouble))
    print(f"The database is now as it is in {parsed.file}{f'; the one before is kept as {kept}' if kept else ''}.")
    return 0


def _trouble(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return TROUBLE


if __name__ == "__main__":
    sys.exit(main())
