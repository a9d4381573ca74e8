"""A picture goes to everybody at once, so it holds addresses and dates only, legible in both languages."""

import io
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.domain.calendar import Break
from bot.domain.outline import Outline
from bot.domain.plan import Section
from bot.presentation import paper
from bot.presentation.calendar_picture import _halves, alt, pages, picture
from bot.presentation.card import capital
from bot.presentation.days import month, weekdays
from bot.presentation.picture import LONGEST_ALT
from bot.presentation.places import span
from bot.presentation.say import Say, say_in
from tests.house.messages import ROOT
from tests.presentation.drawn import Drawn
from tests.presentation.plans import ADVENT, KARENINA, weekly
from tests.presentation.read import LANGUAGES, outline_of

NOVEMBER = date(2026, 11, 16)
WINTER = weekly(KARENINA, 18, NOVEMBER, breaks=[ADVENT])
ONE_PAGE = pages(WINTER)[0]

RESTS = ((), (ADVENT,), (ADVENT, Break(date(2027, 2, 12), date(2027, 2, 12))))

Plan = tuple[Outline, tuple[Section, ...], Sequence[Break]]


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A book, its plan, and the breaks that the plan leaves out."""
    outline = draw(st.sampled_from([KARENINA, outline_of(60), outline_of(12, 3, 45)]))
    rests = draw(st.sampled_from(RESTS))
    start = draw(st.dates(date(2026, 1, 1), date(2028, 12, 31)))
    many = draw(st.integers(1, 45))
    return outline, weekly(outline, many, start, weekday=draw(st.integers(0, 6)), breaks=rests), rests


def opened(png: bytes) -> Image.Image:
    """Read a picture as a client does."""
    image = Image.open(io.BytesIO(png))
    image.load()
    return image


def shown(say: Say, outline: Outline, sections: Sequence[Section], breaks: Sequence[Break] = ()) -> list[bytes]:
    """Draw all pages of a plan."""
    return [picture(say, outline, sections, breaks, months) for months in pages(sections)]


@given(plans())
def test_the_pages_show_every_month_of_a_plan_once_and_are_about_equally_long(plan: Plan) -> None:
    _, sections, _ = plan
    found = pages(sections)
    months = list(chain(*found))
    days = [sections[0].opens.date() + timedelta(n) for n in range((sections[-1].meets - sections[0].opens).days + 2)]
    needed = dict.fromkeys(day.replace(day=1) for day in days if day <= sections[-1].meets.date())
    assert months == list(needed)
    sizes = [len(page) for page in found]
    assert max(sizes) <= 6
    assert max(sizes) - min(sizes) <= 1
    assert len(found) == -(-len(months) // 6)


@pytest.mark.parametrize(("sections", "pictures"), [(1, 1), (4, 1), (18, 1), (40, 2), (365, 14)])
def test_a_plan_takes_as_few_pictures_as_can_hold_its_months(sections: int, pictures: int) -> None:
    assert len(pages(weekly(outline_of(400), sections, date(2027, 2, 1)))) == pictures


def test_a_picture_is_as_wide_as_two_of_discords_and_small_enough_to_send(say: Say) -> None:
    for sections in (1, 4, 18, 40):
        plan = weekly(KARENINA, sections, NOVEMBER)
        for png in shown(say, KARENINA, plan, [ADVENT]):
            image = opened(png)
            assert image.format == "PNG"
            assert 1_100 <= image.width <= 1_132
            assert image.height <= 2_200
            assert len(png) < 500_000


def test_a_picture_speaks_the_language_of_its_reader() -> None:
    both = [shown(say_in(language), KARENINA, WINTER, [ADVENT])[0] for language in LANGUAGES]
    assert opened(both[0]).tobytes() != opened(both[1]).tobytes()


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=plans(), language=st.sampled_from(LANGUAGES))
def test_nothing_is_written_but_addresses_dates_and_our_own_words(plan: Plan, language: str, drawn: Drawn) -> None:
    say, (outline, sections, breaks) = say_in(language), plan
    addresses = {span(outline, one.first, one.last) for one in sections}
    ours = {say(words) for words in ("Reading plan", "break", "to read", "new section", "meeting", "today")}
    ours |= {say.plural("{n} meeting", "{n} meetings", len(sections)), *weekdays(say)}
    written: set[str] = set()
    for months in pages(sections):
        picture(say, outline, sections, breaks, months, sections[0].opens.date())
        dates = {capital(month(say, first)) for first in months} | {str(day) for day in range(1, 32)}
        assert set(drawn.words) <= addresses | ours | dates
        written |= set(drawn.words)
    assert addresses <= written, "a section is nowhere named"


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=plans(), language=st.sampled_from(LANGUAGES), ahead=st.integers(0, 90))
def test_no_words_run_into_others_or_off_the_paper(plan: Plan, language: str, ahead: int, drawn: Drawn) -> None:
    outline, sections, breaks = plan
    today = sections[0].opens.date() + timedelta(ahead)
    for months in pages(sections):
        picture(say_in(language), outline, sections, breaks, months, today)
        assert drawn.meet() == []


def test_meetings_stand_on_discs_and_openings_in_frames(english: Say, drawn: Drawn) -> None:
    february = weekly(KARENINA, 4, date(2027, 2, 1))
    picture(english, KARENINA, february, [], pages(february)[0])
    on_discs = {words for words, colours in drawn.colours.items() if paper.PAPER in colours}
    assert on_discs == {"7", "14", "21", "28"}
    assert sorted(drawn.within(drawn.frames), key=int) == ["1", "8", "15", "22"]
    assert len(drawn.frames) == len(february) + 1, "one is in the legend"


def test_the_legend_takes_the_whole_line_or_the_free_place(say: Say, drawn: Drawn) -> None:
    for many in (6, 5, 1):
        picture(say, KARENINA, WINTER, [ADVENT], ONE_PAGE[:many])
        last = drawn.boxes[-1]
        assert (drawn.words[-1] == say("break")) is (many > 1)
        assert (abs(drawn.size[0] - last[2] - 38) < 4) is (many == 6)


def test_a_break_is_told_in_words_and_only_where_there_is_one(say: Say, drawn: Drawn) -> None:
    picture(say, KARENINA, WINTER, [ADVENT], ONE_PAGE)
    assert drawn.words.count(say("break")) == 4, "three weeks, and the legend"
    picture(say, KARENINA, weekly(KARENINA, 18, NOVEMBER), [], ONE_PAGE)
    assert say("break") not in drawn.words


def test_today_is_marked_only_where_it_falls_in_the_picture(say: Say, drawn: Drawn) -> None:
    for today, told in ((date(2026, 11, 29), True), (date(2026, 10, 31), False), (None, False)):
        picture(say, KARENINA, WINTER, [ADVENT], ONE_PAGE, today)
        assert (say("today") in drawn.words) is told


def test_a_day_on_which_one_section_ends_and_another_begins_shows_both(english: Say, drawn: Drawn) -> None:
    sections = (
        Section(1, 1, 1, datetime.fromisoformat("2027-02-01 09:00"), datetime.fromisoformat("2027-02-04 19:00")),
        Section(2, 2, 2, datetime.fromisoformat("2027-02-04 20:00"), datetime.fromisoformat("2027-02-07 19:00")),
        Section(3, 3, 3, datetime.fromisoformat("2027-02-09 09:00"), datetime.fromisoformat("2027-02-09 19:00")),
    )
    halves, fourth = _halves(sections, [], pages(sections)[0]), 2 * date(2027, 2, 4).toordinal()
    assert (halves[fourth], halves[fourth + 1]) == (1, 2)
    picture(english, outline_of(3), sections, [], pages(sections)[0])
    assert drawn.words.count("1") == 2, "a band and a day"
    assert drawn.words.count("2") == 2
    assert drawn.words.count("3") == 2, "a section of one day has its band as well"


def test_every_letter_that_is_drawn_is_in_the_typeface(drawn: Drawn) -> None:
    letters: set[str] = set()
    year = weekly(KARENINA, 50, date(2027, 1, 4))
    for language in LANGUAGES:
        for months in pages(year):
            picture(say_in(language), KARENINA, year, [ADVENT], months, year[0].opens.date())
            letters |= {letter for words in drawn.words for letter in words if letter != " "}
    assert {"ị", "ọ", "ă", "6", "–"} <= letters
    for weight in (paper.REGULAR, paper.STRONG):
        typeface = paper.typeface(40, weight)
        missing = bytes(typeface.getmask("\uffff"))
        assert [letter for letter in sorted(letters) if bytes(typeface.getmask(letter)) == missing] == []


def test_pictures_drawn_at_once_are_the_same_as_one_after_another() -> None:
    wanted = [(say_in(language), months) for language in LANGUAGES for months in pages(WINTER)] * 4

    def one(what: tuple[Say, tuple[date, ...]]) -> bytes:
        return picture(what[0], KARENINA, WINTER, [ADVENT], what[1])

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(one, wanted)) == [one(what) for what in wanted]


def test_words_stand_out_from_what_they_are_written_on() -> None:
    written = [(paper.INK, on) for on in (paper.PAPER, paper.SAND, paper.PALE)]
    written += [(paper.MUTED, paper.PAPER), (paper.DEEP, paper.PAPER), (paper.PAPER, paper.DEEP)]
    assert all(contrast(*pair) >= 4.5 for pair in written)
    assert contrast(paper.BRASS, paper.PAPER) >= 3, "a frame"


def contrast(one: paper.Colour, other: paper.Colour) -> float:
    """Return how far two colours stand apart, 1 … 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: paper.Colour) -> float:
    shares = [part / 255 for part in colour]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_picture_is_told_in_words(english: Say, vietnamese: Say) -> None:
    february = weekly(KARENINA, 2, date(2027, 2, 1))
    months = pages(february)[0]
    assert alt(english, KARENINA, february, [Break(date(2027, 2, 20), date(2027, 3, 1))], months) == (
        "Calendar of the plan, February 2027. Break from 20 February to 1 March; "
        "1.1–4.18 until 7 February; 4.19–8.19 until 14 February"
    )
    assert alt(vietnamese, KARENINA, february, [], months) == (
        "Lịch đọc, tháng 2 năm 2027. 1.1–4.18 đến ngày 7 tháng 2; 4.19–8.19 đến ngày 14 tháng 2"
    )


@given(plans(), st.sampled_from(LANGUAGES))
def test_a_picture_in_words_fits_and_tells_of_its_own_months_only(plan: Plan, language: str) -> None:
    say, (outline, sections, breaks) = say_in(language), plan
    for months in pages(sections):
        told = alt(say, outline, sections, breaks, months)
        assert len(told) <= LONGEST_ALT
        after = (months[-1] + timedelta(31)).replace(day=1)
        its_own = [one for one in sections if one.meets.date() >= months[0] and one.opens.date() < after]
        addresses = [span(outline, one.first, one.last) for one in its_own]
        listed = [item.partition(" ")[0] for item in told.partition(". ")[2].split("; ")]
        rests = sum(one.last >= months[0] and one.first < after for one in breaks)
        assert listed[rests:] in (addresses, [*addresses[: len(listed) - rests - 1], "…"])


def test_a_picture_of_more_than_can_be_told_ends_with_an_ellipsis(say: Say) -> None:
    rests = [Break(day, day) for day in (NOVEMBER + timedelta(3 * n) for n in range(40))]
    told = alt(say, KARENINA, WINTER, rests, ONE_PAGE)
    assert LONGEST_ALT - 60 < len(told) <= LONGEST_ALT
    assert told.endswith("; …")


def test_what_draws_or_reads_files_is_not_loaded_before_it_is_needed() -> None:
    rooms = "import bot.bootstrap, pkgutil, importlib, cogs, sys\n"
    doors = "[importlib.import_module('cogs.' + one.name) for one in pkgutil.iter_modules(cogs.__path__)]\n"
    found = "sys.exit(str({'PIL', 'icalendar', 'font_source_serif_pro', 'pydantic'} & set(sys.modules) or ''))"
    done = subprocess.run(
        [sys.executable, "-c", rooms + doors + found], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stderr.strip() == ""
