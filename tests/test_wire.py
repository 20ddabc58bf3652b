"""The bot as a process, while Discord limits, fails and hangs."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot_process import Desk, running_bot, slow_searches
from wire import Wire, limited


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    wire = Wire()
    await wire.open()
    yield wire
    await wire.close()


@pytest.fixture
def desk(wire: Wire, tmp_path: Path) -> Desk:
    return Desk(wire, tmp_path)


@pytest.mark.parametrize("route", ["/typing$"])
async def test_a_global_limit_costs_no_answer(wire: Wire, desk: Desk, tmp_path: Path, route: str) -> None:
    async with running_bot(wire, tmp_path, slow_searches(0.3)):
        wire.fail(route, limited(0.5, everywhere=True))
        limited_one = await desk.mentioned()
        assert "close on Monday" in await desk.replied(limited_one, 8)
        later = await desk.mentioned()
        assert "close on Monday" in await desk.replied(later, 8)
