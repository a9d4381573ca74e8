"""Cards of what the bot posts by itself: sections, their questions, the end of a book.

Each is made for a place, in the club's language, with the number of its row in a button; or, with None for the
row, for one reader who pressed that button, in theirs.
"""

from discord.ui import Button, LayoutView

from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.post import Asked, Closing, Meeting, Opening, Part, Post
from bot.presentation import ids
from bot.presentation.card import Row, bold, button, capital, card, clip, heading, plain, quoted, small, stamp
from bot.presentation.places import count, span
from bot.presentation.plan import reading_time
from bot.presentation.prompt import credited, words
from bot.presentation.say import Say

LONGEST_TITLE = 100
"""Characters of a thread's or an event's name (Discord)."""
ROOM = 3_300
"""Characters for the questions of a card."""


def title(say: Say, outline: Outline, part: Part) -> str:
    """Return a section's name, which is its thread's too: numbers and addresses only."""
    chapters = span(outline, part.section.first, part.section.last)
    return say("Section {n} · {chapters}", n=part.section.number, chapters=chapters)


def opening(say: Say, post: Opening, row: int | None, role: int | None = None) -> LayoutView:
    """Tell the channel, and the members of a `role`, that a section opens; nothing of what happens in it."""
    outline, part = post.outline, post.part
    read = part.section.first - 1
    return card(
        _to(role),
        heading(title(say, outline, part), 2),
        _when(say, part),
        say("We talk about it in {thread}.", thread=f"<#{part.thread}>") if part.thread else None,
        small(
            say("Here in the channel, please say nothing that comes after {where}.", where=outline.written(read))
            if read
            else say("Here in the channel, please say nothing of the story yet.")
        ),
        _mine(say, row),
    )


def guide(say: Say, post: Opening, row: int | None, role: int | None = None) -> LayoutView:
    """Say in a section's thread how far it speaks; in a forum this is the post itself, and mentions the `role`."""
    last = post.part.section.last
    end = post.outline.written(last)
    return card(
        _to(role),
        heading(say("This thread speaks up to {end}", end=end)),
        say(
            "Everything up to the end of {end} may be said here, and nothing later. If you are not there yet, "
            "come back when you are: it will wait for you.",
            end=end,
        ),
        _when(say, post.part) if post.forum else None,
        [_read(say, post.club, post.outline, last), *_mine(say, row)],
    )


def _to(role: int | None) -> str | None:
    return f"<@&{role}>" if role else None


def asked(say: Say, post: Asked, row: int, page: int = 0, *, private: bool = False) -> LayoutView:
    """Put a section's question, or all of them together before the meeting, in pages where they are many."""
    mine = [] if private else _mine(say, row)
    if not post.gathering:
        [prompt] = post.prompts
        where = post.outline.written(prompt.since)
        return card(
            small(say("{where} · question {nth} of {of}", where=where, nth=post.nth, of=post.of)),
            credited(say, prompt, quoted(words(say, prompt))),
            [_read(say, post.club, post.outline, prompt.since), *mine],
        )
    pages = _pages(say, post)
    page = min(page, len(pages) - 1)
    return card(
        heading(say("Before the meeting")),
        say("We meet {when}. This is what we have asked ourselves in this section:", when=stamp(post.part.meets, "R")),
        pages[page],
        small(say("Page {page} of {pages}", page=page + 1, pages=len(pages))) if len(pages) > 1 else None,
        [*_turn(say, row, page, len(pages)), *(mine if page == 0 else [])],
    )


def _turn(say: Say, row: int, page: int, pages: int) -> Row:
    """Lead to the other pages, which open privately."""
    turn: Row = []
    if page > 0:
        turn.append(button(say("Earlier"), ids.TOLD(row, page - 1)))
    if page < pages - 1:
        turn.append(button(say("Later"), ids.TOLD(row, page + 1)))
    return turn


def privately(say: Say, post: Post, row: int, page: int, *, in_thread: bool) -> LayoutView:
    """Show a post again to somebody who pressed its button, in the thread or in the channel."""
    match post:
        case Opening():
            return guide(say, post, None) if in_thread else opening(say, post, None)
        case Asked():
            return asked(say, post, row, page, private=True)
        case Closing():
            return closing(say, post, None)
    raise TypeError(post)


def _pages(say: Say, post: Asked) -> list[str]:
    pages: list[str] = []
    for prompt in post.prompts:
        told = clip(words(say, prompt), ROOM - 20)
        line = credited(say, prompt, bold(post.outline.written(prompt.since)) + " · " + told)
        if pages and len(pages[-1]) + len(line) + 1 <= ROOM:
            pages[-1] += "\n" + line
        else:
            pages.append(line)
    return pages


def closing(say: Say, post: Closing, row: int | None) -> LayoutView:
    """Close the book for the club; some are still reading, so nothing is said of the story."""
    return card(
        heading(say("We have come to the end"), 2),
        say(
            "{club} has had its last meeting: {chapters}, read together. Thank you all.",
            club=bold(plain(post.club.name)),
            chapters=count(say, post.outline, post.outline.last),
        ),
        say(
            "Some of us are still reading, at their own pace. Please keep the end out of this channel; "
            "the threads of the sections stay open, and so does everything I know."
        ),
        _mine(say, row),
    )


def event(say: Say, post: Meeting) -> tuple[str, str]:
    """Return the name and the description of a meeting among the server's events."""
    name = f"{post.club.name} · {title(say, post.outline, post.part)}"
    about = say(
        "We talk about {chapters}.", chapters=span(post.outline, post.part.section.first, post.part.section.last)
    )
    return clip(name, LONGEST_TITLE), about


def link(guild_id: int, channel_id: int) -> str:
    """Return the address of a channel or thread."""
    return f"https://discord.com/channels/{guild_id}/{channel_id}"


def _when(say: Say, part: Part) -> str:
    return say(
        "{reading} of reading. We meet {when}, {soon}.",
        reading=bold(capital(reading_time(say, part.minutes))),
        when=stamp(part.meets, "F"),
        soon=stamp(part.meets, "R"),
    )


def _read(say: Say, club: Club, outline: Outline, position: int) -> Button[LayoutView]:
    return button(say("I have read {where}", where=outline.written(position)), ids.READ(club.id, position))


def _mine(say: Say, row: int | None) -> Row:
    return [] if row is None else [button(say("In my language"), ids.TOLD(row, 0))]
