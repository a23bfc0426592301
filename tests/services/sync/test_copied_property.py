"""Two copies of a store, restored now and then, whatever they do and whichever files are lost, repeated or old."""

import random
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from ntt_desktop import bootstrap
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import board
from ntt_desktop.store.care import backup
from tests.conftest import PASSPHRASE, Clock, MakeContext
from tests.services.sync.nodes import answer, register, send, state, take

ACTS = ("register", "register", "send", "exchange", "exchange", "take", "lose", "again", "old", "backup", "restore")


class Pair:
    """The two copies, their office, and the files that lie about."""

    def __init__(self, laptop: Context, office: Context, clock: Clock, folder: Path, chance: random.Random) -> None:
        self.office, self.clock, self.folder, self.chance = office, clock, folder, chance
        self.made = 0
        self.packages: list[Path] = []
        self.returns: list[Path] = []
        self.backups: list[Path] = []
        self.opened: list[Context] = []
        register(laptop, 0)
        take(office, self.up(laptop), trust=[laptop])
        take(laptop, self.down())
        other = self.place("salinan")
        shutil.copytree(laptop.store.home, other, ignore=shutil.ignore_patterns("lock", "holder.json"))
        self.copies = [laptop, self.open(other)]

    def place(self, name: str) -> Path:
        """A path of its own; time goes on."""
        self.made += 1
        self.clock.now += timedelta(minutes=self.chance.choice((1, 30, 300)))
        return self.folder / f"{self.made}-{name}"

    def open(self, home: Path) -> Context:
        self.opened.append(bootstrap.open_context(home, PASSPHRASE, clock=self.clock))
        return self.opened[-1]

    def up(self, one: Context) -> Path:
        self.packages.append(send(one, self.place("paket")).path)
        return self.packages[-1]

    def down(self) -> Path:
        self.returns.append(answer(self.office, self.place("balasan"))["laptop-1"])
        return self.returns[-1]

    def act(self) -> None:
        """One of them does something."""
        which = self.chance.randrange(2)
        one, act = self.copies[which], self.chance.choice(ACTS)
        if act == "register":
            self.place("")
            register(one, self.made)
        elif act == "lose":
            self.up(one)
        elif act == "again":
            take(self.office, self.chance.choice(self.packages))
        elif act == "old":
            take(one, self.chance.choice(self.returns))
        elif act == "backup":
            self.backups.append(backup.write(one.store, self.place("cadangan.nttb")))
        elif act == "restore" and self.backups:
            home = self.place("pulih")
            backup.restore(self.chance.choice(self.backups), home, PASSPHRASE)
            self.copies[which] = self.open(home)
        if act in ("send", "exchange"):
            take(self.office, self.up(one))
        if act in ("take", "exchange"):
            take(one, self.down())


@pytest.mark.parametrize("seed", [202, 222, 226])
def test_whatever_two_copies_do_the_one_that_goes_on_and_the_office_come_to_have_everything(
    make_ctx: MakeContext, clock: Clock, tmp_path: Path, seed: int
) -> None:
    laptop = make_ctx("petugas", "53.11", name="laptop-1")
    office = make_ctx("supervisor", "53", name="provinsi", officer="M. Tallo")
    pair = Pair(laptop, office, clock, tmp_path / "berkas", random.Random(seed))
    try:
        for _ in range(16):
            pair.act()
        one, other = pair.copies
        for copy in (other, one, other):  # both take a return file in, and send once more; then one goes on
            take(office, pair.up(copy))
            take(copy, pair.down())
        for _ in range(5):
            take(office, pair.up(one))
            take(one, pair.down())
        assert state(one) == state(office)
        with other.store.read() as reader:
            theirs = {row["id"] for row in reader.rows("SELECT id FROM worker")}
        assert theirs <= {row["id"] for row in state(office)["worker"]}
        (line,) = board.board(office)
        assert (line.is_cloned, line.missing) == (False, ())
        assert {notice.code for notice in line.notices} <= {"store_in_two_places"}  # until somebody has seen to it
        assert send(one, tmp_path).nothing_new
    finally:
        for ctx in pair.opened:
            ctx.store.close()
