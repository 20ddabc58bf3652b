"""The preview of /source add: the card of a draft with its buttons, and what a press does."""

from discord import ButtonStyle, ui

from bot.cards import base
from bot.intake.drafts import Draft
from bot.interactions import replies
from bot.interactions.authorization import Action
from bot.interactions.items import Acknowledgement, number
from bot.interactions.panel_items import PanelButton, row
from bot.interactions.progress import show_progress
from bot.interactions.service import Interaction
from bot.libraries.scopes import guild_of
from bot.own_articles import cards, label_form
from bot.own_articles.save import AddProgress, add_draft
from bot.texts import Voice, voice


def draft_panel(draft: Draft, place: int, say: Voice) -> ui.LayoutView:
    """Show a draft with what can be done about it."""
    total = len(draft.articles)
    items = cards.preview(draft, place, say)
    if total > 1:
        items.append(
            row(
                DraftPage(f"{draft.id}:{place - 1}", emoji="◀", disabled=place == 0),
                DraftPage(f"{draft.id}:{place + 1}", emoji="▶", disabled=place == total - 1),
            )
        )
    items.append(
        row(
            DraftAdd(draft.id, label=say.count("source.button.add", total), style=ButtonStyle.success),
            DraftEdit(f"{draft.id}:{place}", label=say("source.button.edit")),
            DraftCancel(draft.id, label=say("source.button.cancel")),
        )
    )
    return base.card(items)


def _draft(interaction: Interaction, argument: str) -> tuple[Draft, int]:
    name, _, place = argument.partition(":")
    guild = guild_of(interaction)
    draft = interaction.client.intake.drafts.get(name, guild=guild, member=interaction.user.id)
    return draft, min(max(number(place or "0"), 0), len(draft.articles) - 1)


class DraftPage(PanelButton, action="draft-page", requires=Action.MANAGE):
    """Shows another article of a draft."""

    async def pressed(self, interaction: Interaction) -> None:
        """Turn to the page."""
        draft, place = _draft(interaction, self.argument)
        await replies.replace(interaction, draft_panel(draft, place, voice(interaction.locale)))


class DraftEdit(
    PanelButton, action="draft-edit", acknowledgement=Acknowledgement.NONE, requires=Action.MANAGE
):
    """Opens a form for the label of an article of a draft."""

    async def pressed(self, interaction: Interaction) -> None:
        """Open the form."""
        draft, place = _draft(interaction, self.argument)
        say = voice(interaction.locale)

        async def submitted(again: Interaction, fields: dict[str, str]) -> None:
            found, _ = _draft(again, self.argument)
            found.corrections[place] = {
                name: value for name, value in fields.items() if value != getattr(found.articles[place], name)
            }
            await replies.replace(again, draft_panel(found, place, voice(again.locale)))

        form = label_form.LabelForm(draft.article(place), say, submitted, in_place=True)
        await form.open(interaction)


class DraftAdd(PanelButton, action="draft-add", requires=Action.MANAGE):
    """Confirms a draft."""

    async def pressed(self, interaction: Interaction) -> None:
        """Add the articles to the server's library, and say what became of them."""
        say = voice(interaction.locale)
        guild = guild_of(interaction)
        drafts = interaction.client.intake.drafts
        draft = drafts.take(self.argument, guild=guild, member=interaction.user.id)
        progress = AddProgress(len(draft.articles), interaction.client.settings.quotas, say)
        work = add_draft(interaction.client, guild, draft, progress)
        report, articles = await show_progress(interaction, work, progress)
        await replies.replace(interaction, cards.added(report, articles, say))


class DraftCancel(PanelButton, action="draft-cancel", requires=Action.MANAGE):
    """Forgets a draft."""

    async def pressed(self, interaction: Interaction) -> None:
        """Forget it, and say so."""
        guild = guild_of(interaction)
        interaction.client.intake.drafts.take(self.argument, guild=guild, member=interaction.user.id)
        line = voice(interaction.locale)("source.cancelled")
        await replies.replace(interaction, base.working(line))
