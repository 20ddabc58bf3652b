"""Comparing: the command /compare, one passage of each outlet on one matter."""

from discord import app_commands
from discord.ext import commands

from bot import cards, comparison_cards
from bot.authorization import Action, requires
from bot.blocks import MOST_BLOCKS
from bot.calls import Call
from bot.cite import action_rows, quoted
from bot.offering import everywhere
from bot.references import Found
from bot.service import Interaction, Service
from bot.texts import described, options

TOPIC_CHARACTERS = 500


class Compare(commands.Cog):
    """One matter as several outlets tell it."""

    def __init__(self, bot: Service) -> None:
        self._bot = bot

    @app_commands.command(description=described("compare"))
    @app_commands.describe(**options("compare"))
    @everywhere
    @requires(Action.ASK)
    async def compare(
        self, interaction: Interaction, topic: app_commands.Range[str, 1, TOPIC_CHARACTERS]
    ) -> None:
        """Show what each outlet says of a matter, oldest first."""
        call = await Call.begin(interaction, asks=True)
        made = await self._bot.servers.every(
            call.scope, lambda library: library.lookup.compare(topic, MOST_BLOCKS)
        )
        compared = comparison_cards.merge(topic, made)
        if not compared.findings:
            await call.answer(cards.nothing_found(cards.head(topic, call.say), (), call.say))
            return
        found = [Found(library=one.library, passage=one.hit.passage) for one in compared.findings]
        row = await call.keep([quoted(one) for one in found])
        rows = action_rows(found, row, call.say, share=call.shareable)
        await call.answer(comparison_cards.comparison(compared, call.say, rows))
