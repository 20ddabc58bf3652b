"""Quoting passages by their ids: the command /cite, [[a1#2]] in a mention; and sharing what is quoted."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import SelectOption, app_commands, ui
from discord.app_commands import Choice, locale_str
from discord.ext import commands

from bot import incidents, passage_cards, references, sharing
from bot.authorization import Action, requires
from bot.buttons import Acknowledgement, AnswerButton, number
from bot.calls import Call, keep, public_voice
from bot.cards import notice
from bot.citations import Cite, CiteOneOf, citation_of
from bot.offering import everywhere
from bot.passage_cards import STYLE_KEYS
from bot.places import Place
from bot.references import MOST_REFERENCES, Found
from bot.refusals import RefusalError
from bot.scopes import Scope, guild_of
from bot.service import Interaction, Service
from bot.state import AnswerRow, Quoted
from bot.state.answers import NO_GUILD
from bot.suggestions import or_nothing, passage_choices
from bot.texts import ENGLISH, Voice, described, options

# The whole of Discord's limit: an id may be long.
NAME_CHARACTERS = 300
STYLE_CHOICES = [
    Choice(name=locale_str(ENGLISH[key], key=key), value=style) for style, key in STYLE_KEYS.items()
]


class Share(
    AnswerButton, action="share-quotes", acknowledgement=Acknowledgement.PRIVATE, requires=Action.SHARE
):
    """Shows the passages of a private answer to all, as a reply to the message that the argument names."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Send the passages that are there still."""
        await _share(interaction, row, number(self.argument or "0"))


class Citing(commands.Cog):
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
        call = await Call.begin(interaction, private=style is not None)
        found = await references.find(self._bot.servers, call.scope, passage)
        row = await call.keep([quoted(found)])
        if style is None:
            rows = action_rows([found], row, call.say, share=call.shareable)
            await call.answer(passage_cards.quotes([found], call.say, rows=rows))
        else:
            card, files = citation_of(found, style.value, row, Place(0), call.say)
            await call.answer(card, files=files)

    @cite.autocomplete("passage")
    @or_nothing
    async def _passages(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await passage_choices(interaction, typed)


def quoted(found: Found) -> Quoted:
    """Return what a button has to know of a passage."""
    return Quoted(library=found.library, passage=found.passage.id)


def action_rows(
    found: Sequence[Found], row: AnswerRow, say: Voice, *, share: bool, reply_to: int = 0
) -> list[ui.ActionRow[Any]]:
    """Return the buttons under passages: cite one of them, and share them where they are private."""
    rows: list[ui.ActionRow[Any]] = []
    buttons: list[ui.Item[Any]] = []
    if len(found) == 1:
        buttons.append(Cite(row.id, str(Place(0)), label=say("cite.button")))
    else:
        choices = [
            SelectOption(
                label=passage_cards.choice_name(one.passage, index + 1, say), value=str(Place(index))
            )
            for index, one in enumerate(found)
        ]
        rows.append(ui.ActionRow(CiteOneOf(row.id, placeholder=say("cite.choose"), options=choices)))
    if share and row.guild != NO_GUILD:
        buttons.append(Share(row.id, str(reply_to or ""), label=say("share.button")))
    return [*rows, ui.ActionRow(*buttons)] if buttons else rows


async def quote_in(
    message: discord.Message, names: Sequence[str], bot: Service, scope: Scope, say: Voice
) -> ui.LayoutView:
    """Return the card that quotes the passages which a message names."""
    found: list[Found] = []
    failures: list[str] = []
    for name in names[:MOST_REFERENCES]:
        try:
            found.append(await references.find(bot.servers, scope, name))
        except RefusalError as refusal:
            failures.append(incidents.line(refusal, say))
    if len(names) > MOST_REFERENCES:
        failures.append(say("cite.only", limit=MOST_REFERENCES, number=len(names) - MOST_REFERENCES))
    if not found:
        return notice("\n".join(failures))
    row = await keep(
        bot,
        [quoted(one) for one in found],
        guild=guild_of(message),
        channel=message.channel.id,
        asker=message.author.id,
        private=False,
        say=say,
    )
    return passage_cards.quotes(found, say, failures=failures, rows=action_rows(found, row, say, share=False))


async def recalled(interaction: Interaction, row: AnswerRow) -> list[Found]:
    """Return the passages of an answer that are there still; raises RefusalError when none is."""
    scope = await interaction.client.scope_of_row(row)
    found = []
    for one in row.quoted:
        try:
            found.append(await references.recall(interaction.client.servers, scope, one.library, one.passage))
        except RefusalError:
            continue
    if not found:
        raise RefusalError("look.withdrawn_all")
    return found


async def _share(interaction: Interaction, row: AnswerRow, reply_to: int) -> None:
    found = await recalled(interaction, row)
    say = await public_voice(interaction)
    kept = await sharing.public(interaction, row, [quoted(one) for one in found], say)
    head = sharing.shared_by(interaction, say)
    if reply_to:
        head = f"-# {say('sources.shared')}\n{head}"
    card = passage_cards.quotes(found, say, head=head, rows=action_rows(found, kept, say, share=False))
    await sharing.show(interaction, card, reply_to)
