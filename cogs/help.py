"""`/help`: short, and only what that person may use."""

from discord import app_commands

from bot.client import Interaction, Samovar
from bot.presentation import commands as text
from bot.presentation import help as cards
from cogs.door import Door, answer


class Help(Door):
    """Tell what the bot can do."""

    @app_commands.command(name=text.HELP, description=text.HELP_ABOUT)
    async def help(self, interaction: Interaction) -> None:
        """List the commands that the asker may use."""
        _, say = await self.enter(interaction)
        lines = [
            (self.mentions[command.qualified_name], command.description)
            for command in self.bot.tree.walk_commands()
            if isinstance(command, app_commands.Command) and _may(interaction, command)
        ]
        await answer(interaction, cards.overview(say, lines))


def _may(interaction: Interaction, command: app_commands.Command[Door, ..., None]) -> bool:
    """Whether Discord shows the command to the asker, unless their server changed that in Integrations."""
    root = command.root_parent or command
    needed = root.default_permissions
    return needed is None or needed <= interaction.permissions


async def setup(bot: Samovar) -> None:
    """Let the bot load this door by name."""
    await bot.add_cog(Help(bot))
