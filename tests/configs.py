"""Clubs of every kind as they may stand, for tests of what is carried away of them and taken in again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from bot.domain import pause as pauses
from bot.domain.calendar import Break, local
from bot.domain.club import LONGEST_NAME, Club, tidy
from bot.domain.config import Around, Standing
from bot.domain.errors import Refusal
from bot.domain.outline import Outline
from bot.domain.pace import Pace
from bot.domain.plan import Plan, Wishes, move_meeting, move_opening, plan
from bot.domain.prompt import LONGEST_TEXT
from bot.domain.replan import Asked, replanned, seen
from bot.domain.settings import retimed
from bot.domain.view import Prompt
from bot.domain.where import fold

BOOK = Outline("chapter", ((90, 110, 130, 100), (400, 80, 90, 100, 50), (120, 110, 100)))
STAVES = Outline("stave", ((900, 1_200, 1_100, 700, 800),))
WISHES = Wishes(date(2026, 1, 5), 6, time(19), "Europe/London", Pace("chapters", 3))
PLAN = Plan(WISHES, plan(BOOK, WISHES))
"""Four sections of three chapters, from Mondays at nine to Sundays at seven."""
NOW = datetime(2026, 1, 14, 12, tzinfo=UTC)
"""On a Wednesday of the second."""
CLUB = Club(3, 1, 11, "Mondays", "marked", "en")
CHANNELS, ROLES = frozenset({21, 22}), frozenset({31, 32})
AROUND = Around(CHANNELS, ROLES)


def standing(**changes: Any) -> Standing:
    """Return a club as it stands in the middle of its plan, its moderator at 2.1."""
    return replace(Standing(CLUB, PLAN, BOOK, (), 5, NOW, AROUND), **changes)


def own(since: int, row: int, **text: str) -> Prompt:
    """Return one of the club's own prompts."""
    return Prompt(text or {"en": f"Why {row}?"}, since, row, author=900 + row)


signs = st.characters(codec="utf-8")
words = st.text(signs | st.sampled_from(":#-'\"\\{}[]&*!|>%@` \u2028\u0085\ufeff"), min_size=1, max_size=60).map(tidy)
names = words.map(lambda text: text[:LONGEST_NAME].strip()).filter(bool)
hours = st.builds(time, st.integers(0, 23), st.integers(0, 59))
days = st.dates(date(2025, 12, 1), date(2026, 6, 1))
breaks = st.builds(lambda first, more: Break(first, first + timedelta(days=more)), days, st.integers(0, 20))
moments = st.datetimes(datetime(2025, 12, 20), datetime(2026, 4, 1), timezones=st.just(UTC))  # noqa: DTZ001 - zone apart
zones = st.sampled_from(("Europe/London", "Asia/Ho_Chi_Minh", "America/New_York", "Australia/Lord_Howe", "Etc/GMT+5"))
paces = st.one_of(
    st.builds(Pace, st.just("chapters"), st.integers(1, 12)),
    st.builds(Pace, st.just("weeks"), st.integers(1, 20)),
    st.builds(Pace, st.just("hours"), st.integers(10, 6_000)),
    st.builds(lambda day: Pace("by", day=day), st.dates(date(2026, 2, 1), date(2028, 1, 1))),
)


@st.composite
def plans(draw: st.DrawFn, outline: Outline, now: datetime) -> Plan | None:
    """Draw a plan after some of the changes that moderators make, each at some time up to now."""
    wishes = Wishes(
        start=draw(days),
        weekday=draw(st.integers(0, 6)),
        meeting=draw(hours),
        zone=draw(zones),
        pace=draw(paces),
        breaks=tuple(draw(st.lists(breaks, max_size=3))),
        prompt_days=draw(st.frozensets(st.integers(0, 6))),
        posting=draw(hours),
    )
    try:
        made = Plan(
            wishes,
            plan(outline, wishes),
            forum=draw(st.booleans()),
            events=draw(st.booleans()),
            open_rounds=draw(st.booleans()),
            rounds=draw(st.booleans()),
            patience=timedelta(hours=draw(st.integers(1, 168))),
        )
    except Refusal:
        return None
    for ago in sorted(draw(st.lists(st.integers(0, 60), max_size=4)), reverse=True):
        change = draw(st.sampled_from((_paused, _resumed, _moved, _opened, _retimed, _repaced)))
        try:
            made = change(draw, outline, made, local(now - timedelta(days=ago, hours=ago), wishes.zone))
        except Refusal:
            continue
    opened = made.opened(local(now, wishes.zone))
    return replace(made, threads={one.number: 500 + one.number for one in opened})


def _paused(draw: st.DrawFn, _outline: Outline, there: Plan, now: datetime) -> Plan:
    return pauses.begin(there, now.replace(microsecond=draw(st.integers(0, 999_999))), draw(st.integers(1, 5)))[0]


def _resumed(_draw: st.DrawFn, _outline: Outline, there: Plan, now: datetime) -> Plan:
    return pauses.end(there, now)


def _moved(draw: st.DrawFn, _outline: Outline, there: Plan, now: datetime) -> Plan:
    number = draw(st.integers(1, len(there.sections)))
    to = datetime.combine(there.sections[number - 1].meets + timedelta(days=draw(st.integers(-3, 9))), draw(hours))
    return replace(there, sections=move_meeting(there.sections, number, to, now))


def _opened(draw: st.DrawFn, _outline: Outline, there: Plan, now: datetime) -> Plan:
    number = draw(st.integers(1, len(there.sections)))
    to = datetime.combine(there.sections[number - 1].opens + timedelta(days=draw(st.integers(-3, 3))), draw(hours))
    return replace(there, sections=move_opening(there.sections, number, to, now))


def _retimed(draw: st.DrawFn, _outline: Outline, there: Plan, now: datetime) -> Plan:
    return retimed(
        there, now, f"{draw(hours):%H:%M}", f"{draw(hours):%H:%M}", draw(st.sets(st.sampled_from("0123456")))
    )


def _repaced(draw: st.DrawFn, outline: Outline, there: Plan, now: datetime) -> Plan:
    wanted = Asked(draw(paces), draw(st.integers(0, 6)), draw(hours), tuple(draw(st.lists(breaks, max_size=2))), 0)
    return replanned(outline, there, replace(wanted, seen=seen(there)), now)


@st.composite
def clubs(draw: st.DrawFn) -> Standing:
    """Draw a club as it stands, with a plan or without, whatever was set and changed in it."""
    outline, now = draw(st.sampled_from((BOOK, STAVES))), draw(moments)
    club = replace(
        CLUB,
        name=draw(names),
        language=draw(st.sampled_from(("en", "vi"))),
        staff_id=draw(st.sampled_from((None, 21, 29))),
        mention_id=draw(st.sampled_from((None, 31, 39))),
        mods_id=draw(st.sampled_from((None, 32, 10**19))),
        reminders_allowed=draw(st.booleans()),
    )
    laid = draw(plans(outline, now)) if draw(st.integers(0, 4)) else None
    prompts = tuple(draw(st.lists(prompts_of(outline), max_size=5, unique_by=_row)))
    return Standing(club, laid, outline, prompts, draw(st.integers(0, outline.last)), now, AROUND)


@st.composite
def prompts_of(draw: st.DrawFn, outline: Outline) -> Prompt:
    """Draw one of a club's own prompts."""
    said = words.map(lambda text: text[:LONGEST_TEXT].strip()).filter(lambda text: bool(fold(text)))
    text = draw(st.dictionaries(st.sampled_from(("en", "vi")), said, min_size=1))
    return Prompt(text, draw(st.integers(1, outline.last)), draw(st.integers(1, 10**6)), draw(st.none() | st.just(9)))


_row: Callable[[Prompt], int | None] = lambda one: one.row  # noqa: E731 - a key
