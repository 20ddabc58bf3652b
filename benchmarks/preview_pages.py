"""Pictures of `pullquote preview`: `python benchmarks/preview_pages.py FOLDER`.

Opens the preview's page in a browser, takes a picture, asks with /ask as a person would, and takes another.
Needs the group `pictures` and a Chromium on the machine.
"""

import argparse
import asyncio
import tempfile
from pathlib import Path

import simcord
from playwright.async_api import async_playwright

from bot.client import create_bot
from bot.preview import fill, furnish
from bot.settings import Settings
from picture import CHROMIUM, own_chromium

SIZE = {"width": 1100, "height": 760}
QUESTION = "Who corrected the passenger count?"
LOADING_MS = 2500
ANSWERING_MS = 4000


async def photograph(url: str, folder: Path) -> None:
    """Take the pictures of the page at `url`."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=own_chromium(), args=CHROMIUM)
        page = await browser.new_page(viewport=SIZE)
        await page.goto(url)
        await page.wait_for_timeout(LOADING_MS)
        await page.screenshot(path=folder / "preview.png")
        composer = page.locator("textarea:visible").first
        await composer.click()
        await composer.type("/ask")
        await page.wait_for_timeout(LOADING_MS)
        await page.keyboard.press("Enter")
        await page.keyboard.type(QUESTION)
        await page.keyboard.press("Enter")
        await page.wait_for_timeout(ANSWERING_MS)
        await page.locator("button:visible", has_text="Passage 1").last.scroll_into_view_if_needed()
        await page.wait_for_timeout(LOADING_MS)
        await page.screenshot(path=folder / "preview-ask.png")
        await browser.close()


async def draw(folder: Path) -> None:
    """Run the preview and take its pictures."""
    with tempfile.TemporaryDirectory(prefix="pullquote-") as data:
        settings = Settings.from_env({"DISCORD_TOKEN": "for.a.picture", "PULLQUOTE_DATA": data})
        fill(settings)
        async with (
            simcord.run(create_bot(settings), check_errors=False) as env,
            await furnish(env) as preview,
        ):
            await photograph(preview.url, folder)


def main() -> None:
    """Read the options and draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    asyncio.run(draw(parser.parse_args().folder))


if __name__ == "__main__":
    main()
