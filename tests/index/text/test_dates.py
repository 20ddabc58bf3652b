"""Dates as articles, pages and records write them."""

import pytest

from index.text.dates import find_dates, parse_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2020-08-21", "2020-08-21"),
        ("2020-08-21T05:20:00Z", "2020-08-21T05:20:00+00:00"),
        ("2020/08/21", "2020-08-21"),
        ("August 21, 2020", "2020-08-21"),
        ("Aug. 21, 2020", "2020-08-21"),
        ("Fri, 21 Aug 2020 05:20:00 +0400", "2020-08-21T05:20:00+04:00"),
        ("08/09/2020", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_dates_as_records_and_pages_have_them(written: str, iso: str) -> None:
    assert parse_date(written) == iso


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("21st of August, 2020", "2020-08-21"),
        ("Friday, August 21st, 2020", "2020-08-21"),
        ("Fri 21 Aug 2020, 5:20 PM", "2020-08-21"),
        ("21-Aug-2020", "2020-08-21"),
        ("21/08/2020", "2020-08-21"),
        ("21 août 2020", "2020-08-21"),
        ("21. August 2020", "2020-08-21"),
        ("21 de agosto de 2020", "2020-08-21"),
        ("13 dicembre 2021", "2021-12-13"),
        ("2020年8月21日", "2020-08-21"),
        ("August 21, 2020 at 5:20 p.m. EDT", "2020-08-21T17:20:00-04:00"),
        ("21 Aug 2020 14:05 GMT", "2020-08-21T14:05:00+00:00"),
        ("21 Aug 2020 14:05 (GMT+3)", "2020-08-21T14:05:00+03:00"),
        ("12:20 AM UTC, Fri August 21, 2020", "2020-08-21T00:20:00+00:00"),
        ("September 30, 2020 10:15 PM EDT", "2020-09-30T22:15:00-04:00"),
        ("10:15 PM EDT, Wed September 30, 2020", "2020-09-30T22:15:00-04:00"),
        ("Wed, 30 Sep 2020 22:15:00 -0400", "2020-09-30T22:15:00-04:00"),
        ("2020-09-30T22:15:00Z", "2020-09-30T22:15:00+00:00"),
        ("2020年09月30日 14:05 (UTC+8)", "2020-09-30T14:05:00+08:00"),
        ("2020년 9월 30일", "2020-09-30"),
        ("30.09.2020", "2020-09-30"),
        ("Mi., 30.09.2020", "2020-09-30"),
        ("30. September 2020, 14:05 Uhr", "2020-09-30"),
        ("Mittwoch, 30. September 2020, 14:05 Uhr MESZ", "2020-09-30T14:05:00+02:00"),
        ("miércoles, 30 de septiembre de 2020", "2020-09-30"),
        ("mercredi 30 septembre 2020 à 14h05", "2020-09-30"),
        ("30 maart 2020", "2020-03-30"),
        ("30 września 2020", "2020-09-30"),
        ("30 сентября 2020", "2020-09-30"),
        ("30 Eylül 2020", "2020-09-30"),
        ("الأربعاء 30 سبتمبر 2020", "2020-09-30"),
        ("٣٠ أيلول ٢٠٢٠", "2020-09-30"),
        ("令和6年5月2日", "2024-05-02"),
        ("平成元年1月8日", "1989-01-08"),
        ("２０２４年５月２日（木）10時30分", "2024-05-02"),
        ("2 مايو/أيار 2024", "2024-05-02"),
        ("الخميس، 2 مايو 2024", "2024-05-02"),
        # These zones mean several offsets: the day is certain, the moment is not.
        ("Thu 20 Aug 2020 14.03 BST", "2020-08-20"),
        ("5:20 AM ET, Fri August 21, 2020", "2020-08-21"),
        ("31 February 2020", ""),
        ("March 2020", ""),
        ("08/09/2020", ""),
    ],
)
def test_dates_in_many_spellings(written: str, iso: str) -> None:
    assert parse_date(written) == iso


def test_dates_in_a_text_are_found_in_order_and_whole() -> None:
    text = "From Friday, 21 August 2020, 10:04 a.m. (GMT+10:00) to 2020-09-01 and 3/4/2020."
    assert [(text[start:end], iso) for start, end, iso in find_dates(text)] == [
        ("Friday, 21 August 2020, 10:04 a.m. (GMT+10:00)", "2020-08-21T10:04:00+10:00"),
        ("2020-09-01", "2020-09-01"),
    ]
