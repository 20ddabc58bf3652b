"""Build the wheel, install it as older installers do, into bare environments, and read every format with it.

    python tests/wheel_install.py [PYTHON]

PYTHON makes the environments; it is the Python that runs this unless another is named. What was installed
imports nothing of the checkout. Exits with 1 at the first step that fails.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
CHECK = ROOT / "tests" / "support" / "wheel_check.py"
# What Ubuntu 22.04 and Debian 12 bring about, and what Python 3.11 and 3.12 bring at their beginning.
PIPS = ("22.3", "23.2.1")
# From here on, older pips do not start at all.
FIRST_PYTHON_WITHOUT_OLD_PIPS = (3, 12)


def run(*command: object, cwd: Path) -> str:
    """Run a command without any variable that points at the checkout, and return what it printed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode:
        sys.stderr.write(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
        raise SystemExit(1)
    return done.stdout


def environment_with(python: str, pip: str, folder: Path) -> Path:
    """Make a bare environment with that pip, and return its Python."""
    run(python, "-m", "venv", folder, cwd=folder.parent)
    inside = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    run(inside, "-m", "pip", "install", "--quiet", f"pip=={pip}", cwd=folder.parent)
    return inside


def check(python: str, pip: str, folder: Path) -> None:
    """Build and install with one pip: the wheel, read and asked, then the checkout, as the README says."""
    inside = environment_with(python, pip, folder / "venv")
    run(inside, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder / "wheels", ROOT, cwd=folder)
    [wheel] = (folder / "wheels").glob("pullquote-*.whl")
    run(inside, "-m", "pip", "install", "--quiet", wheel, cwd=folder)
    run(inside, "-m", "pip", "check", cwd=folder)
    sys.stdout.write(run(inside, CHECK, folder / "venv", cwd=folder))
    run(inside, "-m", "pip", "install", "--quiet", "--editable", ROOT, cwd=folder)
    run(inside, "-m", "index.cli", "chat", "--sample", cwd=folder)


def main() -> None:
    """Check each pip that this Python can run."""
    python = sys.argv[1] if len(sys.argv) > 1 else sys.executable
    version = run(python, "-c", "import sys; print(*sys.version_info[:2])", cwd=ROOT).split()
    old = tuple(map(int, version)) < FIRST_PYTHON_WITHOUT_OLD_PIPS
    for pip in PIPS if old else PIPS[1:]:
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="pullquote-wheel-") as folder:
            check(python, pip, Path(folder).resolve())
        sys.stdout.write(f"installed with pip {pip} in {time.monotonic() - began:.0f} s\n")


if __name__ == "__main__":
    main()
