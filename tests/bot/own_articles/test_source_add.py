"""/source add: what is handed over is shown before it counts, and counts only for its server."""

import asyncio
import io
import json
import zipfile

import pytest

from bot.intake import intake
from bot.preview.simulation import Installation
from index import Library
from library_room import STORY, STORY_FILE, Desk, buttons, card, said, titles, told


async def test_a_file_is_shown_with_label_and_text_and_counts_once_it_is_confirmed(desk: Desk) -> None:
    preview = await desk.give("source add", file=STORY_FILE)
    text = said(preview)
    assert "nothing is added yet" in text
    assert "**Lighthouse keeper retires**" in text
    assert "4 Mar 2026" in text
    assert "Mara Quill" in text
    assert "unknown outlet" in text
    assert "> The keeper of the Skarra lighthouse retired" in text
    assert titles(desk.room) == []
    done = await desk.press(preview, "Add")
    assert "1 article added" in said(done)
    assert buttons(card(done)) == {}
    assert titles(desk.room) == ["Lighthouse keeper retires"]
    answer = await desk.room.ask("When did the keeper of the lighthouse retire?")
    assert "Skarra" in " ".join(answer)


async def test_the_same_once_more_is_said_to_be_there(desk: Desk) -> None:
    await desk.press(await desk.give("source add", file=STORY_FILE), "Add")
    again = await desk.press(await desk.give("source add", file=STORY_FILE), "Add")
    assert "1 was there already" in said(again)


async def test_cancelling_adds_nothing(desk: Desk) -> None:
    preview = await desk.give("source add", file=STORY_FILE)
    cancelled = await desk.press(preview, "Cancel")
    assert "Nothing was added" in said(cancelled)
    assert titles(desk.room) == []


async def test_a_label_is_edited_before_it_counts_and_stays_when_the_article_is_read_again(
    desk: Desk,
) -> None:
    preview = await desk.give("source add", file=STORY_FILE)
    form = await desk.press(preview, "Edit label")
    assert form.modal is not None
    fields = {
        row["component"]["custom_id"]: row["component"].get("value") for row in form.modal["components"]
    }
    assert fields["title"] == "Lighthouse keeper retires"
    assert fields["published"] == "2026-03-04"
    edited = await desk.fill(
        form, title=fields["title"], author="", published="2026-03-05", outlet="Skarra Post", url=""
    )
    text = said(edited)
    assert "Skarra Post" in text
    assert "5 Mar 2026" in text
    assert "author unknown" in text
    await desk.press(edited, "Add")
    again = await desk.press(await desk.give("source add", file=STORY_FILE), "Add")
    assert "already" in said(again)
    with Library.open(desk.room.own_library) as library:
        (article,) = library.articles()
    assert (article.outlet, article.published, article.author) == ("Skarra Post", "2026-03-05", "")


@pytest.mark.parametrize(
    ("field", "value", "line"),
    [("published", "last Monday", "no date"), ("url", "file:///etc/passwd", "begins with https://")],
)
async def test_a_label_that_cannot_stand_is_refused_in_one_line(
    desk: Desk, field: str, value: str, line: str
) -> None:
    preview = await desk.give("source add", file=STORY_FILE)
    fields = {"title": "A", "outlet": "", "author": "", "published": "", "url": "", field: value}
    assert line in told(await desk.fill(await desk.press(preview, "Edit label"), **fields))


async def test_several_files_are_paged_through_and_added_together(desk: Desk) -> None:
    records = "\n".join(
        json.dumps({"title": f"Tram {n}", "text": f"Tram line {n} opens in May, the city said on Monday."})
        for n in range(3)
    )
    broken = ("broken.pdf", b"%PDF-1.7 and nothing more")
    preview = await desk.give(
        "source add", file=STORY_FILE, file2=("trams.jsonl", records.encode()), file3=broken
    )
    assert "Article 1 of 4" in said(preview)
    assert "Not read" in said(preview)
    assert "broken.pdf" in said(preview)
    second = await desk.press(preview, "▶")
    assert "Article 2 of 4" in said(second)
    assert "Tram 0" in said(second)
    edited = await desk.fill(
        await desk.press(second, "Edit label"), title="Tram zero", outlet="", author="", published="", url=""
    )
    assert "Tram zero" in said(edited)
    done = await desk.press(edited, "Add all 4")
    assert "4 articles added" in said(done)
    assert titles(desk.room) == ["Lighthouse keeper retires", "Tram 1", "Tram 2", "Tram zero"]


async def test_an_archive_is_read_in_the_guarded_process(desk: Desk) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("escape/lighthouse.txt", STORY)
    preview = await desk.give("source add", file=("articles.zip", data.getvalue()))
    assert "Lighthouse keeper retires" in said(preview)


async def test_without_options_a_form_takes_files_and_pasted_text(desk: Desk) -> None:
    form = await desk.give("source add")
    assert form.modal is not None
    assert len(form.modal["components"]) == 4
    preview = await desk.fill(
        form, files=[STORY_FILE], text="Glass strike ends\n\nThe glassworks opened again."
    )
    assert "Article 1 of 2" in said(preview)
    done = await desk.press(preview, "Add all 2")
    assert "2 articles added" in said(done)
    assert "Glass strike ends" in titles(desk.room)


async def test_a_pasted_text_may_go_on_in_the_second_field(desk: Desk) -> None:
    first = "Long read\n\n" + "The river rose by a hand on Monday. " * 110
    form = await desk.give("source add")
    preview = await desk.fill(form, text=first[:4000], further="It fell again on Friday.")
    await desk.press(preview, "Add")
    with Library.open(desk.room.own_library) as library:
        (article,) = library.articles()
    assert article.text.endswith("It fell again on Friday.")


async def test_an_empty_form_is_answered(desk: Desk) -> None:
    assert "Nothing was handed over" in told(await desk.fill(await desk.give("source add")))


@pytest.mark.parametrize("link", ["/etc/passwd", "file:///etc/passwd", "http://127.0.0.1/", "http://[::1]/"])
async def test_a_link_never_leads_to_this_machine(desk: Desk, link: str) -> None:
    result = await desk.give("source add", link=link)
    assert "Nothing could be read" in said(result)
    assert "Not read" in said(result)


async def test_an_attachment_that_is_not_discords_is_not_fetched(desk: Desk) -> None:
    desk.room.bot.intake.hosts = intake.ATTACHMENT_HOSTS
    assert "does not lie with Discord" in told(await desk.give("source add", file=STORY_FILE))


async def test_a_file_that_is_too_large_is_refused_before_it_is_fetched(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "FILE_BYTES", len(STORY) - 1)
    assert "lighthouse.txt has" in told(await desk.give("source add", file=STORY_FILE))
    monkeypatch.setattr(intake, "FILE_BYTES", len(STORY))
    assert "Preview" in said(await desk.give("source add", file=STORY_FILE))


async def test_only_so_many_articles_are_taken_at_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, installation: Installation
) -> None:
    monkeypatch.setattr(intake, "MOST_ARTICLES", 2)
    records = "\n".join(json.dumps({"text": f"Sentence number {n} is here."}) for n in range(3))
    many = ("many.jsonl", records.encode())
    preview = await desk.give("source add", file=many)
    assert "Article 1 of 2" in said(preview)
    assert "the rest is left out" in said(preview)
    with installation.speaking("de"):
        assert "der Rest fehlt" in said(await desk.give("source add", file=many))


async def test_readings_of_a_server_take_turns_and_too_many_are_refused(desk: Desk) -> None:
    reading, guild = desk.room.bot.intake, desk.room.guild.id
    turn = reading._turns[guild]
    await turn.acquire()
    waiting = [
        asyncio.create_task(reading.read(guild, [], [], ["Waits for its turn."], "pasted", intake.Taken()))
        for _ in range(intake.WAITING)
    ]
    await asyncio.sleep(0)
    assert "still reading" in told(await desk.give("source add", file=STORY_FILE))
    assert not any(one.done() for one in waiting)
    turn.release()
    await asyncio.gather(*waiting)
    assert "Preview" in said(await desk.give("source add", file=STORY_FILE))


async def test_the_preview_speaks_the_members_language(desk: Desk, installation: Installation) -> None:
    with installation.speaking("de"):
        preview = await desk.give("source add", file=STORY_FILE)
    assert "Vorschau" in said(preview)
    assert "4. März 2026" in said(preview)
