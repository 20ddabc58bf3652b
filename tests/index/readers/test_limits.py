"""What a message names as a remedy, `--limit` takes."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Limits, Problem, read_articles
from index.model.limits import MIB, MOST, MOST_SECONDS, written

NAMES = [field.name for field in fields(Limits)]
COUNTS = [name for name in NAMES if name != "seconds"]
AMOUNTS = st.one_of(
    st.integers(1, MOST), st.integers(1, 10**9), st.integers(1, 2**30).map(lambda megabytes: megabytes * MIB)
)
SECONDS = st.one_of(st.floats(1e-9, MOST_SECONDS), st.integers(1, MOST_SECONDS))


def value_of(message: str) -> tuple[str, float]:
    """Return the limit that a message says to raise, and the value that --limit makes of it."""
    [remedy] = re.findall(r"\(--limit (\S+)\)", message)
    name = remedy.partition("=")[0]
    return name, getattr(Limits.of([remedy]), name)


@given(st.sampled_from(COUNTS), AMOUNTS)
def test_every_remedy_for_a_count_is_taken_and_raises_it(name: str, amount: int) -> None:
    limits = Limits(**{name: amount})
    for message in (limits.remedy(name), str(limits.exceeded(name, "has", "split it"))):
        assert value_of(message) == (name, min(2 * amount, MOST))


@given(SECONDS)
def test_every_remedy_for_seconds_is_taken_and_raises_them(seconds: float) -> None:
    assert value_of(Limits(seconds=seconds).remedy("seconds")) == ("seconds", min(2 * seconds, MOST_SECONDS))


@pytest.mark.parametrize("name", NAMES)
def test_every_default_and_its_remedies_are_taken(name: str) -> None:
    limits = Limits()
    for _ in range(80):
        given_ = f"{name}={written(name, getattr(limits, name))}"
        assert Limits.of([given_]) == limits
        limits = Limits.of([f"{name}={written(name, value_of(limits.remedy(name))[1])}"])
    assert getattr(limits, name) == (MOST_SECONDS if name == "seconds" else MOST)


@pytest.mark.parametrize("name", NAMES)
def test_a_value_that_is_refused_names_one_that_is_not(name: str) -> None:
    for value in ("", "x", "-1", "1,5", "1e9", "1.5.2", "nan", "inf", "0", "9" * 30, "9" * 5000, "٣"):
        with pytest.raises(ValueError, match=name) as caught:
            Limits.of([f"{name}={value}"])
        line = str(caught.value)
        assert "\n" not in line
        examples = re.findall(rf"write for example ({name}=\S+)", line)
        examples += [f"{name}={most}" for most in re.findall(r"at most (\S+);", line)]
        assert [Limits.of([example]) for example in examples] != []


@pytest.mark.parametrize("name", COUNTS)
def test_half_of_a_thing_is_refused_and_a_fraction_of_a_megabyte_is_not(name: str) -> None:
    with pytest.raises(ValueError, match="write a whole number"):
        Limits.of([f"{name}=1.5"])
    if name.endswith("_bytes"):
        assert getattr(Limits.of([f"{name}=1.5MB"]), name) == 3 * MIB // 2


@pytest.mark.parametrize("name", ["file_bytes", "record_bytes", "memory_bytes", "unpacked_bytes", "seconds"])
def test_the_highest_limits_cost_nothing_by_themselves(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text("Ferry\n\nThe ferry ran aground.")
    (tmp_path / "b.jsonl").write_text('{"text": "Fog held."}\n')
    (tmp_path / "c.csv").write_text("text,title\nFog held.,Fog\n")
    (tmp_path / "d.json").write_text('[{"text": "Fog held."}]')
    (tmp_path / "e.md").write_text("# Ferry\n\nThe ferry ran aground.")
    highest = Limits.of([f"{name}={written(name, MOST_SECONDS if name == 'seconds' else MOST)}"])
    read = list(read_articles(tmp_path, limits=highest))
    assert [item for item in read if isinstance(item, Problem)] == []
    assert len(read) == 5
