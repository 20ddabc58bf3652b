"""What a field with a date says, and what programs write there when they know none."""

from datetime import UTC, datetime, timedelta

import pytest

from index.text.stated_date import stated_date

PLACEHOLDERS = (
    *("0001-01-01", "0001-01-01T00:00:00Z", "Mon, 01 Jan 0001 00:00:00 +0000", "1/1/0001 12:00:00 AM"),
    *("Wed, 30 Nov -0001 00:00:00 +0000", "November 30, -0001", "0000-00-00", "0000-00-00 00:00:00"),
    *("1970-01-01", "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 08:00:00 +0800", "1969-12-31T19:00:00-05:00"),
    *("Sat, 17 Jan 1970 23:08:42 Z", "1970-01-21T05:32:16+00:00", "01.01.1970", "December 31, 1969"),
    *("1899-12-30", "1899-12-31T00:00:00", "1900-01-01", "1904-01-01 00:00", "1601-01-01T00:00:00Z"),
    *("9999-12-31T23:59:59Z", "2099-12-31", "0", "null", "N/A"),
)


@pytest.mark.parametrize("written", PLACEHOLDERS)
def test_a_placeholder_is_no_date_and_is_named(written: str) -> None:
    found = stated_date(written)
    assert found.iso == ""
    assert f'"{written[:40]}" stands for none' in found.note


def test_a_day_that_is_far_ahead_is_a_placeholder_and_the_next_issue_is_none() -> None:
    today = datetime.now(UTC).date()
    assert stated_date((today + timedelta(days=60)).isoformat()).iso
    assert not stated_date((today + timedelta(days=800)).isoformat()).iso


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("Tue, 04 Mar 25 10:00:00 +0000", "2025-03-04T10:00:00+00:00"),
        ("Tue, 04 Mar 2025 10:00:00 -0030", "2025-03-04T10:00:00-00:30"),
        ("2025-03-04T00:00:00 +0000", "2025-03-04T00:00:00+00:00"),
        ("2001-01-01", "2001-01-01"),
        ("17 January 1970", "1970-01-17"),
        ("1912-04-15", "1912-04-15"),
        ("1741082922", "2025-03-04T10:08:42+00:00"),
        ("1741082922000", "2025-03-04T10:08:42+00:00"),
    ],
)
def test_a_real_date_is_none_of_them(written: str, iso: str) -> None:
    assert stated_date(written) == (iso, "")


def test_what_is_not_understood_is_said_otherwise() -> None:
    assert "not understood" in stated_date("last spring").note
    assert stated_date("  ") == ("", "")
