"""Gives Discord the names and descriptions of commands in every language of the catalogue."""

from discord import Locale, app_commands
from discord.app_commands import TranslationContextLocation as At
from discord.app_commands import TranslationContextTypes, locale_str

from bot.texts import CATALOGUES, DEFAULT, ENGLISH


class Translator(app_commands.Translator):
    """Finds a text's key by where it stands, so that commands need not name keys."""

    async def translate(
        self, string: locale_str, locale: Locale, context: TranslationContextTypes
    ) -> str | None:
        """Return the text in that language; None where it is English or not in the catalogue."""
        language = locale.value.partition("-")[0]
        if language == DEFAULT or language not in CATALOGUES:
            return None
        return CATALOGUES[language].get(key_of(string, context))


def key_of(string: locale_str, context: TranslationContextTypes) -> str:
    """Return the key of the catalogue under which a command's text stands.

    A choice names its key itself: `locale_str("BibTeX", key="style.bibtex")`.
    """
    match context.location:
        case At.command_name | At.group_name:
            if isinstance(context.data, app_commands.ContextMenu):
                return _menu_key(context.data.name)
            return f"command.{context.data.qualified_name}.name"
        case At.command_description | At.group_description:
            return f"command.{context.data.qualified_name}.description"
        case At.parameter_name:
            return f"command.{context.data.command.qualified_name}.option.{context.data.name}.name"
        case At.parameter_description:
            return f"command.{context.data.command.qualified_name}.option.{context.data.name}.description"
        case _:
            return str(string.extras.get("key", ""))


def _menu_key(name: str) -> str:
    menus = (key for key, text in ENGLISH.items() if key.startswith("menu.") and text == name)
    return next(menus, "")
