"""What a restored or copied store writes never bears the name of what was lost, or of what its copy writes."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from ntt_desktop import bootstrap
from ntt_desktop.services.context import Context
from ntt_desktop.store.care import backup
from tests.conftest import NOW, PASSPHRASE, Clock, MakeContext
from tests.services.sync.nodes import answer, change, register, send, state, take


@pytest.mark.parametrize("ahead", [timedelta(hours=8), timedelta(0)])
def test_a_restored_store_takes_no_place_of_what_it_lost(
    laptop: Context, make_ctx: MakeContext, opened: list[Context], clock: Clock, tmp_path: Path, ahead: timedelta
) -> None:
    """Revisions count on from the clock of an office that runs ahead, in the backup as in what was lost; so do those
    of a machine whose clock stands still."""
    office = make_ctx("supervisor", "53", name="provinsi", clock=Clock(NOW + ahead))
    kept = register(laptop, 1)
    take(office, send(laptop, tmp_path).path, trust=[laptop])
    change(office, "worker", kept, phone="081234567890")
    take(laptop, answer(office, tmp_path)["laptop-1"])
    made = backup.write(laptop.store, tmp_path / "lama.nttb")
    lost = {register(laptop, number) for number in (2, 3)}
    take(office, send(laptop, tmp_path).path)
    backup.restore(made, tmp_path / "dua", PASSPHRASE)
    again = bootstrap.open_context(tmp_path / "dua", PASSPHRASE, clock=clock)
    opened.append(again)
    anew = {register(again, number) for number in (4, 5)}
    (report,) = take(office, send(again, tmp_path / "baru").path)
    assert (report.cloned, report.new, set(report.warnings)) == (False, 2, {"store_restored"})
    take(again, answer(office, tmp_path)["laptop-1"])
    take(office, send(again, tmp_path / "baru").path)
    assert state(again) == state(office)
    assert {row["id"] for row in state(office)["worker"]} == {kept} | lost | anew
    take(again, answer(office, tmp_path)["laptop-1"])
    assert send(again, tmp_path / "baru").nothing_new


def test_a_store_that_was_told_of_its_copy_writes_apart(
    laptop: Context, make_ctx: MakeContext, opened: list[Context], clock: Clock, tmp_path: Path
) -> None:
    office = make_ctx("supervisor", "53", name="provinsi")
    register(laptop, 1)
    take(office, send(laptop, tmp_path).path, trust=[laptop])
    shutil.copytree(laptop.store.home, tmp_path / "salinan", ignore=shutil.ignore_patterns("lock", "holder.json"))
    copy = bootstrap.open_context(tmp_path / "salinan", PASSPHRASE, clock=clock)
    opened.append(copy)
    for number, one in enumerate((copy, laptop), start=2):
        clock.now += timedelta(hours=1)
        register(one, number)
        (report,) = take(office, send(one, tmp_path / one.store.home.name).path)
    assert report.cloned
    take(laptop, answer(office, tmp_path)["laptop-1"])
    clock.now += timedelta(hours=1)
    both = {register(laptop, 4), register(copy, 5)}  # in the very same millisecond
    for one in (laptop, copy, laptop):
        clock.now += timedelta(hours=1)
        take(office, send(one, tmp_path / one.store.home.name).path)
        take(one, answer(office, tmp_path)["laptop-1"])
    assert both < {row["id"] for row in state(office)["worker"]}
