"""The command /gaps: questions of the last 30 days that found nothing, for those who manage the articles."""

from discord import app_commands
from discord.ext import commands

from bot.admin.gaps_panel import gaps_panel
from bot.interactions import replies
from bot.interactions.authorization import Action, requires
from bot.interactions.contexts import in_servers
from bot.interactions.service import Interaction, Service
from bot.libraries.scopes import guild_of
from bot.texts import described


class GapsCog(commands.Cog):
    """The command /gaps."""

    def __init__(self, bot: Service) -> None:
        self._bot = bot

    @app_commands.command(description=described("gaps"))
    @in_servers
    @requires(Action.MANAGE)
    async def gaps(self, interaction: Interaction) -> None:
        """Show the questions."""
        guild = guild_of(interaction)
        await replies.acknowledge(interaction, private=True)
        await replies.answer(interaction, await gaps_panel(interaction, guild, 0), private=True)
