"""Every door says what it is for, and nothing leads around the rule; see bot.interactions.authorization."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands
from discord.app_commands import Choice

from bot.interactions.authorization import Action, declared
from bot.interactions.forms import Form
from bot.interactions.items import PersistentItem
from bot.interactions.service import Interaction
from bot.texts import ENGLISH
from rooms import Room, answer_to, shown

BOT = Path(__file__).parents[3] / "bot"
# What Discord tells of itself; nobody can use these.
EVENTS = {"on_ready", "on_guild_join", "on_guild_remove"}
# Says that what was pressed is gone, and does nothing else.
REFUSES = {"on_interaction"}
# Where items, forms and views are made; everything else builds on these.
FOUNDATIONS = {BOT / "interactions" / name for name in ("items.py", "panel_items.py", "forms.py")} | {
    BOT / "cards" / "base.py"
}
EXPECTED = {
    **dict.fromkeys(("help", "doctor", "privacy"), Action.LEARN),
    **dict.fromkeys(("ask", "lookup", "cite", "compare", "Find sources", "Check quote"), Action.ASK),
    **dict.fromkeys(("source add", "source list", "source show", "source edit"), Action.MANAGE),
    **dict.fromkeys(("source remove", "source export", "gaps"), Action.MANAGE),
    **dict.fromkeys(("feed add", "feed list", "feed remove"), Action.MANAGE),
    "settings": Action.CONFIGURE,
}


def commands_of(tree: app_commands.CommandTree[discord.Client]) -> Iterator[tuple[str, Action | None]]:
    """All commands and menus by their whole names, with what they are for."""
    for kind in discord.AppCommandType:
        for command in tree.walk_commands(type=kind):
            if not isinstance(command, app_commands.Group):
                yield command.qualified_name, declared(command.callback)


def subclasses(kind: type[Any]) -> Iterator[type[Any]]:
    for one in kind.__subclasses__():
        yield one
        yield from subclasses(one)


async def test_every_command_and_menu_says_what_it_is_for(room: Room) -> None:
    found = dict(commands_of(room.bot.tree))
    assert [name for name, action in found.items() if action is None] == []
    assert found == {**found, **EXPECTED}


async def test_every_listener_says_what_it_is_for_but_those_that_nobody_can_use(room: Room) -> None:
    listeners = [pair for cog in room.bot.cogs.values() for pair in cog.get_listeners()]
    used = [(name, callback) for name, callback in listeners if name not in EVENTS | REFUSES]
    assert [name for name, callback in used if declared(callback) is None] == []
    assert {name: declared(callback) for name, callback in used} == {"on_message": Action.ASK}


def test_every_button_and_select_says_what_it_is_for() -> None:
    items = [item for item in PersistentItem.registered if item.__module__.startswith("bot.")]
    assert len(items) > 40
    assert [item.action for item in items if item.requires is None] == []
    for action, prefix in ((Action.CONFIGURE, "set-"), (Action.MANAGE, "source-"), (Action.MANAGE, "draft-")):
        assert {item.requires for item in items if item.action.startswith(prefix)} == {action}
    shares = {item.action for item in items if item.action.split("-")[0] == "share"}
    assert {item.action for item in items if item.requires is Action.SHARE} == shares


def test_every_form_says_what_it_is_for() -> None:
    forms = [form for form in subclasses(Form) if form.__module__.startswith("bot.")]
    assert {form.__name__: getattr(form, "requires", None) for form in forms} == {
        "AddForm": Action.MANAGE,
        "LabelForm": Action.MANAGE,
    }


@pytest.mark.parametrize("path", sorted(BOT.rglob("*.py")), ids=lambda path: path.name)
def test_no_item_form_or_view_is_made_beside_the_foundations(path: Path) -> None:
    if path in FOUNDATIONS:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bases = {
        ast.unparse(base) for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for base in node.bases
    }
    assert not {base for base in bases if base.startswith(("ui.", "discord.ui"))}
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    # Built plainly, an item would be no registered one, and nobody would ask whether it may be pressed.
    assert not calls & {
        "ui.Button",
        "ui.Select",
        "ui.RoleSelect",
        "ui.ChannelSelect",
        "ui.UserSelect",
        "ui.Modal",
    }
    names = {
        node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    }
    places = {"interaction_check": "command_tree.py", "on_interaction": "unclaimed.py"}
    assert [name for name, place in places.items() if name in names and path.name != place] == []


@pytest.mark.parametrize("path", sorted(BOT.rglob("*.py")), ids=lambda path: path.name)
def test_nothing_but_the_rule_decides_who_may_ask_press_share_or_delete(path: Path) -> None:
    checks = ("check_may_ask", "check_may_manage", "check_may_press", "check_may_share", "may_delete")
    used = [name for name in checks if f"permissions.{name}(" in path.read_text(encoding="utf-8")]
    assert used == [] or path.name == "authorization.py"


async def test_a_command_that_says_nothing_is_held_to_asking(room: Room) -> None:
    @app_commands.command(name="bare", description="Forgot to say what it is for")
    async def bare(interaction: Interaction, word: str) -> None:
        await interaction.response.send_message(word)

    @bare.autocomplete("word")
    async def _words(_interaction: Interaction, _typed: str) -> list[Choice[str]]:
        return [Choice(name="secret", value="secret")]

    room.bot.tree.add_command(bare)
    await room.bot.tree.sync()
    assert len(await room.alice.autocomplete(room.channel, "bare", "word", "")) == 1
    await room.prefer("asking", False)
    result = await room.alice.slash(room.channel, "bare", word="secret")
    assert result.ephemeral
    assert shown(answer_to(result)) == [ENGLISH["refusal.channel"]]
    assert await room.alice.autocomplete(room.channel, "bare", "word", "") == []
