"""Cards of summaries."""

from discord.ui import LayoutView

from bot.domain.outline import Outline
from bot.domain.summary import Summary
from bot.domain.view import Chapter, Person
from bot.presentation import ids
from bot.presentation.card import RULE, Row, Rule, bold, button, capital, card, clip, gist, heading, quoted, small
from bot.presentation.places import place as where
from bot.presentation.places import spelled
from bot.presentation.say import Say


def summary(say: Say, told: Summary) -> LayoutView:
    """Show a chapter that the reader has finished: what happens, who is there, what to talk about."""
    chapter = told.chapter
    title = say.told(chapter.title)
    place = spelled_chapter(say, told.outline, chapter.since)
    text = say.told(chapter.summary)
    return card(
        heading(f"{place} · {title}" if title else place),
        f"*{line}*" if (line := say.told(chapter.line)) else None,
        text or say("This chapter has no summary yet. Whoever keeps the book’s pages may still be writing it."),
        *_around(say, told),
        _foreign(say, told),
        _turn(say, told),
    )


def spelled_chapter(say: Say, outline: Outline, position: int) -> str:
    """Return a chapter as a heading: "Part 2, chapter 11", the last one too."""
    if position < outline.last:
        words = spelled(say, outline, position)
    else:
        words = f"{outline.written(position)} · {where(say, outline, position)}"
    return capital(words)


def _around(say: Say, told: Summary) -> list[str | Rule]:
    """Who is there, who is spoken of and what to talk about, each below a line of its own."""
    people = [
        _people(say("Here: {names}"), say, told.appears),
        _people(say("Spoken of: {names}"), say, told.mentions),
    ]
    parts = ["\n".join(line for line in people if line), _prompts(say, told.chapter)]
    return [block for part in parts if part for block in (RULE, part)]


def _people(frame: str, say: Say, people: tuple[Person, ...]) -> str | None:
    if not people:
        return None
    return small(frame.format(names=gist((say.told(person.names[0].text) for person in people), 400)))


def _prompts(say: Say, chapter: Chapter) -> str | None:
    if not chapter.prompts:
        return None
    asked = "\n".join(quoted(say.told(prompt.text)) for prompt in chapter.prompts[:3])
    return bold(say("To talk about")) + "\n" + asked


def _foreign(say: Say, told: Summary) -> str | None:
    """Say so where the book has no text in the reader's language."""
    if say.language in told.languages:
        return None
    return small(say("This book has no English text yet, so this is the one it has."))


def _turn(say: Say, told: Summary) -> Row:
    """Lead to the chapters before and after, never past the bookmark."""
    club, at = told.club.id, told.chapter.since
    row = []
    if at > 1:
        row.append(button(say("Earlier: {where}", where=told.outline.written(at - 1)), ids.SUMMARY(club, at - 1)))
    if at < told.horizon:
        row.append(button(say("Later: {where}", where=told.outline.written(at + 1)), ids.SUMMARY(club, at + 1)))
    return row


def choice(say: Say, outline: Outline, chapter: Chapter) -> str:
    """Return a line of the autocomplete for a finished chapter; at most 100 characters."""
    about = say.told(chapter.title) or say.told(chapter.line)
    where = outline.written(chapter.since)
    return clip(f"{where} · {about}", 100) if about else where
