"""Help: three short screens, to the person who asked for them."""

from typing import Any

from discord import ButtonStyle, app_commands, ui
from discord.ext import commands

from bot import cards, replies
from bot.authorization import Action, requires
from bot.buttons import PlainButton, number
from bot.offering import everywhere
from bot.refusals import RefusalError
from bot.service import Interaction, Service
from bot.texts import Voice, described, voice

SCREENS = (
    ("help.ask", "help.ask.title"),
    ("help.read", "help.read.title"),
    ("help.run", "help.run.title"),
)


class Help(commands.Cog):
    """The command /help."""

    def __init__(self, _bot: Service) -> None:
        super().__init__()

    @app_commands.command(description=described("help"))
    @everywhere
    @requires(Action.LEARN)
    async def help(self, interaction: Interaction) -> None:
        """Show the first screen."""
        await replies.answer(interaction, screen(0, voice(interaction.locale)), private=True)


class Screen(PlainButton, action="help", requires=Action.LEARN):
    """Turns to another screen of the help."""

    async def heard(self, interaction: Interaction) -> None:
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
    return cards.card([ui.TextDisplay(say(text))], cards.QUIET_COLOUR, [row])
