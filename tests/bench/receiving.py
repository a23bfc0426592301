"""Receiving: 22 packages that hold 100,000 workers, beside merely reading the same workbooks; and the size of one.

The packages are made in processes of their own; the receiving store starts empty. ``NTT_BENCH_PEOPLE`` measures less.
The reading process imports this module again, as it does the program's small main module: what it does not need is
imported where it is used.
"""

import os
import resource
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import msoffcrypto
from python_calamine import CalamineWorkbook

from tests.bench.measured import Measured, hand_over, peak_memory

PASSWORD = "kirim-terima-26"
PEOPLE = int(os.environ.get("NTT_BENCH_PEOPLE", "100000"))
SENDERS = 22
_MAKE = """
import sys
from pathlib import Path
from tests.bench import receiving
receiving.make(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
"""


def make(folder: Path, region: str, people: int, number: int) -> None:
    """A store of ``region`` with so many people, a contact and a child each, and its package in ``folder``."""
    from ntt_desktop.services.sync.export import export
    from tests.bench.population import populate

    device, home = f"laptop-{number}", folder / f"home-{number}"
    ctx = populate(home, people, seed=number, region=region, device=device, sync_password=PASSWORD, families=True)
    export(ctx, folder / f"paket-{number:02d}.xlsx")
    ctx.store.close()


def read_alone(paths: list[Path]) -> float:
    """Seconds to decrypt the workbooks and read every cell of them."""
    begun = time.perf_counter()
    for path in paths:
        plain = BytesIO()
        office = msoffcrypto.OfficeFile(BytesIO(path.read_bytes()))
        office.load_key(password=PASSWORD)
        office.decrypt(plain)
        plain.seek(0)
        book = CalamineWorkbook.from_filelike(plain)
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return time.perf_counter() - begun


def measure(folder: Path) -> list[Measured]:
    """Values in the order of the table."""
    from ntt_desktop import bootstrap
    from ntt_desktop.services.sync.receive import receive
    from tests.bench.population import PASSPHRASE

    regions = [f"53.{number:02d}" for number in range(1, 22)] + ["53.71"]
    paths = [folder / f"paket-{number:02d}.xlsx" for number in range(SENDERS)]
    for number, region in enumerate(regions):
        if not paths[number].exists():
            people = PEOPLE // SENDERS + (number < PEOPLE % SENDERS)
            subprocess.run([sys.executable, "-c", _MAKE, str(folder), region, str(people), str(number)], check=True)
    subprocess.run([sys.executable, "-c", _MAKE, str(folder), "53.11", "1000", str(SENDERS)], check=True)
    size = (folder / f"paket-{SENDERS:02d}.xlsx").stat().st_size / 1024
    alone = read_alone(paths)
    made = bootstrap.create_store(
        folder / "receiving",
        role="supervisor",
        region="53",
        device="provinsi",
        officer="Pengukur",
        passphrase=PASSPHRASE,
        sync_password=PASSWORD,
    )
    ctx = made.context
    codes = [report.fingerprint for report in receive(ctx, paths).value]
    begun = time.perf_counter()
    reports = receive(ctx, paths, trusted=codes).value
    taken = time.perf_counter() - begun
    assert sum(report.new for report in reports) == PEOPLE, [report.reason for report in reports]
    ctx.store.close()
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return [
        Measured(f"read the cells of {SENDERS} packages, {PEOPLE} workers", alone, "s"),
        Measured("receive them in one go", taken, "s"),
        Measured("receiving beside reading", taken / alone, "times", 6.0),
        Measured("peak memory while receiving", peak_memory(), "MB", 400.0),
        Measured("package of 1,000 workers, a contact and a child each", size, "KB", 350.0),
        Measured("peak memory of the reading process", children, "MB", 400.0),
    ]


if __name__ == "__main__":
    hand_over(measure(Path(os.environ["NTT_BENCH_FOLDER"])))
