"""Cards of the story so far."""

from discord.ui import LayoutView

from bot.domain.recap import StorySoFar
from bot.domain.view import Chapter, Recap
from bot.presentation import ids
from bot.presentation.card import RULE, Row, Rule, bold, button, card, clip, heading, small
from bot.presentation.say import Say

ROOM = 3_600
"""Characters for the story on a card."""
LATEST = 1_800
"""Of these, what the latest recap may take; earlier ones and the chapters since share the rest."""


def story(say: Say, told: StorySoFar) -> LayoutView:
    """Show a page of the story so far; it ends at the bookmark."""
    return card(*content(say, told), _turn(say, told))


def content(say: Say, told: StorySoFar) -> list[str | Rule | None]:
    """Return what a page of the story so far tells."""
    return [
        heading(say("The story so far, up to {where}", where=told.outline.written(told.horizon))),
        *_blocks(say, told),
        small(say("Page {page} of {pages}", page=told.page + 1, pages=told.pages)) if told.pages > 1 else None,
    ]


def _blocks(say: Say, told: StorySoFar) -> list[str | Rule]:
    if told.length == "short":
        return _short(say, told)
    if told.length == "line":
        lines = [f"{bold(told.outline.written(one.since))} · {say.told(one.line)}" for one in told.chapters]
        return ["\n".join(lines) or _nothing(say)]
    blocks: list[str | Rule] = []
    for one in told.chapters:
        blocks += [RULE] if blocks else []
        blocks.append(bold(told.outline.written(one.since)) + "\n" + say.told(one.summary))
    return blocks or [_nothing(say)]


def _short(say: Say, told: StorySoFar) -> list[str | Rule]:
    """Tell the latest recap whole, earlier ones as far as there is room, and the chapters since in a line each."""
    if not told.recaps and not told.chapters:
        return [_nothing(say)]
    blocks: list[str | Rule] = []
    left = ROOM
    if told.recaps:
        latest = clip(say.told(told.recaps[-1].text), LATEST)
        left -= len(latest)
        blocks += [*_earlier(say, told.recaps[:-1], left // 2), latest]
    lines = _since(say, told, left // 2)
    return [*blocks, *([RULE] if blocks and lines else []), *([lines] if lines else [])]


def _earlier(say: Say, recaps: tuple[Recap, ...], room: int) -> list[str]:
    return [clip(say.told(recap.text), room // len(recaps)) for recap in recaps]


def _since(say: Say, told: StorySoFar, room: int) -> str:
    """Tell the chapters since the latest recap, the last ones if there is not room for all."""
    lines: list[str] = []
    for one in reversed(told.chapters):
        line = _line(say, told, one)
        room -= len(line) + 1
        if room < 0:
            break
        lines.insert(0, line)
    return "\n".join(lines)


def _line(say: Say, told: StorySoFar, chapter: Chapter) -> str:
    return f"{bold(told.outline.written(chapter.since))} · {say.told(chapter.line)}"


def _nothing(say: Say) -> str:
    return say("Nobody has written this part of the story yet.")


def _turn(say: Say, told: StorySoFar) -> Row:
    """Lead to earlier and later pages, to the other lengths, and to sharing this page."""
    club, length, page = told.club.id, told.length, told.page
    row: Row = []
    if page > 0:
        row.append(button(say("Earlier"), ids.RECAP(club, length, page - 1)))
    if page < told.pages - 1:
        row.append(button(say("Later"), ids.RECAP(club, length, page + 1)))
    others = {"line": say("A line each"), "short": say("In short"), "full": say("In full")}
    row += [button(name, ids.RECAP(club, other, 0)) for other, name in others.items() if other != length]
    share = ids.SHARE_HERE(club, "recap", f"{length}-{page}", told.horizon)
    return [*row, button(say("Share here"), share)]
