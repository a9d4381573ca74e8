"""The custom ids of buttons and forms: which there are, what stands in them, how they are read back.

An id holds plain numbers and words only, names a row or a place, and is judged again when pressed.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CustomId:
    """One kind of id: `word`, then a value for each of `fields` (name → pattern).

    A `select` hands over, beside these, the `values` that were chosen in it.
    """

    word: str
    fields: tuple[tuple[str, str], ...]
    select: bool = False

    def __call__(self, *values: object) -> str:
        """Write an id; the values come in the order of the fields."""
        return ":".join((self.word, *map(str, values)))

    @property
    def template(self) -> re.Pattern[str]:
        """The pattern that a whole id matches, with a named group for each field."""
        parts = "".join(f":(?P<{name}>{pattern})" for name, pattern in self.fields)
        return re.compile(f"{self.word}{parts}$")


_ROW = "[0-9]{1,18}"
_SNOWFLAKE = "[0-9]{1,20}"
_PLACE = "[0-9]{1,6}"
_SLUG = "[a-z0-9-]{1,40}"

BACK = CustomId("back", (("club", _ROW), ("at", _PLACE)))
NEXT = CustomId("next", (("club", _ROW), ("at", _PLACE)))
UNDO = CustomId("undo", (("club", _ROW), ("mark", _ROW)))
GO = CustomId("go", (("club", _ROW), ("before", _PLACE), ("after", _PLACE)))
PLACE = CustomId("place", (("club", _ROW),))
WHO = CustomId("who", (("club", _ROW), ("page", _PLACE)))
WHO_PICTURE = CustomId("who-picture", (("club", _ROW),))
PATH = CustomId("path", (("club", _ROW),))
SUMMARY = CustomId("summary", (("club", _ROW), ("at", _PLACE)))
JOIN = CustomId("join", (("club", _ROW),))
MINE = CustomId("mine", (("club", _ROW),))
INFO = CustomId("info", (("club", _ROW),))
SHELF = CustomId("shelf", (("page", _PLACE),))
SPEAK = CustomId("speak", (("language", "auto|en|vi"),))
HIDE = CustomId("hide", (("hidden", "yes|no"),))
UNRANK = CustomId("unrank", (("off", "yes|no"),))
PAGES = CustomId("pages", (("club", _ROW),))
PAGES_FORM = CustomId("pages-form", (("club", _ROW),))
REMIND = CustomId("remind", ())
REMIND_FORM = CustomId("remind-form", ())
REMIND_ZONE = CustomId("remind-zone", (), select=True)
MUTE = CustomId("mute", (("guild", _SNOWFLAKE), ("club", _ROW), ("off", "yes|no")))
STOP = CustomId("stop", (("guild", _SNOWFLAKE),))
STREAK = CustomId("streak", (("club", _ROW),))
PERSON = CustomId("person", (("club", _ROW), ("who", _SLUG)))
MAP = CustomId("map", (("club", _ROW), ("who", _SLUG), ("page", _PLACE)))
CAST = CustomId("cast", (("club", _ROW), ("page", _PLACE)))
RECAP = CustomId("recap", (("club", _ROW), ("length", "line|short|full"), ("page", _PLACE)))
THEME = CustomId("theme", (("club", _ROW), ("theme", _SLUG)))
BACKGROUND = CustomId("background", (("club", _ROW), ("page", _PLACE)))
FILM = CustomId("film", (("club", _ROW), ("page", _PLACE)))
SHARE_HERE = CustomId(
    "share-here", (("club", _ROW), ("kind", "summary|person|theme|recap"), ("which", _SLUG), ("at", _PLACE))
)
SHARED = CustomId("share", (("share", _ROW),))
SCHEDULE = CustomId("schedule", (("club", _ROW),))
PLAN = CustomId("plan", (("club", _ROW), ("page", _PLACE)))
PICTURE = CustomId("picture", (("club", _ROW),))
CALENDAR = CustomId("calendar", (("club", _ROW),))
REPLAY = CustomId("replay", (("club", _ROW), ("number", _PLACE), ("page", _PLACE)))
PANEL = CustomId("panel", (("club", _ROW), ("page", f"{_PLACE}|now")))
MOVE = CustomId("move", (("club", _ROW), ("what", "meeting|opening")))
MOVE_FORM = CustomId("move-form", (("club", _ROW), ("what", "meeting|opening")))
REPACE = CustomId("repace", (("club", _ROW),))
REPACE_FORM = CustomId("repace-form", (("club", _ROW),))
DO = CustomId("do", (("club", _ROW), ("asked", "[A-Za-z0-9_-]{1,76}")))
QUIZ = CustomId("quiz", (("club", _ROW), ("row", _ROW), ("turn", _PLACE), ("choice", "[0-5]"), ("way", "solo|review")))
ROUND_IN = CustomId("round-in", (("row", _ROW),))
ROUND_PICK = CustomId("round-pick", (("row", _ROW), ("turn", _PLACE), ("choice", "[0-5]")))
ROUND_LOOK = CustomId("round-look", (("row", _ROW), ("turn", _PLACE)))
ROUND_GO = CustomId("round-go", (("row", _ROW), ("turn", _PLACE), ("phase", "lobby|asking|told")))
ROUND_STOP = CustomId("round-stop", (("row", _ROW),))
QUIZ_NEXT = CustomId("quiz-next", (("club", _ROW), ("way", "solo|review")))
BOARD = CustomId("board", (("club", _ROW), ("season", _PLACE), ("off", "yes|no")))
PROPOSE_FORM = CustomId("propose-form", (("club", _ROW),))
QUESTIONS = CustomId("questions", (("club", _ROW), ("page", _PLACE)))
LOOK = CustomId("look", (("club", _ROW), ("question", _ROW)))
DECIDE = CustomId("decide", (("club", _ROW), ("question", _ROW), ("what", "approve|decline|remove")))
SUGGEST_FORM = CustomId("suggest-form", (("club", _ROW),))
PROMPTS = CustomId("prompts", (("club", _ROW), ("page", _PLACE)))
PROMPT_LOOK = CustomId("prompt-look", (("club", _ROW), ("prompt", _ROW)))
PROMPT_WRITE = CustomId("prompt-write", (("club", _ROW), ("prompt", _ROW)))
PROMPT_FORM = CustomId("prompt-form", (("club", _ROW), ("prompt", _ROW)))
PROMPT_DECIDE = CustomId("prompt-decide", (("club", _ROW), ("prompt", _ROW), ("what", "approve|decline|remove")))
FORGET = CustomId("forget", (("club", _ROW),))
FORGET_EVERYWHERE = CustomId("forget-everywhere", ())
KEEP = CustomId("keep", ())
TOLD = CustomId("told", (("row", _ROW), ("page", _PLACE)))
READ = CustomId("read", (("club", _ROW), ("at", _PLACE)))
NOMINATED = CustomId("nominated", (("club", _ROW),), select=True)
VOTE = CustomId("vote", (("vote", _ROW),))
RANK = CustomId("rank", (("vote", _ROW),), select=True)
RANK_KEEP = CustomId("rank-keep", (("vote", _ROW), ("most", "[0-9]{1,2}")))
VOTE_PANEL = CustomId("vote-panel", (("club", _ROW),))
VOTE_OPEN = CustomId("vote-open", (("club", _ROW), ("days", "[0-9]{1,2}")))
VOTE_DROP = CustomId("vote-drop", (("club", _ROW), ("days", "[0-9]{1,2}")), select=True)
VOTE_CLOSE = CustomId("vote-close", (("vote", _ROW), ("sure", "ask|yes")))
_WHICH = "(?:any|thought|quote|question|prediction|message|re)-[0-9]{1,18}"
_ROW_OF_CLUB = (("club", _ROW), ("row", _ROW))
NOTE = CustomId("note", (*_ROW_OF_CLUB, ("part", _PLACE), ("way", f"card|wait|{_WHICH}")))
NOTES = CustomId("notes", (("club", _ROW), ("page", _PLACE), ("which", _WHICH)))
NOTE_FORM = CustomId("note-form", (("club", _ROW), ("to", _ROW)))
PREDICT_FORM = CustomId("predict-form", (("club", _ROW),))
NOTE_ASK = CustomId("note-ask", _ROW_OF_CLUB)
NOTE_REPLY = CustomId("note-reply", _ROW_OF_CLUB)
NOTE_EDIT = CustomId("note-edit", _ROW_OF_CLUB)
NOTE_EDIT_FORM = CustomId("note-edit-form", _ROW_OF_CLUB)
NOTE_DROP = CustomId("note-drop", (*_ROW_OF_CLUB, ("sure", "ask|yes")))
NOTE_FILES = CustomId("note-files", _ROW_OF_CLUB)
SEAL_FORM = CustomId("seal-form", (("club", _ROW), ("message", _SNOWFLAKE)))
SETTLE = CustomId("settle", _ROW_OF_CLUB)
SETTLE_FORM = CustomId("settle-form", (*_ROW_OF_CLUB, ("known", "none|right|partly|wrong")))

_GROUP = "places|club|roles|times|rounds|posts"
SETTINGS = CustomId("settings", (("club", _ROW),))
SETTING = CustomId("setting", (("club", _ROW), ("group", _GROUP)))
SETTING_FORM = CustomId("setting-form", (("club", _ROW), ("group", _GROUP)))
LOG = CustomId("log", (("club", _ROW), ("page", _PLACE)))
IMPORT = CustomId("import", (("club", _ROW), ("seen", "[0-9]{1,10}")))
IMPORT_LEAVE = CustomId("import-leave", (("club", _ROW),))
PIN = CustomId("pin", (("club", _ROW),))
CLOSE = CustomId("close", (("club", _ROW), ("sure", "ask|yes")))

_FIELD = "book|place|name|pace|dates|zone|questions"
DRAFT = CustomId("draft", (("draft", _ROW),))
DRAFT_FIELD = CustomId("draft-field", (("draft", _ROW), ("field", _FIELD)))
DRAFT_FORM = CustomId("draft-form", (("draft", _ROW), ("field", _FIELD)))
DRAFT_PICK = CustomId("draft-pick", (("draft", _ROW), ("field", "book|zone")), select=True)
DRAFT_PLAN = CustomId("draft-plan", (("draft", _ROW), ("page", _PLACE)))
DRAFT_PICTURE = CustomId("draft-picture", (("draft", _ROW), ("page", _PLACE)))
DRAFT_START = CustomId("draft-start", (("draft", _ROW),))
DRAFT_DROP = CustomId("draft-drop", (("draft", _ROW), ("sure", "ask|yes")))

PANELS = (
    *(PANEL, MOVE, REPACE, DO, SETTINGS, SETTING, LOG, PIN, CLOSE),
    *(IMPORT, IMPORT_LEAVE),
    *(QUESTIONS, LOOK, DECIDE),
    *(PROMPTS, PROMPT_LOOK, PROMPT_WRITE, PROMPT_DECIDE),
    *(DRAFT, DRAFT_FIELD, DRAFT_PICK, DRAFT_PLAN, DRAFT_PICTURE, DRAFT_START, DRAFT_DROP),
    *(VOTE_PANEL, VOTE_OPEN, VOTE_DROP, VOTE_CLOSE),
)
"""The buttons that only cards for moderators have."""
