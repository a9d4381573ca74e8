"""A plan's refusals name the days to choose from, as people write them."""

from datetime import date, datetime

import pytest

from bot.domain.errors import BadDate, Refusal, TooSoon, WouldCross
from bot.domain.pace import BadPace
from bot.presentation.refusals import refusal
from bot.presentation.say import say_in
from tests.presentation.read import Commands, texts

MONDAY, NEXT = (datetime.fromisoformat(day) for day in ("2027-01-11 19:00", "2027-01-18 07:30"))


@pytest.mark.parametrize(
    ("error", "language", "told"),
    [
        (WouldCross(MONDAY, NEXT), "en", ["Monday, January 11, 2027, 19:00", "Monday, January 18, 2027, 07:30"]),
        (WouldCross(MONDAY, NEXT), "vi", ["Thứ Hai, 11 tháng 1, 2027, 19:00", "Thứ Hai, 18 tháng 1, 2027, 07:30"]),
        (WouldCross(MONDAY), "en", ["too early", "after Monday, January 11, 2027, 19:00"]),
        (WouldCross(MONDAY), "vi", ["sớm quá", "sau Thứ Hai, 11 tháng 1, 2027, 19:00"]),
        (WouldCross(), "en", ["past already"]),
        (WouldCross(), "vi", ["đã qua"]),
        (BadDate(MONDAY.date(), NEXT.date()), "en", ["January 11, 2027", "January 18, 2027"]),
        (TooSoon(date(2027, 1, 11)), "vi", ["11 tháng 1, 2027"]),
        (BadPace("chapters", 1, 239), "en", ["1 to 239 chapters"]),
        (BadPace("weeks", 1, 520), "en", ["1 to 520 weeks"]),
        (BadPace("hours", 10, 6_000), "en", ["10 minutes to 100 hours"]),
        (BadPace("hours", 10, 6_000), "vi", ["10 phút đến 100 giờ"]),
    ],
)
def test_a_refusal_names_what_may_be_chosen(error: Refusal, language: str, told: list[str]) -> None:
    said = " ".join(texts(refusal(say_in(language), error, Commands())))
    assert [words for words in told if words not in said] == []
