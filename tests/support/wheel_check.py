"""Read one file of every format with the Pullquote that is installed, and ask about it.

    python tests/support/wheel_check.py ENVIRONMENT

ENVIRONMENT is the folder into which Pullquote was installed, and from which alone it may come. Called by
wheel_install.py with nothing installed but Pullquote.
"""

import csv
import io
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import bot
import index
from documents import ATOM, PAGE, RSS, STORY, pdf, word, zipped

TEXT = "\n\n".join(STORY)
RECORD = {"id": "record", "title": "Ferry runs aground", "text": TEXT}
QUESTION = "How many passengers were brought ashore?"
ANSWER = "212 passengers"
# Feeds hold stories of their own.
OTHERS = {"rss": ("What happened to the ferry?", "aground"), "atom": ("Did the fog hold?", "Fog held")}


def table() -> bytes:
    """Return the record as CSV."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, RECORD.keys())
    writer.writeheader()
    writer.writerow(RECORD)
    return buffer.getvalue().encode()


def files() -> Mapping[str, bytes]:
    """Return a file of every format by its name."""
    return {
        "story.txt": f"Ferry runs aground\n\n{TEXT}".encode(),
        "story.md": f"# Ferry runs aground\n\n{TEXT}".encode(),
        "story.html": PAGE.encode(),
        "story.pdf": pdf([["Ferry runs aground", *STORY]]),
        "story.docx": word([("Heading 1", "Ferry runs aground"), *(("", line) for line in STORY)]),
        # Without the entry that is a headline alone, which fails as it should.
        "story.rss": re.sub(rb"<item><title>Only.*?</item>", b"", RSS),
        "story.atom": ATOM,
        "story.json": json.dumps([RECORD]).encode(),
        "story.jsonl": json.dumps(RECORD).encode(),
        "story.csv": table(),
        "story.zip": zipped({"inside.html": PAGE.encode(), "inside.txt": TEXT.encode()}),
    }


def pullquote(*arguments: object, stdin: bytes = b"") -> str:
    """Run the command that was installed."""
    command = [sys.executable, "-m", "index.cli", *map(str, arguments)]
    done = subprocess.run(command, input=stdin, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{(done.stdout + done.stderr).decode()}")
    return done.stdout.decode()


def check_file(folder: Path, name: str, data: bytes) -> None:
    """Read one file into a library of its own, and ask about it."""
    kind = name.rpartition(".")[2]
    (folder / name).write_bytes(data)
    with index.Library.open(folder / f"library-{kind}") as library:
        report = library.add(index.read_articles(folder / name))
        question, words = OTHERS.get(kind, (QUESTION, ANSWER))
        shown = [hit.passage.text for hit in library.search(question).hits]
    if report.failed or not any(words in text for text in shown):
        raise SystemExit(f"{name}: {[str(one) for one in report.failed]}, {question!r} finds {shown}")


def check_piped(folder: Path) -> None:
    """Read standard input, and ask, as at a terminal."""
    pullquote("add", "-", "-l", folder / "piped", stdin=json.dumps(RECORD).encode())
    if ANSWER not in (answer := pullquote("ask", QUESTION, "-l", folder / "piped")):
        raise SystemExit(f"standard input: {QUESTION!r} is answered with:\n{answer}")


def main() -> None:
    """Check each format. Exits with 1 at the first that is not read or not answered from."""
    for package in (bot, index):
        if not Path(package.__file__ or "").resolve().is_relative_to(Path(sys.argv[1]).resolve()):
            raise SystemExit(f"{package.__file__} is not what was installed")
    with tempfile.TemporaryDirectory(prefix="pullquote-formats-") as folder:
        for name, data in files().items():
            check_file(Path(folder), name, data)
        check_piped(Path(folder))
    sys.stdout.write(f"{', '.join(files())} and standard input: read and answered\n")


if __name__ == "__main__":
    main()
