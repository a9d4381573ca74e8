"""Readers find a command by its name in their own language, or not at all."""

from typing import Literal

import discord
import pytest
from discord import Locale
from discord.app_commands import TranslationContext, TranslationContextLocation, locale_str

from bot.presentation import commands
from bot.presentation.commands import CommandTranslator, name, text

OTHER: TranslationContext[Literal[TranslationContextLocation.other], None] = TranslationContext(
    TranslationContextLocation.other, None
)
TEXTS = {key: value for key, value in vars(commands).items() if isinstance(value, locale_str)}
NAMES = {key: value for key, value in TEXTS.items() if value.extras}
DESCRIPTIONS = {key: value for key, value in TEXTS.items() if not value.extras}


async def translated(string: locale_str, locale: Locale) -> str | None:
    """Return what Discord is told to show in a language."""
    return await CommandTranslator().translate(string, locale, OTHER)


@pytest.mark.parametrize(
    ("string", "vietnamese"),
    [
        (commands.PROGRESS, "tiến-độ"),
        (commands.PROGRESS_SET, "đặt"),
        (commands.PROGRESS_SET_WHERE, "chỗ"),
        (commands.ME, "tôi"),
        (commands.PROGRESS_SHOW_ABOUT, "Xem dấu trang của bạn"),
    ],
)
async def test_names_and_descriptions_are_translated_into_vietnamese(string: locale_str, vietnamese: str) -> None:
    assert await translated(string, Locale.vietnamese) == vietnamese


@pytest.mark.parametrize("key", TEXTS)
async def test_everything_has_a_vietnamese_text_and_only_that(key: str) -> None:
    said = await translated(TEXTS[key], Locale.vietnamese)
    assert said
    assert said != TEXTS[key].message
    assert not said.startswith(("command: ", "option: ", "menu: "))
    for locale in set(Locale) - {Locale.vietnamese}:
        assert await translated(TEXTS[key], locale) is None


async def test_names_are_such_as_discord_takes_and_descriptions_fit_a_line() -> None:
    assert len(NAMES) > 15
    for value in NAMES.values():
        for said in (value.message, await translated(value, Locale.vietnamese) or ""):
            if not value.extras["message"].startswith("menu: "):
                assert said == said.lower()
                assert " " not in said
            assert 1 <= len(said) <= 32
    assert len(DESCRIPTIONS) > 15
    for value in DESCRIPTIONS.values():
        for said in (value.message, await translated(value, Locale.vietnamese) or ""):
            assert 1 <= len(said) <= 100


async def test_two_commands_of_one_group_are_never_called_the_same() -> None:
    groups = {
        "progress": [commands.PROGRESS_SET, commands.PROGRESS_SHOW, commands.PROGRESS_UNDO, commands.PROGRESS_CLUB],
        "club": [commands.CLUB_LIST, commands.CLUB_INFO, commands.CLUB_JOIN, commands.CLUB_LEAVE],
        "": [commands.PROGRESS, commands.SUMMARY, commands.CLUB, commands.ME, commands.MANAGE, commands.HELP],
    }
    for group in groups.values():
        assert len({one.message for one in group}) == len(group)
        assert len({await translated(one, Locale.vietnamese) for one in group}) == len(group)


def test_a_name_is_written_with_its_kind_so_that_translators_see_what_it_is() -> None:
    assert name("command: set").message == "set"
    assert name("command: set").extras == {"message": "command: set"}
    assert text("Your bookmark in the book").message == "Your bookmark in the book"


def test_the_languages_of_discord_that_are_ours_are_known() -> None:
    assert {locale.value: language for locale, language in commands.LOCALES.items()} == {
        "vi": "vi",
        "en-US": "en",
        "en-GB": "en",
    }
    assert all(isinstance(locale, discord.Locale) for locale in commands.LOCALES)
