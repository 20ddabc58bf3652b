"""Forms (Discord's modals): acknowledged first, errors told in one line."""

from abc import abstractmethod
from typing import ClassVar
from weakref import WeakValueDictionary

from discord import ui

from bot.interactions import errors, replies
from bot.interactions.authorization import Action, authorize
from bot.interactions.service import Interaction

# Discord keeps an interaction's token for so long; a form that is sent later could not be answered.
FORM_SECONDS = 15 * 60
FIELD_CHARACTERS = 4000
TITLE_CHARACTERS = 45


class Form(ui.Modal):
    """A form whose answer is a private message, unless `private` says otherwise."""

    private = True
    # What submitting is for (`authorization.Action`). Roles may have changed since the form was opened.
    requires: ClassVar[Action | None] = None
    _made: ClassVar["WeakValueDictionary[str, Form]"] = WeakValueDictionary()

    def __init__(self, title: str) -> None:
        super().__init__(title=title[:TITLE_CHARACTERS], timeout=FORM_SECONDS)
        self._made[self.custom_id] = self

    @classmethod
    def is_open(cls, custom_id: str) -> bool:
        """Whether a form with this id can still be sent."""
        form = cls._made.get(custom_id)
        return form is not None and not form.is_finished()

    async def open(self, interaction: Interaction) -> None:
        """Show the form, as the first response."""
        # discord.py knows a form only once Discord has confirmed it, and drops what is sent sooner.
        interaction._state.store_view(self)  # noqa: SLF001
        try:
            await interaction.response.send_modal(self)
        except Exception:
            self.stop()
            raise

    async def on_submit(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Acknowledge, ask whether this person may, do what the form is for, and tell what goes wrong."""
        try:
            interaction.client.in_flight.admit(interaction.response.is_done)
            await self.acknowledge(interaction)
            await authorize(interaction.client, interaction, self.requires)
            await self.submitted(interaction)
        except Exception as error:  # noqa: BLE001
            await errors.tell(interaction, error)

    async def acknowledge(self, interaction: Interaction) -> None:
        """Acknowledge the form; a message follows."""
        await replies.acknowledge(interaction, private=self.private)

    @abstractmethod
    async def submitted(self, interaction: Interaction) -> None:
        """Do what the form is for, and answer with `replies`."""
