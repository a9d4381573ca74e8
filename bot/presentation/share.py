"""Cards that readers share: public ones in full or sealed, and what opening one shows privately."""

from discord.ui import LayoutView

from bot.domain.character import Portrait
from bot.domain.recap import StorySoFar
from bot.domain.share import Posting, Shareable, since
from bot.domain.summary import Summary
from bot.domain.theme import Followed
from bot.presentation import character, ids, recap, summary, theme
from bot.presentation.card import GREY, Rule, button, card, small
from bot.presentation.say import Say


def posted(say: Say, posting: Posting) -> LayoutView:
    """Show a share in public: what all may see there, else only who shares what kind of thing, and of where."""
    opens = ids.SHARED(posting.shared.id)
    who = f"<@{posting.shared.by}>"
    if posting.seen is None:
        return card(
            f"🔒 {_sealed(say, posting, who)}",
            small(say("Sealed. It opens privately once you have read that far.")),
            [button(say("Open"), opens)],
            accent=GREY,
        )
    return card(
        *_content(say, posting.seen),
        small(" ".join((*_dated(say, posting.seen), say("Shared by {who}.", who=who)))),
        [button(say("In my language"), opens)],
    )


def opened(say: Say, seen: Shareable) -> LayoutView:
    """Show privately what was shared."""
    dated = _dated(say, seen)
    return card(*_content(say, seen), small(" ".join(dated)) if dated else None)


def done(say: Say, posting: Posting, *, new: bool) -> LayoutView:
    """Tell the reader where their card is."""
    shared = posting.shared
    where = f"<#{shared.channel_id}>"
    if shared.message:
        see = say("See the card")
        where = f"[{see}](https://discord.com/channels/{posting.club.guild_id}/{shared.channel_id}/{shared.message})"
    if not new:
        return card(say("You have just shared that. {card}", card=where))
    if posting.seen is None:
        return card(say("Shared, and sealed for whoever has not read so far. {card}", card=where))
    return card(say("Shared. {card}", card=where))


def _sealed(say: Say, posting: Posting, who: str) -> str:
    where = posting.outline.written(posting.since)
    match posting.shared.subject.kind:
        case "summary":
            return say("{who} shares the summary of {where}.", who=who, where=where)
        case "person":
            return say("{who} shares somebody from the book, as of {where}.", who=who, where=where)
        case "theme":
            return say("{who} shares a theme, as of {where}.", who=who, where=where)
        case _:
            return say("{who} shares the story so far, up to {where}.", who=who, where=where)


def _content(say: Say, seen: Shareable) -> list[str | Rule | None]:
    match seen:
        case Summary():
            return summary.content(say, seen)
        case Portrait():
            return character.content(say, seen)
        case Followed():
            return theme.content(say, seen)
        case StorySoFar():
            return recap.content(say, seen)


def _dated(say: Say, seen: Shareable) -> list[str]:
    """Say of when something is: of its own date, which is nobody's bookmark. Chapters and stories say so above."""
    if isinstance(seen, Summary | StorySoFar):
        return []
    dated = say("As of {where}.", where=seen.outline.written(since(seen)))
    return [character.last_seen(say, seen), dated] if isinstance(seen, Portrait) else [dated]
