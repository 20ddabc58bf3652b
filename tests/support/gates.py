"""Work that waits until a test lets it go on."""

import asyncio
import threading
from collections.abc import Callable


class Gate:
    """Work that notes when it starts and ends only when it is let go."""

    def __init__(self) -> None:
        self.started: list[str] = []
        self._let_go = threading.Event()

    def work(self, name: str) -> Callable[[], str]:
        def run() -> str:
            self.started.append(name)
            assert self._let_go.wait(60)
            return name

        return run

    def open(self) -> None:
        self._let_go.set()

    async def until_started(self, number: int) -> None:
        while len(self.started) < number:  # noqa: ASYNC110  threads tell nobody
            await asyncio.sleep(0.001)
