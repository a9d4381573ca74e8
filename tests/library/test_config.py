"""A club's configuration as a file: what is written is read back, and whatever else comes in is told line by line."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import pause as pauses
from bot.domain.calendar import Break, local
from bot.domain.config import Config, Fault, Standing, config_of, opened
from bot.domain.config_change import taken
from bot.domain.pace import Pace
from bot.domain.plan import Pause
from bot.domain.view import Prompt
from bot.library.config import read_config
from bot.library.config_text import write_config, written_pace
from bot.library.readers import Apart, Here
from bot.library.sheet import DEEPEST
from bot.presentation.config_faults import told
from bot.presentation.say import say_in
from tests.configs import CLUB, NOW, PLAN, STAVES, clubs, own, standing

when = datetime.fromisoformat

THERE = standing(prompts=(own(2, 7), own(5, 8, en="What: no?", vi="Vì sao không?"), own(9, 9)))
FILE = write_config(config_of(THERE), THERE.outline, {})


def read(text: str | bytes, there: Standing = THERE) -> Config:
    """Read a file that is as it should be."""
    found = read_config(text if isinstance(text, bytes) else text.encode(), there)
    assert isinstance(found, Config), found
    return found


def faults(text: str | bytes, there: Standing = THERE) -> list[tuple[int, str]]:
    """Read a file with which something is wrong; return the line and the word of each fault."""
    found = read_config(text if isinstance(text, bytes) else text.encode(), there)
    assert isinstance(found, tuple), found
    return [(one.line, one.what) for one in found]


def changed(old: str, new: str) -> tuple[str, int]:
    """Return the file with one text replaced, and the line where that stands."""
    assert FILE.count(old) == 1, old
    return FILE.replace(old, new), FILE[: FILE.index(old)].count("\n") + 1


@given(clubs())
def test_a_fresh_file_says_what_stands_and_changes_nothing(there: Standing) -> None:
    config = config_of(there)
    notes = {"": "why\nand \u2028 \ufeff how", "plan": "words " * 99, "21": "#\n\x07staff"}
    found = read(write_config(config, there.outline, notes), there)
    assert found == config
    change = taken(found, there)
    assert change.told.nothing
    assert (change.club, change.plan) == (there.club, there.plan)
    assert change.told.sections == ()


def test_the_file_is_such_as_people_can_read_and_change() -> None:
    there = standing(
        club=replace(CLUB, name="Mondays: “slow” #1", staff_id=21),
        plan=replace(PLAN, events=True),
        prompts=THERE.prompts,
    )
    notes = {"": "A club.\n\nAs it is.", "plan.pace": "How fast.", "name": "What it is called.", "21": "#staff"}
    assert write_config(config_of(there), there.outline, notes) == (
        "# A club.\n#\n# As it is.\n"
        "book: marked\n"
        "\n# What it is called.\n"
        'name: "Mondays: “slow” #1"\n'
        "language: en\n"
        "settings:\n"
        "  staff: 21  # #staff\n"
        "  mention: none\n"
        "  mods: none\n"
        "  reminders: yes\n"
        "  open_rounds: no\n"
        "  rounds: no\n"
        "  patience: 12\n"
        "  events: yes\n"
        "plan:\n"
        "  # How fast.\n"
        "  pace: 3 chapters a week\n"
        "  start: 2026-01-05\n"
        "  weekday: sunday\n"
        "  meeting: 19:00\n"
        "  zone: Europe/London\n"
        "  posting: 09:00\n"
        "  days: [tuesday, thursday]\n"
        "  breaks: []\n"
        "  sections:\n"
        "    - {to: 1.3, opens: 2026-01-05, meets: 2026-01-11}  # 1\n"
        "    - {to: 2.2, opens: 2026-01-12, meets: 2026-01-18}  # 2\n"
        "    - {to: 2.5, opens: 2026-01-19, meets: 2026-01-25}  # 3\n"
        "    - {to: 3.3, opens: 2026-01-26, meets: 2026-02-01}  # 4\n"
        "prompts:\n"
        "  upto: 2.1\n"
        "  asked:\n"
        "    - chapter: 1.2\n"
        '      en: "Why 7?"\n'
        "    - chapter: 2.1\n"
        '      en: "What: no?"\n'
        '      vi: "Vì sao không?"\n'
    )


def test_what_is_not_usual_stands_in_full() -> None:
    third = replace(PLAN.sections[2], opens=when("2026-01-20 08:15"), meets=when("2026-01-25 11:00"))
    moved = replace(PLAN, sections=(*PLAN.sections[:2], third, PLAN.sections[3]))
    resting, _ = pauses.begin(moved, when("2026-01-14 11:00:07.5"), 1)
    resting = replace(resting, wishes=replace(resting.wishes, pace=Pace("by", day=date(2026, 3, 1))))
    text = write_config(config_of(standing(plan=resting)), THERE.outline, {})
    assert "{to: 2.5, opens: 2026-01-27 08:15, meets: 2026-02-01 11:00}" in text
    assert "  pause:\n    since: 2026-01-14 11:00:07.500000\n    weeks: 1\n" in text
    assert "breaks: []" in text, "the days of the pause are told by the pause"
    assert "pace: by 2026-03-01" in text


@pytest.mark.parametrize(("minutes", "written"), [(180, "3 hours a week"), (200, "200 minutes a week")])
def test_whole_hours_of_reading_are_written_as_hours(minutes: int, written: str) -> None:
    assert written_pace(Pace("hours", minutes)) == written


def test_people_may_write_as_they_do_elsewhere() -> None:
    file = """
    name: "  Slow\tReaders "
    plan:
      pace: 3 hours a week
      start: 2026-01-05
      weekday: Sunday
      meeting: 7 pm
      zone: saigon
      breaks: [2026-02-01, 2026-03-01 to 2026-03-07]
    prompts:
      asked: [{chapter: 1.1, vi: Vì sao?}]
    """
    found = read(file)
    assert found.name == "Slow Readers"
    assert found.settings == {}
    assert found.plan is not None
    wishes = found.plan.wishes
    assert (wishes.pace, wishes.weekday, wishes.meeting) == (Pace("hours", 180), 6, time(19))
    assert (wishes.zone, wishes.posting) == ("Asia/Ho_Chi_Minh", time(9))
    assert wishes.prompt_days == {1, 3}
    assert wishes.breaks == (
        Break(date(2026, 2, 1), date(2026, 2, 1)),
        Break(date(2026, 3, 1), date(2026, 3, 7)),
    )
    assert (found.plan.sections, found.plan.pause) == (None, None)
    assert (found.prompts, found.upto) == ((Prompt({"vi": "Vì sao?"}, 1),), 0)


def test_what_a_file_leaves_out_is_left_out() -> None:
    assert read("name: Readers") == Config(name="Readers", settings={})
    assert read("settings: {rounds: yes, staff: none}").settings == {"rounds": True, "staff": None}


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("book: marked", "book: [marked]", "string_type"),
        ("name: Mondays", "name: ''", "name"),
        ("name: Mondays", "name: " + "x" * 81, "name"),
        ("language: en", "language: fr", "language"),
        ("language: en", "language: en\nlanguage: vi", "twice"),
        ("language: en", "languages: en", "extra_forbidden"),
        ("staff: none", "staff: 23", "channel"),
        ("staff: none", "staff: '#staff'", "channel"),
        ("mention: none", "mention: 33", "role"),
        ("mods: none", "mods: " + "9" * 4_000, "role"),
        ("reminders: yes", "reminders: true", "yes-no"),
        ("reminders: yes", "reminders: {a: b}", "string_type"),
        ("patience: 12", "patience: 169", "number"),
        ("patience: 12", "patience: 1e2", "number"),
        ("patience: 12", "patience: " + "9" * 5_000, "number"),
        ("pace: 3 chapters a week", "pace: 13 chapters a week", "pace"),
        ("pace: 3 chapters a week", "pace: soon", "pace"),
        ("pace: 3 chapters a week", "pace: by 2026-99-01", "pace"),
        ("  start: 2026-01-05\n", "  start: 2026-02-30\n", "day"),
        ("  start: 2026-01-05\n", "  start: 9999-12-31\n", "day"),
        ("  start: 2026-01-05\n", "  start: 2026-W02-1\n", "day"),
        ("weekday: sunday", "weekday: soonday", "weekday"),
        ("meeting: 19:00", "meeting: 25:00", "hour"),
        ("zone: Europe/London", "zone: ../../etc/passwd", "zone"),
        ("days: [tuesday, thursday]", "days: tuesday", "list_type"),
        ("days: [tuesday, thursday]", "days: [tuesday, tomorrow]", "weekday"),
        ("breaks: []", "breaks: [2026-02-07 to 2026-02-01]", "break"),
        ("breaks: []", "breaks: [" + ", ".join(["2026-02-01"] * 201) + "]", "too_long"),
        ("breaks: []", "pause: {since: 2026-03-01, weeks: 2}", "pause"),
        ("breaks: []", "pause: {since: 2026-01-01, weeks: 53}", "number"),
        ("breaks: []", "pause: none", "model_type"),
        ("to: 2.5", "to: 2.6", "chapter"),
        ("to: 2.5", "to: 8", "chapter"),
        ("to: 2.5", "to: 2.2", "order"),
        ("to: 3.3", "to: 3.2", "unfinished"),
        ("opens: 2026-01-19", "opens: 19 January", "moment"),
        ("opens: 2026-01-19", "opens: 2026-01-19 25:00", "moment"),
        ("opens: 2026-01-19", "opens: 2026-01-13", "past"),
        ("opens: 2026-01-19", "opens: 2026-01-18 19:00", "crossed"),
        ("meets: 2026-01-25", "meets: 2026-01-19 09:00", "crossed"),
        ("meets: 2026-01-18", "meets: 2026-01-14 12:00", "past"),
        ("upto: 2.1", "upto: 4.1", "chapter"),
        ("chapter: 1.2", "chapter: 1.20", "chapter"),
        ('en: "Why 7?"', "en: ' '", "words"),
        ('en: "Why 7?"', "en: " + "x" * 301, "words"),
        ('en: "Why 7?"', 'fr: "Why 7?"', "extra_forbidden"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, what: str) -> None:
    text, line = changed(old, new)
    assert (line + (what == "twice"), what) in faults(text)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "empty"),
        ("- a\n- b", "model_type"),
        ("name: x\n? [a]\n: b", "key"),
        ("name: &x y\nbook: *x", "alias"),
        ("name: " + "[" * (DEEPEST + 1), "deep"),
        ("name: 'x", "yaml"),
        ("name: \0", "unreadable"),
        (FILE.encode("utf-16"), "encoding"),
        ("name: Thứ Hai".encode("cp1258", "replace") + b"\xff", "encoding"),
        ("prompts: {asked: [{chapter: 1.1}]}", "wordless"),
        ("plan: {weekday: monday}", "missing"),
        (
            "plan: " + FILE.split("plan:")[1].split("  sections")[0].replace("3 chapters a week", "by 2026-01-15"),
            "soon",
        ),
        ("plan: " + FILE.split("plan:")[1].split("    - ")[0].replace("sections:", "sections: []"), "too_short"),
        ("settings: {" + ", ".join(f"k{n}: x" for n in range(60)) + "}", "more"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused(text: str | bytes, what: str) -> None:
    assert what in [word for _, word in faults(text)]


def test_all_that_is_wrong_is_told_at_once() -> None:
    text, _ = changed("language: en", "language: fr")
    text = (
        text.replace("weekday: sunday", "weekday: ")
        .replace("to: 2.5", "to: 9.9")
        .replace("chapter: 2.1", "chapter: 7.1")
    )
    assert [what for _, what in faults(text)] == ["language", "weekday", "chapter", "chapter"]
    both = changed("opens: 2026-01-19", "opens: 2026-01-13")[0].replace("to: 3.3", "to: 3.2")
    assert [what for _, what in faults(both)] == ["unfinished", "past"]


def test_settings_of_a_plan_need_one() -> None:
    bare = standing(plan=None)
    assert faults("settings:\n  patience: 24\n  rounds: yes\n", bare) == [(3, "planless"), (2, "planless")]
    assert read(FILE.replace("2026", "2027"), bare).plan is not None


def test_a_channel_and_roles_that_are_gone_are_right_where_they_are_the_clubs() -> None:
    gone = standing(club=replace(CLUB, staff_id=404, mention_id=405, mods_id=406))
    text = write_config(config_of(gone), gone.outline, {})
    assert read(text, gone) == config_of(gone)
    assert [what for _, what in faults(text)] == ["channel", "role", "role"]


def test_a_file_of_another_book_brings_no_sections_and_takes_no_prompts_away() -> None:
    other = replace(THERE, club=replace(CLUB, pack="carol"), outline=STAVES, plan=None, upto=5)
    text = FILE.replace("2026", "2027").split("prompts:")[0]
    found = read(text + "prompts: {upto: 2.1, asked: [{chapter: 3, en: Why?}]}", other)
    assert found.plan is not None
    assert found.plan.sections is None
    assert (found.prompts, found.upto) == ((Prompt({"en": "Why?"}, 3),), 0)
    wrong = faults(FILE.replace("2026", "2027"), other)
    assert [what for _, what in wrong] == ["chapter"], "it has a chapter 1.2, and no 2.1"


@given(st.data(), clubs())
def test_whatever_a_file_holds_it_is_faults_with_lines_or_a_plan_that_can_be(
    data: st.DataObject, there: Standing
) -> None:
    file = write_config(config_of(there), there.outline, {})
    for _ in range(data.draw(st.integers(1, 3))):
        file = data.draw(st.sampled_from((_cut, _twice, _swapped, _without, _other, _nested)))(data, file)
    raw = file.encode(data.draw(st.sampled_from(("utf-8", "utf-8", "utf-8", "utf-16", "latin-1"))), "replace")
    found = read_config(raw, there)
    if isinstance(found, tuple):
        assert found
        for fault in found:
            assert 0 <= fault.line <= file.count("\n") + 2, "what is missing at the end stands after it"
            assert all(told(say_in(language), fault) for language in ("en", "vi"))
        return
    after = taken(found, there)
    assert 1 <= len(after.club.name) <= 80
    if after.plan is None:
        assert there.plan is None
        return
    now = local(there.now, after.plan.wishes.zone)
    spans = [(one.first, one.last) for one in after.plan.sections]
    assert spans[0][0] == 1
    assert spans[-1][1] == there.outline.last
    assert all(before[1] + 1 == one[0] <= one[1] for before, one in pairwise(spans))
    kept = opened(there)
    for one, stood in zip(after.plan.sections, kept, strict=False):
        assert (one.first, one.last, one.opens) == (stood.first, stood.last, stood.opens)
    if after.plan.sections != (there.plan and there.plan.sections):
        for one in after.plan.sections[len(kept) :]:
            assert now < one.opens < one.meets


def _line(data: st.DataObject, file: str) -> tuple[list[str], int]:
    lines = file.split("\n")
    return lines, data.draw(st.integers(0, len(lines) - 1))


def _cut(data: st.DataObject, file: str) -> str:
    return file[: data.draw(st.integers(0, len(file)))]


def _twice(data: st.DataObject, file: str) -> str:
    lines, at = _line(data, file)
    return "\n".join((*lines[:at], lines[at], *lines[at:]))


def _swapped(data: st.DataObject, file: str) -> str:
    lines, at = _line(data, file)
    other = data.draw(st.integers(0, len(lines) - 1))
    lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines)


def _without(data: st.DataObject, file: str) -> str:
    lines, at = _line(data, file)
    return "\n".join(lines[:at] + lines[at + 1 :])


def _other(data: st.DataObject, file: str) -> str:
    lines, at = _line(data, file)
    key, colon, _ = lines[at].partition(":")
    value = data.draw(
        st.sampled_from(
            ("", "[]", "{}", "none", "yes", "1", "-1", "9" * 30, "1e309", "2026-01-20", "2149-12-31", "[" * 50)
        )
        | st.text(max_size=20)
    )
    return "\n".join((*lines[:at], f"{key}{colon} {value}", *lines[at + 1 :]))


def _nested(data: st.DataObject, file: str) -> str:
    lines, at = _line(data, file)
    return "\n".join((*lines[:at], "  " * data.draw(st.integers(1, 9)) + lines[at], *lines[at + 1 :]))


@pytest.mark.parametrize("reader", [Here(), Apart()], ids=["here", "apart"])
async def test_a_file_is_read_in_a_process_of_its_own_in_the_same_way(reader: Here | Apart) -> None:
    assert await reader.config(FILE.encode(), THERE) == config_of(THERE)
    assert await reader.config(b"name: ''", THERE) == (Fault(1, "name", (("key", "name"), ("most", 80))),)


def test_a_pause_and_its_plan_are_read_to_the_moment() -> None:
    resting, pause = pauses.begin(PLAN, when("2026-01-14 11:59:59.000123"), 2)
    there = standing(plan=resting)
    found = read(write_config(config_of(there), there.outline, {}), there)
    assert found.plan
    assert found.plan.pause == pause == Pause(2, local(NOW, "Europe/London") - timedelta(microseconds=999_877))
