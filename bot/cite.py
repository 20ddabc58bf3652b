"""Citing: the command /cite, the button and the selects that cite, [[a1#2]] in a mention, and sharing."""

import io
from collections.abc import Sequence
from typing import Any

import discord
from discord import SelectOption, app_commands, ui
from discord.app_commands import Choice, locale_str
from discord.ext import commands

from bot import incidents, passage_cards, permits, references, replies
from bot.answer_buttons import shared_by
from bot.buttons import Acknowledgement, AnswerButton, AnswerSelect
from bot.calls import Call, keep, voice_for
from bot.cards import notice
from bot.offering import everywhere
from bot.passage_cards import STYLE_KEYS
from bot.references import MOST_REFERENCES, Found
from bot.refusals import RefusalError
from bot.scopes import Scope, guild_of
from bot.service import Interaction, Service
from bot.state import AnswerRow, Quoted
from bot.state.answers import NO_GUILD
from bot.suggestions import passage_choices
from bot.texts import ENGLISH, Voice, described, options, voice

DEFAULT_STYLE = "plain"
# The whole of Discord's limit: an id may be long.
NAME_CHARACTERS = 300
STYLE_CHOICES = [
    Choice(name=locale_str(ENGLISH[key], key=key), value=style) for style, key in STYLE_KEYS.items()
]


class Cite(AnswerButton, action="cite-passage", acknowledgement=Acknowledgement.PRIVATE):
    """Gives the presser a citation of a passage; the argument is as `chosen` takes it."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Answer with the citation."""
        await _give(interaction, row, self.argument, DEFAULT_STYLE)


class CiteSelect(AnswerSelect, action="cite-one", acknowledgement=Acknowledgement.PRIVATE):
    """Gives the presser a citation of the chosen passage of several."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Answer with the citation."""
        await _give(interaction, row, self.item.values[0], DEFAULT_STYLE)


class StyleSelect(AnswerSelect, action="style"):
    """Changes the style of a citation; the argument is as `chosen` takes it."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Put the citation in the chosen style in place of the other one."""
        await _give(interaction, row, self.argument, self.item.values[0], again=True)


class Share(AnswerButton, action="share-quotes", acknowledgement=Acknowledgement.PRIVATE):
    """Shows the passages of a private answer to all, as a reply to the message that the argument names."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Send the passages that are there still."""
        await _share(interaction, row, int(self.argument or 0))


class Citing(commands.Cog):
    """Passages to quote, and citations to copy."""

    def __init__(self, bot: Service) -> None:
        self._bot = bot

    @app_commands.command(description=described("cite"))
    @app_commands.describe(**options("cite"))
    @app_commands.choices(style=STYLE_CHOICES)
    @everywhere
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
            rows = action_rows([found], row, call.say, share=call.private)
            await call.answer(passage_cards.quotes([found], call.say, rows=rows))
        else:
            card, files = _citation(found, style.value, row, "0", call.say)
            await call.answer(card, files=files)

    @cite.autocomplete("passage")
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
        buttons.append(Cite(row.id, "0", label=say("cite.button")))
    else:
        choices = [
            SelectOption(label=passage_cards.choice_name(one.passage, place + 1, say), value=str(place))
            for place, one in enumerate(found)
        ]
        rows.append(ui.ActionRow(CiteSelect(row.id, placeholder=say("cite.choose"), options=choices)))
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


async def shared_row(
    interaction: Interaction, row: AnswerRow, found: Sequence[Found]
) -> tuple[AnswerRow, Voice]:
    """Return a public answer for what is shared of a private one, and the language of the place."""
    bot = interaction.client
    say = voice_for(interaction, await bot.preferences_for(interaction), private=False)
    kept = await keep(
        bot,
        [quoted(one) for one in found],
        guild=row.guild,
        channel=interaction.channel_id or 0,
        asker=interaction.user.id,
        private=False,
        say=say,
    )
    return kept, say


def check_may_share(interaction: Interaction, row: AnswerRow) -> None:
    """Raise RefusalError unless a private answer may be shown to this channel."""
    if row.guild == NO_GUILD:
        raise RefusalError("refusal.server_only")
    permits.check_may_share(interaction)


async def show(interaction: Interaction, card: ui.LayoutView, reply_to: int = 0) -> None:
    """Send a card to the channel of a private answer, and say so."""
    channel = interaction.channel
    if channel is None or isinstance(
        channel, (discord.ForumChannel, discord.CategoryChannel, discord.GroupChannel)
    ):
        raise RefusalError("refusal.cannot_send")
    message = channel.get_partial_message(reply_to) if reply_to else None
    await replies.send(channel, card, reply_to=message)
    await replies.answer(interaction, notice(voice(interaction.locale)("share.done")), private=True)


async def _share(interaction: Interaction, row: AnswerRow, reply_to: int) -> None:
    check_may_share(interaction, row)
    found = await recalled(interaction, row)
    kept, say = await shared_row(interaction, row, found)
    head = (
        f"-# {say('sources.shared')}\n{shared_by(interaction, say)}"
        if reply_to
        else shared_by(interaction, say)
    )
    card = passage_cards.quotes(found, say, head=head, rows=action_rows(found, kept, say, share=False))
    await show(interaction, card, reply_to)


def chosen(row: AnswerRow, argument: str) -> Quoted:
    """Return the passage that an item is about: "2" is the answer's third, "2.5" of the same article #5."""
    place, _, serial = argument.partition(".")
    if int(place) >= len(row.quoted):
        raise RefusalError("refusal.gone")
    one = row.quoted[int(place)]
    article = one.passage.rpartition("#")[0]
    return Quoted(library=one.library, passage=f"{article}#{int(serial)}") if serial else one


async def _give(
    interaction: Interaction, row: AnswerRow, argument: str, style: str, *, again: bool = False
) -> None:
    one = chosen(row, argument)
    scope = await interaction.client.scope_of_row(row)
    found = await references.recall(interaction.client.servers, scope, one.library, one.passage)
    card, files = _citation(found, style, row, argument, voice(interaction.locale))
    if again:
        await replies.replace(interaction, card, files=files)
    else:
        await replies.answer(interaction, card, private=True, files=files)


def _citation(
    found: Found, style: str, row: AnswerRow, argument: str, say: Voice
) -> tuple[ui.LayoutView, list[discord.File]]:
    made = passage_cards.citation(found.passage, style)
    choices = [
        SelectOption(label=say(key), value=name, default=name == style) for name, key in STYLE_KEYS.items()
    ]
    select = StyleSelect(row.id, argument, placeholder=say("cite.style"), options=choices)
    card = passage_cards.citation_card(made, found.passage, style, say, [ui.ActionRow(select)])
    return card, [discord.File(io.BytesIO(made.text.encode()), made.name)] if made.in_file else []
