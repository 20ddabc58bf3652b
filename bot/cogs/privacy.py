"""The command /privacy: what is stored about the person who asks, and the way to delete it."""

from discord import app_commands
from discord.ext import commands

from bot.admin.privacy_panel import privacy_panel
from bot.interactions import replies
from bot.interactions.authorization import Action, requires
from bot.interactions.contexts import everywhere
from bot.interactions.service import Interaction, Service
from bot.texts import described, voice


class PrivacyCog(commands.Cog):
    """The command /privacy, for everybody and everywhere."""

    def __init__(self, bot: Service) -> None:
        self._bot = bot

    @app_commands.command(description=described("privacy"))
    @everywhere
    @requires(Action.LEARN)
    async def privacy(self, interaction: Interaction) -> None:
        """Show what is stored."""
        await replies.acknowledge(interaction, private=True)
        stored = await self._bot.state.stored_about(interaction.user.id)
        await replies.answer(interaction, privacy_panel(stored, voice(interaction.locale)), private=True)
