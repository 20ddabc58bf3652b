"""The bot's settings: read once, checked once."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from bot.quotas import MOST_FEEDS, Quotas
from index.console.environment import Folders, SettingsError, folder

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
# The name under which servers know the library of PULLQUOTE_LIBRARY.
MAIN = "main"
# Each with the field of `Quotas` that it sets.
_BOUNDS = {
    "PULLQUOTE_SERVER_ARTICLES": "articles",
    "PULLQUOTE_SERVER_MEGABYTES": "megabytes",
    "PULLQUOTE_SERVER_FEEDS": "feeds",
    "PULLQUOTE_SERVER_DRAFTS": "drafts",
    "PULLQUOTE_SERVER_QUESTIONS": "questions",
    "PULLQUOTE_FEED_ARTICLES": "feed_articles",
}
# What these begin with: a bound under a misspelled name would be none.
_BOUND = tuple({"_".join(name.split("_")[:2]) + "_" for name in _BOUNDS})
_OURS = re.compile("PULLQUOTE_")
# What Kubernetes adds by itself for services of such a name.
_KUBERNETES = re.compile(r"_SERVICE_|_PORT(?:_|$)")
_MISSPELLED = 0.85
_WHOLE = re.compile(r"\d(?:[,_]?\d){0,11}", re.ASCII)
UNLIMITED = "unlimited"
_SHARED_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the operator decides. `token` is kept out of the repr, so that no log can hold it.

    `shared` holds the further libraries that servers may choose, by name; `library` is the one that they
    have unless they choose otherwise. `quotas` bound what each server may have.
    """

    token: str = field(repr=False)
    data: Path
    library: Path
    shared: Mapping[str, Path]
    log_level: int
    quotas: Quotas = field(default_factory=Quotas)

    @property
    def offered(self) -> dict[str, Path]:
        """All libraries that the operator shares, by name."""
        return {MAIN: self.library, **self.shared}

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read the settings from environment variables; an empty value counts as missing.

        Raises SettingsError for the first value that is missing or wrong.
        """
        folders = Folders.of(env)
        return cls(
            token=_token(env, "DISCORD_TOKEN"),
            data=folders.data,
            library=folders.library,
            shared=_shared(env, "PULLQUOTE_SHARED"),
            log_level=_log_level(env, "PULLQUOTE_LOG_LEVEL"),
            quotas=_quotas(env),
        )


def _token(env: Mapping[str, str], name: str) -> str:
    token = env.get(name, "").strip()
    if not token:
        raise SettingsError(name, "is not set: put your bot's token into .env")
    # It travels in an HTTP header, which can carry neither; aiohttp would answer with a traceback.
    if not token.isascii() or len(token.split()) > 1:
        raise SettingsError(name, "is not a token: it holds spaces or characters outside ASCII")
    return token


def _shared(env: Mapping[str, str], name: str) -> dict[str, Path]:
    """Read `name=folder,name=folder`; a folder's name can therefore hold no comma."""
    shared: dict[str, Path] = {}
    for part in filter(None, map(str.strip, env.get(name, "").split(","))):
        label, equals, place = (piece.strip() for piece in part.partition("="))
        if not equals or not place or not _SHARED_NAME.fullmatch(label):
            raise SettingsError(
                name, f"holds {part!r}: write name=folder, the name in small letters, digits and hyphens"
            )
        if label == MAIN or label in shared:
            taken = "PULLQUOTE_LIBRARY has that name" if label == MAIN else "it stands there twice"
            raise SettingsError(name, f"cannot use the name {label!r}: {taken}")
        shared[label] = folder({name: place}, name, Path())
    return shared


def _log_level(env: Mapping[str, str], name: str) -> int:
    value = env.get(name, "").strip().upper() or "INFO"
    if value not in LOG_LEVELS:
        raise SettingsError(name, f"is {value!r}: use one of {', '.join(LOG_LEVELS)}")
    return logging.getLevelNamesMapping()[value]


def _quotas(env: Mapping[str, str]) -> Quotas:
    for name in env:
        if _OURS.match(name) and not _KUBERNETES.search(name) and name not in _BOUNDS:
            near = 0.0 if name.startswith(_BOUND) else _MISSPELLED
            for meant in get_close_matches(name, _BOUNDS, 1, near):
                raise SettingsError(name, f"is no setting: {meant} may be meant")
    given = {field: name for name, field in _BOUNDS.items() if env.get(name, "").strip()}
    most = {"feeds": MOST_FEEDS}
    return Quotas(**{field: _bound(env, name, most.get(field)) for field, name in given.items()})


def _bound(env: Mapping[str, str], name: str, most: int | None) -> int | None:
    """Read a number that may be 0, or "unlimited" where nothing else bounds it."""
    value = env[name].strip().lower()
    if value == UNLIMITED and most is None:
        return None
    if not _WHOLE.fullmatch(value):
        raise SettingsError(
            name, f"is {value!r}: write a whole number" + ("" if most else f' or "{UNLIMITED}"')
        )
    number = int(re.sub("[,_]", "", value))
    if most is not None and number > most:
        raise SettingsError(name, f"is {value!r}: {most} is the most that there can be")
    return number
