"""Where Discord offers a command: everywhere, or only in servers that the bot is a member of."""

from abc import abstractmethod
from typing import ClassVar, TypeVar

import discord
from discord import app_commands
from discord.ext import commands

from bot.interactions.service import Interaction, Service
from bot.texts import menu_name

# A command, group or menu, or the function that becomes one.
T = TypeVar("T")


def everywhere(command: T) -> T:
    """Offer it in servers and direct messages, also to people who installed the bot for themselves."""
    command = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)(command)
    return app_commands.allowed_installs(guilds=True, users=True)(command)


def in_servers(command: T) -> T:
    """Offer it where it changes something: in servers that invited the bot themselves."""
    command = app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)(command)
    return app_commands.allowed_installs(guilds=True, users=False)(command)


class MenuCog(commands.Cog):
    """A menu of messages; `menu` is its key in the catalogue. In cogs discord.py has no decorator for it."""

    menu: ClassVar[str]

    def __init__(self, bot: Service) -> None:
        self._bot = bot
        self._menu = everywhere(app_commands.ContextMenu(name=menu_name(self.menu), callback=self.chosen))

    async def cog_load(self) -> None:
        """Offer the menu."""
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the menu away."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    @abstractmethod
    async def chosen(self, interaction: Interaction, message: discord.Message) -> None:
        """Do what the menu is for with the message on which it was chosen."""
