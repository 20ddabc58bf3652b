"""The form for an article's label: title, outlet, author, date and address, each as it is known."""

from collections.abc import Awaitable, Callable
from datetime import date

from discord import ui

from bot.interactions.authorization import Action
from bot.interactions.forms import Form
from bot.interactions.progress import show_progress
from bot.interactions.service import Interaction
from bot.texts import Voice, voice
from bot.texts.refusal import RefusalError
from index import Article, CorrectionError, Library

FIELDS = ("title", "outlet", "author", "published", "url")
FIELD_CHARACTERS = 500
URL_CHARACTERS = 2000
DATE_CHARACTERS = 40

Submitted = Callable[[Interaction, dict[str, str]], Awaitable[None]]


class LabelForm(Form):
    """Asks for the five fields; `submitted` gets them, checked. `in_place` is whether a card will change."""

    requires = Action.MANAGE

    def __init__(self, article: Article, say: Voice, submitted: Submitted, *, in_place: bool) -> None:
        super().__init__(say("source.form.label"))
        self._submitted = submitted
        self._in_place = in_place
        texts = {
            "title": say("source.form.title"),
            "outlet": say("source.form.outlet"),
            "author": say("source.form.author"),
            "published": say("source.form.published"),
            "url": say("source.form.url"),
        }
        self.inputs: dict[str, ui.TextInput[LabelForm]] = {}
        for name in FIELDS:
            longest = {"published": DATE_CHARACTERS, "url": URL_CHARACTERS}.get(name, FIELD_CHARACTERS)
            field: ui.TextInput[LabelForm] = ui.TextInput(
                custom_id=name, required=False, default=getattr(article, name)[:longest], max_length=longest
            )
            self.inputs[name] = field
            self.add_item(ui.Label(text=texts[name], component=field))

    async def acknowledge(self, interaction: Interaction) -> None:
        """Acknowledge the form: a card changes, or a message follows."""
        if self._in_place:
            await interaction.response.defer()
        else:
            await super().acknowledge(interaction)

    async def submitted(self, interaction: Interaction) -> None:
        """Hand the fields on; raises RefusalError for a date or an address that is not valid."""
        fields = {name: " ".join(field.value.split()) for name, field in self.inputs.items()}
        await self._submitted(interaction, checked(fields))


def checked(fields: dict[str, str]) -> dict[str, str]:
    """Return the fields of a label; raises RefusalError for one that cannot stand there."""
    try:
        if fields["published"]:
            Article(text="", published=fields["published"])
            date.fromisoformat(fields["published"][:10])
    except ValueError:
        raise RefusalError("refusal.date", written=fields["published"]) from None
    if fields["url"] and not fields["url"].lower().startswith(("http://", "https://")):
        raise RefusalError("refusal.url")
    return fields


async def correct(interaction: Interaction, guild: int, before: Article, fields: dict[str, str]) -> None:
    """Store what was changed in the label of a stored article; raises RefusalError."""
    changed = {name: value for name, value in fields.items() if value != getattr(before, name)}
    if not changed:
        return

    def write(library: Library) -> None:
        library.correct(before.id, **changed)

    try:
        work = interaction.client.libraries.write(guild, write)
        await show_progress(interaction, work, lambda: voice(interaction.locale)("source.changing"))
    except CorrectionError as error:
        raise RefusalError("refusal.correction", reason=error.plain) from None
