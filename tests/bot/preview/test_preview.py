"""`pullquote preview`: a page of this machine, without a token; one line where the extra is missing."""

import os
import signal
import subprocess
import sys
import urllib.request

import pytest

pytest.importorskip("PIL", reason="the extra preview is not installed")

BLOCKED = "import sys; sys.modules['simcord'] = None; from bot.preview import main; main()"
LONG_S = 60


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_the_preview_serves_a_page_on_this_machine_and_ends_when_told() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.preview"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "BROWSER": "true", "DISCORD_TOKEN": ""},
    )
    try:
        assert process.stdout is not None
        url = process.stdout.readline().split()[-1]
        assert url.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(url.partition("#")[0], timeout=LONG_S) as page:  # noqa: S310
            assert b"SimCord" in page.read()
        # SIGINT is ignored by what a shell starts in the background.
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=LONG_S)
    finally:
        process.kill()
    assert process.returncode == 0, errors
    assert errors == ""


def test_without_the_extra_one_line_says_what_to_install() -> None:
    done = subprocess.run([sys.executable, "-c", BLOCKED], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "pullquote[preview]" in done.stderr
