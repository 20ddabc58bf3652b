"""The screens of help, and the button that turns them."""

from typing import Any

from discord import ButtonStyle, ui

from bot.cards import base
from bot.interactions import replies
from bot.interactions.authorization import Action
from bot.interactions.items import PlainButton, number
from bot.interactions.service import Interaction
from bot.texts import Voice, voice
from bot.texts.refusal import RefusalError

SCREENS = (
    ("help.ask", "help.ask.title"),
    ("help.read", "help.read.title"),
    ("help.run", "help.run.title"),
)


class Screen(PlainButton, action="help", requires=Action.LEARN):
    """Turns to another screen of the help."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the screen that the argument names; what others see is left as it is."""
        place = number(self.argument)
        if not 0 <= place < len(SCREENS):
            raise RefusalError("refusal.gone")
        card = screen(place, voice(interaction.locale))
        if interaction.message and interaction.message.flags.ephemeral:
            await replies.replace(interaction, card)
        else:
            await replies.answer(interaction, card, private=True)


def screen(number: int, say: Voice) -> ui.LayoutView:
    """Return one screen (from 0) with buttons for all of them."""
    text, _ = SCREENS[number]
    row: ui.ActionRow[Any] = ui.ActionRow(
        *(
            Screen(
                str(place),
                label=say(title),
                style=ButtonStyle.primary if place == number else ButtonStyle.secondary,
                disabled=place == number,
            )
            for place, (_, title) in enumerate(SCREENS)
        )
    )
    return base.card([ui.TextDisplay(say(text))], [row], quiet=True)
