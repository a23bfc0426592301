"""The program killed while it takes in a list: everything of the import is there, or nothing, and it says which."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ntt_desktop import bootstrap
from ntt_desktop.services import care, imports
from ntt_desktop.store.care import check
from tests.conftest import PASSPHRASE
from tests.made import lists as samples

MOMENTS = 6


def command(home: Path, *arguments: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "NTT_DESKTOP_PASSPHRASE": PASSPHRASE}
    return subprocess.Popen(
        [sys.executable, "-m", "ntt_desktop", "--home", str(home), "--json", *arguments],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a signal")
def test_everything_or_nothing(tmp_path: Path) -> None:
    sample = samples.write_sample(tmp_path / "a.xlsx", region="53.11", people=300)
    home = tmp_path / "home"
    bootstrap.create_store(
        home, role="petugas", region="53.11", device="laptop", officer="Y. Ndapa", passphrase=PASSPHRASE
    ).context.store.close()
    begun = time.monotonic()
    assert command(home, "import", str(sample.file), "--dry-run").wait(120) == 0
    whole = time.monotonic() - begun
    chance = random.Random(20_26)
    for _ in range(MOMENTS):
        process = command(home, "import", str(sample.file))
        try:
            finished = process.wait(chance.uniform(0.2, 1.3) * whole) == 0
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            finished = False
        ctx = bootstrap.open_context(home, PASSPHRASE)
        try:
            with ctx.store.read() as reader:
                people = reader.value("SELECT count(*) FROM worker WHERE void IS NOT 1")
                stored = reader.value("SELECT count(*) FROM import WHERE undone_on IS NULL")
            assert check.check(ctx.store).ok
            assert people == (sample.count("new") if stored else 0)
            assert stored or not finished
            assert set(care.check(ctx).value.unfinished) == {left.file for left in imports.unfinished(ctx)}
            for left in imports.forget_unfinished(ctx).value:
                assert left.file == sample.file.name
            assert imports.unfinished(ctx) == []
            for record in imports.list_imports(ctx):
                if not record["undone_on"]:
                    imports.undo_import(ctx, record["id"], reason="sekali lagi")
        finally:
            ctx.store.close()
