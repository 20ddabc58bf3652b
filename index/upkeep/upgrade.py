"""Brings a library of an older format or analyser up to date in the background, while it is read as it is.

Each step is one commit under the writer's lock: the format first, then postings for some thousand passages at
a time, which count for nothing until the last step lets them take the place of the old ones, then the
addresses of some hundred articles at a time, and the joining of those whose addresses became one, then the
cutting of those whose passages tear sentences. A step that a killed process left undone is done by the next
one that opens the library.
"""

import logging
import secrets
import threading
from collections.abc import Callable
from pathlib import Path

from index.indexing import joining, recutting
from index.indexing.commit import CommitBuilder
from index.model.errors import LibraryError
from index.model.settings import LibrarySettings
from index.storage.database import Store
from index.storage.folder import LibraryFolder
from index.storage.migrations import migrate
from index.storage.rebuild_table import Rebuild
from index.storage.schema import FORMAT

log = logging.getLogger(__name__)

# Between two steps whoever waits for the lock gets it; `filelock` looks every 50 ms.
PAUSE_S = 0.1
# How long a closing library waits for the upgrade to end by itself: most are done in less.
CLOSING_S = 1.0


def step(folder: Path, store: Store, settings: LibrarySettings, fingerprint: str) -> bool:
    """Do one step of an upgrade, in one commit; return whether another one is to be done.

    `folder` is that of the segments. The caller holds the writer's lock.
    """
    with store.transaction(write=True):
        if store.format < FORMAT:
            migrate(store)
            return True
        if store.meta("fingerprint") == fingerprint:
            # Articles are taken out of the postings by the terms that today's analyser makes of them.
            return joining.step(folder, store, settings) or recutting.step(folder, store, settings)
        rebuild = store.rebuilding.current()
        if rebuild is None or (rebuild.fingerprint, rebuild.generation) != (fingerprint, store.generation()):
            rebuild = Rebuild(fingerprint, secrets.token_bytes(16), store.generation())
            store.rebuilding.begin(rebuild)
        written = CommitBuilder(folder, store, settings).reindex_after(
            store.rebuilding.last_key(), rebuild.salt
        )
        if written is not None:
            store.rebuilding.add(written)
            return True
        store.segments.drop_all()
        for segment in store.rebuilding.all():
            store.segments.add(segment)
        store.rebuilding.drop()
        store.set_meta(fingerprint=rebuild.fingerprint, salt=rebuild.salt)
        store.next_generation()
        return joining.is_due(store) or recutting.is_due(store)


class Upgrade:
    """Brings one library up to date. Safe to share between threads."""

    def __init__(self, folder: LibraryFolder, fingerprint: str, on_done: Callable[[], None]) -> None:
        self._folder = folder
        self._fingerprint = fingerprint
        self._on_done = on_done
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        with folder.reading() as store:
            older = store.format < FORMAT or store.meta("fingerprint") != fingerprint
            self._due = older or joining.is_due(store) or recutting.is_due(store)

    @property
    def is_due(self) -> bool:
        """Whether the library is of an older format or analyser still."""
        return self._due

    def begin(self) -> None:
        """Begin in the background, if there is something to do and the library may be written."""
        if not self._due or self._folder.lost_commits():
            return
        if not self._folder.is_writable:
            log.info(
                "%s is of an older Pullquote and read as it is; `pullquote check --repair` brings it up to "
                "date, run by who may write there",
                self._folder.path,
            )
            return
        # What it has not done when the interpreter ends, the next process does.
        self._thread = threading.Thread(target=self._run, name="upgrading", daemon=True)
        self._thread.start()

    def finish(self, store: Store) -> None:
        """Do all that is left; the caller holds the writer's lock, and will write in today's way."""
        if self._due:
            while self._step(store):
                continue
            self._due = False

    def stop(self) -> None:
        """Wait a moment for the upgrade in the background to end, then stop it after its step."""
        if self._thread is not None:
            self._thread.join(CLOSING_S)
            self._stopping.set()
            self._thread.join()

    def _step(self, store: Store) -> bool:
        return step(self._folder.segments, store, self._folder.settings, self._fingerprint)

    def _run(self) -> None:
        try:
            more = True
            while more and not self._stopping.is_set():
                with self._folder.writing() as store:
                    more = self._due and self._step(store)
                if more:
                    self._stopping.wait(PAUSE_S)
            if not more:
                self._due = False
                self._on_done()
        except LibraryError as error:
            # Asking goes on with what is there; the next one to open the library tries again.
            log.warning("Could not bring a library up to date: %s", error)
        except Exception:
            log.exception("Could not bring a library up to date")
