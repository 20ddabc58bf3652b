"""From a question to its card: search, remember what the buttons need, show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from discord import ui

from bot.answers import stored
from bot.answers.pages import answer_rows, closing_row
from bot.cards import answer
from bot.cards.markdown import flatten
from bot.interactions.service import Service
from bot.interactions.usage import count_question
from bot.libraries.scopes import Scope
from bot.state import Preferences
from bot.state.answers import NO_GUILD
from bot.texts import Voice
from bot.texts.refusal import RefusalError

QUESTION_CHARACTERS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question with all that it depends on.

    `within` holds, by library, the articles in which a follow-up is looked for first; `note` is a line of
    markup that stands under the answer.
    """

    text: str
    asker: int
    channel: int
    scope: Scope
    preferences: Preferences
    say: Voice
    private: bool
    outlet: str | None = None
    after: date | None = None
    before: date | None = None
    within: Mapping[str, Sequence[str]] | None = None
    note: str = ""


def cleaned(text: str) -> str:
    """Return a question on one line; raises RefusalError for one that is too long."""
    question = flatten(text)
    if len(question) > QUESTION_CHARACTERS:
        raise RefusalError("refusal.too_long", limit=QUESTION_CHARACTERS, length=len(question))
    return question


async def answer_question(service: Service, question: AskedQuestion) -> ui.LayoutView:
    """Return the card that answers a question; raises SlowSearchError when that takes too long.

    Raises RefusalError when the server has asked enough.
    """
    say, guild = question.say, question.scope.guild
    await count_question(service, guild)
    merged = await service.libraries.search(
        question.scope,
        question.text,
        outlet=question.outlet,
        after=question.after,
        before=question.before,
        within=question.within,
    )
    row = await service.state.answers.put(
        guild=guild,
        channel=question.channel,
        asker=question.asker,
        quoted=[stored.quoted_of(scoped) for scoped in merged.hits],
        page_size=question.preferences.passages,
        private=question.private,
        language=say.language,
    )
    damage = say.count("card.damaged", merged.damaged) if merged.damaged else ""
    note = "\n".join(filter(None, (damage, question.note)))
    public = not question.preferences.private
    head = answer.head(question.text, say, outlets=merged.outlets)
    if merged.found:
        page = [stored.excerpt_of(scoped) for scoped in merged.hits[: row.page_size]]
        rows = answer_rows(row, 0, page, say, public=public)
        return answer.answer(head, page, say, own=guild != NO_GUILD, rows=rows, note=note)
    if merged.empty:
        return answer.empty_library(head, say, closing_row(row), note=note)
    # What somebody asked alone is nobody else's: those who look after the articles read the gaps.
    if guild != NO_GUILD and not question.private:
        await service.state.gaps.put(guild=guild, asker=question.asker, question=question.text)
    return answer.nothing_found(head, merged.nearest, say, closing_row(row), note=note)
