"""/source export: all of a server's articles, in files that read back."""

import json

import pytest
from simcord import InteractionResult

from bot.own_articles import export
from index import Article, Library
from library_room import Desk, fill, said, told


def exported(result: InteractionResult) -> list[bytes]:
    messages = [result.response, *result.followups]
    return [
        result._env.backend.cdn.get(file.url) or b"" for one in messages if one for file in one.attachments
    ]


async def test_an_export_reads_back(desk: Desk) -> None:
    assert "no articles of its own" in told(await desk.give("source export"))
    fill(desk.room, 3)
    (data,) = exported(await desk.give("source export"))
    records = [json.loads(line) for line in data.splitlines()]
    assert [one["id"] for one in records] == ["tram-0", "tram-1", "tram-2"]
    with Library.open(desk.room.own_library) as library:
        library.remove(["tram-1"])
    preview = await desk.give("source add", file=("articles.jsonl", data))
    done = await desk.press(preview, "Add all 3")
    assert "1 article added" in said(done)
    assert "2 were there already" in said(done)


async def test_an_export_is_split_where_discords_limit_asks(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(desk.room, 4)
    whole = export.parts
    size = len(whole([Article(id="tram-0", text="x" * 80)], 10_000)[0])
    monkeypatch.setattr(export, "parts", lambda articles, _: whole(articles, 2 * size))
    data = exported(await desk.give("source export"))
    assert len(data) > 1
    assert all(len(part) <= 2 * size for part in data)
    assert len(b"".join(data).splitlines()) == 4
