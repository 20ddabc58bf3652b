"""/privacy: what is stored about the one who asks, and the way to have it deleted."""

from collections.abc import Mapping

from discord import ButtonStyle, app_commands, ui
from discord.ext import commands

from bot import replies
from bot.authorization import Action, requires
from bot.offering import everywhere
from bot.panels import PanelButton, row
from bot.service import Interaction, Service
from bot.sources.cards import Item, card
from bot.texts import Voice, described, voice


class Privacy(commands.Cog):
    """The command /privacy, for everybody and everywhere."""

    def __init__(self, bot: Service) -> None:
        self._bot = bot

    @app_commands.command(description=described("privacy"))
    @everywhere
    @requires(Action.LEARN)
    async def privacy(self, interaction: Interaction) -> None:
        """Show what is stored."""
        await replies.acknowledge(interaction, private=True)
        stored = await self._bot.state.stored_about(interaction.user.id)
        await replies.answer(interaction, privacy_panel(stored, voice(interaction.locale)), private=True)


def privacy_panel(stored: Mapping[str, int], say: Voice) -> ui.LayoutView:
    """Show what is stored about a member; there is a button where there is anything to delete."""
    kinds = (("privacy.answers", "answers"), ("privacy.votes", "votes"), ("privacy.gaps", "gaps"))
    lines = [f"- {say.count(key, stored[name])}" for key, name in kinds if stored[name]]
    items: list[Item] = [
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
