"""Nodes that cannot talk: whatever they do, whichever files get lost, repeated or cross, no quota is exceeded.

Real stores below a province; a "file" is everything one store knew when it was made, delivered any time later, any
number of times, or never.
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
from ntt_desktop.domain.changes import Change
from ntt_desktop.errors import UserError
from ntt_desktop.services import (
    events,
    joining,
    ledger,
    letters,
    programme_terms,
    programmes,
    recalls,
    replacing,
    retiring,
    slots,
)
from ntt_desktop.services.context import Context
from ntt_desktop.store.codec import COLUMNS, decode
from tests.conftest import PASSPHRASE, Clock
from tests.services.capacity_support import add_programme, day, introduce, person

SEATS, MONTHS = 6, 4
REFUSALS = {
    "capacity_exceeded",
    "nothing_allotted",
    "nothing_to_release",
    "programme_unknown",
    "programme_over",
    "close_backwards",
    "nobody_waits",
    "nothing_to_replace",
    "not_holder",
    "programme_ambiguous",
    "nothing_to_recall",
    "recall_too_much",
    "recall_done",
    "no_such_holder",
    "last_date_passed",
    "date_earlier",
    "date_passed",
    "block_unknown",
    "seats_in_use",
    "months_in_use",
    "rate_billed",
    "terms_unlike",
    "joined_already",
    "join_no_capacity",
    "letter_known",
}
NODES = {"provinsi": ("supervisor", "53"), "laptop-1": ("petugas", "53.11"), "laptop-2": ("petugas", "53.01")}
names = st.sampled_from(sorted(NODES))
laptops = st.sampled_from(["laptop-1", "laptop-2"])


class Capacity(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.nodes: dict[str, Context] = {}
        self.files: list[tuple[str, list[Change]]] = []
        self.people = 0
        self.letters = 0
        self.clock = Clock()

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
        for name in ("laptop-1", "laptop-2"):
            introduce(self.nodes["provinsi"], self.nodes[name])
        self.p26 = add_programme(self.nodes["provinsi"], seats=SEATS, months=MONTHS)
        add_programme(self.nodes["laptop-1"], code="K26", payer="kabupaten", region="53.11", seats=2, months=2)
        for name in ("laptop-1", "laptop-2"):
            programmes.allot(self.nodes["provinsi"], "P26", name, 2)
            person(self.nodes[name], 1)
            person(self.nodes[name], 50 + int(name[-1]))
        for name in ("laptop-1", "laptop-2"):
            self.send("provinsi", name)

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

    def attempt(self, work: Any) -> None:
        """Do something that may rightly be refused."""
        try:
            work()
        except UserError as error:
            if error.code not in REFUSALS:
                raise

    @rule(to=st.sampled_from(["laptop-1", "laptop-2", "53.11", "53.19"]), seats=st.integers(1, 4))
    def allot(self, to: str, seats: int) -> None:
        self.attempt(lambda: programmes.allot(self.nodes["provinsi"], "P26", to, seats))

    @rule(seats=st.integers(1, 2), name=laptops)
    def allot_until(self, seats: int, name: str) -> None:
        """With a last day, which `months_pass` may leave behind."""
        self.attempt(lambda: programmes.allot(self.nodes["provinsi"], "P26", name, seats, last_date=day("2026-02-20")))

    @rule()
    def months_pass(self) -> None:
        """The last day passes; holders assign nothing of such blocks from now on."""
        self.clock.now = datetime(2026, 2, 25, 2, tzinfo=UTC)

    @rule(which=st.integers(0, 5))
    def extend(self, which: int) -> None:
        with self.nodes["provinsi"].store.read() as reader:
            dated = reader.rows("SELECT id FROM block WHERE last_date IS NOT NULL ORDER BY id")
        if dated:
            block = dated[which % len(dated)]["id"]
            self.attempt(lambda: programmes.extend(self.nodes["provinsi"], block, None))

    @rule(name=laptops, seats=st.sampled_from([None, 1, 2]))
    def ask_back(self, name: str, seats: int | None) -> None:
        self.attempt(lambda: recalls.recall(self.nodes["provinsi"], "P26", name, seats, reason="dialihkan"))

    @rule(name=laptops)
    def answer(self, name: str) -> None:
        context = self.nodes[name]
        mine = [one for one in recalls.recalls(context) if one.block.holder == context.store.node.id]
        if mine:
            self.attempt(lambda: recalls.answer(context, mine[0].id))

    @rule(name=laptops)
    def give_up_for_lost(self, name: str) -> None:
        """The laptop goes on as if nothing had happened, and its files may still arrive."""
        retiring.retire(self.nodes["provinsi"], name, "hilang")

    @rule(name=laptops, seats=st.integers(1, 3))
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

    @rule(name=laptops)
    def adopt(self, name: str) -> None:
        """What receiving a file does at its end."""
        joining.adopt(self.nodes[name])

    @rule(seats=st.integers(4, 9), months=st.integers(3, 6))
    def change(self, seats: int, months: int) -> None:
        """More or fewer seats and months, as far as nothing decided becomes untrue."""
        self.attempt(lambda: programme_terms.edit(self.nodes["provinsi"], self.p26, {"seats": seats, "months": months}))

    @rule(name=laptops, seats=st.sampled_from([None, 1, 2]))
    def release(self, name: str, seats: int | None) -> None:
        self.attempt(lambda: programmes.release(self.nodes[name], "P26", seats))

    @rule()
    def give_up_reservation(self) -> None:
        self.attempt(lambda: programmes.release(self.nodes["provinsi"], "P26", region="53.19"))

    @rule(name=laptops)
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
        self.attempt(lambda: slots.assign(self.nodes[name], code, limit=limit))

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
        self.attempt(lambda: programmes.close(self.nodes["provinsi"], "P26", through))

    @rule(
        kind=st.sampled_from(["bill", "payment"]), seats=st.sampled_from(["1-2", "1-6", "2,4"]), last=st.integers(1, 3)
    )
    def charge(self, kind: str, seats: str, last: int) -> None:
        """A bill or a payment over some seats, whoever sits there."""
        months = {"first_month": "2026-01", "last_month": f"2026-{last:02d}"}
        with self.nodes["provinsi"].store.write("tester") as uow:
            uow.put(kind, uow.new_id(), {"programme_id": self.p26, "seats": seats, **months})

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
        for context in self.nodes.values():
            for found in ledger.balance(context):
                assert found.own.holds, found.own
                assert found.whole.holds, found.whole
                for _, balance in found.blocks:
                    assert balance.holds, balance
                    assert balance.rupiah("held") == balance.held * found.programme.rate
                if found.programme.owner == context.store.node.id:
                    assert found.own.held == found.whole.held == found.programme.seat_months

    @invariant()
    def no_seat_is_used_twice_in_force_anywhere(self) -> None:
        """Not even between nodes: each programme's seat-months in force at their holders, put together.

        Blocks given up for lost stand outside: a supervisor decided, with a reason, that what their holder still
        does counts for nothing; it is contested where it arrives.
        """
        used: set[tuple[str, int, int]] = set()
        with self.nodes["provinsi"].store.read() as reader:
            lost = {row["id"] for row in reader.rows("SELECT id FROM block WHERE retired_on IS NOT NULL")}
        for context in self.nodes.values():
            with context.store.read() as reader:
                rows = reader.execute(
                    "SELECT p.id, m.seat, m.month, k.id FROM seat_month m JOIN programme p ON p.pk = m.programme "
                    "JOIN block k ON k.pk = m.block WHERE m.in_force = 1 AND k.holder_node = ?",
                    (context.store.node.id,),
                ).fetchall()
            found = {(programme, seat, month) for programme, seat, month, block in rows if block not in lost}
            assert not used & found
            used |= found

    def _everything(self, name: str) -> dict[str, Any]:
        with self.nodes[name].store.read() as reader:
            return {
                "changes": reader.execute("SELECT revision FROM change ORDER BY revision").fetchall(),
                "seats": reader.execute(
                    "SELECT s.id, m.month, m.seat, m.in_force, m.stage, coalesce(m.contested, '') FROM seat_month m "
                    "JOIN slot s ON s.pk = m.slot ORDER BY s.id, m.month"
                ).fetchall(),
                "states": reader.execute("SELECT id, person_id, state FROM worker ORDER BY id").fetchall(),
            }

    @rule()
    def meet(self) -> None:
        """All files arrive everywhere: every node then says the same."""
        for _ in range(2):
            for sender in self.nodes:
                for name in self.nodes:
                    if name != sender:
                        self.send(sender, name)
        first, *others = (self._everything(name) for name in self.nodes)
        for other in others:
            assert other == first


Capacity.TestCase.settings = settings(max_examples=12, stateful_step_count=30, deadline=None, phases=[Phase.generate])
TestCapacity = Capacity.TestCase
