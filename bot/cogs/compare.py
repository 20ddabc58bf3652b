"""The command /compare: one passage of each outlet on one topic."""

from discord import app_commands
from discord.ext import commands

from bot.cards import answer, comparison
from bot.cards.quote_blocks import MOST_BLOCKS
from bot.citing.quotes import action_rows, to_quoted
from bot.interactions.authorization import Action, requires
from bot.interactions.contexts import everywhere
from bot.interactions.invocation import Invocation
from bot.interactions.service import Interaction, Service
from bot.libraries.references import ScopedPassage
from bot.texts import described, options

TOPIC_CHARACTERS = 500


class CompareCog(commands.Cog):
    """One topic as several outlets tell it."""

    def __init__(self, bot: Service) -> None:
        self._bot = bot

    @app_commands.command(description=described("compare"))
    @app_commands.describe(**options("compare"))
    @everywhere
    @requires(Action.ASK)
    async def compare(
        self, interaction: Interaction, topic: app_commands.Range[str, 1, TOPIC_CHARACTERS]
    ) -> None:
        """Show what each outlet says of a topic, oldest first."""
        invocation = await Invocation.begin(interaction, cooldown=True, count=True)
        say = invocation.say
        made = await self._bot.libraries.every(
            invocation.scope, lambda library: library.lookup.compare(topic, MOST_BLOCKS)
        )
        compared = comparison.merge(topic, made)
        if not compared.hits:
            await invocation.answer(answer.nothing_found(answer.head(topic, say), (), say))
            return
        found = [ScopedPassage(library=one.library, passage=one.hit.passage) for one in compared.hits]
        row = await invocation.save_answer([to_quoted(one) for one in found])
        rows = action_rows(found, row, say, share=invocation.shareable)
        await invocation.answer(comparison.comparison(compared, say, rows))
