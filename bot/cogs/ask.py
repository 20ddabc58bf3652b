"""The command /ask."""

from datetime import date

from discord import app_commands
from discord.ext import commands

from bot.answers import threads
from bot.answers.answer import QUESTION_CHARACTERS, AskedQuestion, answer_question, cleaned
from bot.interactions.authorization import Action, granted, requires
from bot.interactions.autocomplete import or_nothing
from bot.interactions.contexts import everywhere
from bot.interactions.help_screen import screen
from bot.interactions.invocation import Invocation
from bot.interactions.service import Interaction, Service
from bot.scheduling.fair_queue import QueueFullError
from bot.texts import described, options
from bot.texts.refusal import RefusalError
from index import outlet_key

CHOICES = 25
CHOICE_CHARACTERS = 100


class AskCog(commands.Cog):
    """Questions in, cards out. One message for each question."""

    def __init__(self, bot: Service) -> None:
        self._bot = bot

    @app_commands.command(description=described("ask"))
    @app_commands.describe(**options("ask"))
    @everywhere
    @requires(Action.ASK)
    async def ask(
        self,
        interaction: Interaction,
        question: app_commands.Range[str, 1, QUESTION_CHARACTERS],
        outlet: app_commands.Range[str, 1, CHOICE_CHARACTERS] | None = None,
        after: str | None = None,
        before: str | None = None,
        private: bool | None = None,  # noqa: FBT001
    ) -> None:
        """Answer a question with passages of articles."""
        first, last = _days(after, before)
        # The question itself is counted where it is answered: an empty one costs the server nothing.
        invocation = await Invocation.begin(interaction, private=bool(private), cooldown=True)
        say, preferences = invocation.say, invocation.grant.preferences
        # Where answers are private, an option does not make one public; the answer says so.
        overruled = private is False and invocation.grant.alone
        text = cleaned(question)
        if not text:
            await invocation.answer(screen(0, say))
            return
        card = await answer_question(
            self._bot,
            AskedQuestion(
                text=text,
                asker=interaction.user.id,
                channel=interaction.channel_id or 0,
                scope=invocation.scope,
                preferences=preferences,
                say=say,
                private=invocation.private,
                outlet=outlet,
                after=first,
                before=last,
                note=say("ask.stays_private") if overruled else "",
            ),
        )
        message = await invocation.answer(card)
        channel = threads.parent_channel(interaction.channel, preferences)
        if message and not invocation.private and channel:
            await threads.open_on(channel.get_partial_message(message.id), text)

    @ask.autocomplete("outlet")
    @or_nothing
    async def _outlets(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the outlets of what this member may search, those with most articles first."""
        preferences = granted(interaction).preferences
        scope = self._bot.scope_for(interaction, preferences)
        wanted = outlet_key(typed)
        try:
            outlets = await self._bot.libraries.outlets(scope)
        except QueueFullError:
            return []
        # Discord takes no longer choice; the name itself is what the search needs.
        names = [name for name in outlets if wanted in outlet_key(name) and len(name) <= CHOICE_CHARACTERS]
        return [app_commands.Choice(name=name, value=name) for name in names[:CHOICES]]


def _days(after: str | None, before: str | None) -> tuple[date | None, date | None]:
    first, last = _day(after), _day(before)
    if first and last and first > last:
        raise RefusalError("ask.no_such_span", after=first.isoformat(), before=last.isoformat())
    return first, last


def _day(text: str | None) -> date | None:
    if not text or not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise RefusalError("ask.not_a_date", text=text.strip()[:40]) from None
