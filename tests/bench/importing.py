"""Taking in a list: 200 rows with the start of the reading process, and 50,000 rows x 12 columns."""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from ntt_desktop import bootstrap
from ntt_desktop.formats.sheets import read_workbook
from ntt_desktop.services import imports
from tests.bench.measured import Measured, hand_over
from tests.bench.population import PASSPHRASE

SMALL, LARGE = 200, 50_000
_LISTS = f"""
import sys
from pathlib import Path
from tests.made import lists as samples
samples.write_sample(Path(sys.argv[1]), region="53.11", people={SMALL})
samples.write_large(Path(sys.argv[2]), region="53.11", people={LARGE})
"""
_MB = 1024  # ru_maxrss counts KB on Linux


def peak_mb(who: int) -> float:
    """The greatest resident memory so far of this process or of its children."""
    return resource.getrusage(who).ru_maxrss / _MB


def measure(folder: Path) -> list[Measured]:
    """Values in the order of the table."""
    small, large = folder / "small.xlsx", folder / "large.xlsx"
    # In a process of its own: writing workbooks takes memory that is not the import's.
    subprocess.run([sys.executable, "-c", _LISTS, str(small), str(large)], check=True)
    made = bootstrap.create_store(
        folder / "importing", role="petugas", region="53.11", device="ukur", officer="Pengukur", passphrase=PASSPHRASE
    )
    ctx = made.context
    values = []
    begun = time.perf_counter()
    plan = imports.preview(ctx, small).value
    imports.store_import(ctx, plan)
    values.append(Measured(f"import {SMALL} rows, reading process included", time.perf_counter() - begun, "s", 3.0))
    begun = time.perf_counter()
    plan = imports.preview(ctx, large).value
    values.append(Measured(f"preview {LARGE} rows x 12 columns", time.perf_counter() - begun, "s"))
    begun = time.perf_counter()
    stored = imports.store_import(ctx, plan).value
    values.append(Measured(f"store {LARGE} rows", time.perf_counter() - begun, "s"))
    assert stored.read == LARGE
    values.append(Measured("peak memory of the program while importing", peak_mb(resource.RUSAGE_SELF), "MB", 400.0))
    values.append(Measured("peak memory of the reading process", peak_mb(resource.RUSAGE_CHILDREN), "MB", 400.0))
    begun = time.perf_counter()
    assert len(read_workbook(large).sheets[0].rows) > LARGE
    values.append(Measured("read the cells alone", time.perf_counter() - begun, "s"))
    ctx.store.close()
    return values


if __name__ == "__main__":
    hand_over(measure(Path(os.environ["NTT_BENCH_FOLDER"])))
