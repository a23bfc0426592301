"""Run every bench and print one table; exit code 1 when a promise is not kept."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.measured import Measured

BENCHES = (
    "start",
    "importing",
    "matcher",
    "searching",
    "receiving",
    "window",
    "stalls",
    "taking",
    "grid",
    "assigning",
    "beranda",
    "money",
)
ROOT = Path(__file__).parent.parent.parent


def measure(name: str, folder: str) -> list[Measured]:
    """What the bench ``name`` measured."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "NTT_BENCH_FOLDER": folder}
    ran = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{name}"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    if ran.returncode:
        print(f"the bench {name} failed", file=sys.stderr)
        return [Measured(f"{name}: failed", 1, "", 0)]
    return [Measured(**json.loads(line)) for line in ran.stdout.splitlines() if line.startswith("{")]


def main() -> int:
    """Measure in the order of `BENCHES`, showing each value as it comes."""
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[1:] or BENCHES:
            for value in measure(name, folder):
                print(value.row(), flush=True)
                kept = kept and value.kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
