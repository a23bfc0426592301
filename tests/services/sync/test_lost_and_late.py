"""Restored stores and what comes late: nothing that anybody holds stays lost, and nothing takes its place."""

from datetime import timedelta
from pathlib import Path

import pytest

from ntt_desktop import bootstrap
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import board, notices
from ntt_desktop.store.care import backup
from tests.conftest import PASSPHRASE, Clock, MakeContext
from tests.services.sync.nodes import answer, change, register, send, state, take


def restored(made: Path, home: Path, opened: list[Context], clock: Clock) -> Context:
    """The store of a backup, in a home of its own."""
    backup.restore(made, home, PASSPHRASE)
    opened.append(bootstrap.open_context(home, PASSPHRASE, clock=clock))
    return opened[-1]


def round_trip(laptop: Context, office: Context, folder: Path) -> None:
    take(office, send(laptop, folder).path, trust=[laptop])
    take(laptop, answer(office, folder)["laptop-1"])


@pytest.mark.parametrize("twice", [False, True])
@pytest.mark.parametrize("who", ["laptop-1", "provinsi"])
def test_a_file_from_before_a_restore_that_comes_after_one_from_after_it_goes_back(
    laptop: Context, make_ctx: MakeContext, opened: list[Context], clock: Clock, tmp_path: Path, who: str, twice: bool
) -> None:
    """It lay on a stick; its maker has lost what is in it, and nobody else ever had it."""
    nodes = {"laptop-1": laptop, "provinsi": make_ctx("supervisor", "53", name="provinsi")}
    kept = register(laptop, 1)
    round_trip(laptop, nodes["provinsi"], tmp_path)
    made = backup.write(nodes[who].store, tmp_path / "lama.nttb")
    if twice:  # what is late was made between two restores, and nobody knows of the first
        nodes[who] = restored(made, tmp_path / "satu", opened, clock)
        clock.now += timedelta(days=1)
    change(nodes[who], "worker", kept, full_name="AGNES LOBO BENAR")
    if who == "laptop-1":
        register(nodes[who], 2, heirs=2)
        late = send(nodes[who], tmp_path).path
    else:
        late = answer(nodes[who], tmp_path)["laptop-1"]
    clock.now += timedelta(days=1)
    nodes[who] = restored(made, tmp_path / "dua", opened, clock)
    round_trip(nodes["laptop-1"], nodes["provinsi"], tmp_path / "baru")
    clock.now += timedelta(hours=1)
    (report,) = take(nodes["provinsi" if who == "laptop-1" else "laptop-1"], late)
    assert report.status == "received"
    assert "store_in_two_places" not in report.warnings
    assert not report.warnings or twice
    for _ in range(3):
        round_trip(nodes["laptop-1"], nodes["provinsi"], tmp_path / "baru")
    found = state(nodes["laptop-1"])
    assert found == state(nodes["provinsi"])
    came_late = {"AGNES LOBO BENAR", "AGNES LOBO 2"} if who == "laptop-1" else {"AGNES LOBO BENAR"}
    assert {row["full_name"] for row in found["worker"]} == came_late
    (line,) = board.board(nodes["provinsi"])
    assert (line.notices, notices.notices(nodes["laptop-1"])) == ((), [])
    assert send(nodes["laptop-1"], tmp_path / "baru").nothing_new


def test_a_person_whom_a_restored_office_told_of_and_gets_back_brings_the_family(
    make_ctx: MakeContext, opened: list[Context], clock: Clock, tmp_path: Path
) -> None:
    """Who ended comes alone to the laptop that has the person by another record, and goes back with its next file."""
    one, two = make_ctx("petugas", "53.11", name="satu"), make_ctx("petugas", "53.11", name="dua")
    office = make_ctx("supervisor", "53.11", name="kabupaten")
    first = register(one, 5)
    register(two, 5, heirs=0)
    take(office, send(one, tmp_path).path, send(two, tmp_path).path, trust=[one, two])
    change(one, "worker", first, ended_on="2026-02-01", end_reason="died")
    take(office, send(one, tmp_path).path)
    take(two, answer(office, tmp_path)["dua"])
    office = restored(backup.write(office.store, tmp_path / "lama.nttb"), tmp_path / "dua", opened, clock)
    for _ in range(3):
        take(two, answer(office, tmp_path / "baru")["dua"])
        take(office, send(two, tmp_path).path)
    assert [row["worker_id"] for row in state(two)["heir"]] == [first]
