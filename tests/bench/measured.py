"""One measured value, and how a bench hands it over."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Measured:
    """A value with its unit; ``limit`` is the promise, in the same unit (None: only shown)."""

    what: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def kept(self) -> bool:
        """Whether the promise is kept."""
        return self.limit is None or self.value <= self.limit

    def row(self) -> str:
        """The line of the table."""
        limit = "" if self.limit is None else f"{self.limit:g} {self.unit}"
        mark = "" if self.limit is None else "ok" if self.kept else "TOO MUCH"
        return f"{self.what:<58} {self.value:>10.2f} {self.unit:<6} {limit:>12}  {mark}"


def hand_over(values: Iterable[Measured]) -> None:
    """Print values for the process that started this bench."""
    for value in values:
        print(json.dumps(asdict(value)), flush=True)


def median_and_worst(seconds: Iterable[float]) -> tuple[float, float]:
    """In milliseconds."""
    ordered = sorted(1000 * value for value in seconds)
    return ordered[len(ordered) // 2], ordered[-1]


def nearly_all(seconds: Iterable[float]) -> float:
    """The 95th percentile in milliseconds: what is left out is the machine's own noise."""
    ordered = sorted(1000 * value for value in seconds)
    return ordered[int(0.95 * (len(ordered) - 1))]


def peak_memory() -> float:
    """The most memory that this process ever held, in MiB."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage() tells there begins with the memory of whoever started this process
        return next(int(line.split()[1]) / 1024 for line in status.read_text().splitlines() if "VmHWM" in line)
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1 << 20) if sys.platform == "darwin" else used / 1024
