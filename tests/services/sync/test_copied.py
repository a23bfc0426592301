"""Two machines under one identity: told to both, mended by the parent's next return file, and nothing is lost."""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ntt_desktop import bootstrap
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.capacity.programmes import NewProgramme
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import board, history, notices
from ntt_desktop.store.care import backup
from tests.conftest import NOW, PASSPHRASE, Clock, MakeContext
from tests.services.sync.nodes import answer, register, send, state, take

Copy = Callable[[Path, Path], Context]


@pytest.fixture
def copied(clock: Clock) -> Iterator[Copy]:
    """Copies the folder of a store, and opens the copy; everything happens an hour later from then on."""
    opened: list[Context] = []

    def copy(home: Path, other: Path) -> Context:
        shutil.copytree(home, other, ignore=shutil.ignore_patterns("lock", "holder.json"))
        opened.append(bootstrap.open_context(other, PASSPHRASE, clock=clock))
        return opened[-1]

    yield copy
    for ctx in opened:
        ctx.store.close()


def later(clock: Clock) -> None:
    """The next hour: no two records are made in one millisecond."""
    clock.now += timedelta(hours=1)


def exchange(one: Context, office: Context, folder: Path, clock: Clock) -> str:
    """A package up and its return file down; what was noticed."""
    later(clock)
    (report,) = take(office, send(one, folder / f"up-{one.store.home.name}").path)
    assert report.status == "received"
    take(one, answer(office, folder)["laptop-1"])
    return report.reason


def people(ctx: Context) -> list[str]:
    with ctx.store.read() as reader:
        return [row["full_name"] for row in reader.rows("SELECT full_name FROM worker ORDER BY full_name")]


def told(ctx: Context) -> set[str]:
    return {notice.code for notice in notices.notices(ctx)}


def start(laptop: Context, office: Context, folder: Path) -> None:
    register(laptop, 1, full_name="SEBELUM DISALIN")
    take(office, send(laptop, folder).path, trust=[laptop])
    take(laptop, answer(office, folder)["laptop-1"])


@pytest.mark.parametrize("seen_to", [False, True])
def test_a_copied_laptop_is_mended_by_the_next_return_and_has_what_its_copy_entered(
    laptop: Context, office: Context, copied: Copy, clock: Clock, tmp_path: Path, seen_to: bool
) -> None:
    start(laptop, office, tmp_path)
    copy = copied(laptop.store.home, tmp_path / "salinan")
    later(clock)
    register(copy, 2, full_name="DARI SALINAN")
    # Nothing gives the copy away yet: the return file leaves out what "laptop-1" sent itself.
    assert exchange(copy, office, tmp_path, clock) == ""
    take(laptop, answer(office, tmp_path)["laptop-1"])
    register(laptop, 3, full_name="DARI LAPTOP")
    assert exchange(laptop, office, tmp_path, clock) == "store_cloned"
    assert told(laptop) == {"own_store_cloned"}
    (line,) = board.board(office)
    assert (line.is_cloned, [one.code for one in line.notices]) == (True, ["store_cloned"])
    if seen_to:
        notices.dismiss(office, "store_cloned", line.key)
    # The copy rests from now on; the laptop's next package and its return file make it whole.
    assert exchange(laptop, office, tmp_path, clock) == "store_renewed"
    assert people(laptop) == people(office) == ["DARI LAPTOP", "DARI SALINAN", "SEBELUM DISALIN"]
    assert told(laptop) == set()
    assert exchange(laptop, office, tmp_path, clock) == ""
    (line,) = board.board(office)
    assert (line.is_cloned, line.notices, line.missing) == (False, (), ())
    assert state(laptop) == state(office)
    assert (history.outbox(laptop).acknowledged, send(laptop, tmp_path).nothing_new) == (3, True)


def test_a_copy_seen_to_before_its_return_file_was_made_is_told_all_the_same(
    laptop: Context, office: Context, copied: Copy, clock: Clock, tmp_path: Path
) -> None:
    start(laptop, office, tmp_path)
    copy = copied(laptop.store.home, tmp_path / "salinan")
    for number, one in enumerate((copy, laptop), start=2):
        later(clock)
        register(one, number)
        (report,) = take(office, send(one, tmp_path / one.store.home.name).path)
    notices.dismiss(office, "store_cloned", report.node)
    take(laptop, answer(office, tmp_path)["laptop-1"])
    assert told(laptop) == {"own_store_cloned"}
    assert exchange(laptop, office, tmp_path, clock) == "store_renewed"
    assert state(laptop) == state(office)


def test_both_machines_send_once_more_and_the_one_that_goes_on_has_everything(
    laptop: Context, office: Context, copied: Copy, clock: Clock, tmp_path: Path
) -> None:
    start(laptop, office, tmp_path)
    copy = copied(laptop.store.home, tmp_path / "salinan")
    for number, one in enumerate((copy, laptop), start=2):
        later(clock)
        register(one, number)
        exchange(one, office, tmp_path, clock)
    take(copy, answer(office, tmp_path)["laptop-1"])
    assert laptop.store.node.epoch != copy.store.node.epoch
    register(laptop, 4, full_name="TERAKHIR DI LAPTOP")
    later(clock)
    register(copy, 5, full_name="TERAKHIR DI SALINAN")
    assert exchange(laptop, office, tmp_path, clock) == "store_renewed"
    assert exchange(copy, office, tmp_path, clock) == "store_restored"  # a second one numbers anew
    # The laptop goes on, and is told once more that there was another.
    assert exchange(laptop, office, tmp_path, clock) == "store_in_two_places"
    assert exchange(laptop, office, tmp_path, clock) == "store_renewed"
    assert exchange(laptop, office, tmp_path, clock) == ""
    assert {"TERAKHIR DI LAPTOP", "TERAKHIR DI SALINAN"} < set(people(laptop))
    assert state(laptop) == state(office)
    (line,) = board.board(office)
    assert (line.is_cloned, line.notices) == (False, ())
    assert send(laptop, tmp_path).nothing_new


def test_what_the_copy_had_not_sent_when_the_other_was_acknowledged_comes_once_it_is_told(
    laptop: Context, office: Context, copied: Copy, clock: Clock, tmp_path: Path
) -> None:
    """The return file acknowledges the laptop's numbers; to the copy it seems that its own were meant."""
    start(laptop, office, tmp_path)
    copy = copied(laptop.store.home, tmp_path / "salinan")
    later(clock)
    register(copy, 2, full_name="BELUM DIKIRIM")
    later(clock)
    register(laptop, 3)
    exchange(laptop, office, tmp_path, clock)
    take(copy, answer(office, tmp_path)["laptop-1"])
    later(clock)
    register(copy, 4)
    assert exchange(copy, office, tmp_path, clock) == "store_cloned"
    exchange(laptop, office, tmp_path, clock)  # both have the return file now, and each sends a package
    exchange(copy, office, tmp_path, clock)
    assert "BELUM DIKIRIM" in people(office)
    for _ in range(3):
        exchange(laptop, office, tmp_path, clock)
    assert state(laptop) == state(office)
    (line,) = board.board(office)
    assert (line.is_cloned, line.notices) == (False, ())


def test_a_late_file_of_the_copy_from_before_says_no_more_that_there_are_two(
    laptop: Context, office: Context, copied: Copy, clock: Clock, tmp_path: Path
) -> None:
    start(laptop, office, tmp_path)
    copy = copied(laptop.store.home, tmp_path / "salinan")
    late = []
    for number, one in enumerate((copy, laptop, copy), start=2):
        later(clock)
        register(one, number)
        late.append(send(one, tmp_path / one.store.home.name).path)
    take(office, *late[:2])
    take(laptop, answer(office, tmp_path)["laptop-1"])
    assert exchange(laptop, office, tmp_path, clock) == "store_renewed"
    (report,) = take(office, late[2])
    assert (report.status, report.new, report.reason) == ("received", 1, "")
    exchange(laptop, office, tmp_path, clock)
    exchange(laptop, office, tmp_path, clock)
    assert state(laptop) == state(office)
    (line,) = board.board(office)
    assert (line.is_cloned, line.notices) == (False, ())


def test_the_old_machine_may_be_the_one_that_goes_on_beside_a_restored_one(
    laptop: Context, office: Context, copied: Copy, clock: Clock, tmp_path: Path
) -> None:
    start(laptop, office, tmp_path)
    made = backup.write(laptop.store, tmp_path / "lama.nttb")
    later(clock)
    backup.restore(made, tmp_path / "dua", PASSPHRASE)
    again = copied(tmp_path / "dua", tmp_path / "pulih")
    register(again, 2, full_name="DARI YANG DIPULIHKAN")
    assert exchange(again, office, tmp_path, clock) == "store_restored"
    register(laptop, 3, full_name="DARI YANG LAMA")
    assert exchange(laptop, office, tmp_path, clock) == "store_in_two_places"
    assert told(laptop) == {"own_store_in_two_places"}
    assert exchange(laptop, office, tmp_path, clock) == "store_renewed"
    assert exchange(laptop, office, tmp_path, clock) == ""
    assert people(laptop) == ["DARI YANG DIPULIHKAN", "DARI YANG LAMA", "SEBELUM DISALIN"]
    assert (told(laptop), board.board(office)[0].notices) == (set(), ())


def test_a_copied_office_is_mended_from_above_without_its_laptops_losing_anything(
    laptop: Context, make_ctx: MakeContext, copied: Copy, clock: Clock, tmp_path: Path
) -> None:
    office = make_ctx("supervisor", "53.11", name="kabupaten", officer="R. Bili")
    province = make_ctx("supervisor", "53", name="provinsi", officer="M. Tallo")
    start(laptop, office, tmp_path)
    take(province, send(office, tmp_path).path, trust=[office])
    take(office, answer(province, tmp_path)["kabupaten"])
    copy = copied(office.store.home, tmp_path / "salinan")
    for number, one in enumerate((copy, office), start=2):
        later(clock)
        register(one, number)
        take(province, send(one, tmp_path / one.store.home.name).path)
    for number in range(3):
        later(clock)
        register(laptop, 5 + number)
        take(office, answer(province, tmp_path)["kabupaten"], send(laptop, tmp_path).path)
        take(laptop, answer(office, tmp_path)["laptop-1"])
        take(province, send(office, tmp_path).path)
    assert len(people(office)) == len(people(province)) == 6
    assert (told(office), told(laptop), board.board(province)[0].notices) == (set(), set(), ())
    take(office, answer(province, tmp_path)["kabupaten"], send(laptop, tmp_path).path)
    take(laptop, answer(office, tmp_path)["laptop-1"])
    assert send(laptop, tmp_path).nothing_new


def test_copies_whose_clock_is_behind_the_office_lose_nothing(
    laptop: Context, make_ctx: MakeContext, copied: Copy, clock: Clock, tmp_path: Path
) -> None:
    """Both go on from the office's time: counted on from the same stamp, their records would be one."""
    office = make_ctx("supervisor", "53", name="provinsi", clock=Clock(NOW + timedelta(minutes=30)))
    programmes.add(office, NewProgramme("P26", "APBD", "provinsi", "53", "2026-01", 12, 50, 16_800))
    programmes.allot(office, "P26", "53.11", 10)
    start(laptop, office, tmp_path)
    copy = copied(laptop.store.home, tmp_path / "salinan")
    for number, one in enumerate((laptop, copy), start=2):
        clock.now += timedelta(minutes=5)
        register(one, number, full_name=f"ORANG {number}")
        (report,) = take(office, send(one, tmp_path / one.store.home.name).path)
    assert report.reason == "store_cloned"
    assert people(office) == ["ORANG 2", "ORANG 3", "SEBELUM DISALIN"]
    assert {item.what for item in report.stock_difference} == {"only_here"}
