"""The program is killed while a list is read, while it is stored, and just after: everything of it or nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ntt_desktop import bootstrap
from ntt_desktop.services import imports
from ntt_desktop.services.context import Context
from tests.conftest import PASSPHRASE
from tests.services.imports.lists import count, write

_VILLAGE: tuple[str, str] = ("Kangeli", "Lewa Tidahu")
_PROGRAM = """
import os, signal, sys
from pathlib import Path
from ntt_desktop import bootstrap
from ntt_desktop.services import imports

def main():
    home, file, passphrase, when = sys.argv[1:]
    ctx = bootstrap.open_context(Path(home), passphrase)
    def die(*_far):
        os.kill(os.getpid(), signal.SIGKILL)
    plan = imports.preview(ctx, Path(file), progress=die if when == "reading" else lambda *_: None).value
    imports.store_import(ctx, plan, progress=lambda done, total: die() if when == "storing" and done else None)
    die()

if __name__ == "__main__":
    main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
@pytest.mark.parametrize(
    ("when", "people", "was_read"),
    [("reading", 0, False), ("storing", 0, True), ("stored", 40, None)],
)
def test_a_killed_program_leaves_all_or_nothing_and_says_which(
    ctx: Context, tmp_path: Path, when: str, people: int, was_read: bool | None
) -> None:
    file = write(
        tmp_path / "list.xlsx",
        *([f"53111801057800{at:02d}", f"Yoksan {chr(65 + at)} Goit", *_VILLAGE] for at in range(1, 41)),
    )
    home = ctx.store.home
    ctx.store.close()
    program = tmp_path / "program.py"
    program.write_text(_PROGRAM, "utf-8")
    root = Path(__file__).parents[3]
    command = [sys.executable, str(program), str(home), str(file), PASSPHRASE, when]
    ran = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(root)}, timeout=120)
    assert ran.returncode == -9
    again = bootstrap.open_context(home, PASSPHRASE)
    try:
        assert count(again, "SELECT count(*) FROM worker") == people
        assert [found.was_read for found in imports.unfinished(again)] == ([] if was_read is None else [was_read])
        assert [(found.file, found.people) for found in imports.unsaid(again)] == (
            [("list.xlsx", 40)] if people else []
        )
        expected = ("identical", 40) if people else ("new", 40)
        assert imports.preview(again, file).value.counts[expected[0]] == expected[1]
    finally:
        again.store.close()
