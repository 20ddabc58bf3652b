"""Messages that ask: those that mention the bot, and those that are written to it directly."""

import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord.ext import commands

from bot.answers import threads
from bot.answers.answer import AskedQuestion, answer_question, cleaned
from bot.answers.buttons import Helpful
from bot.citing.quotes import quote_in
from bot.interactions import errors, replies
from bot.interactions.authorization import Action, authorize, may_follow_up, requires
from bot.interactions.help_screen import screen
from bot.interactions.service import Service
from bot.interactions.typing_indicator import TypingIndicator
from bot.libraries.references import references_in
from bot.state import Preferences
from bot.texts import Voice, voice
from bot.texts.refusal import RefusalError

log = logging.getLogger(__name__)


class MentionsCog(commands.Cog):
    """Answers messages; one message for each question."""

    def __init__(self, bot: Service) -> None:
        self._bot = bot
        self._typing = TypingIndicator()

    @commands.Cog.listener()
    @requires(Action.ASK)
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that mentions the bot, or that is written to it directly."""
        text = self._question(message)
        if text is None:
            return
        seconds = self._bot.cooldowns.take(message.author.id)
        if seconds and not self._bot.cooldowns.tell(message.author.id):
            log.info("Member %s asks too often, and was told so a moment ago", message.author.id)
            return
        say = _voice(message, Preferences())
        try:
            self._bot.in_flight.admit()
            preferences = await self._bot.preferences_for(message)
            say = _voice(message, preferences)
            if seconds:
                raise RefusalError("ask.cooldown", count=seconds)  # noqa: TRY301
            await authorize(self._bot, message, Action.ASK)
            await self._answer(message, text, preferences, say)
        except Exception as error:  # noqa: BLE001
            # discord.py would only log it, and the asker wait in vain.
            await errors.tell_in(message.channel, error, message, say)

    async def _answer(
        self, message: discord.Message, text: str, preferences: Preferences, say: Voice
    ) -> None:
        if not text:
            await replies.send(message.channel, screen(0, say), reply_to=message)
            return
        if named := references_in(text):
            scope = self._bot.scope_for(message, preferences)
            card = await quote_in(message, named, self._bot, scope, say)
            await replies.send(message.channel, card, reply_to=message)
            return
        async with self._typing.during(message.channel, message.channel.id):
            question = AskedQuestion(
                text=cleaned(text),
                asker=message.author.id,
                channel=message.channel.id,
                scope=self._bot.scope_for(message, preferences),
                preferences=preferences,
                say=say,
                private=False,
                within=await self._within(message),
            )
            card = await answer_question(self._bot, question)
        opens_thread = threads.parent_channel(message.channel, preferences) is not None
        if opens_thread and (thread := await threads.open_on(message, text)):
            await replies.send(thread, card)
        else:
            await replies.send(message.channel, card, reply_to=message)

    def _question(self, message: discord.Message) -> str | None:
        """Return what `message` asks the bot, which may be nothing (""); None when it is not addressed."""
        me = self._bot.user
        if me is None or message.author.bot or message.webhook_id is not None:
            return None
        if message.type not in {discord.MessageType.default, discord.MessageType.reply}:
            return None
        # Both: Discord lists the author of the message replied to, and a code block may spell a mention.
        mention = re.compile(rf"<@!?{me.id}>")
        mentioned = any(user.id == me.id for user in message.mentions) and mention.search(message.content)
        if not mentioned and not isinstance(message.channel, discord.DMChannel):
            return None
        return " ".join(mention.sub(" ", message.content).split())

    async def _within(self, message: discord.Message) -> Mapping[str, Sequence[str]]:
        """Return the articles, by library, of the answer that `message` replies to, if it does."""
        replied = message.reference.resolved if message.reference else None
        if not isinstance(replied, discord.Message) or self._bot.user != replied.author:
            return {}
        name = _answer_id(replied)
        row = await self._bot.state.answers.get(name) if name else None
        if row is None or not may_follow_up(message, row):
            return {}
        articles: dict[str, list[str]] = {}
        for one in row.quoted:
            articles.setdefault(one.library, []).append(one.passage.rpartition("#")[0])
        return articles


def _answer_id(message: discord.Message) -> str | None:
    """Return the id of the answer that a card of the bot's shows: each of its buttons carries it."""
    parts: list[Any] = list(message.components)
    for part in parts:
        parts.extend(getattr(part, "children", ()))
        action, _, rest = (getattr(part, "custom_id", None) or "").partition(":")
        if action == Helpful.action:
            return rest
    return None


def _voice(message: discord.Message, preferences: Preferences) -> Voice:
    return voice(preferences.language or (message.guild.preferred_locale if message.guild else None))
