"""The form of `/source add` without options: files, links, or text that is pasted."""

from collections.abc import Awaitable, Callable

import discord
from discord import TextStyle, ui

from bot.interactions.authorization import Action
from bot.interactions.forms import FIELD_CHARACTERS, Form
from bot.interactions.service import Interaction
from bot.texts import Voice

MOST_FILES = 10
LINKS_CHARACTERS = 2000
MOST_LINKS = 10

Submitted = Callable[[Interaction, list[discord.Attachment], list[str], str], Awaitable[None]]


class AddForm(Form):
    """Asks for what is to be added; `submitted` gets files, links and text."""

    requires = Action.MANAGE

    def __init__(self, say: Voice, submitted: Submitted) -> None:
        super().__init__(say("source.add.title"))
        self._submitted = submitted
        self.files: ui.FileUpload[AddForm] = ui.FileUpload(
            custom_id="files", required=False, min_values=0, max_values=MOST_FILES
        )
        self.links = _field("links", say("source.add.links.example"), LINKS_CHARACTERS)
        self.text = _field("text", None, FIELD_CHARACTERS)
        self.further = _field("further", None, FIELD_CHARACTERS)
        for item, text, hint in (
            (self.files, say("source.add.files"), say("source.add.files.hint")),
            (self.links, say("source.add.links"), None),
            (self.text, say("source.add.text"), say("source.add.text.hint")),
            (self.further, say("source.add.further"), None),
        ):
            self.add_item(ui.Label(text=text, description=hint, component=item))

    async def submitted(self, interaction: Interaction) -> None:
        """Hand on what was filled in."""
        text = joined(self.text.value, self.further.value)
        await self._submitted(interaction, self.files.values, links_in(self.links.value), text)


def _field(name: str, example: str | None, longest: int) -> "ui.TextInput[AddForm]":
    return ui.TextInput(
        custom_id=name, style=TextStyle.paragraph, required=False, max_length=longest, placeholder=example
    )


def links_in(written: str) -> list[str]:
    """Return the links of a field, each once: they are divided by blanks or lines."""
    return list(dict.fromkeys(written.split()))[:MOST_LINKS]


def joined(text: str, further: str) -> str:
    """Join a text with its continuation: a field that was full may end within a sentence."""
    ends = text.rstrip().endswith((".", "!", "?", "\N{RIGHT DOUBLE QUOTATION MARK}", '"'))
    between = "\n" if ends else " "
    return f"{text}{between}{further}".strip() if further.strip() else text.strip()
