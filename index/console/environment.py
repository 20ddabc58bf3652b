"""Settings that the bot and the commands share: where the data and the library lie.

This alone reads the process's environment and the `.env` file; what it says goes on as values.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dotenv import dotenv_values

from index.model.errors import LibraryError

DATA = "PULLQUOTE_DATA"
LIBRARY = "PULLQUOTE_LIBRARY"
# Of the working folder and no other: a parent folder's is somebody else's.
ENV_FILE = Path(".env")


class SettingsError(LibraryError):
    """A setting is missing or wrong; the message is one line that names it and where it is explained."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name} {problem}; see .env.example")


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Where the bot keeps its data, and the library that all servers read and the commands work on.

    `named_by` says which setting named the library, and is empty where none did.
    """

    data: Path
    library: Path
    named_by: str = ""

    @classmethod
    def of(cls, env: Mapping[str, str]) -> "Folders":
        """Read the settings; an empty value counts as missing. Raises SettingsError for a wrong one."""
        data = folder(env, DATA, Path("data"))
        library = folder(env, LIBRARY, data / "library")
        return cls(data=data, library=library, named_by=_given(env, LIBRARY) or _given(env, DATA))


def environment() -> dict[str, str]:
    """Return the settings in force: the process's variables, and of `.env` what they leave open.

    A variable that is empty leaves it open. Raises SettingsError when `.env` cannot be read.
    """
    try:
        # Editors of Windows put a mark before the first letter.
        lines = dotenv_values(ENV_FILE, encoding="utf-8-sig") if ENV_FILE.exists() else {}
    except UnicodeDecodeError:
        raise SettingsError(str(ENV_FILE), "is not UTF-8 text: save it as UTF-8") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise SettingsError(str(ENV_FILE), f"cannot be read: {reason}") from None
    own = {name: value for name, value in os.environ.items() if value.strip()}
    return {name: value for name, value in lines.items() if value is not None} | own


def folders() -> Folders:
    """Return the folders in force; see `environment`."""
    return Folders.of(environment())


def folder(env: Mapping[str, str], name: str, default: Path) -> Path:
    """Return the folder that a setting names, there or not. Raises SettingsError when it is a file."""
    value = env.get(name, "").strip()
    try:
        path = Path(value).expanduser() if value else default
    except RuntimeError:
        raise SettingsError(name, f"is {value!r}: there is no such user; write the path out") from None
    if path.exists() and not path.is_dir():
        raise SettingsError(name, f"names {path}, which is a file: name a folder")
    return path


def _given(env: Mapping[str, str], name: str) -> str:
    """Return the setting's name, with the file where it stands there alone; empty where it is not set."""
    if not env.get(name, "").strip():
        return ""
    return name if os.environ.get(name, "").strip() else f"{name} in {ENV_FILE}"
