"""Those whom somebody is bound to, as of a bookmark: first who holds a picture, then the rest."""

from dataclasses import dataclass

from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.view import Person, Text, Tie, View

MOST_DRAWN = 12
"""People around one in a picture: more, with their names and relations, no phone shows legibly."""


@dataclass(frozen=True, slots=True)
class Bond:
    """How somebody and `other` are bound by now: with `inward`, what `other` is to them, else what they are to `other`.

    `labels` are all that hold; where none does any more, it `ended`, and they are the one that held last.
    """

    other: Person
    labels: tuple[Text, ...]
    inward: bool
    ended: bool


@dataclass(frozen=True, slots=True)
class Around:
    """Somebody as a reader at `horizon` knows them, and everybody they are bound to.

    Those with whom they are or were bound in more ways come first, then those still so, then the best known.
    """

    club: Club
    outline: Outline
    horizon: int
    person: Person
    bonds: tuple[Bond, ...]

    @property
    def drawn(self) -> tuple[Bond, ...]:
        """Those who are in the picture."""
        return self.bonds[:MOST_DRAWN]

    @property
    def rest(self) -> tuple[Bond, ...]:
        """Those who are told in words."""
        return self.bonds[MOST_DRAWN:]


def around(club: Club, view: View, person: Person) -> Around:
    """Return whom the view knows somebody to be bound to."""
    outward: dict[str, list[Tie]] = {}
    for tie in person.ties:
        if tie.to in view.people:
            outward.setdefault(tie.to, []).append(tie)
    inward = {
        other.id: ties for other in view.people.values() if (ties := [tie for tie in other.ties if tie.to == person.id])
    }
    both = {one: (inward.get(one, []), outward.get(one, [])) for one in {**inward, **outward} if one != person.id}
    bonds = [_bond(view.people[one], *ties) for one, ties in both.items()]

    def rank(bond: Bond) -> tuple[int, bool, int, int, str]:
        other = bond.other
        return -sum(map(len, both[other.id])), bond.ended, -len(other.facts), other.since, other.id

    return Around(club, view.outline, view.horizon, person, tuple(sorted(bonds, key=rank)))


def _bond(other: Person, inward: list[Tie], outward: list[Tie]) -> Bond:
    """Tell what holds before what is over, and what the other one is before what one is to them."""
    ties = [*((tie, True) for tie in inward), *((tie, False) for tie in outward)]
    first, is_inward = min(ties, key=lambda one: (one[0].ended, not one[1], -(one[0].until or 0), -one[0].since))
    held = [tie.label for tie, same in ties if same is is_inward and not tie.ended]
    return Bond(other, (first.label,) if first.ended else tuple(held), is_inward, first.ended)
