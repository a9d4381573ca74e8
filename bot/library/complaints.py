"""What is wrong with a pack, said so that whoever wrote it can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

Values = tuple[tuple[str, str | int], ...]


@dataclass(frozen=True, slots=True, order=True)
class Complaint:
    """One fault: the file inside the content folder, its line (from one; 0 for the file as a whole), the sentence.

    Where `what` is a word for it, with the `values` that the sentence names, others can say it in their language.
    """

    file: str
    line: int
    sentence: str
    what: str = field(default="", compare=False)
    values: Values = field(default=(), compare=False)

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.sentence}"


class BrokenPack(Exception):
    """A pack that cannot be put on the shelf; `complaints` names every fault found, in order."""

    def __init__(self, slug: str, complaints: Iterable[Complaint]) -> None:
        self.slug = slug
        self.complaints = sorted(set(complaints))
        super().__init__(slug, self.complaints)

    def __str__(self) -> str:
        return f"the pack {self.slug} is not whole, {len(self.complaints)} to mend"
