"""The shape of a club's configuration in a file: which keys there are, and how what stands there is read.

Values are held against the club that the file is for while they are read (`Standing`, the ground of the shape), so that
a chapter that its book has not is told with its line, beside a key that is misspelt. A fault is reported by a word.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Annotated, TypeVar
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from bot.domain.calendar import Break, read_time
from bot.domain.club import LONGEST_NAME, tidy
from bot.domain.config import Standing
from bot.domain.errors import BeyondTheBook, Refusal
from bot.domain.me import LANGUAGES
from bot.domain.outline import START, Address
from bot.domain.pace import Pace, read_pace
from bot.domain.pause import MOST_WEEKS
from bot.domain.prompt import LONGEST_TEXT
from bot.domain.settings import PATIENCE
from bot.domain.where import fold
from bot.domain.zones import read_zone
from bot.library.config_text import WEEKDAYS, written_pace

T = TypeVar("T")

YEARS = range(2020, 2151)
"""Years of a date: a plan that is laid from such a day never comes to the end of the calendar."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(rf"({_DAY.pattern})(?:[ T]([0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}}(?:\.[0-9]{{1,6}})?)?))?")
_BREAK = re.compile(rf"({_DAY.pattern})(?: to ({_DAY.pattern}))?")
_ADDRESS = re.compile(r"(?:([0-9]{1,3})\.)?([0-9]{1,4})")
_NUMBER = re.compile(r"[0-9]{1,20}")


def _fault(what: str, **values: str | int) -> PydanticCustomError:
    """Return a fault by its word; presentation has the sentences, in each language."""
    return PydanticCustomError(what, what, values)


def _read(reader: Callable[[str, Standing], T]) -> PlainValidator:
    """Make a validator of a function that reads a text for a club; anything but a text is told to be one."""

    def validate(value: object, info: ValidationInfo) -> T:
        if not isinstance(value, str):
            raise PydanticCustomError("string_type", "not a text")
        standing: Standing = info.context  # type: ignore[assignment]  # what `fit` was given as the ground
        return reader(value.strip(), standing)

    return PlainValidator(validate)


def _yes(text: str, _standing: Standing) -> bool:
    if text not in ("yes", "no"):
        raise _fault("yes-no")
    return text == "yes"


def _language(text: str, _standing: Standing) -> str:
    if text not in LANGUAGES:
        raise _fault("language")
    return text


def _name(text: str, _standing: Standing) -> str:
    if not 1 <= len(name := tidy(text)) <= LONGEST_NAME:
        raise _fault("name", most=LONGEST_NAME)
    return name


def _channel(text: str, standing: Standing) -> int | None:
    return _id(text, "channel", {*standing.around.channels, standing.club.staff_id})


def _role(text: str, standing: Standing) -> int | None:
    return _id(text, "role", {*standing.around.roles, standing.club.mention_id, standing.club.mods_id})


def _id(text: str, what: str, known: set[int | None]) -> int | None:
    """Read an id, None for none; one that the club has is right though it be deleted."""
    if text == "none":
        return None
    if not _NUMBER.fullmatch(text) or int(text) not in known:
        raise _fault(what)
    return int(text)


def _whole(numbers: range) -> Callable[[str, Standing], int]:
    def read(text: str, _standing: Standing) -> int:
        if not (_NUMBER.fullmatch(text) and int(text) in numbers):
            raise _fault("number", fewest=numbers[0], most=numbers[-1])
        return int(text)

    return read


def _day(text: str, _standing: Standing) -> date:
    if (day := _date(text)) is None:
        raise _fault("day")
    return day


def _date(text: str) -> date | None:
    """Read a date as it stands in a calendar of ours, None for no such."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
    return day if day and day.year in YEARS else None


def _moment(text: str, _standing: Standing) -> datetime | date:
    """Read a local time; without an hour it is a date."""
    match = _MOMENT.fullmatch(text)
    day = _date(match[1]) if match else None
    try:
        hour = time.fromisoformat(match[2]) if match and match[2] else None
    except ValueError:
        day = None
    if day is None:
        raise _fault("moment")
    return datetime.combine(day, hour) if hour is not None else day


def _hour(text: str, _standing: Standing) -> time:
    try:
        return read_time(text)
    except Refusal as error:
        raise _fault("hour") from error


def _weekday(text: str, _standing: Standing) -> int:
    if text.lower() not in WEEKDAYS:
        raise _fault("weekday")
    return WEEKDAYS.index(text.lower())


def _zone(text: str, _standing: Standing) -> str:
    try:
        return text if text in available_timezones() else read_zone(text)
    except Refusal as error:
        raise _fault("zone") from error


def _pace(text: str, standing: Standing) -> Pace:
    """Read a pace as in the form of one, or as it stands; a date is not too long ago to be kept."""
    there = standing.plan and standing.plan.wishes.pace
    if there and text == written_pace(there):
        return there
    if day := _date(text.removeprefix("by ")):
        return Pace("by", day=day)
    try:
        return read_pace(text, standing.now.date(), standing.outline.last)
    except Refusal as error:
        raise _fault("pace") from error


def _break(text: str, _standing: Standing) -> Break:
    match = _BREAK.fullmatch(text)
    first, last = (_date(match[1]), _date(match[2] or match[1])) if match else (None, None)
    if first is None or last is None or last < first:
        raise _fault("break")
    return Break(first, last)


def _chapter(text: str, standing: Standing) -> int:
    match, outline = _ADDRESS.fullmatch(text), standing.outline
    try:
        if match and (match[1] or len(outline.parts) == 1):
            return outline.position(Address(int(match[1] or 1), int(match[2])))
    except BeyondTheBook:
        pass
    raise _fault("chapter")


def _upto(text: str, standing: Standing) -> int:
    return 0 if text == START else _chapter(text, standing)


def _words(text: str, _standing: Standing) -> str:
    words = tidy(text)
    if not fold(words) or len(words) > LONGEST_TEXT:
        raise _fault("words", most=LONGEST_TEXT)
    return words


Yes = Annotated[bool, _read(_yes)]
Id = Annotated[int | None, _read(_channel)]
Role = Annotated[int | None, _read(_role)]
Hour = Annotated[time, _read(_hour)]
Moment = Annotated[datetime | date, _read(_moment)]
Weekday = Annotated[int, _read(_weekday)]
Chapter = Annotated[int, _read(_chapter)]
Words = Annotated[str, _read(_words)]


class _Sheet(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SettingsEntry(_Sheet):
    """What is set beside the plan; what is not there stays as it is."""

    staff: Id = None
    mention: Role = None
    mods: Role = None
    reminders: Yes = True
    open_rounds: Yes = False
    rounds: Yes = False
    patience: Annotated[int, _read(_whole(PATIENCE))] = PATIENCE[0]
    events: Yes = False


class PauseEntry(_Sheet):
    """A rest of the club."""

    since: Moment
    weeks: Annotated[int, _read(_whole(range(1, MOST_WEEKS + 1)))]


class SectionEntry(_Sheet):
    """A section, by its last chapter; without an hour it opens and meets at the plan's."""

    to: Chapter
    opens: Moment
    meets: Moment


class PlanEntry(_Sheet):
    """A plan, which is taken as a whole; without `sections` they are laid anew."""

    pace: Annotated[Pace, _read(_pace)]
    start: Annotated[date, _read(_day)]
    weekday: Weekday
    meeting: Hour
    zone: Annotated[str, _read(_zone)]
    posting: Hour = time(9)
    days: Annotated[list[Weekday], Field(max_length=7)] = [1, 3]
    breaks: Annotated[list[Annotated[Break, _read(_break)]], Field(max_length=200)] = []
    pause: PauseEntry | None = None
    sections: Annotated[list[SectionEntry], Field(min_length=1, max_length=2_000)] | None = None


class PromptEntry(_Sheet):
    """One of the club's own prompts, in one language at least."""

    chapter: Chapter
    en: Words | None = None
    vi: Words | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "PromptEntry":
        if not (self.en or self.vi):
            raise _fault("wordless")
        return self


class PromptsEntry(_Sheet):
    """The club's own prompts: all of them up to a chapter."""

    upto: Annotated[int, _read(_upto)] = 0
    asked: Annotated[list[PromptEntry], Field(max_length=2_000)] = []


class ConfigFile(_Sheet):
    """The whole file."""

    book: Annotated[str | None, Field(max_length=100)] = None
    name: Annotated[str | None, _read(_name)] = None
    language: Annotated[str | None, _read(_language)] = None
    settings: SettingsEntry = SettingsEntry()
    plan: PlanEntry | None = None
    prompts: PromptsEntry | None = None
