"""The command /doctor: what the bot lacks in a server, of permissions and settings, and how to mend it."""

from dataclasses import replace

import discord
from discord import app_commands
from discord.ext import commands

from bot.admin.doctor_checks import Channel, Patient, doctor_card, findings, guest_card, lacks_permission
from bot.interactions import permissions, replies
from bot.interactions.authorization import Action, requires
from bot.interactions.contexts import everywhere
from bot.interactions.service import Interaction, Service
from bot.interactions.usage import met, summary, usage_of
from bot.libraries.scopes import OWN, Scope, guild_of
from bot.state import Preferences
from bot.state.answers import NO_GUILD
from bot.texts import described, voice
from bot.texts.refusal import RefusalError
from index import Library, current_readers

_WATCHED = (discord.TextChannel, discord.ForumChannel, discord.VoiceChannel)


class DoctorCog(commands.Cog):
    """The command /doctor. Anybody may ask; only those who run the server hear of other channels."""

    def __init__(self, bot: Service) -> None:
        self._bot = bot

    @app_commands.command(description=described("doctor"))
    @everywhere
    @requires(Action.LEARN)
    async def doctor(self, interaction: Interaction) -> None:
        """Look, and say what was found."""
        await replies.acknowledge(interaction, private=True)
        say = voice(interaction.locale)
        if guild_of(interaction) == NO_GUILD or interaction.guild is None:
            await replies.answer(interaction, guest_card(say), private=True)
            return
        patient = await self._examine(interaction, interaction.guild)
        used = ""
        if _runs_the_server(interaction):
            quotas = self._bot.settings.quotas
            usage = await usage_of(self._bot, interaction.guild.id)
            patient = replace(patient, full=met(usage, quotas, say))
            used = summary(usage, quotas, say)
            if older := await self._older(interaction.guild.id):
                # No trouble by itself, and of a text that was pasted nothing can be read again.
                used += f"\n-# {say.count('doctor.older', older)}"
        missing = lacks_permission(patient)
        invitation = permissions.invitation(interaction.application_id) if missing else None
        card = doctor_card(findings(patient, say), invitation, say, used)
        await replies.answer(interaction, card, private=True)

    async def _examine(self, interaction: Interaction, guild: discord.Guild) -> Patient:
        preferences = await self._bot.preferences_for(interaction)
        scope = self._bot.scope_for(interaction, preferences)
        here = Channel(
            id=interaction.channel_id or 0,
            permissions=interaction.app_permissions,
            threads=preferences.threads,
        )
        trusted = _runs_the_server(interaction)
        others = await self._others(guild, here.id) if trusted else []
        chosen = preferences.shared or ()
        return Patient(
            here=here,
            others=others,
            preferences=preferences,
            asked_anywhere=await self._asked_anywhere(guild),
            lost_askers=sum(guild.get_role(role) is None for role in preferences.askers),
            lost_managers=sum(guild.get_role(role) is None for role in preferences.managers),
            withdrawn=[name for name in chosen if name not in self._bot.libraries.offered],
            articles=await self._articles(scope),
            feeds=await self._bot.state.feeds.of_server(guild.id) if trusted else (),
        )

    async def _others(self, guild: discord.Guild, here: int) -> list[Channel]:
        """Return the other channels in which the bot is meant to answer."""
        found = []
        for channel in guild.channels:
            if channel.id == here or not isinstance(channel, _WATCHED):
                continue
            holds = await self._bot.state.preferences.of(guild.id, channel.id)
            if holds.asking:
                held = channel.permissions_for(guild.me)
                found.append(Channel(id=channel.id, permissions=held, threads=holds.threads))
        return found

    async def _asked_anywhere(self, guild: discord.Guild) -> bool:
        places = [await self._bot.state.preferences.of(guild.id)]
        places += [await self._of(guild, channel.id) for channel in guild.channels]
        return any(holds.asking for holds in places)

    async def _of(self, guild: discord.Guild, channel: int) -> Preferences:
        return await self._bot.state.preferences.of(guild.id, channel)

    async def _older(self, guild: int) -> int:
        def count(library: Library) -> int:
            return library.count_read_by_others(current_readers())

        return await self._bot.libraries.read(Scope(guild, ()), OWN, count) or 0

    async def _articles(self, scope: Scope) -> int:
        counts = [await self._bot.libraries.read(scope, name, len) for name in scope.libraries]
        return sum(filter(None, counts))


def _runs_the_server(interaction: Interaction) -> bool:
    try:
        permissions.check_may_configure(interaction.user)
    except RefusalError:
        return False
    return True
