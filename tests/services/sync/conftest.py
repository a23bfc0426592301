"""Files are read in this process: starting one for each takes most of the time of tests that are not about that."""

from collections.abc import Iterator

import pytest

from ntt_desktop.formats.reading_process import Progress, ReadingProcess, Task, silent

_IN_A_PROCESS = ("test_exchange", "test_tried_for_real", "test_enrolment")


def run_here(self: ReadingProcess, task: Task, name: str, progress: Progress = silent) -> Iterator[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    task(lambda word, value: found.append((word, value)))
    yield from found


@pytest.fixture(autouse=True)
def _read_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.module.__name__.rpartition(".")[2] not in _IN_A_PROCESS:
        monkeypatch.setattr(ReadingProcess, "run", run_here)
