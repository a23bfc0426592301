"""How long from starting the program to its unlock dialog, against a bare PySide6 window in the same run."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measured import Measured, hand_over, median_and_worst
from tests.bench.population import populate

_RUNS = 9
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""An installed program has its modules compiled; without this each start would compile them again."""
_WATCH = """
import os, time
from PySide6.QtCore import QEvent, QObject

class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.UpdateRequest:
            watched.event(event)
            print(time.time(), flush=True)
            os._exit(0)
        return False

painted = Painted()

def watch(window):
    window.windowHandle().installEventFilter(painted)
    window.installEventFilter(painted)
"""
_BARE = (
    """
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
window = QWidget()
window.show()
"""
    + _WATCH
    + """
watch(window)
application.exec()
"""
)
_OURS = (
    """
import sys
from ntt_desktop import __main__, windows

class Seen(windows.QtWindows):
    def show(self, home, passphrase=None):
        from ntt_desktop.gui import app
"""
    + _WATCH.replace("\n", "\n" + 8 * " ")
    + """
        class Program(app.Program):
            def start(self, *given):
                super().start(*given)
                watch(self.window)

        app.Program = Program
        return super().show(home, passphrase)

windows.QtWindows = Seen
sys.exit(__main__.run(["--home", sys.argv[1]]))
"""
)
"""The whole way from the command line to the dialog."""


def seconds(source: str, home: Path) -> float:
    """From starting the process until its window is painted."""
    began = time.time()
    ran = subprocess.run(
        [sys.executable, "-c", source, str(home)], env=_ENVIRONMENT, stdout=subprocess.PIPE, text=True, check=True
    )
    return float(ran.stdout.split()[-1]) - began


def measure() -> Iterator[Measured]:
    """The median of several starts of each, taken in turn."""
    home = Path(os.environ["NTT_BENCH_FOLDER"]) / "start"
    populate(home, 1).store.close()
    seconds(_OURS, home)
    times = [(seconds(_BARE, home), seconds(_OURS, home)) for _ in range(_RUNS)]
    bare, ours = (median_and_worst(column)[0] for column in zip(*times, strict=True))
    yield Measured("bare PySide6 window", bare, "ms")
    yield Measured("start to unlock dialog", ours, "ms")
    yield Measured("start to unlock dialog, times a bare window", ours / bare, "x", 2.0)


if __name__ == "__main__":
    hand_over(measure())
