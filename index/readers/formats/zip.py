"""ZIP: which files an archive holds, and their bytes one at a time. Runs in the worker process."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from index.model.limits import Limits
from index.readers.formats.document import UnreadableError

_PIECE = 65536  # bytes
_ENCRYPTED = 0x1
_LINK, _KIND = 0xA000, 0xF000
_DRIVE = re.compile(r"[A-Za-z]:")


class Members:
    """The archive that the last request brought: its files are listed first and then asked for one by one."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._archive: zipfile.ZipFile | None = None

    def answer(self, request: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
        """Return the members of the archive `data`, or with "member" the bytes of that one of the last."""
        if "member" not in request:
            return {"members": list(self._list(data))}, b""
        if self._archive is None:
            raise UnreadableError("its archive was lost", "add it again")
        return {}, _read(self._archive, self._archive.infolist()[request["member"]])

    def _list(self, data: bytes) -> Iterator[dict[str, Any]]:
        """Yield number, name, size and the reason not to read it, or "", of each file within the limits."""
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except zipfile.BadZipFile as error:
            raise UnreadableError(f"is a damaged archive ({error})", "pack it again") from None
        size = files = 0
        for number, member in enumerate(self._archive.infolist()):
            if member.is_dir() or _is_hidden(member.filename):
                continue
            files += 1
            entry = {"member": number, "name": member.filename, "size": member.file_size}
            # What the directory declares is all that `_read` takes of a member.
            over = _over(files, size + member.file_size, self._limits)
            if over:
                yield entry | {"reason": over}
                return
            reason = _refusal(member, self._limits)
            size += 0 if reason else member.file_size
            yield entry | {"reason": reason}


def _over(files: int, size: int, limits: Limits) -> str:
    for name, count, what in (
        ("archive_files", files, "stands in an archive with"),
        ("unpacked_bytes", size, "and the files before it unpack to"),
    ):
        if count > getattr(limits, name):
            return f"{limits.exceeded(name, what, 'split the archive')}; nothing from here on was read"
    return ""


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(member) as file:
            # In one piece it would unpack all there is, whatever the directory declares, before it cuts it.
            return b"".join(iter(lambda: file.read(_PIECE), b""))
    except (zipfile.BadZipFile, EOFError, zlib.error) as error:
        raise UnreadableError(f"is damaged in the archive ({error})", "pack it again") from None


def _refusal(member: zipfile.ZipInfo, limits: Limits) -> str:
    """Return why a member is not read, or ""."""
    if member.file_size > limits.file_bytes:
        return str(limits.exceeded("file_bytes", "unpacks to", "split it"))
    name = member.orig_filename.replace("\\", "/")
    if name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/") or "\0" in name:
        return "has a name that leads out of the archive; pack it again under a plain one"
    if (member.external_attr >> 16) & _KIND == _LINK:
        return "is a link, which says nothing by itself; pack the file it leads to"
    if member.flag_bits & _ENCRYPTED:
        return "is encrypted; unpack it with its password and add it without one"
    return ""


def _is_hidden(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return any((part.startswith(".") and part not in {".", ".."}) or part == "__MACOSX" for part in parts)
