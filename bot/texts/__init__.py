"""Everything that the bot says, in each of its languages: one catalogue, one way to it.

`voice(locale)` returns a `Voice`: call it with a text's key to get the text in that language. It is passed
around as `say`. English holds where Discord names a language without a catalogue. No other package of the
bot holds a text that people see.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import discord

from bot.texts import adding, admin, asking, citing, common, feeds, own_articles, problems, usage
from bot.texts import help as help_texts
from index import Labels, labels_in, plural_form

# One module an area, with its texts in all languages. No two have a key in common, which a test checks.
AREAS = (common, asking, help_texts, citing, own_articles, adding, admin, feeds, problems, usage)
DEFAULT = "en"
ENGLISH: Mapping[str, str] = {key: text for area in AREAS for key, text in area.ENGLISH.items()}
GERMAN: Mapping[str, str] = {key: text for area in AREAS for key, text in area.GERMAN.items()}
CATALOGUES = {"en": ENGLISH, "de": GERMAN}


@dataclass(frozen=True, slots=True)
class Voice:
    """Says the catalogue's texts in one language."""

    language: str

    def __call__(self, key: str, /, **values: Any) -> str:
        """Return the text `key` with its placeholders filled; a key that there is not raises KeyError."""
        return CATALOGUES[self.language][key].format(**values)

    def count(self, key: str, number: int, /, **values: Any) -> str:
        """Return the text for that number of things, with `{number}`: `key.one` or `key.many`.

        A language with more forms than these has them by their names in the CLDR, as `key.few`.
        """
        form = f"{key}.{plural_form(number, self.language)}"
        return self(form if form in CATALOGUES[self.language] else f"{key}.many", number=number, **values)

    def number(self, number: int) -> str:
        """Return the number as this language writes it: "20,000" or "20.000"."""
        from babel.numbers import format_decimal  # noqa: PLC0415

        return str(format_decimal(number, locale=self.language))

    @property
    def labels(self) -> Labels:
        """How sources are named in this language, as everywhere in Pullquote."""
        return labels_in(self.language)


def voice(locale: discord.Locale | str | None) -> Voice:
    """Return the voice for a locale of Discord's ("de", "en-GB"), English where there is none for it."""
    language = str(locale or DEFAULT).partition("-")[0]
    return Voice(language if language in CATALOGUES else DEFAULT)


def described(command: str) -> str:
    """Return the English description of a command or group, by its whole name: "source add"."""
    return ENGLISH[f"command.{command}.description"]


def options(command: str) -> dict[str, str]:
    """Return the English descriptions of a command's options by their names, for `app_commands.describe`."""
    head, tail = f"command.{command}.option.", ".description"
    return {
        key.removeprefix(head).removesuffix(tail): text
        for key, text in ENGLISH.items()
        if key.startswith(head) and key.endswith(tail)
    }


def menu_name(menu: str) -> str:
    """Return the English name of a message menu, by its key: "find_sources"."""
    return ENGLISH[f"menu.{menu}.name"]
