"""Cards of people: who they are as of the bookmark."""

from collections.abc import Callable

from discord.ui import LayoutView

from bot.domain.character import Cast, Portrait, WhichOne
from bot.domain.view import Fact, Name, Person, Tie
from bot.presentation import ids
from bot.presentation.card import RULE, Row, Rule, bold, button, card, clip, heading, plain, small
from bot.presentation.say import Say

FACTS = 7
"""Facts on a card: the first, which says who somebody is, and the latest."""
NAMES = 5
TIES = 10
"""Relations on a card: those that hold first, and first those to the people of whom most is known."""
A_PAGE = 30
"""People on a page of the list."""
ROOM = 900
"""Characters for the other names, and again for the relations."""


def called(say: Say, person: Person) -> str:
    """Return the fittest name of somebody that is known by now."""
    return say.told(person.names[0].text)


def portrait(say: Say, seen: Portrait) -> LayoutView:
    """Show somebody as a reader at the bookmark knows them."""
    now = say("As of your bookmark at {now}.", now=seen.outline.written(seen.horizon))
    share = ids.SHARE_HERE(seen.club.id, "person", seen.person.id, seen.horizon)
    return card(*content(say, seen), small(f"{last_seen(say, seen)} {now}"), [button(say("Share here"), share)])


def content(say: Say, seen: Portrait) -> list[str | Rule | None]:
    """Return what the card of somebody tells, without where they were last seen."""
    person = seen.person
    said = say.told(person.names[0].said)
    return [
        heading(called(say, person)),
        small(say("Say: {sound}", sound=said)) if said else None,
        "\n".join(f"• {say.told(fact.text)}" for fact in _worth_telling(person.facts))
        or say("Nothing more is known of them yet."),
        *_other_names(say, person),
        *_ties(say, seen),
    ]


def _worth_telling(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    return facts if len(facts) <= FACTS else (facts[0], *facts[1 - FACTS :])


def _other_names(say: Say, person: Person) -> list[str | Rule]:
    """Return the names worth telling; one that is neither said nor explained is only a spelling to find them by."""
    lines = [_name(say, name) for name in person.names[1:] if name.said or name.about][:NAMES]
    if about := say.told(person.names[0].about):
        lines.insert(0, about)
    return [RULE, bold(say("Also called")) + "\n" + clip("\n".join(lines), ROOM)] if lines else []


def _name(say: Say, name: Name) -> str:
    told = say.told(name.text)
    said, about = say.told(name.said), say.told(name.about)
    line = f"• {told} ({said})" if said else f"• {told}"
    return f"{line} — {about}" if about else line


def _ties(say: Say, seen: Portrait) -> list[str | Rule]:
    if not seen.ties:
        return []
    ties = sorted(seen.ties, key=lambda one: (one[0].ended, -len(one[1].facts)))
    lines = [f"• {_tie(say, tie, other)}" for tie, other in ties[:TIES]]
    return [RULE, bold(say("With others")) + "\n" + clip("\n".join(lines), ROOM)]


def _tie(say: Say, tie: Tie, other: Person) -> str:
    bound = say("{relation} of {name}", relation=say.told(tie.label), name=called(say, other))
    return say("{relation}, which is over", relation=bound) if tie.ended else bound


def last_seen(say: Say, seen: Portrait) -> str:
    """Return where somebody was last seen."""
    if not seen.person.seen:
        return say("Only spoken of so far.")
    return say("Last seen in {then}.", then=seen.outline.written(seen.person.seen))


def which_one(say: Say, found: WhichOne, to: Callable[[Person], str] | None = None) -> LayoutView:
    """Ask which of several people is meant; `to` writes the id that leads on, to their portrait if it is None."""
    leads = to or (lambda person: ids.PERSON(found.club.id, person.id))
    rows: list[Row] = []
    for i, person in enumerate(found.people):
        if i % 5 == 0:
            rows.append([])
        rows[-1].append(button(called(say, person), leads(person)))
    asked = say("Nobody is called quite so. Did you mean one of these?") if found.guessed else say("Whom do you mean?")
    return card(heading(asked), *rows)


def listing(say: Say, cast: Cast, page: int = 0) -> LayoutView:
    """List everybody met so far, those met first first."""
    pages = max(1, -(-len(cast.people) // A_PAGE))
    page = min(page, pages - 1)
    lines = [
        f"{bold(called(say, person))} · {cast.outline.written(person.since)}"
        for person in cast.people[page * A_PAGE : (page + 1) * A_PAGE]
    ]
    turn: Row = []
    if page > 0:
        turn.append(button(say("Earlier people"), ids.CAST(cast.club.id, page - 1)))
    if page < pages - 1:
        turn.append(button(say("Later people"), ids.CAST(cast.club.id, page + 1)))
    return card(
        heading(say("Whom you have met")),
        plain(cast.club.name),
        "\n".join(lines) or say("Nobody yet. They come in when you have finished a first chapter."),
        turn,
    )


def choice(say: Say, person: Person) -> tuple[str, str]:
    """Return a line of the autocomplete for a person, with what it fills in."""
    return called(say, person), person.id
