"""One passage of an answer on its own: with what stands around it, to cite and to share."""

from dataclasses import dataclass, replace
from typing import Any

from discord import ButtonStyle, ui

from bot.answers.pages import page_card
from bot.cards import answer, base, labels
from bot.cards.changes import difference
from bot.cards.excerpts import Excerpt, cut_quote, ending
from bot.cards.markdown import escape, flatten, shorten, subtext, width
from bot.citing import sharing
from bot.citing.citation_buttons import cite_as
from bot.citing.passage_place import PassagePlace
from bot.interactions import replies
from bot.interactions.authorization import Action, granted
from bot.interactions.items import AnswerButton
from bot.interactions.service import Interaction
from bot.state import AnswerRow
from bot.state.answers import NO_GUILD
from bot.texts import Voice, voice
from bot.texts.refusal import RefusalError
from index import Passage, Span

# The passage gets what it needs of this, its neighbours what is left, each up to NEIGHBOUR_WIDTH.
PASSAGE_WIDTH = 2400
NEIGHBOUR_WIDTH = 400
# Where the article has changed: the passage, and what stands there today.
CHANGED_WIDTH = 1400
ID_WIDTH = 200


@dataclass(frozen=True, slots=True)
class PassageContext:
    """A passage among the passages of its article, as they were when it was quoted."""

    excerpt: Excerpt
    before: Passage | None
    after: Passage | None


async def find_passage(interaction: Interaction, row: AnswerRow, place: PassagePlace) -> PassageContext:
    """Return a passage of an answer's article in the words that were shown.

    Raises RefusalError when it was removed, or changed and what it was is kept no more.
    """
    stored = place.of(row)
    scope = await interaction.client.scope_of_row(row)
    if stored.library not in scope.libraries:
        raise RefusalError("refusal.withdrawn")
    found = await interaction.client.libraries.around(scope, stored.library, stored.passage)
    if found is None or not stored.is_of(found.passage):
        raise RefusalError("refusal.withdrawn")
    best = Span(*stored.best) if stored.best else None
    return PassageContext(
        excerpt=Excerpt(
            library=stored.library,
            passage=found.passage,
            best=best,
            version=found.version,
            difference=found.difference,
        ),
        before=found.before[0] if found.before else None,
        after=found.after[0] if found.after else None,
    )


async def show(interaction: Interaction, row: AnswerRow, place: PassagePlace) -> ui.LayoutView:
    """Return the card of a passage with its neighbours, in the presser's language."""
    say = voice(interaction.locale)
    context = await find_passage(interaction, row, place)
    return passage_card(row, place, context, say, public=granted(interaction).public)


def passage_card(
    row: AnswerRow, place: PassagePlace, context: PassageContext, say: Voice, *, public: bool = True
) -> ui.LayoutView:
    """Show a passage as a quote, and the ends of its neighbours small and grey around it.

    It is offered to be shared where answers are `public`.
    """
    passage = context.excerpt.passage
    foot = answer.foot(context.excerpt, say, own=row.guild != NO_GUILD)
    seen = labels.seen(passage.article, say)
    foot = "\n".join(filter(None, (foot, seen, f"-# {escape(shorten(flatten(passage.id), ID_WIDTH))}")))
    changed = context.excerpt.version is not None
    quote = cut_quote(passage.text, CHANGED_WIDTH if changed else PASSAGE_WIDTH, context.excerpt.best)
    left = base.TEXT_LIMIT - width(foot) - width(quote) - (CHANGED_WIDTH if changed else 0)
    max_width = min(NEIGHBOUR_WIDTH, max(left, 0) // 2)
    texts = [
        subtext(ending(context.before.text, max_width, subtext)) if context.before else "",
        quote,
        subtext(shorten(context.after.text, max_width, subtext)) if context.after else "",
        foot,
        difference(context.excerpt.difference, CHANGED_WIDTH, say) if changed else "",
    ]
    select = cite_as(row, place, say)
    rows: list[ui.ActionRow[Any]] = [
        _turn_buttons(row, place, context, say, public=public),
        ui.ActionRow(select),
    ]
    return base.card([ui.TextDisplay(text) for text in texts if text], rows)


def _turn_buttons(
    row: AnswerRow, place: PassagePlace, context: PassageContext, say: Voice, *, public: bool
) -> ui.ActionRow[Any]:
    """Return the buttons that lead to the neighbours, and the one that shares the passage."""
    buttons = [
        TurnPassage(
            row.id,
            str(
                PassagePlace.beside(row, place.index, neighbour)
                if neighbour
                else PassagePlace(place.index, -1 - number)
            ),
            emoji=emoji,
            label=say(key),
            disabled=neighbour is None,
        )
        for number, (neighbour, emoji, key) in enumerate(
            ((context.before, "◀️", "button.before"), (context.after, "▶️", "button.after"))
        )
    ]
    if row.guild != NO_GUILD and public:
        label = say("button.share")
        share = SharePassage(row.id, str(place), emoji="📣", label=label, style=ButtonStyle.primary)
        return ui.ActionRow(*buttons, share)
    return ui.ActionRow(*buttons)


class TurnPassage(AnswerButton, action="turn"):
    """Goes to the passage before or after in the same article."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Show the passage that the argument names."""
        await replies.replace(interaction, await show(interaction, row, PassagePlace.read(self.argument)))


class SharePassage(AnswerButton, action="share-passage", requires=Action.SHARE):
    """Shows the passage to the channel."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Post the passage as a public answer of the presser's."""
        place = PassagePlace.read(self.argument)
        found = (await find_passage(interaction, row, place)).excerpt.passage
        say = Voice(row.language)
        # Under the id that it has now: the answer may be older than that.
        shared = await sharing.store_public(interaction, row, [replace(place.of(row), passage=found.id)], say)
        head = sharing.shared_by(interaction, say)
        await replies.answer(interaction, await page_card(interaction, shared, 0, head, say))
