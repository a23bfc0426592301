"""One process at a time holds a home folder; a second one says who holds it."""

import json
import os
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from ntt_desktop.errors import StoreError
from ntt_desktop.store.driver import known_errors
from ntt_desktop.store.files import make_folder


class HomeLock:
    """The lock on a home folder, held from construction until `release`; the system frees it when a process dies."""

    def __init__(self, home: Path, holder: str) -> None:
        """Take the lock. Raises `StoreError` ``home_locked`` with who holds it (program, process id, since when)."""
        self._holder = home / "holder.json"
        make_folder(home)
        with known_errors(home):
            # Not bound to a thread: a window opens the store on a worker thread and closes it on its own.
            self._lock = FileLock(str(home / "lock"), thread_local=False)
            try:
                self._lock.acquire(timeout=0)
            except Timeout:
                raise StoreError("home_locked", home=str(home), **self._who()) from None
            since = datetime.now().astimezone().strftime("%d/%m/%Y %H:%M")
            told = {"program": holder, "pid": os.getpid(), "since": since}
            self._holder.write_text(json.dumps(told), "utf-8")

    def release(self) -> None:
        """Let the folder go."""
        self._lock.release()

    def _who(self) -> dict[str, str]:
        try:
            told = json.loads(self._holder.read_text("utf-8"))
            return {name: str(told[name]) for name in ("program", "pid", "since")}
        except (OSError, ValueError, KeyError, TypeError):
            return {"program": "?", "pid": "?", "since": "?"}
