"""The menu "Check quote": whether the words that a message quotes are in an article, and how exactly."""

import asyncio
from collections.abc import Mapping

import discord

from bot.cards import quote_check
from bot.cards.quote_check import MOST_QUOTES, Checked
from bot.citing.quotes import action_rows, to_quoted
from bot.interactions.authorization import Action, requires
from bot.interactions.contexts import MenuCog
from bot.interactions.invocation import Invocation
from bot.interactions.message_text import words_of
from bot.interactions.service import Interaction
from bot.libraries.libraries import Libraries
from bot.libraries.references import ScopedPassage
from bot.libraries.scopes import Scope
from bot.texts.refusal import RefusalError
from index import QuoteCheck, best_matches, plain_message, quotes_in

# A whole message without quotation marks is checked up to here.
WHOLE_CHARACTERS = 1500
FEWEST_WORDS = 3


class CheckQuoteCog(MenuCog):
    """Quotes held against the library."""

    menu = "check_quote"

    @requires(Action.ASK)
    async def chosen(self, interaction: Interaction, message: discord.Message) -> None:
        """Say of each quote whether it stands in the library exactly, nearly or not."""
        invocation = await Invocation.begin(interaction, private=True, cooldown=True, count=True)
        say = invocation.say
        text = words_of(message)
        quotes = quotes_in(text)
        whole = not quotes
        if whole and (len(text.split()) < FEWEST_WORDS or len(text) > WHOLE_CHARACTERS):
            raise RefusalError("refusal.no_quote")
        wanted = quotes or [plain_message(text)]
        checked = await asyncio.gather(
            *(_checked(self._bot.libraries, invocation.scope, quote) for quote in wanted[:MOST_QUOTES])
        )
        more = max(0, len(wanted) - MOST_QUOTES)
        found = [
            ScopedPassage(library=one.libraries[0], passage=passage)
            for one in checked
            if one.check.matches and (passage := quote_check.passage_of(one.check.matches[0]))
        ]
        rows = []
        if found:
            row = await invocation.save_answer([to_quoted(one) for one in found])
            rows = action_rows(found, row, say, share=False)
        await invocation.answer(quote_check.checks(checked, say, whole=whole, more=more, rows=rows))


async def _checked(libraries: Libraries, scope: Scope, words: str) -> Checked:
    return best_of(words, await libraries.every(scope, lambda library: library.lookup.check_quote(words)))


def best_of(words: str, checks: Mapping[str, QuoteCheck]) -> Checked:
    """Return what several libraries have as one check: the exact matches, or else the near ones."""
    matches = [(match, library) for library, check in checks.items() for match in check.matches]
    kept = best_matches(match for match, _ in matches)
    library_of = {id(match): library for match, library in matches}
    return Checked(
        check=QuoteCheck(quote=words, matches=tuple(kept)),
        libraries=tuple(library_of[id(match)] for match in kept),
    )
