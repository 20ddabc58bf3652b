"""The panel of what is stored about somebody."""

from collections.abc import Mapping

from discord import ButtonStyle, ui

from bot.cards.base import LayoutItem, card
from bot.interactions import replies
from bot.interactions.authorization import Action
from bot.interactions.panel_items import PanelButton, row
from bot.interactions.service import Interaction
from bot.texts import Voice, voice


def privacy_panel(stored: Mapping[str, int], say: Voice) -> ui.LayoutView:
    """Show what is stored about a member; there is a button where there is anything to delete."""
    kinds = (("privacy.answers", "answers"), ("privacy.votes", "votes"), ("privacy.gaps", "gaps"))
    lines = [f"- {say.count(key, stored[name])}" for key, name in kinds if stored[name]]
    items: list[LayoutItem] = [
        ui.TextDisplay(f"**{say('privacy.head')}**"),
        ui.TextDisplay("\n".join(lines) or say("privacy.nothing")),
        ui.TextDisplay(f"-# {say('privacy.never')}"),
    ]
    if any(stored.values()):
        items.append(row(Forget(label=say("privacy.button"), style=ButtonStyle.danger)))
    return card(items)


class Forget(PanelButton, action="privacy-forget", requires=Action.LEARN):
    """Asks whether everything is really to go."""

    async def pressed(self, interaction: Interaction) -> None:
        """Ask."""
        say = voice(interaction.locale)
        sure = ForgetReally(label=say("privacy.button.really"), style=ButtonStyle.danger)
        await replies.replace(
            interaction,
            card([ui.TextDisplay(f"**{say('privacy.sure')}**\n-# {say('privacy.sure.hint')}"), row(sure)]),
        )


class ForgetReally(PanelButton, action="privacy-really", requires=Action.LEARN):
    """Deletes what is stored about the one who presses."""

    async def pressed(self, interaction: Interaction) -> None:
        """Delete it, in all servers."""
        await interaction.client.state.forget_member(interaction.user.id)
        line = voice(interaction.locale)("privacy.done")
        await replies.replace(interaction, card([ui.TextDisplay(line)], quiet=True))
