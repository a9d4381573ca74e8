"""The log's lines: every kind of change in words, the longest page within Discord's limits, nobody pinged."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain import log
from bot.domain.club import Club
from bot.domain.log import A_PAGE, Line, Listing
from bot.domain.proposal import APPROVE, DECLINE, REMOVE
from bot.domain.settings import values
from bot.presentation.log import listing
from bot.presentation.say import Say
from tests.presentation.read import buttons, hold, text, texts
from tests.presentation.test_settings import BARE, CLUB, PLAN, QUIET

NOW = datetime(2026, 11, 20, 19, tzinfo=UTC)
SECONDS = 9_999_999_999
MOD = 10**18 - 1
LINES = [
    log.opened(CLUB, MOD, NOW),
    Line(MOD, NOW, log.PAUSE, {"until": SECONDS}, {"until": SECONDS}),
    Line(MOD, NOW, log.RESUME, {"until": SECONDS}, {}),
    *(
        Line(MOD, NOW, what, {"section": 520, "at": SECONDS}, {"section": 520, "at": SECONDS})
        for what in (log.MEETING, log.OPENING)
    ),
    Line(
        MOD,
        NOW,
        log.REPACE,
        {"section": 520, "sections": 520, "last": SECONDS},
        {"section": 520, "sections": 520, "last": SECONDS},
    ),
    *(log.of_question(what, "12.139", 10**9, MOD, NOW) for what in (APPROVE, DECLINE, REMOVE)),
    *(
        log.of_prompt(what, "12.139", 10**9, MOD, NOW, was="1.1")
        for what in (log.ADD, log.EDIT, APPROVE, DECLINE, REMOVE)
    ),
    log.vote_opened(20, NOW, MOD, NOW),
    log.book_dropped(20, MOD, NOW),
    log.vote_closed(NOW, MOD, NOW),
]
TIMES = ("meeting", "posting", "days")


def page(*lines: Line, number: int = 0, club: Club = CLUB) -> Listing:
    return Listing(club, lines, 10**6, number)


@pytest.mark.parametrize("one", LINES, ids=lambda one: one.what)
def test_every_kind_of_change_has_its_words(say: Say, one: Line) -> None:
    shown = listing(say, page(one))
    hold(shown)
    assert f"<@{MOD}> · <t:{int(NOW.timestamp())}:f>" in text(shown)


def test_each_change_stands_in_a_paragraph_of_its_own(english: Say) -> None:
    assert len(texts(listing(english, page(*LINES[:3], number=0)))) == len(texts(listing(english, page(LINES[0])))) + 2


def test_the_longest_page_fits_whole(say: Say) -> None:
    before, after = values(BARE, PLAN), values(CLUB, PLAN)
    days = Line(MOD, NOW, log.SETTINGS, {name: before[name] for name in TIMES}, {name: after[name] for name in TIMES})
    shown = listing(say, page(*[days] * A_PAGE, number=999_998))
    hold(shown)
    assert text(shown).count(f"<@{MOD}>") == A_PAGE
    assert "…" not in text(shown)


def test_a_change_of_settings_tells_each_of_them(english: Say) -> None:
    before, after = values(BARE, QUIET), values(CLUB, PLAN)
    told = text(listing(english, page(Line(MOD, NOW, log.SETTINGS, before, after))))
    assert f"**Moderators’ role** · none → <@&{CLUB.mods_id}>" in told
    assert "**Language** · English → Tiếng Việt" in told
    assert "**Reminders** · for readers who ask for them → none" in told
    assert "**How late questions may be** · 1 hour → 168 hours" in told


def test_lines_say_from_what_to_what(english: Say) -> None:
    told = text(listing(english, page(*LINES)))
    for line in (
        f"**The club is open** · <#{CLUB.channel_id}>",
        f"**Pause** · until <t:{SECONDS}:D> → until <t:{SECONDS}:D>",
        f"**Pause** · until <t:{SECONDS}:D> → none",
        f"**Meeting of section 520** · <t:{SECONDS}:f> → <t:{SECONDS}:f>",
        f"**Opening of section 520** · <t:{SECONDS}:f> → <t:{SECONDS}:f>",
        "**Plan from section 520 on** · 520 sections, the last meeting",
        "**Question 1000000000 on 12.139** · approved",
        "**Question 1000000000 on 12.139** · declined",
        "**Question 1000000000 on 12.139** · removed",
    ):
        assert line in told


def test_whoever_is_forgotten_is_somebody(english: Say) -> None:
    told = text(listing(english, page(replace(LINES[0], by=None))))
    assert "somebody I have forgotten" in told
    assert "None" not in told


def test_pages_lead_to_newer_and_older_ones_and_back_to_the_settings(english: Say) -> None:
    def labels(shown: Listing) -> list[str]:
        return [label for label, _ in buttons(listing(english, shown))]

    assert labels(page(LINES[0])) == ["Older", "All settings"]
    assert labels(page(LINES[0], number=3)) == ["Newer", "Older", "All settings"]
    assert labels(Listing(CLUB, (), 0, 0)) == ["All settings"]
    assert "Nothing has been changed so far." in text(listing(english, Listing(CLUB, (), 0, 0)))
