"""A club's own prompts, beside the pack's: what moderators add and members suggest, and how it reaches the talk."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain import proposal
from bot.domain.club import Club, tidy
from bot.domain.errors import NoSuchSection, Refusal
from bot.domain.outline import Outline
from bot.domain.plan import Plan
from bot.domain.proposal import Sealed, pages, read_chapter
from bot.domain.view import Prompt, Text
from bot.domain.where import fold

LONGEST_TEXT = 300
"""Characters of a prompt in one language."""

NEW = 0
"""Stands for the row of a prompt that is not written yet."""

_SECTION = re.compile(r"(?:section|chang|s)[\s.]*([0-9]{1,4})")


@dataclass(frozen=True, slots=True)
class Typed(proposal.Typed):
    """What stands in a form, as it was typed: a chapter or a section, and the prompt by language."""

    texts: Text


@dataclass(frozen=True, slots=True)
class Own(Sealed):
    """A club's own prompt in full, for those who have finished chapter `since`, in one language at least.

    `author` is whoever suggested it, None for one that a moderator added. Of a `declined` one the words are gone.
    """

    text: Text
    declined: bool = False

    @property
    def waits(self) -> bool:
        """Whether it waits for a moderator."""
        return not (self.approved or self.declined)


@dataclass(frozen=True, slots=True)
class Suggesting(proposal.Blank):
    """The form for a suggestion of somebody's; `mine` are those they made before, whatever became of them."""

    mine: tuple[Own, ...]


@dataclass(frozen=True, slots=True)
class Editing(proposal.Blank):
    """The form for a prompt of the club's, as it stands."""

    prompt: Own


@dataclass(frozen=True, slots=True)
class Listing:
    """A page, counted from zero, of a club's own prompts: those that wait first, each kind by chapter.

    `pack` tells how many prompts the pack has on the chapters of those that are not sealed; `waiting` and `approved`
    how many there are of each kind in all.
    """

    club: Club
    outline: Outline
    prompts: tuple[Sealed, ...]
    pack: Mapping[int, int]
    waiting: int
    approved: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return pages(self.waiting + self.approved)


@dataclass(frozen=True)
class BadPrompt(Refusal):
    """A prompt without a word, or with more than `most` characters in a language."""

    most: int


class PromptGone(Refusal):
    """A prompt that is not there, or that another moderator has decided on meanwhile."""


def read(
    typed: Typed, outline: Outline, plan: Plan | None, at: int, edition: int | None, upto: int
) -> tuple[int, dict[str, str]]:
    """Read what somebody typed whose bookmark is `at` and whose edition has so many pages: its chapter and words.

    A section of the plan is dated by its last chapter. Nothing later than `upto` may be meant.
    Raises BadPrompt, NoSuchSection, PastBookmark, and what reading a place raises.
    """
    since = _read_section(typed.chapter, plan) or read_chapter(typed.chapter, outline, at, edition, upto)
    if since > upto:
        raise proposal.PastBookmark(outline.written(upto))
    text = {language: words for language, written in typed.texts.items() if fold(words := tidy(written))}
    if not text or max(map(len, text.values())) > LONGEST_TEXT:
        raise BadPrompt(LONGEST_TEXT)
    return since, text


def _read_section(typed: str, plan: Plan | None) -> int | None:
    """Return the last chapter of the section that was typed, None where none was. Raises NoSuchSection."""
    match = _SECTION.fullmatch(fold(typed))
    if match is None or plan is None or not plan.sections:
        return None
    section = plan.section(int(match[1]))
    if section is None:
        raise NoSuchSection(len(plan.sections))
    return section.last


def put(own: Own) -> Prompt:
    """Return a club's own prompt as it is put to its readers."""
    return Prompt(own.text, own.since, own.row, own.author)


def matching(prompts: Iterable[Own], outline: Outline, typed: str, horizon: int) -> tuple[Own, ...]:
    """Return the prompts that somebody at a horizon may know and whose chapter or words hold what was typed."""
    known = (one for one in prompts if one.since <= horizon and not one.declined)
    return tuple(
        one for one in known if fold(typed) in fold(" ".join((outline.written(one.since), *one.text.values())))
    )
