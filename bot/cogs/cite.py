"""The command /cite: a passage by its id, quoted in the channel or as a citation to copy."""

from discord import app_commands
from discord.app_commands import Choice, locale_str
from discord.ext import commands

from bot.cards import passage as passage_cards
from bot.cards.passage import STYLE_KEYS
from bot.citing.citation_buttons import citation_of
from bot.citing.noting import note_quoted
from bot.citing.passage_place import PassagePlace
from bot.citing.quotes import action_rows, to_quoted
from bot.interactions.authorization import Action, requires
from bot.interactions.autocomplete import or_nothing, passage_choices
from bot.interactions.contexts import everywhere
from bot.interactions.invocation import Invocation
from bot.interactions.service import Interaction, Service
from bot.libraries import references
from bot.texts import ENGLISH, described, options

# The whole of Discord's limit: an id may be long.
NAME_CHARACTERS = 300
STYLE_CHOICES = [
    Choice(name=locale_str(ENGLISH[key], key=key), value=style) for style, key in STYLE_KEYS.items()
]


class CiteCog(commands.Cog):
    """Passages to quote, and citations to copy."""

    def __init__(self, bot: Service) -> None:
        self._bot = bot

    @app_commands.command(description=described("cite"))
    @app_commands.describe(**options("cite"))
    @app_commands.choices(style=STYLE_CHOICES)
    @everywhere
    @requires(Action.ASK)
    async def cite(
        self,
        interaction: Interaction,
        passage: app_commands.Range[str, 1, NAME_CHARACTERS],
        style: Choice[str] | None = None,
    ) -> None:
        """Quote a passage, or give its citation."""
        # What is to be copied is of use to one person.
        invocation = await Invocation.begin(interaction, private=style is not None)
        say = invocation.say
        found = await references.find(self._bot.libraries, invocation.scope, passage)
        row = await invocation.save_answer([to_quoted(found)])
        if style is None:
            rows = action_rows([found], row, say, share=invocation.shareable)
            await invocation.answer(passage_cards.quotes([found], say, rows=rows))
        else:
            card, files = citation_of(found, style.value, row, PassagePlace(0), say)
            await invocation.answer(card, files=files)
        await note_quoted(self._bot, row.guild, [found])

    @cite.autocomplete("passage")
    @or_nothing
    async def _passages(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await passage_choices(interaction, typed)
