"""The door of all commands, menus and autocompletes."""

from discord import InteractionType, app_commands

from bot.interactions import authorization, errors
from bot.interactions.service import Interaction, Service
from bot.scheduling.in_flight import RestartingError


class CommandTree(app_commands.CommandTree[Service]):
    """The commands. Its class holds the error handler, so that it is there before any command can run."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Let a command begin where this person may use it, unless the bot is about to end."""
        try:
            interaction.client.in_flight.admit(interaction.response.is_done)
        except RestartingError as error:
            if interaction.type is InteractionType.autocomplete:
                await interaction.response.autocomplete([])
            else:
                await errors.tell(interaction, error)
            return False
        return await errors.admit_by_rate(interaction) and await authorization.admit_command(interaction)

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError) -> None:
        """Tell the user in one line, with the id under which the log has the error."""
        await errors.tell(interaction, error)

    async def _call(self, interaction: Interaction) -> None:
        """Do as discord.py does, and answer as well where it would only let the task fail.

        That is where Discord sends a command in a form that discord.py does not understand.
        """
        try:
            await super()._call(interaction)
        except app_commands.AppCommandError:
            raise
        except Exception as error:  # noqa: BLE001
            await errors.tell(interaction, error)
