"""The club along its book, and one's own path: counts, addresses and dates, legible however many there are."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.outline import Outline
from bot.domain.plan import Section
from bot.domain.progress import Along
from bot.domain.progress_path import Path, due, line
from bot.presentation import paper
from bot.presentation import progress_club as clubs
from bot.presentation import progress_path as paths
from bot.presentation.paper import Ruler
from bot.presentation.picture import LONGEST_ALT
from bot.presentation.progress_club_picture import APART, DUE_TRACK, discs
from bot.presentation.say import Say, say_in
from tests.presentation.drawn import Drawn
from tests.presentation.plans import ADVENT, KARENINA, weekly
from tests.presentation.read import LANGUAGES, a_club, hold, outline_of

LEGIBLE = 28
"""Size of the smallest type on a picture 1,100 wide, of which a phone shows 400."""
MONDAY = date(2026, 11, 16)
OPENS, MEETS = datetime.fromisoformat("2027-02-01T09:00"), datetime.fromisoformat("2027-02-14T19:00")
BOOKS = (KARENINA, outline_of(5, unit="stave"), outline_of(28, unit="scene"), outline_of(*[30] * 66), outline_of(400))
TALES = (outline_of(1), outline_of(1, 1), outline_of(100, 261), *BOOKS)


@st.composite
def clubs_along(draw: st.DrawFn) -> Along:
    outline = draw(st.sampled_from(TALES))
    places = draw(st.dictionaries(st.integers(0, outline.last), st.integers(1, 5_000), max_size=60))
    first, last = sorted(draw(st.tuples(*[st.integers(1, outline.last)] * 2)))
    section = draw(st.sampled_from((None, Section(3, first, last, OPENS, MEETS))))
    return Along(outline, tuple(sorted(places.items())), section)


@st.composite
def ways(draw: st.DrawFn) -> Path:
    outline = draw(st.sampled_from(TALES))
    moves = draw(st.lists(st.tuples(st.integers(0, 90), st.integers(0, outline.last)), min_size=1, max_size=30))
    days: list[tuple[date, int]] = []
    for later, at in moves:
        days.append(((days[-1][0] if days else MONDAY) + timedelta(later + 1), at))
    today = days[-1][0] + timedelta(draw(st.integers(0, 60)))
    start = MONDAY + timedelta(draw(st.integers(-200, 400)))
    plan = line(weekly(outline, min(outline.last, draw(st.integers(1, 40))), start)) if draw(st.booleans()) else ()
    return Path(a_club(), outline, tuple(days), today, plan, due(plan, today))


drawing = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@drawing
@given(found=clubs_along(), language=st.sampled_from(LANGUAGES))
def test_nothing_in_the_picture_of_a_club_meets_and_nothing_is_small(found: Along, language: str, drawn: Drawn) -> None:
    say = say_in(language)
    clubs.draw(clubs.sheet(say, found))
    assert drawn.meet() == []
    assert min(drawn.sizes) >= LEGIBLE
    assert drawn.size[1] <= 3_500
    assert all(Ruler().has_letters(words) for words in drawn.words)


@drawing
@given(path=ways(), language=st.sampled_from(LANGUAGES))
def test_nothing_in_the_picture_of_a_path_meets_and_nothing_is_small(path: Path, language: str, drawn: Drawn) -> None:
    say = say_in(language)
    paths.draw(paths.sheet(say, path))
    assert drawn.meet() == []
    assert min(drawn.sizes) >= LEGIBLE
    assert all(Ruler().has_letters(words) for words in drawn.words)


@given(clubs_along(), st.sampled_from(LANGUAGES))
def test_every_reader_of_a_club_is_counted_once(found: Along, language: str) -> None:
    shown = clubs.sheet(say_in(language), found)
    assert [one for stretch in shown.lines for one in stretch.readers] == list(found.places)
    assert [stretch.start for stretch in shown.lines[1:]] == [stretch.end for stretch in shown.lines[:-1]]
    assert (shown.lines[0].start, shown.lines[-1].end) == (0, found.outline.last)
    assert len(shown.lines) <= clubs.MOST_ROWS
    assert len(clubs.alt(say_in(language), found)) <= LONGEST_ALT


@given(st.dictionaries(st.integers(0, 900), st.integers(1, 9_999), max_size=80))
def test_discs_never_meet_and_count_everybody(readers: dict[int, int]) -> None:
    found = discs(Ruler(), [(float(x), many) for x, many in sorted(readers.items())])
    assert sum(disc.many for disc in found) == sum(readers.values())
    assert all(one.right + APART <= other.left for one, other in pairwise(found))


def test_forty_readers_on_one_chapter_are_one_disc(english: Say, drawn: Drawn) -> None:
    found = Along(KARENINA, ((3, 1), (62, 40), (63, 2)), Section(7, 60, 80, OPENS, MEETS))
    clubs.draw(clubs.sheet(english, found))
    assert {"1", "42", "43 readers", "Being read: 2.26–3.11, meeting on 14 February"} <= set(drawn.words)
    assert clubs.alt(english, found) == (
        "The club along the book. Being read: 2.26–3.11, meeting on 14 February. "
        "2.29: 2 readers; 2.28: 40 readers; 1.3: 1 reader"
    )


def test_what_is_due_is_marked_in_each_part_that_it_lies_in(english: Say, drawn: Drawn) -> None:
    found = Along(KARENINA, (), Section(7, 60, 80, OPENS, MEETS))
    shown = clubs.sheet(english, found)
    assert [stretch.due for stretch in shown.lines if stretch.due] == [(59, 69), (69, 80)]
    clubs.draw(shown)
    framed = [box for box in drawn.frames if box[3] - box[1] == DUE_TRACK]
    assert len(framed) == 3, "two parts, and the legend"


def test_a_club_of_too_many_places_to_tell_is_told_part_by_part(english: Say) -> None:
    told = clubs.alt(english, Along(KARENINA, tuple((at, 1) for at in range(240)), None))
    assert told.startswith("The club along the book. Part 1: 35 readers; Part 2: 35 readers; ")
    assert told.endswith("Part 8: 19 readers")


def test_cards_of_pictures_hold(say: Say) -> None:
    found = Along(KARENINA, ((3, 1),), None)
    file = clubs.named(say, found, b"PNG")
    assert (file.filename, file.description) == ("club.png", clubs.alt(say, found))
    hold(clubs.shown(say, file))
    path = Path(a_club("*" * 80), KARENINA, ((MONDAY, 3),), MONDAY)
    file = paths.named(say, path, b"PNG")
    assert (file.filename, file.description) == ("path.png", paths.alt(say, path))
    hold(paths.shown(say, path, file))


def planned(days: tuple[tuple[date, int], ...], today: date) -> Path:
    plan = line(weekly(KARENINA, 18, MONDAY, breaks=[ADVENT]))
    return Path(a_club(), KARENINA, days, today, plan, due(plan, today))


def test_a_path_stands_beside_the_plan_and_says_where_both_are(english: Say, vietnamese: Say, drawn: Drawn) -> None:
    path = planned(((MONDAY, 0), (MONDAY + timedelta(3), 9), (MONDAY + timedelta(9), 21)), MONDAY + timedelta(10))
    paths.draw(paths.sheet(english, path))
    assert {"you: 1.21", "the plan today: 1.19", "today", "16 November", "Part 8"} <= set(drawn.words)
    assert paths.alt(english, path) == (
        "Your path over the weeks. The plan today: 1.19; 25 November: 1.21; 19 November: 1.9"
    )
    assert "25 tháng 11: 1.21" in paths.alt(vietnamese, path)


def test_without_a_plan_there_is_only_the_path(english: Say, monkeypatch: pytest.MonkeyPatch, drawn: Drawn) -> None:
    dashed: list[bool] = []
    monkeypatch.setattr(paper.Paper, "line", lambda *_what, **how: dashed.append("dashed" in how))
    path = Path(a_club(), KARENINA, ((MONDAY, 0), (MONDAY + timedelta(9), 21)), MONDAY + timedelta(10))
    paths.draw(paths.sheet(english, path))
    assert not any(dashed)
    assert not any("plan" in words for words in drawn.words)
    assert "Part 2" not in drawn.words, "it ends with the part that is being read"
    dashed.clear()
    paths.draw(paths.sheet(english, planned(path.days, path.today)))
    assert dashed.count(True) == 2, "the plan, and its sign in the legend"


@given(ways(), st.sampled_from(LANGUAGES))
def test_a_path_in_words_fits_and_ends_where_one_is(path: Path, language: str) -> None:
    say = say_in(language)
    told = paths.alt(say, path)
    assert len(told) <= LONGEST_ALT
    shown = paths.sheet(say, path)
    assert shown.way[-1] == (path.today, path.days[-1][1])
    assert all(0 <= at <= shown.top for _, at in (*shown.way, *shown.plan))
    assert all(
        shown.first <= on <= shown.last for on, _ in (*shown.way, *shown.plan, *((on, 0) for on, _ in shown.dates))
    )


@pytest.mark.parametrize("outline", [KARENINA, outline_of(5, unit="stave")])
def test_whoever_has_just_begun_has_a_picture_too(say: Say, outline: Outline, drawn: Drawn) -> None:
    paths.draw(paths.sheet(say, Path(a_club(), outline, ((MONDAY, 0),), MONDAY)))
    assert drawn.meet() == []
    assert say("you: {where}", where=say("the start")) in drawn.words
