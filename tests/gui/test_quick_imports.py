"""What keeps the way from the start to the first window short."""

import subprocess
import sys
from pathlib import Path

_WAY = """
import sys
from pathlib import Path
from ntt_desktop.gui import app
import shibokensupport.feature as feature

read = []
feature.inspect.getsource = lambda module: read.append(module.__name__) or ""
application = app.make_application(Path(sys.argv[1]))
assert "-style" not in application.arguments()
Path(sys.argv[1], "keys.json").touch()
program = app.Program(Path(sys.argv[1]))
program.start()
application.processEvents()
assert program.window.passphrase.isVisible()
early = [name for name in sys.modules if name.startswith(("ntt_desktop.store", "ntt_desktop.services", "sqlcipher3"))]
print(read, early, "ntt_desktop.formats.reference" in sys.modules)
import os
os._exit(0)
"""


def test_the_dialog_opens_without_the_store_and_without_reading_sources(tmp_path: Path) -> None:
    ran = subprocess.run([sys.executable, "-c", _WAY, str(tmp_path)], stdout=subprocess.PIPE, text=True, check=True)
    assert ran.stdout.split() == ["[]", "[]", "False"]
