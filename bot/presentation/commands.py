"""Names and descriptions of all commands and options, which Discord shows in each client's language.

The texts are gettext messages like all others; `CommandTranslator` hands Discord their translations.
A name's message is written "command: …", or "menu: …" where it is chosen on a message, so that translators see what it
is.
"""

import discord
from discord import app_commands
from discord.app_commands import TranslationContextTypes, locale_str

from bot.presentation.say import say_in

LOCALES = {
    discord.Locale.vietnamese: "vi",
    discord.Locale.american_english: "en",
    discord.Locale.british_english: "en",
}


def text(message: str) -> locale_str:
    """Mark a description for the catalogues."""
    return locale_str(message)


def name(message: str) -> locale_str:
    """Mark a command's or option's name; the part after the colon is the English one."""
    return locale_str(message.partition(": ")[2], message=message)


class CommandTranslator(app_commands.Translator):
    """Gives Discord the localizations of commands from the catalogues."""

    async def translate(
        self, string: locale_str, locale: discord.Locale, _context: TranslationContextTypes
    ) -> str | None:
        """Return the text in a language of ours, None where Discord should show the English."""
        language = LOCALES.get(locale)
        if language is None or language == "en":
            return None
        message = string.extras.get("message", string.message)
        said = say_in(language)(message)
        return said.partition(": ")[2] if "message" in string.extras else said


PROGRESS = name("command: progress")
PROGRESS_ABOUT = text("Your bookmark in the book")
PROGRESS_SET = name("command: set")
PROGRESS_SET_ABOUT = text("Set your bookmark to the last chapter you finished")
PROGRESS_SET_WHERE = name("option: where")
PROGRESS_SET_WHERE_ABOUT = text("2.11, part 2 chapter 11, 45%, p. 312, start, done …")
PROGRESS_SHOW = name("command: show")
PROGRESS_SHOW_ABOUT = text("Show your bookmark")
PROGRESS_UNDO = name("command: undo")
PROGRESS_UNDO_ABOUT = text("Take back the last change of your bookmark")
PROGRESS_CLUB = name("command: club")
PROGRESS_CLUB_ABOUT = text("See who is where in the book, by chapter only")

SUMMARY = name("command: summary")
SUMMARY_ABOUT = text("Read the summary of a chapter you have finished")
SUMMARY_CHAPTER = name("option: chapter")
SUMMARY_CHAPTER_ABOUT = text("A chapter you have finished; the latest if you leave it out")

CHARACTER = name("command: character")
CHARACTER_ABOUT = text("Who is who, as far as you have read")
CHARACTER_LOOKUP = name("command: lookup")
CHARACTER_LOOKUP_ABOUT = text("Ask who somebody is, by any name or spelling")
CHARACTER_LOOKUP_NAME = name("option: name")
CHARACTER_LOOKUP_NAME_ABOUT = text("Any name, in any spelling, or what they are called: the governess …")
CHARACTER_MAP = name("command: map")
CHARACTER_MAP_ABOUT = text("See somebody among those they are bound to, as a picture")
CHARACTER_MAP_AROUND = name("option: around")
CHARACTER_LIST = name("command: list")
CHARACTER_LIST_ABOUT = text("List everybody you have met so far")

RECAP = name("command: recap")
RECAP_ABOUT = text("Hear the story so far, up to your bookmark")
RECAP_LENGTH = name("option: length")
RECAP_LENGTH_ABOUT = text("A line for each chapter, in short, or in full; in short if you leave it out")
RECAP_LINE = text("a line for each chapter")
RECAP_SHORT = text("in short")
RECAP_FULL = text("in full")

THEME = name("command: theme")
THEME_ABOUT = text("Follow a motif through what you have read")
THEME_NAME = name("option: theme")
THEME_NAME_ABOUT = text("Which theme; all of them if you leave it out")

NOTE = name("command: note")
NOTE_ABOUT = text("Notes that open once one has read as far")
NOTE_WRITE = name("command: write")
NOTE_WRITE_ABOUT = text("Leave a sealed note on a chapter you have finished")
NOTE_KIND = name("option: kind")
NOTE_KIND_ABOUT = text("A thought, a quote or a question; a thought if you leave it out")
NOTE_THOUGHT = text("thought")
NOTE_QUOTE = text("quote")
NOTE_QUESTION = text("question")
NOTE_PREDICTION = text("prediction")
NOTE_LIST = name("command: list")
NOTE_LIST_ABOUT = text("Read the notes on what you have read, yours among them")
NOTE_LIST_CHAPTER_ABOUT = text("Only those on this chapter; all up to your bookmark if you leave it out")
NOTE_LIST_KIND_ABOUT = text("Only those of this kind")
NOTE_MESSAGE = text("message")
SEAL = name("menu: Seal this")
NOTE_PREDICT = name("command: predict")
NOTE_PREDICT_ABOUT = text("Seal what you think will happen; it opens again when a chapter settles it")

QUIZ = name("command: quiz")
QUIZ_ABOUT = text("Questions on what you have read")
QUIZ_ROUND = name("command: round")
QUIZ_ROUND_ABOUT = text("Play a round of questions together, on what everybody here has read")
QUIZ_ROUND_QUESTIONS = name("option: questions")
QUIZ_ROUND_QUESTIONS_ABOUT = text("How many; 5 if you leave it out")
QUIZ_ROUND_FROM = name("option: from")
QUIZ_ROUND_FROM_ABOUT = text("The first chapter to ask about; the latest section if you leave it out")
QUIZ_ROUND_TO = name("option: to")
QUIZ_ROUND_TO_ABOUT = text("The last chapter to ask about; as far as everybody here may know if you leave it out")
QUIZ_ROUND_SECONDS = name("option: seconds")
QUIZ_ROUND_SECONDS_ABOUT = text("How long each question stands; 30 seconds if you leave it out")
QUIZ_SOLO = name("command: solo")
QUIZ_SOLO_ABOUT = text("Answer questions by yourself; each comes again when it is time")
QUIZ_REVIEW = name("command: review")
QUIZ_REVIEW_ABOUT = text("Go once more through the questions you missed")
QUIZ_SCORES = name("command: scores")
QUIZ_SCORES_ABOUT = text("See who was right how often in the club’s rounds")
QUIZ_SCORES_SEASON = name("option: season")
QUIZ_SCORES_SEASON_ABOUT = text("One section, or the whole book if you leave it out")
QUIZ_PROPOSE = name("command: propose")
QUIZ_PROPOSE_ABOUT = text("Propose a question of your own for the club’s quizzes")

CLUB = name("command: club")
CLUB_ABOUT = text("The book clubs of this server")
CLUB_LIST = name("command: list")
CLUB_LIST_ABOUT = text("List the clubs of this server, and its past books")
CLUB_INFO = name("command: info")
CLUB_INFO_ABOUT = text("See a club’s book, its plan and how many read along")
CLUB_JOIN = name("command: join")
CLUB_JOIN_ABOUT = text("Join a club")
CLUB_LEAVE = name("command: leave")
CLUB_LEAVE_ABOUT = text("Leave a club and delete your bookmarks and notes there")

CLUB_REPLAY = name("command: replay")
CLUB_REPLAY_ABOUT = text("Hear what the club has asked itself, as far as you have read")
CLUB_NOMINATE = name("command: nominate")
CLUB_NOMINATE_ABOUT = text("Nominate a book for the club to read next")
CLUB_NOMINATE_BOOK = name("option: book")
CLUB_NOMINATE_BOOK_ABOUT = text("A book of my shelf, or any other title")
CLUB_NOMINATE_AUTHOR = name("option: author")
CLUB_NOMINATE_AUTHOR_ABOUT = text("Who wrote it; a book of my shelf needs no author")
CLUB_VOTE = name("command: vote")
CLUB_VOTE_ABOUT = text("See what is nominated, and rank the books while the club votes")

CLUB_SUGGEST = name("command: suggest")
CLUB_SUGGEST_ABOUT = text("Suggest a question for the club to talk about")

CLUB_OPTION = name("option: club")
CLUB_OPTION_ABOUT = text("Which club, where this server has several")

SCHEDULE = name("command: schedule")
SCHEDULE_ABOUT = text("See where the club is, what is next, and how you stand to it")

ME = name("command: me")
ME_ABOUT = text("What you set for yourself")
ME_SETTINGS = name("command: settings")
ME_SETTINGS_ABOUT = text("Your language, the pages of your edition, who sees your place and your scores")
ME_EXPORT = name("command: export")
ME_EXPORT_ABOUT = text("Get everything I keep about you in this server, as a file")
ME_DELETE = name("command: delete")
ME_DELETE_ABOUT = text("Have me forget you, in one club or everywhere")

MANAGE = name("command: manage")
MANAGE_ABOUT = text("For moderators: look after the server’s clubs")
MANAGE_SETUP = name("command: setup")
MANAGE_SETUP_ABOUT = text("Open a book club in a channel")
MANAGE_SETUP_BOOK = name("option: book")
MANAGE_SETUP_BOOK_ABOUT = text("The book to read")
MANAGE_SETUP_CHANNEL = name("option: channel")
MANAGE_SETUP_CHANNEL_ABOUT = text("Where the club meets; this channel if you leave it out")
MANAGE_SETUP_LANGUAGE = name("option: language")
MANAGE_SETUP_LANGUAGE_ABOUT = text("The language of the club’s public cards")
MANAGE_SETUP_NAME = name("option: name")
MANAGE_SETUP_NAME_ABOUT = text("The club’s name; the book’s title if you leave it out")

MANAGE_PLAN = name("command: plan")
MANAGE_PLAN_ABOUT = text("See the club’s plan and change it")
MANAGE_PAUSE = name("command: pause")
MANAGE_PAUSE_ABOUT = text("Let the club rest for some weeks; everything ahead moves together")
MANAGE_PAUSE_WEEKS = name("option: weeks")
MANAGE_PAUSE_WEEKS_ABOUT = text("For how many weeks, from 1 to 52")
MANAGE_RESUME = name("command: resume")
MANAGE_RESUME_ABOUT = text("Let the club read on after a pause, as soon as its days allow")
MANAGE_SETTINGS = name("command: settings")
MANAGE_SETTINGS_ABOUT = text("See every setting of the club, and change it in place")
MANAGE_LOG = name("command: log")
MANAGE_LOG_ABOUT = text("See who changed what in the club")
MANAGE_EXPORT = name("command: export")
MANAGE_EXPORT_ABOUT = text("Get all that is set for the club as a file, to keep or to use again")
MANAGE_IMPORT = name("command: import")
MANAGE_IMPORT_ABOUT = text("Take in such a file, after seeing what it would change")
MANAGE_IMPORT_FILE = name("option: file")
MANAGE_IMPORT_FILE_ABOUT = text("A file from an export, changed or not")
MANAGE_QUESTIONS = name("command: questions")
MANAGE_QUESTIONS_ABOUT = text("Look at the questions that readers propose, and approve them")
MANAGE_VOTE = name("command: vote")
MANAGE_VOTE_ABOUT = text("Let the club vote on its next book, or close the vote")
MANAGE_VOTE_DAYS = name("option: days")
MANAGE_VOTE_DAYS_ABOUT = text("For how many days, from 1 to 14; 3 if you leave it out")

MANAGE_PROMPT = name("command: prompt")
MANAGE_PROMPT_ABOUT = text("The club’s own questions to talk about, beside the book’s")
MANAGE_PROMPT_ADD = name("command: add")
MANAGE_PROMPT_ADD_ABOUT = text("Add a question to talk about, on a chapter or a section")
MANAGE_PROMPT_LIST = name("command: list")
MANAGE_PROMPT_LIST_ABOUT = text("See the club’s own questions to talk about, and decide on those that readers suggest")
MANAGE_PROMPT_EDIT = name("command: edit")
MANAGE_PROMPT_EDIT_ABOUT = text("Change one of the club’s own questions to talk about")
MANAGE_PROMPT_REMOVE = name("command: remove")
MANAGE_PROMPT_REMOVE_ABOUT = text("Remove one of the club’s own questions to talk about")
MANAGE_PROMPT_QUESTION = name("option: question")
MANAGE_PROMPT_QUESTION_ABOUT = text("Which one, by its chapter or its words")

HELP = name("command: help")
HELP_ABOUT = text("What I can do for you")
