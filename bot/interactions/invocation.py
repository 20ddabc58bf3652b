"""How commands and menus begin and answer: acknowledged, with their scope, privacy and language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import discord
from discord import ui

from bot.interactions import replies
from bot.interactions.authorization import Grant, granted
from bot.interactions.service import Interaction, Service
from bot.interactions.usage import count_question
from bot.libraries.scopes import Scope, guild_of
from bot.state import AnswerRow, Preferences, Quoted
from bot.texts import Voice, voice
from bot.texts.refusal import RefusalError


@dataclass(frozen=True, slots=True)
class Invocation:
    """A command or menu that was acknowledged: what it may see, and how it is answered."""

    interaction: Interaction
    grant: Grant
    scope: Scope
    private: bool
    say: Voice

    @classmethod
    async def begin(
        cls, interaction: Interaction, *, private: bool = False, cooldown: bool = False, count: bool = False
    ) -> Self:
        """Acknowledge an interaction that was authorized, and return how it is to be answered.

        `private` shows the answer to this person alone, whatever the server has set. `cooldown` holds it to
        the pace at which one person may ask, `count` to the questions that the server has a day. Raises
        RefusalError where one of these is used up.
        """
        bot = interaction.client
        grant = granted(interaction)
        preferences = grant.preferences
        if cooldown and (seconds := bot.cooldowns.take(interaction.user.id)):
            raise RefusalError("ask.cooldown", count=seconds)
        if count:
            await count_question(bot, guild_of(interaction))
        alone = private or grant.alone
        # Discord waits three seconds for this.
        await replies.acknowledge(interaction, private=alone)
        scope = bot.scope_for(interaction, preferences)
        say = voice_for(interaction, preferences, private=alone)
        return cls(interaction, grant, scope, alone, say)

    @property
    def shareable(self) -> bool:
        """Whether one person sees the answer where all may."""
        return self.private and self.grant.public

    async def save_answer(self, quoted: Sequence[Quoted]) -> AnswerRow:
        """Store what the buttons of the answer need."""
        interaction = self.interaction
        return await save_answer(
            interaction.client,
            quoted,
            guild=guild_of(interaction),
            channel=interaction.channel_id or 0,
            asker=interaction.user.id,
            private=self.private,
            say=self.say,
        )

    async def answer(self, view: ui.LayoutView, **options: Any) -> discord.WebhookMessage | None:
        """Send the answer; return its message, where it has one by now."""
        return await replies.answer(self.interaction, view, private=self.private, **options)


async def save_answer(
    bot: Service,
    quoted: Sequence[Quoted],
    *,
    guild: int,
    channel: int,
    asker: int,
    private: bool,
    say: Voice,
    page_size: int = 1,
) -> AnswerRow:
    """Store what the buttons of an answer need."""
    return await bot.state.answers.put(
        guild=guild,
        channel=channel,
        asker=asker,
        quoted=quoted,
        page_size=page_size,
        private=private,
        language=say.language,
    )


async def public_voice(interaction: Interaction) -> Voice:
    """Return the language in which the bot speaks to all who read here."""
    preferences = await interaction.client.preferences_for(interaction)
    return voice_for(interaction, preferences, private=False)


def voice_for(source: Interaction | discord.Message, preferences: Preferences, *, private: bool) -> Voice:
    """Return the language of an answer: the server's for what many read, else that of the one who asks."""
    if isinstance(source, discord.Interaction):
        if private or not guild_of(source):
            return voice(source.locale)
        return voice(preferences.language or source.guild_locale)
    return voice(preferences.language or (source.guild.preferred_locale if source.guild else None))
