"""Nodes that cannot talk: whatever they do, whichever files get lost, repeated or cross, no quota is exceeded.

Real stores: a province, a kabupaten below it with two laptops, and a laptop directly below the province. A "file" is
everything one store knew when it was made, delivered any time later, any number of times, to anybody, or never.
"""

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ntt_desktop import bootstrap
from ntt_desktop.domain.balance import Balance
from ntt_desktop.domain.changes import Change
from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment import replacing, slots
from ntt_desktop.services.capacity import joining, letters, programme_terms, programmes, recalls, retiring
from ntt_desktop.services.context import Context
from ntt_desktop.services.life_events import events, restoring
from ntt_desktop.services.money import bills, ledger, payments
from ntt_desktop.store.capacity import programmes as stored
from ntt_desktop.store.codec import COLUMNS, decode
from ntt_desktop.store.money.bills import seats_of
from tests.conftest import PASSPHRASE, Clock
from tests.services.capacity.capacity_checks import LOST, REFUSALS, adds_up, used
from tests.services.capacity.capacity_support import add_programme, day, introduce, person

SEATS, MONTHS = 8, 4
NODES = {
    "provinsi": ("supervisor", "53"),
    "kabupaten": ("supervisor", "53.11"),
    "laptop-1": ("petugas", "53.11"),
    "laptop-2": ("petugas", "53.11"),
    "laptop-3": ("petugas", "53.01"),
}
ABOVE = {"kabupaten": "provinsi", "laptop-1": "kabupaten", "laptop-2": "kabupaten", "laptop-3": "provinsi"}
names = st.sampled_from(sorted(NODES))
children = st.sampled_from(sorted(ABOVE))


class Capacity(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.nodes: dict[str, Context] = {}
        self.files: list[tuple[str, list[Change]]] = []
        self.people = 0
        self.letters = 0
        self.clock = Clock()
        self.bills: dict[str, dict[tuple[int, int], str]] = {}
        """Number of a bill that stands -> (seat, month) -> the slot that was billed."""
        self.seen: dict[str, int] = {}
        self.used: dict[str, set[tuple[str, int, int, str]]] = {}

    @initialize()
    def set_up(self) -> None:
        for name, (role, region) in NODES.items():
            made = bootstrap.create_store(
                self.folder / name,
                role=role,
                region=region,
                device=name,
                officer="tester",
                passphrase=PASSPHRASE,
                clock=self.clock,
            )
            self.nodes[name] = made.context
        for name, above in ABOVE.items():
            introduce(self.nodes[above], self.nodes[name])
        self.p26 = add_programme(self.nodes["provinsi"], seats=SEATS, months=MONTHS)
        add_programme(self.nodes["kabupaten"], code="K26", payer="kabupaten", region="53.11", seats=2, months=2)
        for name, seats in (("kabupaten", 5), ("laptop-3", 2)):
            programmes.allot(self.nodes["provinsi"], "P26", name, seats)
        self.send("provinsi", "kabupaten")
        for name in ("laptop-1", "laptop-2"):
            programmes.allot(self.nodes["kabupaten"], "P26", name, 2)
        for number, name in enumerate(sorted(NODES)):
            person(self.nodes[name], 1)
            person(self.nodes[name], 50 + number)
        for name in ("laptop-1", "laptop-2", "laptop-3"):
            self.send(ABOVE[name], name)

    def teardown(self) -> None:
        for context in self.nodes.values():
            context.store.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def send(self, sender: str, receiver: str) -> None:
        with self.nodes[sender].store.read() as reader:
            rows = reader.execute(f"SELECT {COLUMNS} FROM change ORDER BY seq").fetchall()
        self.take(receiver, sender, [decode(*row) for row in rows])

    def take(self, receiver: str, sender: str, changes: list[Change]) -> None:
        with self.nodes[receiver].store.write("tester") as uow:
            uow.apply(changes, self.nodes[sender].store.node.id)

    def of(self, code: str) -> str:
        """The province's programme by its id: typed letters are programmes of the same code."""
        return self.p26 if code == "P26" else code

    def attempt(self, work: Any) -> None:
        """Do something that may rightly be refused."""
        try:
            work()
        except UserError as error:
            if error.code not in REFUSALS:
                raise

    @rule(to=st.sampled_from(["kabupaten", "laptop-3", "53.11", "53.19"]), seats=st.integers(1, 4))
    def allot(self, to: str, seats: int) -> None:
        self.attempt(lambda: programmes.allot(self.nodes["provinsi"], self.p26, to, seats))

    @rule(
        to=st.sampled_from(["laptop-1", "laptop-2", "53.11.18", "53.11.18.2005"]),
        seats=st.integers(1, 3),
        code=st.sampled_from(["P26", "P26", "K26"]),
    )
    def allot_further(self, to: str, seats: int, code: str) -> None:
        """Of the kabupaten: to its laptops, and for a kecamatan or a village inside itself."""
        self.attempt(lambda: programmes.allot(self.nodes["kabupaten"], self.of(code), to, seats))

    @rule(seats=st.integers(1, 2), name=children)
    def allot_until(self, seats: int, name: str) -> None:
        """With a last day, which `months_pass` may leave behind."""
        above = self.nodes[ABOVE[name]]
        self.attempt(lambda: programmes.allot(above, self.p26, name, seats, last_date=day("2026-02-20")))

    @rule()
    def months_pass(self) -> None:
        """The last day passes; holders assign nothing of such blocks from now on."""
        self.clock.now = datetime(2026, 2, 25, 2, tzinfo=UTC)

    @rule(which=st.integers(0, 5), name=st.sampled_from(["provinsi", "kabupaten"]))
    def extend(self, which: int, name: str) -> None:
        with self.nodes[name].store.read() as reader:
            dated = reader.rows("SELECT id FROM block WHERE last_date IS NOT NULL ORDER BY id")
        if dated:
            block = dated[which % len(dated)]["id"]
            self.attempt(lambda: programmes.extend(self.nodes[name], block, None))

    @rule(name=children, seats=st.sampled_from([None, 1, 2]))
    def ask_back(self, name: str, seats: int | None) -> None:
        self.attempt(lambda: recalls.recall(self.nodes[ABOVE[name]], self.p26, name, seats, reason="dialihkan"))

    @rule(name=children)
    def answer(self, name: str) -> None:
        context = self.nodes[name]
        mine = [one for one in recalls.recalls(context) if one.block.holder == context.store.node.id]
        if mine:
            self.attempt(lambda: recalls.answer(context, mine[0].id))

    @rule(name=children)
    def give_up_for_lost(self, name: str) -> None:
        """The machine goes on as if nothing had happened, and its files may still arrive."""
        retiring.retire(self.nodes[ABOVE[name]], name, "hilang")

    @rule(name=children, seats=st.integers(1, 3))
    def type_letter(self, name: str, seats: int) -> None:
        if self.letters < 3:
            self.letters += 1
            new = letters.NewLetter(
                "P26", f"560/{self.letters}", day("2026-01-20"), seats, "2026-01", MONTHS, "provinsi"
            )
            letters.record(self.nodes[name], new)

    @rule(which=st.integers(0, 5))
    def confirm(self, which: int) -> None:
        pairs = joining.candidates(self.nodes["provinsi"])
        if pairs:
            typed, real = pairs[which % len(pairs)]
            self.attempt(lambda: joining.join(self.nodes["provinsi"], typed.id, real.id, accept_unlike=True))

    @rule(name=children)
    def adopt(self, name: str) -> None:
        """What receiving a file does at its end."""
        joining.adopt(self.nodes[name])
        restoring.restore_received(self.nodes[name])

    @rule(seats=st.integers(4, 9), months=st.integers(3, 6))
    def change(self, seats: int, months: int) -> None:
        """More or fewer seats and months, as far as nothing decided becomes untrue."""
        self.attempt(lambda: programme_terms.edit(self.nodes["provinsi"], self.p26, {"seats": seats, "months": months}))

    @rule(name=children, seats=st.sampled_from([None, 1, 2]))
    def release(self, name: str, seats: int | None) -> None:
        self.attempt(lambda: programmes.release(self.nodes[name], self.p26, seats))

    @rule()
    def give_up_reservation(self) -> None:
        self.attempt(lambda: programmes.release(self.nodes["provinsi"], self.p26, region="53.19"))

    @rule(name=children)
    def hand_over(self, name: str) -> None:
        programmes.hand_over_reservations(self.nodes["provinsi"], self.nodes[name].store.node.id)

    @rule(name=names, shared=st.booleans())
    def register(self, name: str, shared: bool) -> None:
        """A new person; or one whom another node may know under the same NIK."""
        number = 1 if shared else 100 + self.people
        self.people += 1
        with self.nodes[name].store.read() as reader:
            known = shared and reader.value("SELECT count(*) FROM worker WHERE full_name = 'Orang 00001'")
        if not known:
            person(self.nodes[name], number)

    @rule(name=names, code=st.sampled_from(["P26", "K26"]), limit=st.integers(1, 3))
    def assign(self, name: str, code: str, limit: int) -> None:
        self.attempt(lambda: slots.assign(self.nodes[name], self.of(code), limit=limit))

    @rule(name=names, which=st.integers(0, 20), on=st.sampled_from(["2025-12-31", "2026-01-15", "2026-02-09"]))
    def end(self, name: str, which: int, on: str) -> None:
        rows = [row for row in slots.slots(self.nodes[name]) if row["state"] != "ended" and row["person_id"]]
        if rows:
            events.end_worker(self.nodes[name], rows[which % len(rows)]["worker_id"], "moved", day(on))

    @rule(name=names, which=st.integers(0, 20))
    def reopen(self, name: str, which: int) -> None:
        with self.nodes[name].store.read() as reader:
            ended = reader.rows("SELECT id FROM worker WHERE state = 'ended' AND person_id = id ORDER BY id")
        if ended:
            events.reopen_worker(self.nodes[name], ended[which % len(ended)]["id"], "keliru")

    @rule(name=names, which=st.integers(0, 20))
    def replace(self, name: str, which: int) -> None:
        rows = [row for row in slots.slots(self.nodes[name]) if row["end_reason"]]
        if rows:
            self.attempt(lambda: replacing.replace(self.nodes[name], rows[which % len(rows)]["id"]))

    @rule(through=st.sampled_from(["2026-01", "2026-02"]))
    def close(self, through: str) -> None:
        self.attempt(lambda: programmes.close(self.nodes["provinsi"], self.p26, through))

    @rule(through=st.sampled_from(["2026-01", "2026-02", "2026-03"]))
    def bill(self, through: str) -> None:
        """Whoever is known on a seat is billed, and stays there."""
        number = f"T{len(self.bills) + 1}"
        context = self.nodes["provinsi"]
        self.attempt(lambda: bills.issue(context, self.p26, through, number=number))
        spans = [
            (bill.month.index, seats_of(bill.seats))
            for bill in bills.listing(context, self.p26)
            if bill.number == number
        ]
        if spans:
            with context.store.read() as reader:
                seated = reader.execute(
                    "SELECT m.seat, m.month, s.id FROM seat_month m JOIN slot s ON s.pk = m.slot "
                    "WHERE m.in_force = 1 AND s.programme_id = ?",
                    (self.p26,),
                ).fetchall()
            due = {(seat, month) for month, seats in spans for seat in seats}
            self.bills[number] = {(seat, month): slot for seat, month, slot in seated if (seat, month) in due}
            assert len(self.bills[number]) == len(due)

    @rule(number=st.sampled_from(["T1", "T2"]), cancel=st.booleans())
    def pay_or_cancel(self, number: str, cancel: bool) -> None:
        context = self.nodes["provinsi"]
        if number not in self.bills:
            return
        if cancel:
            before = bills.listing(context, self.p26)
            self.attempt(lambda: bills.cancel(context, self.p26, number, "keliru"))
            if bills.listing(context, self.p26) != before:
                self.bills[number] = {}
        else:
            self.attempt(lambda: payments.pay(context, self.p26, number, paid_on="2026-01-10"))

    @rule(sender=names, name=names)
    def pass_on(self, sender: str, name: str) -> None:
        """A file that is made and arrives at once."""
        if sender != name:
            self.send(sender, name)

    @rule(name=names)
    def write_file(self, name: str) -> None:
        with self.nodes[name].store.read() as reader:
            rows = reader.execute(f"SELECT {COLUMNS} FROM change ORDER BY seq").fetchall()
        self.files.append((name, [decode(*row) for row in rows]))

    @precondition(lambda self: self.files)
    @rule(which=st.integers(0, 50), name=names)
    def deliver(self, which: int, name: str) -> None:
        """Any file, to anybody, late or again; the others are lost."""
        sender, changes = self.files[which % len(self.files)]
        if sender != name:
            self.take(name, sender, changes)

    @invariant()
    def every_seat_month_is_in_exactly_one_place(self) -> None:
        """At every node for each block, each holder and all together, in person-months and rupiah."""
        changed = []
        for name, context in self.nodes.items():
            with context.store.read() as reader:
                last = reader.value("SELECT max(seq) FROM change")
                if self.seen.get(name) == last:
                    continue
                self.seen[name] = last
                changed.append(name)
                counted = stored.occupancy(reader)
                for programme in stored.every(reader):
                    adds_up(reader, programme, context.store.node.id, counted)
                self.used[name] = used(reader, context.store.node.id)
        self._no_seat_is_used_twice()
        if "provinsi" in changed:
            self._billed_months_keep_their_occupant("provinsi")

    def _no_seat_is_used_twice(self) -> None:
        """Not even between nodes: each programme's seat-months in force at their holders, put together.

        Blocks given up for lost stand outside, wherever that was decided: what their holder still does counts for
        nothing, and is contested where it arrives. Likewise what stands below them.
        """
        lost: set[str] = set()
        for name in ("provinsi", "kabupaten"):
            with self.nodes[name].store.read() as reader:
                lost |= {row["id"] for row in reader.rows(LOST)}
        used: set[tuple[str, int, int]] = set()
        for found in self.used.values():
            mine = {(programme, seat, month) for programme, seat, month, block in found if block not in lost}
            assert not used & mine
            used |= mine

    def _billed_months_keep_their_occupant(self, name: str) -> None:
        with self.nodes[name].store.read() as reader:
            seated = {
                (seat, month): slot
                for seat, month, slot in reader.execute(
                    "SELECT m.seat, m.month, s.id FROM seat_month m JOIN slot s ON s.pk = m.slot "
                    "WHERE m.in_force = 1 AND s.programme_id = ?",
                    (self.p26,),
                )
            }
        for billed in self.bills.values():
            assert {key: seated.get(key) for key in billed} == billed

    def _everything(self, name: str) -> dict[str, Any]:
        with self.nodes[name].store.read() as reader:
            return {
                "changes": reader.execute("SELECT revision FROM change ORDER BY revision").fetchall(),
                "capacity": [(found.programme.id, found.whole) for found in ledger.balance(self.nodes[name])],
                "seats": reader.execute(
                    "SELECT s.id, m.month, m.seat, m.in_force, m.stage, coalesce(m.contested, '') FROM seat_month m "
                    "JOIN slot s ON s.pk = m.slot ORDER BY s.id, m.month"
                ).fetchall(),
                "states": reader.execute("SELECT id, person_id, state FROM worker ORDER BY id").fetchall(),
            }

    @rule()
    def meet(self) -> None:
        """All files arrive everywhere: every node then says the same."""
        for name in ABOVE:
            self.send(name, "provinsi")
        for name in ABOVE:
            self.send("provinsi", name)
        first, *others = (self._everything(name) for name in self.nodes)
        for other in others:
            assert other == first
        for name in self.nodes:
            self._billed_months_keep_their_occupant(name)
        self._holders_make_up_the_programme()

    def _holders_make_up_the_programme(self) -> None:
        """What each node says of its own adds up to the whole programme, in person-months and rupiah."""
        every = [found for context in self.nodes.values() for found in ledger.balance(context)]
        known = [found for found in every if found.programme.id == self.p26]
        parts, programme = [found.own for found in known], known[0].programme
        for of, unit in ((lambda one, part: getattr(one, part), 1), (Balance.rupiah, programme.rate)):
            kept = sum(of(one, part) for one in parts for part in ("occupied", "free", "expired"))
            assert kept == programme.seat_months * unit


Capacity.TestCase.settings = settings(max_examples=12, stateful_step_count=30, deadline=None, phases=[Phase.generate])
TestCapacity = Capacity.TestCase
