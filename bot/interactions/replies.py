"""Every way in which the bot says something: without mentions and without previews, always.

Said on every send and edit, since a default elsewhere is easily lost.
"""

from collections.abc import Sequence
from typing import Any

import aiohttp
import discord
from discord import ui
from discord.http import handle_message_parameters
from discord.webhook.async_ import async_context

from bot.interactions.service import Interaction

NO_MENTIONS = discord.AllowedMentions.none()
# What may come of it: Discord says no, breaks the connection off, or does not answer at all.
UNSENT: tuple[type[Exception], ...] = (discord.DiscordException, aiohttp.ClientError, TimeoutError, OSError)


async def acknowledge(interaction: Interaction, *, private: bool) -> None:
    """Tell Discord, which waits three seconds for it, that an answer to this interaction is on its way."""
    await interaction.response.defer(thinking=True, ephemeral=private)


async def answer(
    interaction: Interaction, view: ui.LayoutView, *, private: bool = False, **options: Any
) -> discord.WebhookMessage | None:
    """Answer an interaction; when it was acknowledged, this is what it was acknowledged for.

    Discord shows what follows a deferred response as it was deferred, `private` or not.
    """
    if interaction.response.is_done():
        return await interaction.followup.send(
            view=view,
            ephemeral=private,
            allowed_mentions=NO_MENTIONS,
            suppress_embeds=True,
            wait=True,
            **options,
        )
    await interaction.response.send_message(
        view=view, ephemeral=private, allowed_mentions=NO_MENTIONS, suppress_embeds=True, **options
    )
    return None


async def replace(
    interaction: Interaction, view: ui.LayoutView, *, files: Sequence[discord.File] | None = None
) -> None:
    """Put another card in place of the one whose button was pressed.

    `files` take the place of the files that the card had; None leaves these.
    """
    attachments: Any = discord.utils.MISSING if files is None else list(files)
    if not interaction.response.is_done():
        await interaction.response.edit_message(
            view=view, attachments=attachments, allowed_mentions=NO_MENTIONS, suppress_embeds=True
        )
        return
    # As interaction.edit_original_response(), which has no way to suppress previews.
    flags = discord.MessageFlags(suppress_embeds=True)
    with handle_message_parameters(
        view=view, attachments=attachments, allowed_mentions=NO_MENTIONS, flags=flags
    ) as parameters:
        await async_context.get().edit_original_interaction_response(
            interaction.application_id,
            interaction.token,
            session=interaction._session,  # noqa: SLF001
            proxy=interaction.client.http.proxy,
            proxy_auth=interaction.client.http.proxy_auth,
            payload=parameters.payload,
            multipart=parameters.multipart,
            files=parameters.files,
        )


async def send(
    channel: discord.abc.Messageable,
    view: ui.LayoutView,
    *,
    reply_to: discord.Message | discord.PartialMessage | None = None,
) -> discord.Message:
    """Send a card to a channel, as a reply where that is possible."""
    options: dict[str, Any] = {}
    # Discord lets nobody reply who may not read the channel's history, and refuses the whole message.
    if reply_to is not None and _may_read_history(reply_to):
        # When the question was deleted meanwhile, the answer still comes, without pointing to it.
        options["reference"] = reply_to.to_reference(fail_if_not_exists=False)
    return await channel.send(view=view, allowed_mentions=NO_MENTIONS, suppress_embeds=True, **options)


def _may_read_history(message: discord.Message | discord.PartialMessage) -> bool:
    if message.guild is None:
        return True
    return message.channel.permissions_for(message.guild.me).read_message_history
