"""The whole job on synthetic lists: three laptops and a province, from a village's spreadsheet to the same rupiah.

The lists are shipped in ``resources/samples``. The demonstration calls the
services that windows and command line call; nothing in it knows the answer beforehand.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ntt_desktop import paths
from ntt_desktop.domain.claims import JKM
from ntt_desktop.domain.dates import Month
from ntt_desktop.i18n import mark
from ntt_desktop.services import care
from ntt_desktop.services.assignment import replacing, slots
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.capacity.programmes import NewProgramme
from ntt_desktop.services.claims import claims
from ntt_desktop.services.context import Context, Progress, silent
from ntt_desktop.services.demonstration import demo_protection
from ntt_desktop.services.demonstration.demo_cast import CHILDREN, HEIRS, LAPTOPS, Laptop
from ntt_desktop.services.figures import targets
from ntt_desktop.services.figures.targets import Target
from ntt_desktop.services.imports import ImportOptions, note_said, preview, store_import
from ntt_desktop.services.life_events import events
from ntt_desktop.services.money import bills, ledger, payments
from ntt_desktop.services.people import families, workers
from ntt_desktop.services.sync import stock
from ntt_desktop.services.sync.export import export
from ntt_desktop.services.sync.receive import receive
from ntt_desktop.services.sync.returns import make_returns

__all__ = ["LAPTOPS", "PASSPHRASE", "PROBLEMS", "PROVINCE", "RATE", "SYNC_PASSWORD", "Laptop", "Played", "Step", "play"]

CreateStore = Callable[..., Context]
"""Makes and opens a store: home, role, region, device, officer."""


PROVINCE, PROVINCE_OFFICER = "provinsi", "A. Kolo"
SEATS, RATE, MONTHS = 500, 16_800, 12
PASSPHRASE, SYNC_PASSWORD = "Demo-Jagung-Bakar-26", "demo-kirim-terima"

SETUP = mark("Set up")
IMPORT = mark("Village's list imported")
ADD = mark("One person registered by hand")
INTRODUCE = mark("First package, which introduces the laptop")
TRUST = mark("Packages received, device codes compared")
PROGRAMME = mark("Programme made, slots passed down, return files made")
TAKE_BACK = mark("Return file received")
ASSIGN = mark("Slots given to the first in rank")
DEATH = mark("A death reported: claim opened, the seat given to the next")
EXPORT = mark("Package for the province")
BILL = mark("This month billed and paid")
RECEIVE = mark("Packages received")
PROTECT = mark("Batch made, Dukcapil's answers and BPJS's result taken in, cards handed over")


@dataclass(frozen=True, slots=True)
class Step:
    """The state of one node after a step: people with a NIK, person-months in force, whole rupiah, seconds taken."""

    title: str
    node: str
    people: int
    person_months: int
    rupiah: int
    seconds: float


@dataclass(slots=True)
class Played:
    """What was done. ``problems`` are (code of `PROBLEMS`, detail); the homes can be opened with `PASSPHRASE`."""

    steps: list[Step] = field(default_factory=list)
    homes: dict[str, Path] = field(default_factory=dict)
    packages: list[Path] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)


PROBLEMS = {
    "rows": mark("The rows of a list do not add up: {detail}"),
    "not_received": mark("A file was not received: {detail}"),
    "counts": mark("Province and laptops do not have the same sums: {detail}"),
    "balance": mark("Capacity does not add up: {detail}"),
    "health": mark("A store is not whole: {detail}"),
}


def play(
    folder: Path, create: CreateStore, *, laptops: tuple[Laptop, ...] = LAPTOPS, progress: Progress = silent
) -> Played:
    """Do the whole job in ``folder``, which must not hold stores yet. Raises what the services raise."""
    with ExitStack() as stack:
        return _Play(folder, create, laptops, progress, stack).run()


class _Play:
    """One demonstration on its way."""

    def __init__(
        self, folder: Path, create: CreateStore, laptops: tuple[Laptop, ...], progress: Progress, stack: ExitStack
    ) -> None:
        self.folder, self.create, self.laptops, self.stack = folder, create, laptops, stack
        self.progress, self.all = progress, 6 + 7 * len(laptops)
        self.played = Played()

    def run(self) -> Played:
        province = self._set_up(PROVINCE, "supervisor", "53", PROVINCE_OFFICER)
        below = [
            (laptop, self._set_up(laptop.device, "petugas", laptop.region, laptop.officer)) for laptop in self.laptops
        ]
        first = [self._register(laptop, ctx) for laptop, ctx in below]
        with self._step(TRUST, province):
            codes = {ctx.store.node.fingerprint for _, ctx in below}
            self._receive(province, first, codes)
        with self._step(PROGRAMME, province):
            code = self._programme(province)
            returned = make_returns(province, self.folder / "balasan").value
            self.played.packages += [made.path for made in returned]
        answers = {made.node.node: made.path for made in returned}
        second = [self._take_part(code, ctx, answers[ctx.store.node.id], province) for _, ctx in below]
        with self._step(RECEIVE, province):
            self._receive(province, second, set())
        with self._step(PROTECT, province):
            read, unused = demo_protection.protect(province, self.folder / "instansi", code)
            if unused:
                self.played.problems.append(("rows", f"{demo_protection.BATCH}: {unused} / {read}"))
        self._compare(province, [ctx for _, ctx in below])
        with self._step(BILL, province):
            self._bill(province, code)
        self.progress(self.all, self.all)
        return self.played

    def _set_up(self, device: str, role: str, region: str, officer: str) -> Context:
        home = self.folder / "stores" / device
        began = time.perf_counter()
        ctx = self.create(home, role=role, region=region, device=device, officer=officer)
        self.stack.callback(ctx.store.close)
        self.played.homes[device] = home
        self._note(SETUP, ctx, began)
        return ctx

    def _register(self, laptop: Laptop, ctx: Context) -> Path:
        """A list and one person taken in, and the package that introduces the laptop."""
        with self._step(IMPORT, ctx):
            plan = preview(ctx, paths.resource(f"samples/{laptop.file}"), ImportOptions(region=laptop.region)).value
            stored = store_import(ctx, plan).value
            note_said(ctx, stored.id)
        if stored.read != laptop.people:
            self.played.problems.append(("rows", f"{laptop.file}: {stored.read} / {laptop.people}"))
        with self._step(ADD, ctx):
            workers.add(ctx, laptop.typed, heirs=[{"name": "Maria Lobo", "relation": "istri"}], ktp_seen=True)
        with self._step(INTRODUCE, ctx):
            return self._export(ctx)

    def _programme(self, province: Context) -> str:
        year = province.today.year
        new = NewProgramme(
            f"P{year % 100}", f"APBD Provinsi {year}", "provinsi", "53", f"{year}-01", MONTHS, SEATS, RATE
        )
        code = programmes.add(province, new).value.code
        for laptop in self.laptops:
            programmes.allot(province, code, laptop.device, laptop.slots)
        return code

    def _take_part(self, code: str, ctx: Context, answer: Path, province: Context) -> Path:
        """The return file taken in, slots given, a death reported, and everything sent up."""
        with self._step(TAKE_BACK, ctx):
            self._receive(ctx, [answer], {province.store.node.fingerprint})
        with self._step(ASSIGN, ctx):
            given = slots.assign(ctx, code).value.given
        with self._step(DEATH, ctx):
            dead = given[0]
            self._claim(ctx, dead.person.id)
            if Month.of(ctx.today) < dead.last:
                replacing.replace(ctx, dead.slot)
        with self._step(EXPORT, ctx):
            return self._export(ctx)

    def _claim(self, ctx: Context, worker: str) -> None:
        """A death with the family that it leaves, and the first documents of its claim."""
        for heir in HEIRS:
            families.save_heir(ctx, worker, heir)
        for child in CHILDREN:
            families.save_child(ctx, worker, child)
        claim = events.end_worker(ctx, worker, "died", ctx.today).value.claim
        claims.classify(ctx, claim, JKM)
        claims.hand_in(ctx, claim, dict.fromkeys(("ktp_worker", "kk"), ctx.today.isoformat()))

    def _export(self, ctx: Context) -> Path:
        made = export(ctx, self.folder / "paket").value.path
        self.played.packages.append(made)
        return made

    def _receive(self, ctx: Context, files: list[Path], trusted: set[str]) -> None:
        for report in receive(ctx, files, trusted=trusted).value:
            if report.status != "received" or report.edited or report.missing_rows or report.stock_difference:
                self.played.problems.append(
                    ("not_received", f"{Path(report.file).name}: {report.status} {report.reason}")
                )

    def _bill(self, province: Context, code: str) -> None:
        """This month billed and paid, the next one billed; figures for the coverage."""
        now = Month.of(province.today)
        self._targets(province)
        bills.issue(province, code, now.text, number=f"001/BPU/{now.year}")
        paid_on = province.today.isoformat()
        payments.pay(
            province,
            code,
            f"001/BPU/{now.year}",
            paid_on=paid_on,
            contribution_code=f"{now.year}0001",
            spm="SPM-001",
            sp2d="SP2D-001",
        )
        if now.month < MONTHS:
            bills.issue(province, code, (now + 1).text, number=f"002/BPU/{now.year}")

    def _targets(self, province: Context) -> None:
        """Workers and targets of the kabupaten in which the laptops work, so that there is a coverage to show."""
        day = province.today.replace(month=1, day=1)
        targets.set_targets(
            province,
            [
                Target(laptop.region, day.year, 4 * laptop.people, laptop.people, 600, day, "contoh")
                for laptop in self.laptops
            ],
        )

    def _compare(self, province: Context, below: list[Context]) -> None:
        there = _sums(province)
        here = tuple(map(sum, zip(*map(_sums, below), strict=True)))
        if there != here:
            self.played.problems.append(("counts", f"{there} / {here}"))
        for ctx in (province, *below):
            name = ctx.store.node.name
            for entry in ledger.balance(ctx):
                for balance in (entry.own, entry.whole, *(balance for _, balance in entry.blocks)):
                    if not balance.holds or entry.contested:
                        self.played.problems.append(("balance", f"{name}: {balance}"))
            self.played.problems += [
                ("health", f"{name}: {code} {detail}") for code, detail in care.check(ctx).value.problems
            ]

    @contextmanager
    def _step(self, title: str, ctx: Context) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self._note(title, ctx, began)

    def _note(self, title: str, ctx: Context, began: float) -> None:
        seconds = time.perf_counter() - began
        self.played.steps.append(Step(title, ctx.store.node.name, *_sums(ctx), seconds))
        self.progress(len(self.played.steps), self.all)


def _sums(ctx: Context) -> tuple[int, int, int]:
    """People with a NIK, person-months in force, rupiah."""
    with ctx.store.read() as reader:
        totals = stock.totals(reader)
    return totals.workers, totals.person_months, totals.rupiah
