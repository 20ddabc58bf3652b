"""The menu "Find sources": passages about what a message claims, shown to one person, who can share them."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.cards import passage
from bot.cards.base import card
from bot.cards.markdown import escape, flatten, shorten
from bot.cards.quote_blocks import stack
from bot.citing.quotes import action_rows, to_quoted
from bot.interactions.authorization import Action, requires
from bot.interactions.contexts import MenuCog
from bot.interactions.invocation import Invocation
from bot.interactions.message_text import words_of
from bot.interactions.service import Interaction
from bot.libraries.libraries import Libraries
from bot.libraries.merged_hits import MergedAnswer, ScopedHit
from bot.libraries.references import ScopedPassage
from bot.libraries.scopes import Scope
from bot.texts import Voice
from bot.texts.refusal import RefusalError

# How many passages a claim gets: the fewer claims, the more.
PASSAGES = {1: 3, 2: 2}
CLAIM_WIDTH = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence of the message, and the passages that speak of it and of none before."""

    text: str
    hits: tuple[ScopedHit, ...]
    found: bool


class FindSourcesCog(MenuCog):
    """Passages for the claims of any message."""

    menu = "find_sources"

    @requires(Action.ASK)
    async def chosen(self, interaction: Interaction, message: discord.Message) -> None:
        """Show passages for each claim of the message."""
        invocation = await Invocation.begin(interaction, private=True, cooldown=True, count=True)
        say = invocation.say
        claims = await _searched(self._bot.libraries, invocation.scope, words_of(message))
        found = [
            ScopedPassage(library=one.library, passage=one.hit.passage)
            for claim in claims
            for one in claim.hits
        ]
        if not found:
            await invocation.answer(nothing(say))
            return
        row = await invocation.save_answer([to_quoted(one) for one in found])
        rows = action_rows(found, row, say, share=invocation.shareable, reply_to=message.id)
        await invocation.answer(sources(claims, say, rows))


async def _searched(libraries: Libraries, scope: Scope, text: str) -> list[Claim]:
    said = await libraries.every(scope, lambda library: library.lookup.claims(text))
    claims = next(iter(said.values()), [])
    if said and not claims:
        raise RefusalError("refusal.no_claim")
    return told_once(claims, await asyncio.gather(*(libraries.search(scope, claim) for claim in claims)))


def told_once(claims: list[str], answers: list[MergedAnswer]) -> list[Claim]:
    """Give each claim its passages; one that several claims would have stands with the first of them."""
    seen: set[tuple[str, str]] = set()
    most = PASSAGES.get(len(claims), 1)
    made = []
    for text, answer in zip(claims, answers, strict=True):
        best = answer.hits[:most]
        new = tuple(one for one in best if (one.library, one.hit.passage.id) not in seen)
        seen.update((one.library, one.hit.passage.id) for one in new)
        made.append(Claim(text=text, hits=new, found=answer.found))
    return made


def sources(claims: list[Claim], say: Voice, rows: Sequence[ui.ActionRow[Any]]) -> ui.LayoutView:
    """Show each claim with its passages; what nothing was found for comes last."""
    blocks = []
    for claim in claims:
        for number, one in enumerate(claim.hits):
            found = ScopedPassage(library=one.library, passage=one.hit.passage)
            head = "" if number else _short(claim)
            blocks.append(passage.quote_block(found, say, head=head, best=one.hit.best))
    again = [say("sources.again", claim=_short(claim)) for claim in claims if claim.found and not claim.hits]
    none = [say("sources.none", claim=_short(claim)) for claim in claims if not claim.found]
    tail = "\n".join(f"-# {line}" for line in (*again, *none))
    return stack(blocks, head=f"-# {say('sources.head')}", tail=tail, rows=rows)


def nothing(say: Voice) -> ui.LayoutView:
    """Say that no article speaks of what the message says."""
    return card(
        [ui.TextDisplay(say("sources.nothing")), ui.TextDisplay(say("card.nothing.hint"))], quiet=True
    )


def _short(claim: Claim) -> str:
    return escape(shorten(flatten(claim.text), CLAIM_WIDTH))
