"""Places that refuse something: folders to be read only, mounts, full disks; each in a process of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

SOMEBODY_ELSE = 12_345


def run(code: str, *arguments: str | Path, before: Sequence[str] = ()) -> str:
    """Run `code` in a Python of its own, behind the command `before`, and return what it printed."""
    command = [*before, sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def owned_by_somebody_else(folder: Path) -> list[str]:
    """Take the right to write in `folder` away; return what a command starts with that shall lack it."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    if os.name == "nt":
        pytest.skip("Windows has no owners of this kind")
    if os.geteuid() != 0:
        for path in (*folder.rglob("*"), folder):
            path.chmod(0o555 if path.is_dir() else 0o444)
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root writes everywhere, and setpriv is not there to take that right away")
    for path in (folder, *folder.rglob("*")):
        os.chown(path, SOMEBODY_ELSE, SOMEBODY_ELSE)
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]


def mounted(script: str, folder: Path) -> list[str]:
    """Return what a command starts with that shall see mounts of its own, which `script` makes for `$1`."""
    command = ["unshare", "--mount", "sh", "-ec", f'{script}; shift; exec "$@"', "sh", str(folder)]
    if shutil.which("unshare") is None or subprocess.run([*command, "true"], check=False).returncode:
        pytest.skip("mounting is not allowed here")
    return command


def mounted_read_only(folder: Path) -> list[str]:
    """Return what a command starts with that shall see `folder` on a read-only mount."""
    return mounted('mount --bind "$1" "$1"; mount -o remount,ro,bind "$1"', folder)


def on_a_full_disk(folder: Path) -> list[str]:
    """Return what a command starts with that shall see what `folder` holds on a disk without room."""
    script = (
        'copy="$1.copy"; cp -r "$1" "$copy"; mount -t tmpfs -o size=2m none "$1"; cp -r "$copy"/. "$1"; '
        'cat /dev/zero > "$1/filler" 2>/dev/null || true'
    )
    return mounted(script, folder)
