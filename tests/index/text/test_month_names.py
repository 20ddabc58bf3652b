"""Names of months and plural forms by language."""

import re
import subprocess
import sys
from datetime import date

import pytest
from babel.dates import format_skeleton
from hypothesis import given
from hypothesis import strategies as st

from index.text.dates import parse_date
from index.text.month_names import month_pattern, number_of, plural


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("30 wrz 2020", "2020-09-30"),
        ("30 сент. 2020", "2020-09-30"),
        ("30 Eyl 2020", "2020-09-30"),
        ("1. Mrz 2020", "2020-03-01"),
        ("1er févr. 2020", "2020-02-01"),
        ("30 de setiembre de 2020", "2020-09-30"),
        ("1 ARALIK 2020", "2020-12-01"),
        ("1 KASIM 2020", "2020-11-01"),
        ("Samstag, 1. August 2020", "2020-08-01"),
        ("sobota, 1 sierpnia 2020", "2020-08-01"),
    ],
)
def test_short_names_are_understood_as_long_ones_are(text: str, iso: str) -> None:
    assert parse_date(text) == iso


@given(st.data())
def test_every_spelling_that_is_taken_for_a_month_has_a_number(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(month_pattern().split("|")))
    other = data.draw(st.sampled_from([str.upper, str.title, str.swapcase]))(name)
    spelled = other.replace("ı", data.draw(st.sampled_from("ıiİI")))
    if re.fullmatch(month_pattern(), spelled, re.IGNORECASE):
        assert number_of(spelled) == number_of(name)
    parse_date(f"1 {spelled} 2020")


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)),
    st.sampled_from(["en", "de", "fr", "it", "nl"]),
)
def test_a_written_day_is_read_as_that_day(day: date, language: str) -> None:
    assert parse_date(format_skeleton("yMMMd", day, locale=language)) == day.isoformat()


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ["other", "one", "other", "other", "other"]),
        ("pl", ["many", "one", "few", "many", "many"]),
        ("ru", ["many", "one", "few", "many", "one"]),
        ("ar", ["zero", "one", "two", "few", "many"]),
    ],
)
def test_languages_count_in_their_forms(language: str, forms: list[str]) -> None:
    assert [plural(number, language) for number in (0, 1, 2, 5, 21)] == forms


def test_importing_the_library_loads_no_languages() -> None:
    code = "import index, sys; print('babel.core' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
