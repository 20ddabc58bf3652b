"""Presses and forms that no class handles: of an earlier version, or of a bot that has restarted since.

discord.py drops them without a word, and Discord tells the person after three seconds that the bot failed.
"""

from typing import Any

import discord
from discord.ext import commands

from bot.interactions import errors
from bot.interactions.forms import Form
from bot.interactions.items import PersistentItem
from bot.interactions.service import Interaction, Service
from bot.texts.refusal import RefusalError


class UnclaimedCog(commands.Cog):
    """Answers presses and forms that nothing else answers."""

    def __init__(self, _bot: Service) -> None:
        super().__init__()

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Say that this is gone."""
        data: dict[str, Any] = {**(interaction.data or {})}
        name = str(data.get("custom_id", ""))
        if interaction.type is discord.InteractionType.component:
            key, known = "refusal.gone", PersistentItem.knows(name)
        elif interaction.type is discord.InteractionType.modal_submit:
            key, known = "refusal.form_gone", Form.is_open(name)
        else:
            return
        # A form may have been answered by now.
        if known or interaction.response.is_done():
            return
        try:
            interaction.client.in_flight.admit(interaction.response.is_done)
            raise RefusalError(key)  # noqa: TRY301
        except Exception as error:  # noqa: BLE001
            await errors.tell(interaction, error)
