"""A club's file and its preview: every key explained, every fault worded, the longest of everything fits."""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given

from bot.domain import pause as pauses
from bot.domain.calendar import Break, local
from bot.domain.config import BadConfig, Config, Exported, Fault, Planned, Standing, config_of
from bot.domain.config_change import Told, taken
from bot.domain.log import IMPORT, Line, Listing
from bot.domain.pace import Pace, read_pace
from bot.domain.plan import Pause, Plan, Wishes, plan
from bot.library.config_text import write_config
from bot.presentation import config_faults, log
from bot.presentation.config import changes, done, exported, file_name, left, notes, preview
from bot.presentation.plan_card import weekly
from bot.presentation.refusals import refusal
from bot.presentation.say import Say, say_in
from tests.configs import CLUB, NOW, PLAN, WISHES, clubs, own, standing
from tests.house.messages import ROOT
from tests.presentation.plans import KARENINA
from tests.presentation.read import Commands, buttons, hold, text

LARGEST = 10**18 - 1


def export_of(there: Standing, left_out: int = 0) -> Exported:
    """Return a club's file as its moderator gets it."""
    return Exported(there.club, there.outline, config_of(there), left_out, there.now)


def everything() -> Told:
    """Return a change of all there is, in a club whose names are as long as they can be."""
    rests = tuple(Break(date(2026, 5, day), date(2026, 5, day)) for day in range(1, 13))
    there_wishes = replace(WISHES, pace=Pace("weeks", 239), breaks=rests)
    there = standing(
        club=replace(CLUB, id=LARGEST, name="*" * 80),
        plan=Plan(there_wishes, plan(KARENINA, there_wishes)),
        outline=KARENINA,
        prompts=tuple(own(since, since, en="_" * 300, vi="*" * 300) for since in range(1, 230, 2)),
        upto=120,
    )
    zone = "America/Argentina/ComodRivadavia"
    all_week = frozenset(range(7))
    wishes = Wishes(date(2026, 2, 1), 2, time(8), zone, Pace("chapters", 2), rests[:-1], all_week, time(10))
    settings = {"staff": LARGEST, "mention": LARGEST, "mods": LARGEST, "language": "vi", "reminders": False}
    more = {"open_rounds": True, "rounds": True, "patience": 168, "events": True}
    added = tuple(replace(own(since, 0, en="~" * 300), row=None, author=None) for since in range(2, 239, 2))
    file = Config(
        "carol", "_" * 80, settings | more, Planned(wishes, Pause(52, datetime.fromisoformat("2026-01-14"))), added, 239
    )
    return taken(file, there).told


def test_the_longest_of_everything_fits(say: Say, commands: Commands) -> None:
    told = everything()
    assert len(told.after) == 22
    for view in (
        preview(say, told, meanwhile=True),
        done(say, told),
        left(say, LARGEST),
        exported(say, export_of(standing(club=replace(CLUB, name="*" * 80)), 1_000), commands),
        refusal(say, BadConfig("x" * 500, tuple(Fault(n, "number", NUMBER) for n in range(60))), commands),
    ):
        hold(view)
    assert "apply" not in str(buttons(done(say, told))).casefold()


NUMBER = (("key", "*" * 4_000), ("fewest", 1), ("most", 10**9))


def test_a_page_of_the_log_holds_eight_of_the_longest_lines(say: Say) -> None:
    line = everything().line(LARGEST, NOW)
    shown = text(log.listing(say, Listing(CLUB, (line,) * 8, 80, 3)))
    hold(log.listing(say, Listing(CLUB, (line,) * 8, 80, 3)))
    assert shown.count(f"<@{LARGEST}>") == 8, "each of them whole enough to say whose it was"


@given(clubs())
def test_every_key_of_a_file_is_explained_or_stands_below_one_that_is(there: Standing) -> None:
    for language in ("en", "vi"):
        told = notes(say_in(language), export_of(there), {})
        lines = write_config(config_of(there), there.outline, told).splitlines()
        top = [at for at, line in enumerate(lines) if re.match("[a-z]+:", line)]
        assert all(lines[at - 1].startswith("#") for at in top)


def test_the_comments_tell_of_which_club_and_when_and_name_channels_and_roles(english: Say, vietnamese: Say) -> None:
    club = replace(CLUB, staff_id=21, mention_id=31, mods_id=32)
    there = standing(club=club)
    names = {11: "#the-club", 21: "#staff", 31: "@Readers"}
    written = write_config(config_of(there), there.outline, notes(english, export_of(there, 2), names))
    assert written.startswith(
        "# Mondays, as it is set up on Wednesday, 14 January 2026.\n# It meets in #the-club.\n#\n# /manage import takes"
    )
    assert "2 questions of the club’s own are on chapters past your bookmark." in written.replace("\n# ", " ")
    assert "  staff: 21  # #staff\n" in written
    assert "  mention: 31  # @Readers\n" in written
    assert "  mods: 32\n" in written, "a role that is gone has no name"
    assert "# /quản-lý nhập-dữ-liệu " in write_config(
        config_of(there), there.outline, notes(vietnamese, export_of(there), names)
    )


@pytest.mark.parametrize(
    ("name", "file"),
    [("Mondays", "mondays.yaml"), ("Thứ Hai & Đọc!", "thu-hai-doc.yaml"), ("読書会", "club.yaml"), ("../x", "x.yaml")],
)
def test_a_file_is_called_by_its_club_in_signs_that_travel(name: str, file: str) -> None:
    assert file_name(replace(CLUB, name=name)) == file


def test_a_preview_tells_from_what_to_what_and_asks(english: Say) -> None:
    moved = tuple(
        replace(one, opens=one.opens + timedelta(days=1), meets=one.meets + timedelta(days=1))
        if one.number == 3
        else one
        for one in PLAN.sections
    )
    file = replace(
        config_of(standing()),
        name="Next *",
        settings={"patience": 24},
        plan=Planned(replace(WISHES, weekday=0), sections=moved),
        prompts=(own(1, 0, en="Why, <@1>?"), own(12, 0)),
    )
    told = taken(file, standing(prompts=(own(3, 7),))).told
    shown = text(preview(english, told))
    for line in (
        "### Take this file in for Mondays?",
        "**Name** · Mondays → Next \\*",
        "**How late questions may be** · 12 hours → 24 hours",
        "**Day of meetings** · Sunday → Monday",
        "1 section has other chapters or times.",
        "**The club’s own questions** · 2 new, 1 taken out",
        "**Opening of section 3** · <t:1768813200:f> → <t:1768899600:f>",
        "**Meeting of section 3** · <t:1769367600:f> → <t:1769454000:f>",
        "**1.1** · new · Why, <\u200b@\u200b1\\>?",
        "**1.3** · taken out · Why 7?",
        "🔒 A question on 3.3, sealed until you are there · new",
        "-# What has opened already stays as it is. Nothing has changed yet.",
    ):
        assert line in shown
    assert [label for label, _ in buttons(preview(english, told))] == ["Apply", "Leave it"]
    assert "has changed since" not in shown
    assert "has changed since" in text(preview(english, told, meanwhile=True))


def test_a_file_that_changes_nothing_has_nothing_to_apply(english: Say) -> None:
    view = preview(english, taken(config_of(standing()), standing()).told)
    assert "Nothing would change" in text(view)
    assert buttons(view) == []


def test_another_pace_beside_the_old_sections_is_said_to_move_nothing(english: Say) -> None:
    there = standing()
    other = Planned(replace(WISHES, pace=Pace("hours", 90)), sections=PLAN.sections)
    shown = text(preview(english, taken(Config(plan=other), there).told))
    assert "**Pace** · 3 chapters a week → 1h30 a week" in shown
    assert "Take the list out to have them laid anew." in shown
    laid = text(preview(english, taken(Config(plan=replace(other, sections=None)), there).told))
    assert "Take the list out" not in laid
    assert "**Section 3** · 2.3–3.3 · " in laid
    assert "**Section 4** · taken out" in laid


def test_each_thing_a_file_may_change_is_worded(say: Say) -> None:
    resting, _ = pauses.begin(PLAN, local(NOW, "Europe/London"), 2)
    paces = [Pace("weeks", 1), Pace("hours", 180), Pace("by", day=date(2026, 5, 1))]
    for pace in paces:
        wishes = replace(resting.wishes, pace=pace, start=date(2026, 2, 2), zone="UTC")
        told = taken(Config(plan=Planned(wishes, resting.pause)), standing()).told
        lines = changes(say, told.before, told.after)
        assert len(lines) == len(told.after)
        assert all("→" in line for line in lines[:5])
    new = taken(Config(plan=Planned(replace(WISHES, start=date(2026, 3, 2)))), standing(plan=None)).told
    assert len(changes(say, new.before, new.after)) == 1, "what was not there before is not another now"


def test_of_a_plan_that_is_new_the_clock_is_shown_too(english: Say) -> None:
    file = Config(plan=Planned(replace(WISHES, start=date(2026, 3, 2), zone="Europe/Paris")))
    told = taken(file, standing(plan=None)).told
    lines = text(preview(english, told)).splitlines()
    assert lines[1].startswith("**Plan** · none → 4 sections, the last meeting <t:")
    assert lines[2] == "**Time zone** · Europe/Paris"
    assert not any("have other chapters" in line for line in lines)


def test_the_log_tells_what_was_taken_in_without_the_words_of_a_question(english: Say) -> None:
    file = Config(name="Next", prompts=(own(1, 0, en="Why, mk1z?"),))
    line = taken(file, standing()).told.line(5, NOW)
    assert line == Line(5, NOW, IMPORT, {"name": "Mondays"}, {"name": "Next", "prompts": [1, 0, 0]})
    shown = text(log.listing(english, Listing(CLUB, (line,), 1, 0)))
    assert "**Taken in from a file**\n**Name** · Mondays → Next\n**The club’s own questions** · 1 new\n-# <@5>" in shown


def _words_of_faults() -> set[str]:
    """Return the words that the code gives to faults."""
    library, domain = ROOT / "bot" / "library", ROOT / "bot" / "domain" / "config.py"
    shape = Path(library / "config_shape.py").read_text("utf-8")
    words = set(re.findall(r'_fault\("([a-z-]+)"', shape)) | {"channel", "role"}
    words |= set(re.findall(r'\), "([a-z]+)"', domain.read_text("utf-8"))) | {"past", "crossed"}
    words |= set(re.findall(r', "([a-z]+)"(?:\)|, \(\(|\n)', Path(library / "sheet.py").read_text("utf-8")))
    return words


def test_every_word_for_a_fault_has_its_sentence() -> None:
    there = config_faults._FAULTS.keys()
    words = _words_of_faults()
    assert {"encoding", "twice", "yes-no", "planless", "soon", "crossed"} <= words
    of_pydantic = {"missing", "extra_forbidden", "model_type", "list_type", "string_type", "string_too_long"}
    assert words | of_pydantic | {"too_long", "too_short", "more"} == there


def test_a_broken_file_is_told_line_by_line(english: Say, vietnamese: Say, commands: Commands) -> None:
    faults = (Fault(0, "empty"), Fault(3, "missing", (("key", "pace"),)), Fault(7, "twice", (("key", "a*"),)))
    error = BadConfig("my_club.yaml", faults)
    assert text(refusal(english, error, commands)).splitlines() == [
        "I cannot take in my\\_club.yaml as it is, so nothing has changed.",
        "The file is empty.",
        "**Line 3** · “pace” is missing; add it.",
        "**Line 7** · “a\\*” stands here twice; keep one.",
    ]
    assert "**Dòng 3** · Thiếu “pace”; hãy thêm vào." in text(refusal(vietnamese, error, commands))


def test_a_fault_of_many_lines_is_told_once_and_the_faults_left_out_are_counted_last(
    english: Say, commands: Commands
) -> None:
    words = (("key", "en"), ("most", 300))
    faults = (
        Fault(0, "more", (("n", 17),)),
        *(
            fault
            for n in (5, 8, 11)
            for fault in (Fault(n, "words", words), Fault(n, "missing", (("key", "chapter"),)))
        ),
    )
    assert text(refusal(english, BadConfig("club.yaml", faults), commands)).splitlines()[1:] == [
        "**Lines 5, 8, 11** · “en”: write a question of 1 to 300 characters.",
        "**Lines 5, 8, 11** · “chapter” is missing; add it.",
        "There are 17 more faults.",
    ]
    each = tuple(Fault(n, "extra_forbidden", (("key", f"{n} {'x' * 60}"),)) for n in range(1, 51))
    shown = text(refusal(english, BadConfig("club.yaml", (*faults, *each)), commands)).splitlines()
    assert shown[-1] == f"There are {17 + 50 - (len(shown) - 4)} more faults."


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(30, "30 minutes a week"), (60, "1 hour a week"), (180, "3 hours a week"), (210, "3h30 a week")],
)
def test_a_pace_in_hours_is_told_in_words_that_are_read_back(english: Say, minutes: int, told: str) -> None:
    assert weekly(english, minutes) == told
    assert read_pace(told, NOW.date(), 239) == Pace("hours", minutes)
    assert read_pace(weekly(say_in("vi"), minutes), NOW.date(), 239) == Pace("hours", minutes)
