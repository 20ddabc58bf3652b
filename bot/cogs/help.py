"""The command /help: three short screens, shown to the person who asks."""

from discord import app_commands
from discord.ext import commands

from bot.interactions import replies
from bot.interactions.authorization import Action, requires
from bot.interactions.contexts import everywhere
from bot.interactions.help_screen import screen
from bot.interactions.service import Interaction, Service
from bot.texts import described, voice


class HelpCog(commands.Cog):
    """The command /help."""

    def __init__(self, _bot: Service) -> None:
        super().__init__()

    @app_commands.command(description=described("help"))
    @everywhere
    @requires(Action.LEARN)
    async def help(self, interaction: Interaction) -> None:
        """Show the first screen."""
        await replies.answer(interaction, screen(0, voice(interaction.locale)), private=True)
