"""Sealed notes: what opening one shows privately, lists, and what waits for a reader."""

from collections.abc import Mapping

from discord import ButtonStyle
from discord.ui import Button, LayoutView

from bot.domain.note import (
    A_PAGE,
    GIST,
    PARTLY,
    PREDICTION,
    RIGHT,
    Ahead,
    Listing,
    Note,
    Opened,
    Posting,
    Waiting,
    Which,
)
from bot.domain.outline import Outline
from bot.presentation import ids
from bot.presentation.card import GREY, RULE, Field, Row, bold, button, card, clip, heading, plain, small
from bot.presentation.note_card import answered, kind_name, sealed
from bot.presentation.note_text import parts
from bot.presentation.places import count
from bot.presentation.say import Say
from bot.presentation.schedule import number_of, turn
from bot.presentation.summary import spelled_chapter

Mentions = Mapping[str, str]


def written(say: Say, posting: Posting, message: tuple[int, int] | None, commands: Mentions) -> LayoutView:
    """Tell the author where the card of their note is, as channel and message; None where it is still to come."""
    club, note = posting.club, posting.note
    row = [button(say("Open"), ids.NOTE(club.id, note.row, 0, "card"))]
    if note.answers:
        row.append(_answered_note(say, club.id, note.answers))
    if message is None:
        return card(
            heading(say("Your note is kept")),
            say(
                "I could not post its card in {channel} yet; I keep trying. Whoever has read so far finds the note "
                "with {command}.",
                channel=f"<#{posting.place}>",
                command=commands["note list"],
            ),
            row,
        )
    see, (channel, number) = say("See the card"), message
    link = f"[{see}](https://discord.com/channels/{club.guild_id}/{channel}/{number})"
    where = posting.outline.written(note.since)
    predicted = note.kind == PREDICTION
    return card(
        heading(say("Your prediction is sealed") if predicted else say("Your note is sealed")),
        say("It opens for whoever has finished {where}. {card}", where=where, card=link),
        small(say("When you have read how it turned out, open it again and say so.")) if predicted else None,
        row,
    )


def given_back(say: Say, text: str) -> list[LayoutView]:
    """Return what somebody wrote into a form that could not be taken, so that nothing is lost."""
    kept = small(say("This is what you wrote, so that you can copy it."))
    return [card(kept if not n else None, plain(part), accent=GREY) for n, part in enumerate(parts(text.strip()))]


def opened(say: Say, found: Opened, part: int, way: str) -> LayoutView:
    """Show a note privately, of a long text one part, and what its reader can do with it."""
    note, texts = found.note, parts(found.note.text)
    part = min(part, max(0, len(texts) - 1))
    author = bold(f"<@{note.author}>")
    answers = say("answers {whom}", whom=answered(say, note)) if note.answers else ""
    about = (author, answers, say("changed since") if note.edited else "")
    return card(
        heading(f"{spelled_chapter(say, found.outline, note.since)} · {kind_name(say, note.kind)}"),
        " · ".join(filter(None, about)),
        RULE,
        plain(texts[part]) if texts else small(wordless(say)),
        RULE,
        _turned_out(say, found.outline, note),
        number_of(say, part, len(texts)),
        _place_in_list(say, found),
        _turn_part(say, found, part, len(texts), way),
        _talk(say, found),
        _keep(say, found),
        _go_on(say, found),
    )


def _turn_part(say: Say, found: Opened, part: int, last: int, way: str) -> Row:
    """Return buttons to the parts of a long note before and after."""
    club, row = found.club.id, found.note.row
    back = button(say("Back a page"), ids.NOTE(club, row, part - 1, way)) if part else None
    onward = button(say("Read on"), ids.NOTE(club, row, part + 1, way)) if part < last - 1 else None
    return [one for one in (back, onward) if one]


def _turned_out(say: Say, outline: Outline, note: Note) -> str | None:
    """Tell, kindly, what became of a prediction, once it may be told."""
    if note.settles is None:
        return None
    who, where = f"<@{note.author}>", spelled_chapter(say, outline, note.settles)
    if note.outcome is None:
        return say("You have finished the book, and nobody has said yet how this turned out.")
    if note.outcome == RIGHT:
        return say("{where}: it came true. {who} saw it coming.", who=who, where=bold(where))
    if note.outcome == PARTLY:
        return say("{where}: it came true in part. {who} was close.", who=who, where=bold(where))
    return say("{where}: it went another way. A good guess all the same, {who}.", who=who, where=bold(where))


def _place_in_list(say: Say, found: Opened) -> str | None:
    if found.leaf is not None:
        return small(say("Note {n} of {total}", n=found.leaf.number, total=found.leaf.total))
    if found.queue and found.waiting is None:
        return small(say("That was the last one that waited for you."))
    return None


def _talk(say: Say, found: Opened) -> Row:
    club, note = found.club.id, found.note
    row = [button(say("Reply"), ids.NOTE_REPLY(club, note.row))]
    if found.replies:
        replies = say.plural("{n} reply", "{n} replies", found.replies)
        row.append(button(replies, ids.NOTES(club, 0, Which(answers=note.row))))
    if note.answers:
        row.append(_answered_note(say, club, note.answers))
    if note.files:
        row.append(button(say.plural("{n} file", "{n} files", note.files), ids.NOTE_FILES(club, note.row)))
    return row


def wordless(say: Say) -> str:
    """Say that a message was nothing but files."""
    return say("No words, only files.")


def _answered_note(say: Say, club: int, row: int) -> Button[LayoutView]:
    return button(say("The note it answers"), ids.NOTE(club, row, 0, "card"))


def _keep(say: Say, found: Opened) -> Row:
    club, row = found.club.id, found.note.row
    buttons = []
    if found.may_settle:
        buttons.append(button(say("How did it turn out?"), ids.SETTLE(club, row)))
    if found.mine:
        buttons.append(button(say("Edit"), ids.NOTE_EDIT(club, row)))
    if found.may_remove:
        buttons.append(_drop(say, club, row, mine=found.mine))
    return buttons


def _drop(say: Say, club: int, row: int, *, mine: bool) -> Button[LayoutView]:
    return button(say("Delete") if mine else say("Remove"), ids.NOTE_DROP(club, row, "ask"), ButtonStyle.danger)


def _go_on(say: Say, found: Opened) -> Row:
    """Lead to the next note: in the list that is leafed through, or of those that wait."""
    club, leaf, left = found.club.id, found.leaf, found.waiting
    if leaf is not None:
        row = []
        if leaf.before:
            row.append(button(say("Earlier"), ids.NOTE(club, leaf.before, 0, leaf.which)))
        if leaf.after:
            row.append(button(say("Later"), ids.NOTE(club, leaf.after, 0, leaf.which)))
        back = say("All replies") if leaf.which.answers else say("All notes")
        page = (leaf.number - 1) // A_PAGE
        return [*row, button(back, ids.NOTES(club, page, leaf.which))]
    if left is not None:
        label = say("Next note ({n} left)", n=f"{left.count}+" if left.more else left.count)
        return [button(label, ids.NOTE(club, left.first, 0, "wait"), ButtonStyle.primary)]
    return []


def ahead(say: Say, found: Ahead, commands: Mentions) -> LayoutView:
    """Tell somebody how far off a note is, and offer to tell them when they get there."""
    club, note = found.club.id, found.note
    row = [] if found.asked else [button(say("Tell me when I get there"), ids.NOTE_ASK(club, note.row))]
    if found.may_remove:
        row.append(_drop(say, club, note.row, mine=found.mine))
    return card(
        f"🔒 {sealed(say, found.outline, note)}",
        say(
            "It opens once you have finished that chapter: {chapters} from your bookmark. {command} moves it.",
            chapters=count(say, found.outline, found.chapters),
            command=commands["progress set"],
        ),
        bold(say("I will tell you when your bookmark gets there.")) if found.asked else None,
        row,
        accent=GREY,
    )


def may_drop(say: Say, club_id: int, row: int, *, mine: bool) -> LayoutView:
    """Ask whether a note is to go: `mine` is taken back, others' are removed."""
    return card(
        heading(say("Take this note back?") if mine else say("Remove this note?")),
        say("Its words are deleted at once, and its card says that it was taken back. Replies stay."),
        [
            button(
                say("Yes, take it back") if mine else say("Yes, remove it"),
                ids.NOTE_DROP(club_id, row, "yes"),
                ButtonStyle.danger,
            ),
            button(say("Leave it"), ids.NOTE(club_id, row, 0, "card")),
        ],
    )


def dropped(say: Say) -> LayoutView:
    """Say that a note is gone."""
    return card(heading(say("Taken back")), say("The note is deleted, and its card says so."))


def listing(say: Say, found: Listing, commands: Mentions) -> LayoutView:
    """List notes that the reader may open, oldest chapter first, each with a button."""
    club, which = found.club.id, found.which
    return card(
        heading(_title(say, found)),
        say.plural("{n} note, up to your bookmark.", "{n} notes, up to your bookmark.", found.total)
        if found.total
        else say("Nothing is here yet, up to your bookmark. {command} leaves a note.", command=commands["note write"]),
        *(() if which.answers else waiting(say, club, found.waiting)),
        *(Field(_line(say, found, one), button(say("Open"), ids.NOTE(club, one.row, 0, which))) for one in found.notes),
        number_of(say, found.page, found.pages),
        turn(say, found.pages, found.page, lambda to: ids.NOTES(club, to, which)),
        [_answered_note(say, club, which.answers)] if which.answers else None,
    )


def _title(say: Say, found: Listing) -> str:
    which, name = found.which, plain(found.club.name)
    title = say("The replies") if which.answers else say("The notes of {name}", name=name)
    where = found.outline.written(which.since) if which.since else ""
    return " · ".join(filter(None, (title, where, kind_name(say, which.kind) if which.kind else "")))


def _line(say: Say, found: Listing, note: Note) -> str:
    """Tell of a note on a list; among the replies to one note it need not be said whom each answers."""
    told = note.answers and not found.which.answers
    answers = say("answers {whom}", whom=answered(say, note)) if told else ""
    about = (bold(found.outline.written(note.since)), kind_name(say, note.kind), f"<@{note.author}>", answers)
    gist = plain(clip(" ".join(note.text.split()), GIST)) or small(wordless(say))
    return " · ".join(filter(None, about)) + "\n" + gist


def waiting(say: Say, club_id: int, found: Waiting | None) -> tuple[str, Row] | tuple[()]:
    """Return the line that notes wait for a reader, and the button that reads them; nothing where none do."""
    if found is None:
        return ()
    told = (
        say("More than {n} notes are waiting for you.", n=found.count)
        if found.more
        else say.plural("{n} note is waiting for you.", "{n} notes are waiting for you.", found.count)
    )
    if found.asked:
        some = say("You asked to be told of {n} of them.", n=found.asked)
        asked = say("You asked to be told.") if found.asked == found.count else some
        told = f"{told} {asked}"
    label = say("Read it") if found.count == 1 else say("Read them")
    return bold(told), [button(label, ids.NOTE(club_id, found.first, 0, "wait"), ButtonStyle.primary)]
