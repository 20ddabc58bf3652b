"""The buttons under an answer: pages, a passage on its own, share, votes, delete."""

from bot.answers import passage
from bot.answers.pages import head_of, page_card
from bot.cards import base
from bot.citing import sharing
from bot.citing.passage_place import PassagePlace
from bot.interactions import replies
from bot.interactions.authorization import Action
from bot.interactions.items import Acknowledgement, AnswerButton, number
from bot.interactions.service import Interaction
from bot.state import AnswerRow
from bot.state.votes import Vote
from bot.texts import Voice, voice


class TurnAnswerPage(AnswerButton, action="page"):
    """Shows another page: to the asker in place, to others as a card of their own."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Turn to the page that the argument names."""
        page = number(self.argument)
        head = head_of(interaction.message)
        await self.turn(interaction, row, await page_card(interaction, row, page, head, Voice(row.language)))


class OpenPassage(AnswerButton, action="open", acknowledgement=Acknowledgement.PRIVATE):
    """Shows one passage with its surroundings to the presser alone."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Show the passage whose place in the answer the argument names."""
        place = PassagePlace.read(self.argument)
        await replies.answer(interaction, await passage.show(interaction, row, place), private=True)


class ShareAnswer(AnswerButton, action="share", requires=Action.SHARE):
    """Shows a private answer to the channel."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Post the page that the argument names as a public answer of the presser's."""
        page = number(self.argument)
        say = Voice(row.language)
        head = f"{head_of(interaction.message)}\n{sharing.shared_by(interaction, say)}"
        shared = await sharing.store_public(interaction, row, row.quoted, say, page_size=row.page_size)
        card = await page_card(interaction, shared, page, head, say)
        await replies.answer(interaction, card, private=False)


class Helpful(AnswerButton, action="helpful"):
    """Notes that an answer helped."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Store the vote and thank for it."""
        await _vote(interaction, row, Vote.HELPFUL, "vote.helpful")


class Report(AnswerButton, action="report"):
    """Notes that something is wrong with an answer."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Store the vote and thank for it."""
        await _vote(interaction, row, Vote.REPORT, "vote.report")


class Delete(AnswerButton, action="delete", requires=Action.DELETE):
    """Deletes an answer, for who asked and for moderators."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Delete the message and what is stored about it."""
        await interaction.delete_original_response()
        await interaction.client.state.answers.delete(row.id)


async def _vote(interaction: Interaction, row: AnswerRow, vote: Vote, thanks: str) -> None:
    say = voice(interaction.locale)
    changed = await interaction.client.state.votes.put(row.id, interaction.user.id, vote)
    line = say(thanks if changed else "vote.again")
    await replies.answer(interaction, base.notice(line), private=True)
