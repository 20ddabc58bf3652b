"""What a reader left out stands beside the article, and without it the text is what remains."""

from hypothesis import given
from hypothesis import strategies as st

from index.cleaning import remaining
from index.model.article import Dropped
from index.readers.formats.left_out import inserted

LINES = st.lists(st.sampled_from(["Fog came in.", "Rain fell.", "By Ann Lee", "2 May 2024"]), min_size=1)


@given(LINES, st.data())
def test_lines_left_out_twice_over_leave_the_text(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(lines)
    places = data.draw(st.lists(st.sampled_from([0, len(text), *_ends(text)]), max_size=4))
    heads = [(place, f"HEAD {number}", "head") for number, place in enumerate(sorted(places))]
    starts = [0, *(end + 1 for end in _ends(text))]
    taken = sorted(data.draw(st.sets(st.sampled_from(starts), max_size=2)))
    ends = [*(end + 1 for end in _ends(text)), len(text)]
    dropped = [Dropped(start, next(end for end in ends if end > start), "date") for start in taken]
    found = inserted(text, heads, dropped)
    assert remaining(found.extracted or text, found.dropped) == remaining(text, dropped)
    reasons = ["head"] * bool(places) + ["date"] * bool(dropped)
    assert {reason for _, _, reason in found.dropped} == set(reasons)


def _ends(text: str) -> list[int]:
    return [place for place, character in enumerate(text) if character == "\n"]
