import logging
from pathlib import Path

import pytest

from bot.settings import Settings
from index.console.environment import SettingsError

TOKEN = "a.token.of.tests"  # noqa: S105


def settings(**env: str) -> Settings:
    return Settings.from_env({"DISCORD_TOKEN": TOKEN, **env})


def test_everything_but_the_token_has_a_default() -> None:
    assert settings() == Settings(
        token=TOKEN, data=Path("data"), library=Path("data/library"), shared={}, log_level=logging.INFO
    )


def test_values_are_taken_from_the_environment() -> None:
    given = settings(PULLQUOTE_DATA="/srv/d", PULLQUOTE_LIBRARY="/srv/l", PULLQUOTE_LOG_LEVEL="debug")
    assert given == Settings(
        token=TOKEN, data=Path("/srv/d"), library=Path("/srv/l"), shared={}, log_level=logging.DEBUG
    )


def test_the_library_lies_in_the_data_folder_unless_told_otherwise() -> None:
    assert settings(PULLQUOTE_DATA="/srv/d").library == Path("/srv/d/library")


def test_a_home_folder_may_be_written_as_a_tilde() -> None:
    assert settings(PULLQUOTE_DATA="~/d").data == Path.home() / "d"


def test_shared_libraries_have_names_and_the_main_one_is_always_offered() -> None:
    given = settings(PULLQUOTE_SHARED=" science = /srv/s ,old-news=~/o,", PULLQUOTE_LIBRARY="/srv/l")
    assert given.shared == {"science": Path("/srv/s"), "old-news": Path.home() / "o"}
    assert list(given.offered.items()) == [("main", Path("/srv/l")), *given.shared.items()]


@pytest.mark.parametrize(
    "name", ["PULLQUOTE_DATA", "PULLQUOTE_LIBRARY", "PULLQUOTE_SHARED", "PULLQUOTE_LOG_LEVEL"]
)
def test_an_empty_value_means_the_default(name: str) -> None:
    assert settings(**{name: " "}) == settings()


def test_blanks_round_the_token_are_dropped() -> None:
    assert settings(DISCORD_TOKEN=f" {TOKEN}\n").token == TOKEN


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DISCORD_TOKEN", ""),
        ("DISCORD_TOKEN", "two words"),
        ("DISCORD_TOKEN", "tökén"),
        ("PULLQUOTE_DATA", __file__),
        ("PULLQUOTE_DATA", "~nobody-of-that-name/data"),
        ("PULLQUOTE_LIBRARY", __file__),
        ("PULLQUOTE_SHARED", "/srv/s"),
        ("PULLQUOTE_SHARED", "science="),
        ("PULLQUOTE_SHARED", "Science News=/srv/s"),
        ("PULLQUOTE_SHARED", "main=/srv/s"),
        ("PULLQUOTE_SHARED", "a=/srv/s,a=/srv/t"),
        ("PULLQUOTE_SHARED", f"a={__file__}"),
        ("PULLQUOTE_LOG_LEVEL", "LOUD"),
    ],
)
def test_a_wrong_value_is_named_in_one_line_that_says_where_to_look(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings(**{name: value})
    line = str(caught.value)
    assert line.startswith(name)
    assert ".env.example" in line
    assert "\n" not in line


def test_a_missing_token_is_named() -> None:
    with pytest.raises(SettingsError, match=r"DISCORD_TOKEN is not set.*\.env\.example"):
        Settings.from_env({})


def test_the_token_shows_in_no_repr_and_no_error() -> None:
    assert TOKEN not in repr(settings())
    assert TOKEN not in str(settings())
    with pytest.raises(SettingsError) as caught:
        settings(DISCORD_TOKEN="secret part")  # noqa: S106
    assert "secret" not in str(caught.value)


def test_env_example_names_every_variable_that_is_read() -> None:
    example = (Path(__file__).parents[2] / ".env.example").read_text(encoding="utf-8")
    names = ("DATA", "LIBRARY", "SHARED", "LOG_LEVEL")
    for name in ("DISCORD_TOKEN", *(f"PULLQUOTE_{name}" for name in names)):
        assert f"{name}=" in example
