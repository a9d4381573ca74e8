"""Tries everything a person can: every registered command, option, autocomplete, button and form.

It finds the commands by asking the simulated Discord what is registered, so one added tomorrow is walked too.
"""

import itertools
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
from bot.domain.proposal import APPROVE
from bot.domain.question import Typed
from bot.simulated import uploads
from tests.e2e import drawn, notes, votes
from tests.e2e.world import Own, World, buttons, forge
from tests.marked import LAST, addresses, mark
from tests.storage.rounds import a_round, played
from tests.storage.rows import changes

STRING, INTEGER, CHANNEL, ATTACHMENT = 3, 4, 7, 11
MESSAGE = 3
SELECT, TEXT_INPUT, ROLE_SELECT, CHANNEL_SELECT = 3, 4, 6, 8
"""Discord's numbers of kinds of options, of what is chosen on a message, and of components."""
SEARCHED = ("title", "zone")
"""Fields of forms by which something is found, so that it is to be chosen from a list."""
PROBES = ("", "1", "2", "3", "mk", "full", "who", "part", "45%", "done")
FEW_PROBES = ("", "mk")
"""What is typed into the option `club`, which nearly every command has and answers alike."""
WORDS = (
    "1.1",
    "2.3",
    addresses()[-1],
    "3",
    "part 2",
    "99%",
    "p. 5",
    "start",
    "done",
    "mk7z",
    "nonsense",
    "first name",
    "theme-1",
    "who-4",
)
NAMED = {
    "club": ("1", "marked", "nowhere"),
    "book": ("marked", *WORDS),
    "season": ("1", "book", *WORDS),
    "author": ("Nobody", "Somebody"),
    "question": ("1", "2", "mk7z", "nonsense"),
}
"""What is typed into options, by their names; into all others go the words. With an author any words are a title, which
is a member's own and shown to all: so no name of an author is a marker."""
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
TYPED = {
    "pages": "500",
    "number": "2",
    "day": "in 12 days",
    "at": "18:00",
    "pace": "2 chapters a week",
    "weekday": "saturday",
    "breaks": "in 40 days to in 50 days",
    "name": "Readers",
    "text": "Who comes?",
    "right": "A guest",
    "wrong": "A cat\nA letter\nNobody",
    "why": "The door opens.",
    "chapter": "1.1",
    "en": "Why?",
    "vi": "Vì sao?",
}
"""What is typed into forms, by the fields' ids."""

END = addresses()[-1]
FILES = (
    f"name: Next\nlanguage: vi\nprompts: {{upto: {END}, asked: [{{chapter: {END}, en: Why?}}]}}",
    "name: ''\nplan: {pace: soon}",
)
"""What is handed over where a file is asked for: one that takes away every question that may be known, and a broken
one."""

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
        for filled in _fillings(options, self.town):
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
                typed = {field["custom_id"]: _typed(field, self.town) for field in fields}
                result = await self.person.submit_modal(result, typed)
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


def _typed(field: dict[str, Any], town: World) -> Any:
    """Return what a form's field is filled in with: what it holds already, else something."""
    if field["type"] == CHANNEL_SELECT:
        return [town.channel]
    if field["type"] == ROLE_SELECT:
        return [town.staff]
    if field["type"] == SELECT:
        return [option["value"] for option in field["options"] if option.get("default")]
    assert field["type"] == TEXT_INPUT, f"the walk cannot fill in a field of type {field['type']}; teach it"
    return field.get("value") or ("a" if field["custom_id"] in SEARCHED else TYPED[field["custom_id"]])


def _told(body: object, files: list[str]) -> str:
    """Return all that a request says; the files of a step count as said by each of its requests with files."""
    text = json.dumps(body, ensure_ascii=False)
    return "\n".join((text, *files)) if '"attachments"' in text else text


def _is_public(path: str) -> bool:
    return path.startswith("/channels/")


def _fillings(options: list[dict[str, Any]], town: World) -> list[dict[str, Any]]:
    """Return the ways to fill in a command: each option with each of its values, and left out where it may be."""
    values = [_values(option, town) for option in options]
    together: list[dict[str, Any]] = []
    for chosen in itertools.zip_longest(*values, fillvalue=None):
        filled = {
            option["name"]: value if value is not None else _values(option, town)[0]
            for option, value in zip(options, chosen, strict=True)
            if value is not None or option.get("required")
        }
        together.append(filled)
    needed = {option["name"]: _values(option, town)[0] for option in options if option.get("required")}
    return [needed, *(one for one in together if one != needed)]


def _values(option: dict[str, Any], town: World) -> list[Any]:
    if choices := option.get("choices"):
        return [choice["value"] for choice in choices]
    if option["type"] == CHANNEL:
        return [town.channel]
    if option["type"] == INTEGER:
        return [option["min_value"], option["max_value"]]
    if option["type"] == ATTACHMENT:
        return [("club.yaml", text.encode()) for text in FILES]
    assert option["type"] == STRING, f"the walk cannot fill in an option of type {option['type']}; teach it"
    return list(NAMED.get(option["name"], WORDS))


async def share_everything(town: World, club: Club) -> None:
    """Let somebody who has read the whole book share all there is in it."""
    sharer = town.person("sharer")
    await town.put(sharer, club, LAST)
    numbers = range(1, LAST + 1)
    subjects = [
        *(("summary", str(n)) for n in numbers),
        *(("person", f"who-{n}") for n in numbers),
        *(("theme", f"theme-{n}") for n in numbers[::3]),
    ]
    for kind, which in subjects:
        await forge(town, sharer, f"share-here:{club.id}:{kind}:{which}:{LAST}")
    for length, at in itertools.product(("line", "short", "full"), everywhere()[1:]):
        await forge(town, sharer, f"share-here:{club.id}:recap:{length}-0:{at}")


def play_everything(town: World, club: Club) -> None:
    """Let there have been a round on every chapter, which the moderator started and somebody answered."""
    player, database = town.person("player"), town.settings.database
    for since in range(1, LAST + 1):
        row = a_round(database, club, by=town.mod.id, keys=[f"who:{mark(since)}:{since}"])
        played(database, club, player.id, 1, since=since, row=row)


async def ask_everything(town: World, club: Club, upto: int = LAST) -> None:
    """Let members propose two questions, and suggest two prompts, on each chapter `upto` one.

    Of every other chapter's one of the two is approved by now.
    """
    questions, prompts = town.bot.services.questions, town.bot.services.prompts
    await town.put(town.mod, club, LAST)
    askers = [town.person(f"asker-{since}") for since in range(1, LAST + 1)]
    for asker in askers:
        await town.put(asker, club, LAST)
    for since, asker in enumerate(askers[:upto], start=1):
        here, chapter = await town.here(asker), addresses()[since - 1]
        for state in ("waiting", "approved"):
            text, right, *wrong, why = (f"{state} {n} {mark(since)}" for n in range(6))
            typed = Typed(chapter, f"own {text}", right, "\n".join(wrong), why)
            made = await questions.propose(here, club.id, typed)
            suggested = await prompts.suggest(here, club.id, chapter, f"talk {text}")
            if state == "approved" and since % 2:
                mod = await town.here(town.mod)
                await questions.decide(mod, club.id, made.proposal.row, APPROVE)
                await prompts.decide(mod, club.id, suggested.proposal.row, APPROVE)
    await town.put(town.mod, club, None)


def everywhere() -> tuple[int, ...]:
    """Return the bookmarks that a walk begins at: none, first, middle, last but one, last."""
    return (0, 1, LAST // 2, LAST - 1, LAST)
