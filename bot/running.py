"""Running the bot on Discord until somebody asks it to stop."""

import asyncio
import contextlib
import gc
import signal
import sys

import aiohttp
import discord

from bot.bootstrap import samovar
from bot.library.readers import Apart
from bot.library.shelf import NothingToRead
from bot.settings import Settings
from bot.storage.database import DatabaseTrouble

STOPPING = (signal.SIGINT, signal.SIGTERM)


PATIENCE = 0.001
"""Seconds that an answer waits for a thread at work (cutting a large book, say); Python's own 0.005 are long."""


class CannotRun(Exception):
    """The bot could not start; the message says what to do."""


def run(settings: Settings) -> None:
    """Connect to Discord and serve until SIGINT or SIGTERM. Raises CannotRun."""
    try:
        asyncio.run(_serve(settings))
    except (NothingToRead, DatabaseTrouble) as trouble:
        raise CannotRun(str(trouble)) from trouble
    except discord.LoginFailure as error:
        raise CannotRun(
            "Discord does not accept the token; copy it again from the Bot page of your application."
        ) from error
    except discord.PrivilegedIntentsRequired as error:
        raise CannotRun("Discord refuses the bot's intents; look at the Bot page of your application.") from error
    except (aiohttp.ClientError, OSError, discord.HTTPException, discord.GatewayNotFound) as error:
        raise CannotRun(
            f"Discord cannot be reached ({type(error).__name__}); check this machine's network and try again."
        ) from error


def be_quick() -> None:
    """Keep what would hold up answers short: turns of threads, and searches for garbage.

    All that was loaded at start stays to the end, so looking through it again and again for garbage, up to
    a tenth of a second each time, is of no use.
    """
    sys.setswitchinterval(PATIENCE)
    gc.collect()
    gc.freeze()


async def _serve(settings: Settings) -> None:
    loop = asyncio.get_running_loop()
    async with samovar(settings, reader=Apart()) as bot:
        be_quick()
        serving = asyncio.ensure_future(bot.start(settings.token))
        for one in STOPPING:
            loop.add_signal_handler(one, serving.cancel)
        try:
            with contextlib.suppress(asyncio.CancelledError):
                await serving
        finally:
            for one in STOPPING:
                loop.remove_signal_handler(one)
