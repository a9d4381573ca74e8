"""The discord.py client: its intents, which cogs it loads, how presses find their way, and the one error door."""

import importlib
import logging
import secrets
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.club import Asker
from bot.domain.errors import Gone, NotAllowed, Refusal, ServersOnly
from bot.presentation.commands import CommandTranslator
from bot.presentation.ids import CustomId
from bot.presentation.refusals import fault, refusal
from bot.presentation.say import say_in
from bot.services import Services
from bot.services.here import Here

log = logging.getLogger(__name__)

COGS = (
    "cogs.progress",
    "cogs.summary",
    "cogs.recap",
    "cogs.character",
    "cogs.theme",
    "cogs.background",
    "cogs.share",
    "cogs.note",
    "cogs.seal",
    "cogs.schedule",
    "cogs.quiz",
    "cogs.club",
    "cogs.me",
    "cogs.reminder",
    "cogs.manage",
    "cogs.setup",
    "cogs.help",
    "cogs.departure",
    "cogs.work",
)
"""In the order in which the help names their commands."""

# The bot never speaks aloud; without this discord.py warns at every start that it cannot.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False

TOO_LATE = (10062, 40060)
"""Discord's codes for an interaction that has expired, or was answered before: nobody is waiting any more."""

MADE_TWICE = ("/threads", "/scheduled-events")
"""Ends of the addresses where things are made that take no nonce."""

Interaction = discord.Interaction["Samovar"]
Pressed = Callable[..., Awaitable[None]]


class Mentions(Mapping[str, str]):
    """Command names → mentions, which every client shows in its own language; plain until Discord gave ids."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}

    def learn(self, registered: Sequence[app_commands.AppCommand]) -> None:
        """Take the ids that Discord gave the commands."""
        self._ids = {command.name: command.id for command in registered}

    def __getitem__(self, name: str) -> str:
        known = self._ids.get(name.partition(" ")[0])
        return f"</{name}:{known}>" if known else f"/{name}"

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


def _no_second_sending() -> aiohttp.TraceConfig:
    """Keep discord.py from repeating by itself what Discord would make twice.

    After a server error, which may come when Discord has acted, it sends the same once more. A message has a nonce by
    which Discord knows it again; a thread, a forum post or an event has none, so that error goes to whoever asked,
    who looks first (decision 0013).
    """

    async def judge(_session: object, _context: object, ended: aiohttp.TraceRequestEndParams) -> None:
        if ended.method == "POST" and ended.url.path.endswith(MADE_TWICE) and ended.response.status >= 500:
            ended.response.close()
            raise discord.DiscordServerError(ended.response, None)

    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(judge)
    return trace


class Tree(app_commands.CommandTree["Samovar"]):
    """The command tree; whatever a command raises goes to the one door."""

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Hand an error to the door."""
        await self.client.door(interaction, error)


class Samovar(commands.AutoShardedBot):
    """The bot. It needs no privileged intents: it reads interactions, never messages."""

    tree: Tree

    def __init__(self, services: Services, *, shard_count: int | None = None) -> None:
        super().__init__(
            command_prefix=(),
            help_command=None,
            tree_cls=Tree,
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            shard_count=shard_count,
            http_trace=_no_second_sending(),
        )
        self.services = services
        self.mentions = Mentions()
        self._presses: dict[str, tuple[CustomId, Pressed]] = {}

    async def setup_hook(self) -> None:
        """Load the cogs and register the commands, once, before connecting."""
        await self.tree.set_translator(CommandTranslator())
        for cog in COGS:
            await importlib.import_module(cog).setup(self)
        self.mentions.learn(await self.tree.sync())

    async def on_ready(self) -> None:
        """Say that the samovar is on."""
        log.info("Ready in %d servers.", len(self.guilds))

    async def here(self, interaction: Interaction) -> Here:
        """Convert Discord's objects into plain ids and return the asker in their server. Raises ServersOnly."""
        if interaction.guild_id is None:
            raise ServersOnly
        channel = interaction.channel
        parent = channel.parent_id if isinstance(channel, discord.Thread) else None
        channels = tuple(one for one in (interaction.channel_id, parent) if one is not None)
        return await self.services.places.here(
            Asker(interaction.guild_id, interaction.user.id, channels, interaction.locale.value)
        )

    def on_press(self, custom_id: CustomId, callback: Pressed) -> None:
        """Let `callback` answer the buttons, the select or the form of one kind of custom id."""
        self._presses[custom_id.word] = (custom_id, callback)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer a press of a button, a choice in a select, or a form that came back.

        Both are recognised from their custom ids alone, so one that was made before a restart, shown to
        two people, or forged is answered like any other (decision 0002).
        """
        if interaction.type not in (
            discord.InteractionType.component,
            discord.InteractionType.modal_submit,
        ):
            return
        data: Mapping[str, Any] = interaction.data or {}
        try:
            kind, values, callback = self._read(str(data.get("custom_id", "")))
            if interaction.type is discord.InteractionType.modal_submit:
                values |= _typed(data.get("components", ()))
            elif kind.select:
                values["values"] = _chosen(data)
            await callback(interaction, **values)
        except Exception as error:  # noqa: BLE001 - the door is where all errors end
            await self.door(interaction, error)

    def _read(self, custom_id: str) -> tuple[CustomId, dict[str, Any], Pressed]:
        kind, callback = self._presses.get(custom_id.partition(":")[0], (None, None))
        match = kind.template.fullmatch(custom_id) if kind else None
        if kind is None or match is None or callback is None:
            raise Gone
        read = {key: int(value) if value.isdigit() else value for key, value in match.groupdict().items()}
        return kind, read, callback

    async def door(self, interaction: Interaction, error: BaseException) -> None:
        """Answer an error privately: a refusal in its own words, anything else as a fault of ours."""
        match error:
            case app_commands.CommandInvokeError():
                error = error.original
            case app_commands.NoPrivateMessage():
                error = ServersOnly()
            case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
                error = Gone()
            case app_commands.CheckFailure():
                error = NotAllowed()
        if isinstance(error, discord.HTTPException) and error.code in TOO_LATE:
            log.warning("An answer to %s came too late (code %s).", _what(interaction), error.code)
        elif interaction.type is discord.InteractionType.autocomplete:
            await self._no_choices(interaction, error)
        else:
            await _answer_privately(interaction, await self._worded(interaction, error))

    def unattended(self, what: str, error: BaseException) -> None:
        """Write down a fault in work that nobody is waiting for."""
        log.error("The look at %s failed; it comes again by itself.", what, exc_info=error)

    async def _no_choices(self, interaction: Interaction, error: BaseException) -> None:
        if not isinstance(error, Refusal):
            log.error("The choices of %s failed.", _what(interaction), exc_info=error)
        if not interaction.response.is_done():
            await interaction.response.autocomplete([])

    async def _worded(self, interaction: Interaction, error: BaseException) -> discord.ui.LayoutView:
        say = say_in(await self._language(interaction))
        if isinstance(error, Refusal):
            return refusal(say, error, self.mentions)
        reference = secrets.token_hex(3)
        log.error("Fault %s in %s.", reference, _what(interaction), exc_info=error)
        return fault(say, reference)

    async def _language(self, interaction: Interaction) -> str:
        """Return the language to answer in, English where not even that can be found out."""
        try:
            return (await self.here(interaction)).language
        except Exception:  # noqa: BLE001 - the door may be answering just this failure
            return "vi" if interaction.locale is discord.Locale.vietnamese else "en"


def _typed(components: Sequence[Mapping[str, Any]]) -> dict[str, str | tuple[str, ...]]:
    """Return what stands in a form's fields, by the fields' ids: a text, or what was chosen in a select."""
    found: dict[str, str | tuple[str, ...]] = {}
    for component in components:
        if "value" in component and "custom_id" in component:
            found[str(component["custom_id"])] = str(component["value"])
        elif "values" in component and "custom_id" in component:
            found[str(component["custom_id"])] = _chosen(component)
        inner = [component["component"]] if "component" in component else component.get("components", ())
        found |= _typed(inner)
    return found


def _chosen(select: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what was chosen in a select: its options' values, or the ids of channels."""
    return tuple(map(str, select.get("values") or ()))


def _what(interaction: Interaction) -> str:
    """Name an interaction without a word that a member wrote."""
    return f"/{interaction.command.qualified_name}" if interaction.command else interaction.type.name


async def _answer_privately(interaction: Interaction, view: discord.ui.LayoutView) -> None:
    try:
        if interaction.response.is_done():
            await interaction.followup.send(view=view, ephemeral=True)
        else:
            await interaction.response.send_message(view=view, ephemeral=True)
    except discord.HTTPException as error:
        log.warning("An answer could not be delivered (%s, code %s).", error.status, error.code)
