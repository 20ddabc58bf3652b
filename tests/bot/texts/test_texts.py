"""One catalogue: every text in every language, and every command has its names there."""

import ast
import re
import string
from collections import Counter
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import Locale, app_commands
from simcord import Env

from bot import texts
from bot.preview.simulation import Installation
from bot.texts import AREAS, CATALOGUES, ENGLISH, voice
from bot.texts.translator import Translator
from rooms import Room, shown

BOT = Path(__file__).parents[3] / "bot"
# Discord: names of commands and options, in small letters where a language has them.
COMMAND_NAME = re.compile(r"[-_'\w]{1,32}")
COMMAND_KEY = re.compile(r"command\.[^.]+\.name")
NAMED_COMMAND = re.compile(r"`(/[^`]+)`")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def parts(command: str) -> list[str]:
    """Return the keys of a command's group, where it has one, and of itself."""
    group, space, _ = command.partition(" ")
    return [group, command] if space else [command]


@pytest.mark.parametrize("language", CATALOGUES)
def test_all_languages_have_the_same_texts_with_the_same_placeholders(language: str) -> None:
    catalogue = CATALOGUES[language]
    assert set(catalogue) == set(ENGLISH)
    assert all(text.strip() for text in catalogue.values())
    for key, text in ENGLISH.items():
        assert placeholders(catalogue[key]) == placeholders(text), key


def test_no_text_stands_in_two_areas() -> None:
    keys = Counter(key for area in AREAS for key in area.ENGLISH)
    assert [key for key, times in keys.items() if times > 1] == []


def test_every_text_of_the_catalogue_is_used() -> None:
    catalogues = {Path(area.__file__ or "") for area in AREAS}
    strings = {
        node.value
        for path in BOT.rglob("*.py")
        if path not in catalogues
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    said = {key for key in ENGLISH if not key.startswith(("command.", "menu."))}
    counted = {key for key in said if key.endswith((".one", ".many")) and key.rpartition(".")[0] in strings}
    assert said - counted - strings == set()


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        (None, "en"),
        ("en-GB", "en"),
        (Locale.german, "de"),
        ("de", "de"),
        ("fr", "en"),
        (Locale.japanese, "en"),
    ],
)
def test_a_locale_without_a_catalogue_gets_english(locale: Any, language: str) -> None:
    assert voice(locale).language == language


def test_a_language_with_several_plural_forms_is_given_the_right_one(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"goose.one": "{number} gęś", "goose.few": "{number} gęsi", "goose.many": "{number} gęsi jest"}
    monkeypatch.setitem(CATALOGUES, "pl", texts)
    say = voice("pl")
    assert [say.count("goose", number) for number in (1, 3, 5)] == ["1 gęś", "3 gęsi", "5 gęsi jest"]
    assert [voice("de").count("date.days", number) for number in (0, 1, 2)] == ["0 Tagen", "1 Tag", "2 Tagen"]


def test_a_text_that_there_is_not_is_an_error() -> None:
    with pytest.raises(KeyError):
        voice("de")("no.such.text")


# Commands


def nodes(command: dict[str, Any], path: str = "") -> list[tuple[str, dict[str, Any]]]:
    """All commands, groups and options of a registration, by the keys of their texts."""
    if command.get("type", 1) != 1 and not path:
        return []
    here = f"{path} {command['name']}".strip()
    found = [(f"command.{here}", command)]
    for option in command.get("options", ()):
        if option["type"] in {1, 2}:
            found += nodes(option, here)
        else:
            found.append((f"command.{here}.option.{option['name']}", option))
    return found


def registered(env: Env) -> list[dict[str, Any]]:
    (request,) = [request for request in env.http_requests if request.method == "PUT"]
    assert isinstance(request.json, list)
    return request.json


async def test_every_command_and_option_is_registered_in_every_language(simcord_env: Env) -> None:
    for command in registered(simcord_env):
        for key, node in nodes(command):
            assert ENGLISH[f"{key}.name"] == node["name"]
            assert ENGLISH[f"{key}.description"] == node["description"]
            assert node["name_localizations"]["de"] == CATALOGUES["de"][f"{key}.name"]
            assert node["description_localizations"]["de"] == CATALOGUES["de"][f"{key}.description"]
        if command.get("type", 1) != 1:
            (key,) = (key for key, text in ENGLISH.items() if text == command["name"])
            assert command["name_localizations"]["de"] == CATALOGUES["de"][key]


async def test_no_text_is_left_for_a_command_that_there_is_not(simcord_env: Env) -> None:
    known = {f"{key}.{part}" for command in registered(simcord_env) for key, _ in nodes(command)
             for part in ("name", "description")}  # fmt: skip
    assert {key for key in ENGLISH if key.startswith("command.")} == known


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_command_is_named_as_those_who_read_of_it_see_it(language: str) -> None:
    catalogue = CATALOGUES[language]
    keys = {key.removesuffix(".name") for key in ENGLISH if COMMAND_KEY.fullmatch(key)}
    names = {
        "/" + " ".join(catalogue[f"command.{part}.name"] for part in parts(key.removeprefix("command.")))
        for key in keys
    }
    named = {
        (key, name.split(":")[0].rsplit(" ", 1)[0] if ":" in name else name)
        for key, text in catalogue.items()
        for name in NAMED_COMMAND.findall(text)
    }
    assert {(key, name) for key, name in named if name not in names} == set()


@pytest.mark.parametrize("language", CATALOGUES)
def test_names_and_descriptions_are_as_discord_takes_them(language: str) -> None:
    for key, text in CATALOGUES[language].items():
        if key.startswith("command.") and key.endswith(".name"):
            assert COMMAND_NAME.fullmatch(text), key
            assert text == text.lower()
        if key.startswith("command.") and key.endswith(".description"):
            assert len(text) <= 100, key


async def test_choices_name_their_key_themselves() -> None:
    choice: app_commands.Choice[str] = app_commands.Choice(name="x", value="x")
    context: Any = app_commands.TranslationContext(
        app_commands.TranslationContextLocation.choice_name, choice
    )
    text = app_commands.locale_str("x", key="card.nothing")
    assert await Translator().translate(text, Locale.german, context) == texts.GERMAN["card.nothing"]
    assert await Translator().translate(text, Locale.american_english, context) is None


# Who is spoken to how


async def test_a_public_answer_speaks_the_servers_language_and_a_private_one_its_askers(
    room: Room, installation: Installation
) -> None:
    assert "no articles yet" in (await room.ask())[1]
    await room.prefer("language", "de")
    assert "noch keine Artikel" in (await room.ask())[1]
    await room.prefer("private", True)
    assert "no articles yet" in (await room.ask())[1]
    with installation.speaking("de"):
        assert "noch keine Artikel" in (await room.ask())[1]


async def test_a_mention_is_answered_in_the_language_of_its_server(simcord_env: Env) -> None:
    guild = simcord_env.create_guild("Runde", preferred_locale="de")
    channel = guild.create_text_channel("neues")
    assert simcord_env.bot.user is not None
    await guild.add_member(simcord_env.create_user("bert")).send(channel, simcord_env.bot.user.mention)
    message: discord.Message | None = channel.last_message
    assert "Frag mich" in shown(message)[0]
