"""A club's configuration read from a file in the way that packs are: all that is wrong with it is told at once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time

from pydantic import TypeAdapter

from bot.domain.config import Config, Fault, Path, Planned, Standing, faults
from bot.domain.plan import Pause, Section, Wishes
from bot.domain.view import Prompt
from bot.library.complaints import Complaint, Values
from bot.library.config_shape import ConfigFile, PlanEntry, PromptEntry
from bot.library.faults import fit
from bot.library.sheet import sheet_of

_FILE = TypeAdapter(ConfigFile)


def read_config(file: bytes, standing: Standing) -> Config | tuple[Fault, ...]:
    """Read what a file wants a club to be, or everything that is wrong with it, by line."""
    sheet = sheet_of(file, "")
    if isinstance(sheet, list):
        return _told(sheet)
    _leave_foreign(sheet.data, standing.club.pack)
    complaints: list[Complaint] = []
    found = fit(sheet, _FILE, complaints, standing)
    if found is None:
        return _told(complaints)
    config = _config(found)
    wrong = tuple(Fault(sheet.line(path), what, _named(path)) for path, what in faults(config, standing))
    return wrong or config


def _told(complaints: Iterable[Complaint]) -> tuple[Fault, ...]:
    return tuple(sorted(Fault(one.line, one.what, one.values) for one in complaints))


def _named(path: Path) -> Values:
    """Return how a fault names its place: by the nearest key."""
    return (("key", next(step for step in reversed(path) if isinstance(step, str))),)


def _leave_foreign(data: object, pack: str) -> None:
    """Take out what only the chapters of its own book give a sense: that book's sections, and how far one has read."""
    if not isinstance(data, dict) or data.get("book", pack) == pack:
        return
    for key, only_there in (("plan", "sections"), ("prompts", "upto")):
        if isinstance(inner := data.get(key), dict):
            inner.pop(only_there, None)


def _config(found: ConfigFile) -> Config:
    settings = found.settings.model_dump(exclude_unset=True)
    if found.language is not None:
        settings["language"] = found.language
    prompts = found.prompts
    return Config(
        book=found.book,
        name=found.name,
        settings=settings,
        plan=_planned(found.plan) if found.plan else None,
        prompts=tuple(map(_prompt, prompts.asked)) if prompts else None,
        upto=prompts.upto if prompts else 0,
    )


def _planned(plan: PlanEntry) -> Planned:
    wishes = Wishes(
        start=plan.start,
        weekday=plan.weekday,
        meeting=plan.meeting,
        zone=plan.zone,
        pace=plan.pace,
        breaks=tuple(plan.breaks),
        prompt_days=frozenset(plan.days),
        posting=plan.posting,
    )
    pause = Pause(plan.pause.weeks, _at(plan.pause.since, time())) if plan.pause else None
    if plan.sections is None:
        return Planned(wishes, pause)
    sections = [
        Section(number, 1, one.to, _at(one.opens, plan.posting), _at(one.meets, plan.meeting))
        for number, one in enumerate(plan.sections, 1)
    ]
    return Planned(wishes, pause, tuple(_following(sections)))


def _following(sections: list[Section]) -> list[Section]:
    """Let each section begin where the one before it ends."""
    firsts = [1, *(one.last + 1 for one in sections)]
    return [replace(one, first=first) for one, first in zip(sections, firsts, strict=False)]


def _at(moment: datetime | date, usual: time) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, usual)


def _prompt(one: PromptEntry) -> Prompt:
    texts = {"en": one.en, "vi": one.vi}
    return Prompt({language: text for language, text in texts.items() if text}, one.chapter)
