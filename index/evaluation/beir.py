"""Questions and judgements in BEIR's form."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.model.errors import LibraryError


@dataclass(frozen=True, slots=True)
class BeirQuery:
    """A question with an id of its own, and the article that must not answer it."""

    id: str
    text: str
    exclude: str = ""


def read_queries(path: Path) -> Iterator[BeirQuery]:
    """Yield the queries of a JSONL file with `_id` (or `id`) and `text` (or `question`) on each line.

    Raises LibraryError that names the line when one of them is missing.
    """
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
                identity = record.get("_id", record.get("id"))
                text = record.get("text", record.get("question"))
            except (ValueError, AttributeError) as error:
                raise LibraryError(
                    f"{path}:{number}: is no JSON object ({error})", "each line needs one"
                ) from error
            if identity is None or not isinstance(text, str):
                raise LibraryError(f'{path}:{number}: no "_id" or no "text"', "each line needs both")
            yield BeirQuery(str(identity), text, str(record.get("exclude") or ""))


def read_qrels(folder: Path) -> dict[str, dict[str, int]]:
    """Return query id -> document id -> grade, from the folder's qrels.

    Raises LibraryError when there are none, or naming the line that is malformed.
    """
    paths = [path for path in (folder / "qrels.tsv", folder / "qrels" / "test.tsv") if path.is_file()]
    if not paths:
        raise LibraryError(f"{folder}: no qrels.tsv and no qrels/test.tsv", "a BEIR folder has one of them")
    qrels: dict[str, dict[str, int]] = {}
    with paths[0].open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, start=1):
            fields = line.rstrip("\n").split("\t")
            if number == 1 and fields[-1] == "score":
                continue
            try:
                query, document, grade = fields
                qrels.setdefault(query, {})[document] = int(grade)
            except ValueError as error:
                raise LibraryError(
                    f"{paths[0]}:{number}: wanted query-id, corpus-id and score, with tabs between ({error})"
                ) from error
    return qrels
