"""A process killed while it adds: what it acknowledged is there, what it did not is not half there."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index import Library
from made_words import made_word

COMMAND = [sys.executable, "-m", "index.cli"]
SLOW_ADD = """
import sys, json
import index.indexing.ingest as ingest
ingest.BATCH_ARTICLES = 10  # many commits, so that the kill falls among them
from index import Library, read_articles
def committed(report):
    print(json.dumps(report.added), flush=True)
with Library.open(sys.argv[1]) as opened:
    opened.add(read_articles(sys.argv[2]), on_commit=committed)
"""


@pytest.mark.parametrize("seed", range(4))
def test_kill_while_adding_200_articles(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    source, folder = tmp_path / "articles.jsonl", tmp_path / "library"
    words = [made_word(number) for number in range(400)]
    with source.open("w") as file:
        for number in range(200):
            text = " ".join(chance.choice(words) for _ in range(150)) + f" unique{number} end."
            file.write(json.dumps({"id": f"a{number}", "title": f"Article {number}", "text": text}) + "\n")
    command = [sys.executable, "-c", SLOW_ADD, str(folder), str(source)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline()]
        time.sleep(chance.uniform(0, 0.3))
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.readlines()
    acknowledged = json.loads(lines[-1])
    assert acknowledged

    listed = subprocess.run(
        [*COMMAND, "list", "--json", "--library", folder], capture_output=True, text=True, check=True
    ).stdout
    names = [json.loads(line)["id"] for line in listed.splitlines()]
    assert set(acknowledged) <= set(names)
    with Library.open(folder) as library:
        for name in names:
            [hit] = library.search(f"unique{name[1:]}", 1).hits
            assert hit.passage.article.id == name
        for number in range(len(names), 200):
            assert not library.search(f"unique{number}").found
        library.add([library.get(names[0])])
        assert {path.name for path in (folder / "segments").iterdir()} == {
            live.segment.path.name
            for live in library._folder._snapshot.segments  # type: ignore[union-attr]
        }
