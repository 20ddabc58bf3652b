"""Few handles and many servers: libraries make room for each other; the limit is raised where it may be."""

import sys
from pathlib import Path

import pytest

from refused_places import run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the system bounds no process's files")

LIMITED = """
import os, resource, sys
from pathlib import Path
from index import warm_up
warm_up()
limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
from bot.libraries.open_libraries import OpenLibraries
from index import Article, Library
def story(number):
    return [Article(id=f"a{number}", text=f"Story {number} tells of the sound.")]
"""
MANY = (
    LIMITED
    + """
libraries, home = OpenLibraries(), Path(sys.argv[1])
for number in range(100):
    with libraries.borrow(home / str(number)) as library:
        library.add(story(number))
answers = 0
for number in range(100):
    with libraries.borrow(home / str(number)) as library:
        answers += library.search("sound").hits[0].passage.article.id == f"a{number}"
libraries.close()
print(answers)
"""
)
# Somebody else takes what is left, again and again.
SQUEEZED = (
    LIMITED
    + """
libraries, home = OpenLibraries(limit=1000), Path(sys.argv[1])
taken, answers = [], 0
for number in range(60):
    with libraries.borrow(home / str(number)) as library:
        library.add(story(number))
        answers += library.search("sound").found
    taken.append(os.open(os.devnull, os.O_RDONLY))
print(answers, 0 < len(libraries.open_folders()) < 60)
"""
)
RAISED = """
import resource
from bot.libraries import open_files
_, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (64, min(hard, 4000) if hard >= 0 else 4000))
print(open_files.libraries_at_once(64))
open_files.raise_limit()
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
print(soft == hard, open_files.libraries_at_once(64))
open_files.raise_limit()
print(resource.getrlimit(resource.RLIMIT_NOFILE) == (soft, hard))
"""


def test_a_hundred_servers_are_answered_with_few_handles(tmp_path: Path) -> None:
    assert run(MANY, tmp_path, "128") == "100\n"


def test_libraries_that_rest_make_room_when_handles_run_out(tmp_path: Path) -> None:
    assert run(SQUEEZED, tmp_path, "192") == "60 True\n"


def test_the_limit_is_raised_as_far_as_the_system_allows() -> None:
    assert run(RAISED).split("\n")[:3] == ["1", "True 64", "True"]
