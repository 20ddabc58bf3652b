"""The bounds of a server as the operator sets them: read, defaulted, and named where they are wrong."""

from pathlib import Path

import pytest

from bot.quotas import Quotas
from bot.settings import Settings
from index.console.environment import SettingsError


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PULLQUOTE_SERVER_ARTICLES", "many", "whole number"),
        ("PULLQUOTE_SERVER_ARTICLES", "-1", "whole number"),
        ("PULLQUOTE_SERVER_MEGABYTES", "1.5", "whole number"),
        ("PULLQUOTE_SERVER_QUESTIONS", "٣", "whole number"),
        ("PULLQUOTE_SERVER_FEEDS", "16", "15 is the most"),
        ("PULLQUOTE_SERVER_FEEDS", "unlimited", "whole number"),
        ("PULLQUOTE_SERVER_ARTICELS", "5", "PULLQUOTE_SERVER_ARTICLES may be meant"),
        ("PULLQUOTE_SEVER_ARTICLES", "5", "PULLQUOTE_SERVER_ARTICLES may be meant"),
        ("PULLQUOTE_FEED_ARTICLE", "5", "PULLQUOTE_FEED_ARTICLES may be meant"),
    ],
)
def test_a_wrong_bound_and_a_misspelled_one_are_named(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError, match=f"{name}.*{said}.*\\.env\\.example"):
        Settings.from_env({"DISCORD_TOKEN": "x", name: value})


def test_bounds_are_read_and_have_defaults() -> None:
    given_ = {
        "DISCORD_TOKEN": "x",
        "PULLQUOTE_SERVER_ARTICLES": "20,000",
        "PULLQUOTE_SERVER_QUESTIONS": " Unlimited ",
        "PULLQUOTE_SERVER_FEEDS": "0",
        "PULLQUOTE_SERVER_DRAFTS": "",
        # Kubernetes adds such by itself.
        "PULLQUOTE_SERVER_SERVICE_HOST": "10.0.0.1",
        "PULLQUOTE_SERVER_PORT_80_TCP": "tcp://10.0.0.1:80",
    }
    assert Settings.from_env(given_).quotas == Quotas(articles=20_000, questions=None, feeds=0)


def test_env_example_names_every_bound_with_its_default() -> None:
    example = (Path(__file__).parents[2] / ".env.example").read_text(encoding="utf-8")
    for name, value in (
        ("SERVER_ARTICLES", Quotas().articles),
        ("SERVER_MEGABYTES", Quotas().megabytes),
        ("SERVER_FEEDS", Quotas().feeds),
        ("SERVER_DRAFTS", Quotas().drafts),
        ("SERVER_QUESTIONS", Quotas().questions),
        ("FEED_ARTICLES", Quotas().feed_articles),
    ):
        assert f"#PULLQUOTE_{name}={value}\n" in example
