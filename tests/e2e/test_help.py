"""The help, and what the bot says to those who may not."""

import pytest

from tests.e2e.world import World, forge, said


async def test_the_help_lists_only_what_that_person_may_use(town: World) -> None:
    ann = town.person("ann")
    for_ann = said(await ann.slash(town.channel, "help"))
    assert "</progress set:" in for_ann
    assert "manage" not in for_ann
    assert "</manage setup:" in said(await town.mod.slash(town.channel, "help"))


@pytest.mark.parametrize("speaks", ["en-US", "vi"])
async def test_every_command_stands_in_the_help(town: World, speaks: str) -> None:
    mod = town.person("mod", moderator=True, speaks=speaks)
    told = said(await mod.slash(town.channel, "help"))
    leaves = [c.qualified_name for c in town.bot.tree.walk_commands() if not hasattr(c, "commands")]
    assert all(f"</{name}:" in told for name in leaves)


async def test_a_plain_member_is_not_offered_the_moderators_commands(town: World) -> None:
    ann = town.person("ann")
    assert not [name for name in ann.available_commands(town.channel) if name.startswith("manage")]


@pytest.mark.parametrize(
    "custom_id",
    ["", "x", "next", "next:1", "next:1:2:3", "next:a:b", "go:1:1:-5", "next:99999999999999999999:1", "speak:fr"],
)
async def test_a_button_that_never_was_gets_one_clear_sentence(town: World, custom_id: str) -> None:
    await town.open_club()
    body = await forge(town, town.person("ann"), custom_id)
    assert "That button leads nowhere any more" in str(body)
