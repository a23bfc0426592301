"""Fixtures shared by all tests: real encrypted stores in a temporary folder."""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings
from msoffcrypto.method.ecma376_agile import ECMA376Agile

from ntt_desktop import bootstrap, i18n
from ntt_desktop.domain import revision
from ntt_desktop.errors import UserError
from ntt_desktop.formats import reference as reference_module
from ntt_desktop.formats.reading_process import Progress, ReadingProcess, Task, silent
from ntt_desktop.formats.reference import Reference
from ntt_desktop.services.context import Context
from ntt_desktop.store import ids
from ntt_desktop.store.care import identity, keys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # windows in tests need no display

# The same examples at every check; elsewhere new ones each time. No example is late: machines differ.
settings.register_profile("ntt", derandomize="CI" in os.environ, deadline=None)
settings.load_profile("ntt")

PASSPHRASE = "Jagung-Bakar-2026"
SYNC_PASSWORD = "kirim-terima-26"
NOW = datetime(2026, 2, 10, 2, 0, tzinfo=UTC)

IN_A_PROCESS = (
    *("test_exchange", "test_tried_for_real", "test_files_held", "test_enrolment"),
    *("test_imports", "test_samples", "test_killed"),
)
"""Tests of workflows and commands that read foreign files as the program does, in a process of its own."""
ENCRYPT = ECMA376Agile.encrypt
"""As it is shipped."""

MakeContext = Callable[..., Context]


class Clock:
    """A clock that tests set: ``clock.now``."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The time now."""
        return self.now


@pytest.fixture(autouse=True)
def _fast_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Key derivation at the least cost that Argon2 allows; the real cost has a test of its own."""
    monkeypatch.setattr(keys, "_ARGON2", {"iterations": 1, "lanes": 1, "memory_cost": 64})


@pytest.fixture(autouse=True)
def _quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workbooks under a password that is quickly tried; the real cost has a test of its own."""
    monkeypatch.setattr(ECMA376Agile, "encrypt", staticmethod(partial(ENCRYPT, spin_count=1000)))


def run_here(self: ReadingProcess, task: Task, name: str, progress: Progress = silent) -> Iterator[tuple[str, object]]:
    """Stands for `ReadingProcess.run`: the same task, in the process of the tests."""
    found: list[tuple[str, object]] = []
    refused: UserError | None = None
    try:
        task(lambda word, value: found.append((word, value)))
    except UserError as error:
        refused = error
    yield from found  # what was sent before a refusal arrives before it
    if refused:
        raise refused


@contextmanager
def reading_here() -> Iterator[None]:
    """Read in this process while something is prepared; what is tried afterwards reads as the program does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ReadingProcess, "run", run_here)
        yield


@pytest.fixture(autouse=True)
def _read_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Starting a process for each file takes most of the time of workflows that are not about that."""
    package, _, module = request.module.__name__.rpartition(".")
    if package.startswith(("tests.services", "tests.cli")) and module not in IN_A_PROCESS:
        monkeypatch.setattr(ReadingProcess, "run", run_here)


class Chance:
    """Stands for `secrets` where ids are made: the same ids at every run of a test, others under NTT_TEST_SEED."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(os.environ.get("NTT_TEST_SEED", "") + seed)

    def randbits(self, bits: int) -> int:
        """As `secrets.randbits`."""
        return self._random.getrandbits(bits)

    def token_hex(self, count: int) -> str:
        """As `secrets.token_hex`."""
        return self._random.randbytes(count).hex()

    def randbelow(self, limit: int) -> int:
        """As `secrets.randbelow`."""
        return self._random.randrange(limit)


@pytest.fixture(autouse=True)
def _repeatable_ids(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Records made in one millisecond sort by chance; a test that minds fails always, not now and then."""
    chance = Chance(request.node.nodeid)
    monkeypatch.setattr(ids, "secrets", chance)
    monkeypatch.setattr(identity, "secrets", chance)
    monkeypatch.setattr(revision, "secrets", chance)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Texts in English unless a test asks for Indonesian."""
    i18n.set_language("en")
    yield
    i18n.set_language("en")


@pytest.fixture(scope="session")
def reference() -> Reference:
    """The shipped reference data."""
    return reference_module.load()


@pytest.fixture
def clock() -> Clock:
    """The clock of the stores made by `make_ctx`."""
    return Clock()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder for one store."""
    return tmp_path / "home"


def new_node(home: Path, role: str, region: str, name: str, clock: Clock, *, officer: str = "") -> Context:
    """A store of its own, open; the officer is called as the device is unless said."""
    made = bootstrap.create_store(
        home,
        role=role,
        region=region,
        device=name,
        officer=officer or name,
        passphrase=PASSPHRASE,
        sync_password=SYNC_PASSWORD,
        clock=clock,
    )
    return made.context


@pytest.fixture
def make_ctx(tmp_path: Path, clock: Clock) -> Iterator[MakeContext]:
    """Makes stores: ``make_ctx("petugas", "53.11", name="laptop-1")``."""
    opened: list[Context] = []

    def make(
        role: str = "petugas",
        region: str = "53.11",
        *,
        name: str = "laptop-1",
        officer: str = "Y. Ndapa",
        clock: Clock = clock,
    ) -> Context:
        opened.append(new_node(tmp_path / f"home-{name}", role, region, name, clock, officer=officer))
        return opened[-1]

    yield make
    for context in opened:
        context.store.close()


@pytest.fixture
def ctx(make_ctx: MakeContext) -> Context:
    """A petugas's store in Sumba Timur (53.11)."""
    return make_ctx()
