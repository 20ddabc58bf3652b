"""The bot's settings: read once, checked once."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class SettingsError(Exception):
    """A setting is missing or wrong; the message is one line that names it and where it is explained."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name} {problem}; see .env.example")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the operator decides. `token` is kept out of the repr, so that no log can hold it."""

    token: str = field(repr=False)
    data: Path
    library: Path
    log_level: int

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read the settings from environment variables; an empty value counts as missing.

        Raises SettingsError for the first value that is missing or wrong.
        """
        data = _folder(env, "PULLQUOTE_DATA", Path("data"))
        return cls(
            token=_token(env, "DISCORD_TOKEN"),
            data=data,
            library=_folder(env, "PULLQUOTE_LIBRARY", data / "library"),
            log_level=_log_level(env, "PULLQUOTE_LOG_LEVEL"),
        )


def _token(env: Mapping[str, str], name: str) -> str:
    token = env.get(name, "").strip()
    if not token:
        raise SettingsError(name, "is not set: put your bot's token into .env")
    # It travels in an HTTP header, which can carry neither; aiohttp would answer with a traceback.
    if not token.isascii() or len(token.split()) > 1:
        raise SettingsError(name, "is not a token: it holds spaces or characters outside ASCII")
    return token


def _folder(env: Mapping[str, str], name: str, default: Path) -> Path:
    value = env.get(name, "").strip()
    try:
        folder = Path(value).expanduser() if value else default
    except RuntimeError:
        raise SettingsError(name, f"is {value!r}: there is no such user; write the path out") from None
    if folder.exists() and not folder.is_dir():
        raise SettingsError(name, f"names {folder}, which is a file: name a folder")
    return folder


def _log_level(env: Mapping[str, str], name: str) -> int:
    value = env.get(name, "").strip().upper() or "INFO"
    if value not in LOG_LEVELS:
        raise SettingsError(name, f"is {value!r}: use one of {', '.join(LOG_LEVELS)}")
    return logging.getLevelNamesMapping()[value]
