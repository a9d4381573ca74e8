"""The custom ids of buttons and forms: which there are, what stands in them, how they are read back.

An id holds plain numbers and words only, names a row or a place, and is judged again when pressed.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CustomId:
    """One kind of id: `word`, then a value for each of `fields` (name → pattern)."""

    word: str
    fields: tuple[tuple[str, str], ...]

    def __call__(self, *values: object) -> str:
        """Write an id; the values come in the order of the fields."""
        return ":".join((self.word, *map(str, values)))

    @property
    def template(self) -> re.Pattern[str]:
        """The pattern that a whole id matches, with a named group for each field."""
        parts = "".join(f":(?P<{name}>{pattern})" for name, pattern in self.fields)
        return re.compile(f"{self.word}{parts}$")


_ROW = "[0-9]{1,18}"
_PLACE = "[0-9]{1,6}"
_SLUG = "[a-z0-9-]{1,40}"

BACK = CustomId("back", (("club", _ROW), ("at", _PLACE)))
NEXT = CustomId("next", (("club", _ROW), ("at", _PLACE)))
UNDO = CustomId("undo", (("club", _ROW), ("mark", _ROW)))
GO = CustomId("go", (("club", _ROW), ("before", _PLACE), ("after", _PLACE)))
PLACE = CustomId("place", (("club", _ROW),))
WHO = CustomId("who", (("club", _ROW), ("page", _PLACE)))
SUMMARY = CustomId("summary", (("club", _ROW), ("at", _PLACE)))
JOIN = CustomId("join", (("club", _ROW),))
MINE = CustomId("mine", (("club", _ROW),))
SPEAK = CustomId("speak", (("language", "auto|en|vi"),))
HIDE = CustomId("hide", (("hidden", "yes|no"),))
PAGES = CustomId("pages", (("club", _ROW),))
PAGES_FORM = CustomId("pages-form", (("club", _ROW),))
PERSON = CustomId("person", (("club", _ROW), ("who", _SLUG)))
CAST = CustomId("cast", (("club", _ROW), ("page", _PLACE)))
RECAP = CustomId("recap", (("club", _ROW), ("length", "line|short|full"), ("page", _PLACE)))
THEME = CustomId("theme", (("club", _ROW), ("theme", _SLUG)))
QUIZ = CustomId("quiz", (("club", _ROW), ("row", _ROW), ("turn", _PLACE), ("choice", "[0-5]"), ("way", "solo|review")))
QUIZ_NEXT = CustomId("quiz-next", (("club", _ROW), ("way", "solo|review")))
FORGET = CustomId("forget", (("club", _ROW),))
FORGET_EVERYWHERE = CustomId("forget-everywhere", ())
KEEP = CustomId("keep", ())
TOLD = CustomId("told", (("row", _ROW), ("page", _PLACE)))
READ = CustomId("read", (("club", _ROW), ("at", _PLACE)))
