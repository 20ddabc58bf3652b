"""The menu "Check quote": whether the words that a message quotes stand in the library."""

import asyncio
from collections.abc import Mapping

import discord

from bot import quote_cards
from bot.authorization import Action, requires
from bot.calls import Call
from bot.cite import action_rows, quoted
from bot.messages import words_of
from bot.offering import MenuCog
from bot.quote_cards import MOST_QUOTES, Checked
from bot.references import Found
from bot.refusals import RefusalError
from bot.scopes import Scope
from bot.servers import Servers
from bot.service import Interaction
from index import QuoteCheck, quotes_in

# A whole message without quotation marks is checked up to here.
WHOLE_CHARACTERS = 1500
FEWEST_WORDS = 3


class CheckQuote(MenuCog):
    """Quotes held against the library."""

    menu = "check_quote"

    @requires(Action.ASK)
    async def chosen(self, interaction: Interaction, message: discord.Message) -> None:
        """Say of each quote whether it stands in the library exactly, nearly or not."""
        call = await Call.begin(interaction, private=True, asks=True)
        text = words_of(message)
        quotes = quotes_in(text)
        whole = not quotes
        if whole and (len(text.split()) < FEWEST_WORDS or len(text) > WHOLE_CHARACTERS):
            raise RefusalError("refusal.no_quote")
        wanted = quotes or [text]
        checked = await asyncio.gather(
            *(_checked(self._bot.servers, call.scope, quote) for quote in wanted[:MOST_QUOTES])
        )
        more = max(0, len(wanted) - MOST_QUOTES)
        found = [
            Found(library=one.libraries[0], passage=passage)
            for one in checked
            if one.check.matches and (passage := quote_cards.passage_of(one.check.matches[0]))
        ]
        rows = []
        if found:
            row = await call.keep([quoted(one) for one in found])
            rows = action_rows(found, row, call.say, share=False)
        await call.answer(quote_cards.checks(checked, call.say, whole=whole, more=more, rows=rows))


async def _checked(servers: Servers, scope: Scope, words: str) -> Checked:
    return best_of(words, await servers.every(scope, lambda library: library.lookup.check_quote(words)))


def best_of(words: str, checks: Mapping[str, QuoteCheck]) -> Checked:
    """Return what several libraries have as one check: the exact matches, or else the near ones."""
    matches = [(match, library) for library, check in checks.items() for match in check.matches]
    exact = [row for row in matches if row[0].exact]
    kept = exact or sorted(matches, key=lambda row: -row[0].similarity)
    return Checked(
        check=QuoteCheck(quote=words, matches=tuple(match for match, _ in kept)),
        libraries=tuple(library for _, library in kept),
    )
