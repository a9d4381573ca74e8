"""Cards and forms for what readers set for themselves."""

import discord
from discord import ButtonStyle
from discord.ui import Label, LayoutView, Modal, TextInput

from bot.domain.me import Settings
from bot.presentation import ids
from bot.presentation.card import bold, button, capital, card, heading, plain, small
from bot.presentation.reminder import asked
from bot.presentation.say import Say


def settings(say: Say, mine: Settings) -> LayoutView:
    """Show every setting with its present value, each changed in place."""
    spoken = mine.habits.language
    names = {None: say("as in Discord"), "en": "English", "vi": "Tiếng Việt"}
    return card(
        heading(say("Your settings in this server")),
        bold(say("Language")) + " · " + names[spoken],
        [
            button(
                capital(names[language]),
                ids.SPEAK(language or "auto"),
                ButtonStyle.primary if spoken == language else ButtonStyle.secondary,
            )
            for language in (None, "en", "vi")
        ],
        bold(say("Your place"))
        + " · "
        + (
            say("hidden: nobody sees where you are")
            if mine.habits.hidden
            else say("other readers may see where you are")
        ),
        [
            button(say("Show my place"), ids.HIDE("no"))
            if mine.habits.hidden
            else button(say("Hide my place"), ids.HIDE("yes"))
        ],
        bold(say("Quiz board"))
        + " · "
        + (
            say("you stay off it: nobody but you sees your score")
            if mine.habits.unranked
            else say("others may see how often you were right")
        ),
        [
            button(say("Put me on the board"), ids.UNRANK("no"))
            if mine.habits.unranked
            else button(say("Keep me off the board"), ids.UNRANK("yes"))
        ],
        *_edition(say, mine),
        *asked(say, mine),
    )


def _edition(say: Say, mine: Settings) -> tuple[str, list[discord.ui.Button[LayoutView]] | None]:
    about = bold(say("Pages of your edition")) + " · "
    if mine.club is None:
        return about + say("join a club first, then tell me here"), None
    pages = say.plural("{n} page", "{n} pages", mine.pages) if mine.pages else say("not told yet")
    return (
        about
        + f"{pages} ({plain(mine.club.name)})\n"
        + small(say("With this you can set your bookmark by page, such as “p. 312”.")),
        [button(say("Change the pages"), ids.PAGES(mine.club.id))],
    )


def pages_form(say: Say, club_id: int, pages: int | None) -> Modal:
    """Make the form that asks how many pages an edition has; it is recognised by its id when it returns."""
    form = Modal(title=say("Pages of your edition"), custom_id=ids.PAGES_FORM(club_id))
    typed: TextInput[Modal] = TextInput(
        custom_id="pages",
        default=str(pages) if pages else None,
        required=False,
        max_length=10,
        placeholder="864",
    )
    form.add_item(
        Label(
            text=say("How many pages does it have?"),
            description=say("The number on its last page of text. Leave it empty to forget it."),
            component=typed,
        )
    )
    form.stop()
    return form
