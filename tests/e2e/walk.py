"""Tries everything a person can: every registered command, option, autocomplete, button and form.

It finds the commands by asking the simulated Discord what is registered, so one added tomorrow is walked too.
"""

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Container
from dataclasses import dataclass
from functools import partial
from typing import Any

from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.interactions import command_leaves
from simcord.results import InteractionResult, ResponseMessage

from bot.domain.club import Club
from bot.domain.me import Habits
from bot.domain.plan import Plan
from bot.simulated import uploads
from tests.e2e import drawn, notes, votes
from tests.e2e.filled import FEW_PROBES, MESSAGE, PROBES, SELECT, fillings, typed
from tests.e2e.world import Own, World, buttons
from tests.marked import mark
from tests.storage.rows import changes

DEPTH = 2
"""Buttons and forms followed one after another, where a walk does not ask for more."""
SHALLOW = frozenset(
    {
        *("me settings", "me delete", "me export", "club nominate", "club vote", "quiz scores"),
        *("manage settings", "manage log", "manage vote", "manage prompt add", "manage prompt edit"),
    }
)
"""Commands whose cards tell nothing of a book: of them one button less, and not each after each other one."""
FORM = "a form that comes back"
IN_THE_CHANNEL = "in the channel"
Act = Callable[[], Awaitable[Any]]


@dataclass(frozen=True)
class Step:
    """One thing tried: what, how far its person had read before and after, and all that went out meanwhile."""

    what: str
    before: int
    after: int
    private: tuple[str, ...]
    public: tuple[str, ...]

    @property
    def horizon(self) -> int:
        """The furthest that the person may have been shown."""
        return max(self.before, self.after)


class Walk:
    """A walk of one person through everything, each step beginning at the same bookmark, plan, settings, log,
    proposals, votes, notes and habits.

    It may be narrowed to `only` some commands, and go as deep as `depth` buttons and forms, where it is shallow one
    less.
    """

    def __init__(
        self,
        town: World,
        club: Club,
        person: MemberActor,
        at: int | None,
        *,
        plan: Plan | None = None,
        only: Container[str] | None = None,
        depth: int = DEPTH,
    ) -> None:
        self.town = town
        self.club = club
        self.person = person
        self.start = at
        self.plan = plan
        self.only = only
        self.depth = depth
        self.commands: set[str] = set()
        self._pressed: set[tuple[object, ...]] = set()
        self._shown: ResponseMessage | None = None
        self._own: Own = {}
        self._votes = votes.kept(town)
        self._notes = notes.kept(town)
        self._settings = club
        self._lines = 0
        self._habits = Habits()
        self._changed: Callable[[], bool] = lambda: True

    async def steps(self) -> AsyncIterator[Step]:
        """Try everything."""
        with changes(self.town.settings.database) as self._changed:
            async for step in self._everything():
                yield step

    async def _everything(self) -> AsyncIterator[Step]:
        backend = self.town.env.backend
        channel = self.town.channel
        self._own = self.town.own(self.club)
        self._lines = self.town.lines()
        here = await self.town.here(self.person)
        self._settings, self._habits = here.server.clubs[self.club.id], here.habits
        for command in backend.visible_commands(user_id=self.person.id, channel_id=channel.id):
            for path, leaf in command_leaves(command):
                name = " ".join(path)
                if self.only is not None and name not in self.only:
                    continue
                self.commands.add(name)
                async for step in self._command(channel, name, leaf.get("options") or []):
                    yield step
        for further in (self._menus(channel), self._cards(channel)):
            async for step in further:
                yield step

    async def _cards(self, channel: ChannelHandle) -> AsyncIterator[Step]:
        """Press every button in the channel."""
        backend = self.town.env.backend
        for message in channel.history():
            if message.flags.ephemeral:
                continue
            for label, custom_id in buttons(message):
                now: Any = backend.messages[channel.id].get(message.id)
                if now is None or (label, custom_id) not in buttons(now):
                    continue  # a card of the walker's own doing, which went when all was put back
                act = partial(self.person.click, message, custom_id=custom_id)
                async for step in self._try(f"press {label!r} {IN_THE_CHANNEL}", act):
                    yield step

    async def _menus(self, channel: ChannelHandle) -> AsyncIterator[Step]:
        """Choose what there is to choose on a message: on one of the walker's own, and on one of somebody else's."""
        seen = self.town.env.backend.visible_commands
        for menu in seen(user_id=self.person.id, channel_id=channel.id, type=MESSAGE):
            if self.only is None or menu["name"] in self.only:
                self.commands.add(menu["name"])
                for who in (self.person, self.town.person("talker")):
                    act = partial(self._choose, channel, menu["name"], who)
                    async for step in self._try(f"{menu['name']} on what {who.name} says", act):
                        yield step

    async def _choose(self, channel: ChannelHandle, menu: str, who: MemberActor) -> InteractionResult:
        """Let somebody tell of the first chapter, which the form will name, and the walker choose something on that."""
        said = await who.send(channel, f"aloud {mark(1)}", attachments=[(f"{mark(1)}.png", mark(1).encode())])
        return await self.person.context_menu(channel, menu, said)

    async def _command(self, channel: ChannelHandle, name: str, options: list[dict[str, Any]]) -> AsyncIterator[Step]:
        for option in options:
            if option.get("autocomplete"):
                for probe in FEW_PROBES if option["name"] == "club" else PROBES:
                    act = partial(self.person.autocomplete, channel, name, option["name"], probe)
                    step, _ = await self._step(f"type {probe!r} into /{name} {option['name']}", act, ())
                    yield step
        for filled in fillings(options, self.town):
            async for step in self._try(f"/{name} {filled}", partial(self.person.slash, channel, name, **filled)):
                yield step

    async def _try(
        self, what: str, act: Act, path: tuple[int, ...] = (), trail: tuple[int, ...] = ()
    ) -> AsyncIterator[Step]:
        """Do something, then everything that its answer offers, each reached anew from the start.

        A form that comes back leads to where it was opened: the `trail` tells which answers have been seen.
        """
        step, result = await self._step(what, act, path)
        yield step
        shallow = what.split(" {", maxsplit=1)[0].removeprefix("/") in SHALLOW
        deep = len(trail) == self.depth - shallow
        if not isinstance(result, InteractionResult) or (deep and not result.modal):
            return
        offered = [(FORM, "")] if result.modal else _offered(self._shown)
        for index, (label, custom_id) in enumerate(offered):
            kind = (what.split(" {", maxsplit=1)[0], *trail, label, re.sub("[0-9]", "", custom_id))
            if kind not in self._pressed:
                self._pressed.add(kind)
                onward = trail[:-1] if label == FORM else (*trail, index)
                async for further in self._try(what, act, (*path, index), onward):
                    yield further

    async def _step(self, what: str, act: Act, path: tuple[int, ...]) -> tuple[Step, Any]:
        """Put the bookmark back, walk the path of buttons, and watch what its last step sends."""
        if self._changed():
            await self._put_back()
            self._changed()
        drawn.anew(self.town)
        label, message = "", None
        for index in (None, *path):
            before = await self.town.at(self.person, self.club)
            sent, filed = len(self.town.env.http_requests), len(uploads(self.town.env))
            written = len(drawn.words)
            if index is None:
                result = await act()
            elif result.modal:
                label = FORM
                fields = [row["component"] for row in result.modal["components"] if "component" in row]
                filled = {field["custom_id"]: typed(field, self.town) for field in fields}
                result = await self.person.submit_modal(result, filled)
            else:
                assert message is not None
                label, custom_id = _offered(message)[index]
                if options := _options(message, custom_id):
                    result = await self.person.select(message, options[:1], custom_id=custom_id)
                else:
                    result = await self.person.click(message, custom_id=custom_id)
            message = (_message(result) if isinstance(result, InteractionResult) else None) or message
            self._shown = message
        where = f"{what} then {label!r}" if path else what
        requests = self.town.env.http_requests[sent:]
        answers = [request.path for request in requests if request.path.endswith("/callback")]
        assert len(answers) == 1, f"{where} was answered {len(answers)} times"
        assert requests[0].path.endswith("/callback"), f"{where} did something else before it answered"
        files = [file.decode("utf-8", "replace") for file in uploads(self.town.env)[filed:]]
        files += drawn.words[written:]
        private, public = (
            tuple(_told(r.json, files) for r in requests if _is_public(r.path) is wanted) for wanted in (False, True)
        )
        after = await self.town.at(self.person, self.club)
        return Step(where, before or 0, after or 0, private, public), result

    async def _put_back(self) -> None:
        # A pinned card is among the settings: without it nothing is done in the background for what follows.
        await self.town.put_settings(self._settings)
        await self.town.put(self.person, self.club, self.start)
        if self.plan is not None:
            await self.town.put_plan(self.club, self.plan)
        self.town.cut_logs(self._lines)
        await self.town.drop_draft(self.person)
        await self.town.put_own(self.club, self._own)
        votes.put_back(self.town, self._votes)
        await self.town.put_habits(self.person, self._habits)
        notes.put_back(self.town, self._notes)


def _message(result: InteractionResult) -> ResponseMessage | None:
    """Return the message that answers; None where a card that was there has changed."""
    return result.followups[0] if result.deferred and result.followups else result.response


def _offered(message: ResponseMessage | None) -> list[tuple[str, str]]:
    """Return what a message offers to press, its selects too: label and custom id."""
    if message is None:
        return []
    return buttons(message) + [("a select", one["custom_id"]) for one in _selects(message.components)]


def _selects(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = [one for one in components if one["type"] == SELECT]
    return found + [deeper for one in components for deeper in _selects(one.get("components", []))]


def _options(message: ResponseMessage, custom_id: str) -> list[str]:
    """Return the values of a select, none for a button."""
    return [
        option["value"]
        for one in _selects(message.components)
        if one["custom_id"] == custom_id
        for option in one["options"]
    ]


def _told(body: object, files: list[str]) -> str:
    """Return all that a request says; the files of a step count as said by each of its requests with files."""
    text = json.dumps(body, ensure_ascii=False)
    return "\n".join((text, *files)) if '"attachments"' in text else text


def _is_public(path: str) -> bool:
    return path.startswith("/channels/")
