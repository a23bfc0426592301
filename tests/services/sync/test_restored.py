"""Restored backups, copied stores, wrong clocks: noticed, told in words, and made whole by an ordinary return file."""

from datetime import timedelta
from pathlib import Path

import pytest

from ntt_desktop import bootstrap, i18n
from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.capacity.programmes import NewProgramme
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import board, history, notices
from ntt_desktop.store.care import backup
from ntt_desktop.store.sync import epochs
from ntt_desktop.wording.errors import message
from tests.conftest import NOW, PASSPHRASE, Clock, MakeContext
from tests.services.sync.nodes import answer, change, register, send, state, take


def restored(ctx: Context, made: Path, home: Path, opened: list[Context], clock: Clock) -> Context:
    """The store of a backup, in a home of its own."""
    backup.restore(made, home, PASSPHRASE)
    opened.append(bootstrap.open_context(home, PASSPHRASE, clock=clock))
    return opened[-1]


def round_trip(laptop: Context, office: Context, folder: Path) -> None:
    take(office, send(laptop, folder).path, trust=[laptop])
    take(laptop, answer(office, folder)["laptop-1"])


def test_an_ordinary_return_gives_a_restored_laptop_back_what_it_lost(
    laptop: Context, office: Context, opened: list[Context], clock: Clock, tmp_path: Path
) -> None:
    programmes.add(office, NewProgramme("P26", "APBD", "provinsi", "53", "2026-01", 12, 50, 16_800))
    programmes.allot(office, "P26", "53.11", 10)
    kept = register(laptop, 1)
    round_trip(laptop, office, tmp_path)
    made = backup.write(laptop.store, tmp_path / "lama.nttb")
    # After the backup: a new person, a mended one, slots for both, a change of the office's; all acknowledged.
    register(laptop, 2)
    change(laptop, "worker", kept, full_name="AGNES LOBO BENAR")
    slots.assign(laptop, "P26")
    round_trip(laptop, office, tmp_path)
    change(office, "worker", kept, phone="081234567890")
    take(laptop, answer(office, tmp_path)["laptop-1"])
    take(office, send(laptop, tmp_path).path)
    whole = state(laptop)

    clock.now += timedelta(days=1)
    again = restored(laptop, made, tmp_path / "dua", opened, clock)
    assert [notice.code for notice in notices.notices(again)] == ["restored_here"]
    with pytest.raises(UserError, match="restored_waits"):
        slots.assign(again, "P26")
    assert slots.assign(again, "P26", dry_run=True).value.given
    register(again, 3)
    (report,) = take(office, send(again, tmp_path / "baru").path)
    assert (report.status, report.reason, report.new) == ("received", "store_restored", 1)
    assert report.params["count"] == 1  # of two people sent, one is in the backup
    assert [item.what for item in report.stock_difference if item.worker] == ["only_here"]
    (line,) = board.board(office)
    (noticed,) = line.notices
    assert message(UserError(noticed.code, **noticed.params))[0] == '"laptop-1" was restored from an older backup.'
    (back,) = take(again, answer(office, tmp_path)["laptop-1"])
    assert back.status == "received"
    assert state(again) == state(office)
    assert {row["id"] for row in whole["slot"]} == {row["id"] for row in state(again)["slot"]}
    assert notices.notices(again) == []
    assert len(slots.assign(again, "P26").value.given) == 1  # the third person; the others keep their slots
    # Nothing of it goes up again once the parent knows that it arrived, and the exchange comes to rest.
    sent = send(again, tmp_path / "baru")
    assert sent.manifest.counts["workers"] == 1
    (report,) = take(office, sent.path)
    assert (report.reason, report.stock_difference) == ("", [])
    (line,) = board.board(office)
    assert line.notices == ()  # it says that it has everything again
    take(again, answer(office, tmp_path)["laptop-1"])
    assert send(again, tmp_path / "baru").nothing_new


@pytest.mark.parametrize("who", ["laptop-1", "provinsi"])
def test_a_file_made_before_the_partner_knew_of_the_restore_hides_nothing(
    laptop: Context, office: Context, opened: list[Context], clock: Clock, tmp_path: Path, who: str
) -> None:
    """It lies on the stick already when the backup is put back, and leaves out what the restored store had sent."""
    nodes = {"laptop-1": laptop, "provinsi": office}
    kept = register(laptop, 1)
    round_trip(laptop, office, tmp_path)
    round_trip(laptop, office, tmp_path)
    made = backup.write(nodes[who].store, tmp_path / "lama.nttb")
    register(laptop, 2, heirs=2)
    change(nodes[who], "worker", kept, full_name="AGNES LOBO BENAR")
    if who == "laptop-1":
        take(office, send(laptop, tmp_path).path)
        waiting = answer(office, tmp_path)["laptop-1"]
    else:
        take(laptop, answer(office, tmp_path)["laptop-1"])
        waiting = send(laptop, tmp_path).path
    clock.now += timedelta(days=1)
    nodes[who] = restored(nodes[who], made, tmp_path / "dua", opened, clock)
    assert [report.status for report in take(nodes[who], waiting)] == ["received"]
    for _ in range(2):
        round_trip(nodes["laptop-1"], nodes["provinsi"], tmp_path / "baru")
    everything = state(nodes["provinsi"])
    assert state(nodes["laptop-1"]) == everything
    assert (len(everything["worker"]), len(everything["heir"])) == (2, 3)
    assert {row["full_name"] for row in everything["worker"]} == {"AGNES LOBO BENAR", "AGNES LOBO 2"}
    assert send(nodes["laptop-1"], tmp_path / "baru").nothing_new


def test_a_restored_office_gets_back_from_below_what_it_had_sent_down_itself(
    laptop: Context, office: Context, opened: list[Context], clock: Clock, tmp_path: Path
) -> None:
    worker = register(laptop, 1)
    round_trip(laptop, office, tmp_path)
    made = backup.write(office.store, tmp_path / "lama.nttb")
    change(office, "worker", worker, full_name="AGNES LOBO BENAR")
    register(laptop, 2)
    round_trip(laptop, office, tmp_path)
    before = state(laptop)
    clock.now += timedelta(days=1)
    again = restored(office, made, tmp_path / "dua", opened, clock)
    (report,) = take(laptop, answer(again, tmp_path)["laptop-1"])
    assert report.warnings == {"parent_numbers_anew": {"name": "provinsi"}}
    for _ in range(2):
        round_trip(laptop, again, tmp_path)
    assert state(laptop) == before == state(again)
    assert notices.notices(laptop) == []


def test_a_machine_that_comes_after_the_restore_is_acknowledged_at_once(
    office: Context, laptop: Context, opened: list[Context], clock: Clock, tmp_path: Path
) -> None:
    made = backup.write(office.store, tmp_path / "lama.nttb")
    clock.now += timedelta(days=1)
    again = restored(office, made, tmp_path / "dua", opened, clock)
    register(laptop, 1)
    round_trip(laptop, again, tmp_path)
    assert history.outbox(laptop).acknowledged == 1
    assert send(laptop, tmp_path).nothing_new


def test_a_restored_office_with_nobody_above_waits_for_a_reason(
    office: Context, laptop: Context, opened: list[Context], clock: Clock, tmp_path: Path
) -> None:
    programmes.add(office, NewProgramme("P26", "APBD", "provinsi", "53", "2026-01", 12, 50, 16_800))
    register(office, 1)
    with pytest.raises(UserError, match="nothing_restored"):
        notices.confirm_restored(office, "tidak perlu")
    again = restored(office, backup.write(office.store, tmp_path / "lama.nttb"), tmp_path / "dua", opened, clock)
    assert [notice.code for notice in notices.notices(again)] == ["restored_alone"]
    for what in (lambda: slots.assign(again, "P26"), lambda: notices.dismiss(again, "restored_alone")):
        with pytest.raises(UserError, match="restored_unconfirmed"):
            what()
    take(again, send(laptop, tmp_path).path, trust=[laptop])  # nothing else waits
    with pytest.raises(UserError, match="reason_missing"):
        notices.confirm_restored(again, " - ")
    notices.confirm_restored(again, "semua berkas bawahan sudah diterima lagi")
    assert (notices.notices(again), len(slots.assign(again, "P26").value.given)) == ([], 1)
    (said,) = notices.confirmed_restores(again)
    assert (said["by"], said["reason"]) == ("M. Tallo", "semua berkas bawahan sudah diterima lagi")


def test_the_old_machine_beside_a_restored_one_is_told_to_both(
    laptop: Context, office: Context, opened: list[Context], clock: Clock, tmp_path: Path
) -> None:
    register(laptop, 1)
    round_trip(laptop, office, tmp_path)
    late = send(laptop, tmp_path).path
    made = backup.write(laptop.store, tmp_path / "lama.nttb")
    clock.now += timedelta(days=1)
    again = restored(laptop, made, tmp_path / "dua", opened, clock)
    take(office, send(again, tmp_path / "baru").path)
    # A file from before the backup that comes late proves nothing.
    assert [report.reason for report in take(office, late)] == [""]
    clock.now += timedelta(days=1)
    register(laptop, 2)
    (report,) = take(office, send(laptop, tmp_path).path)
    assert (report.status, report.reason, report.new) == ("received", "store_in_two_places", 1)
    take(again, answer(office, tmp_path)["laptop-1"])
    assert "own_store_in_two_places" in {notice.code for notice in notices.notices(again)}


def noticed(ctx: Context) -> list[str]:
    return [notice.code for notice in notices.notices(ctx)]


def test_a_clock_ahead_and_one_set_back_are_told_at_both_ends_until_a_file_is_dated_rightly(
    laptop: Context, make_ctx: MakeContext, clock: Clock, tmp_path: Path
) -> None:
    right = Clock(NOW)
    office = make_ctx("supervisor", "53", name="provinsi", officer="M. Tallo", clock=right)

    def exchange(number: int) -> list[str]:
        register(laptop, number)
        (report,) = take(office, send(laptop, tmp_path).path, trust=[laptop])
        take(laptop, answer(office, tmp_path)["laptop-1"])
        assert report.status == "received"
        assert report.reason == next(iter(report.warnings), "")
        return list(report.warnings)

    def on_board() -> list[str]:
        return [notice.code for notice in board.board(office)[0].notices]

    assert exchange(1) == []
    clock.now = NOW + timedelta(days=730)
    assert exchange(2) == ["clock_ahead"]
    assert (on_board(), noticed(laptop)) == (["clock_ahead"], ["own_clock_ahead"])
    # Put right: the records go on from the future, which is said of the file, and is no fault of the clock any more.
    right.now = clock.now = NOW + timedelta(days=5)
    assert noticed(laptop) == ["clock_back_here", "own_clock_ahead"]
    assert exchange(3) == ["clock_was_ahead"]
    assert (on_board(), noticed(laptop)) == ([], [])
    clock.now = NOW + timedelta(days=2)
    assert exchange(4)[0] == "clock_back"
    assert (on_board(), noticed(laptop)) == (["clock_back"], ["own_clock_back"])
    right.now = clock.now = NOW + timedelta(days=6)
    assert exchange(5) == ["clock_was_ahead"]
    assert (on_board(), noticed(laptop)) == ([], [])


def test_a_late_file_from_before_the_clock_was_put_right_is_no_fault_now(
    laptop: Context, make_ctx: MakeContext, clock: Clock, tmp_path: Path
) -> None:
    office = make_ctx("supervisor", "53", name="provinsi", officer="M. Tallo", clock=Clock(NOW))
    sent = []
    for number, days in enumerate((0, 730, 0)):
        clock.now = NOW + timedelta(days=days)
        register(laptop, number)
        sent.append(send(laptop, tmp_path).path)
    first, ahead, right = sent
    take(office, first, right, trust=[laptop])
    (report,) = take(office, ahead)
    assert list(report.warnings) == ["clock_ahead"]
    assert board.board(office)[0].notices == ()


def test_a_clock_set_back_here_is_seen_to_until_something_is_entered_and_it_goes_back_again(
    laptop: Context, clock: Clock
) -> None:
    register(laptop, 1)
    clock.now = NOW - timedelta(days=3)
    assert noticed(laptop) == ["clock_back_here"]
    notices.dismiss(laptop, "clock_back_here")
    assert noticed(laptop) == []
    register(laptop, 2)
    clock.now = NOW - timedelta(days=6)
    assert noticed(laptop) == ["clock_back_here"]


@pytest.mark.parametrize(
    "code",
    [
        *("store_cloned", "store_in_two_places", "store_restored", "restored_below", "restored_here"),
        "restored_waits",
        *("store_renewed", "parent_numbers_anew"),
        *("restored_alone", "restored_unconfirmed", "nothing_restored"),
        *("clock_ahead", "clock_was_ahead", "clock_back", "clock_back_here", "own_clock_ahead", "own_clock_back"),
        *("own_store_cloned", "own_store_in_two_places"),
    ],
)
def test_each_is_one_indonesian_sentence(code: str) -> None:
    i18n.set_language("id")
    params = {"name": "laptop-1", "count": 3, "days": 40, "date": "01/02/2026 10.00", "now": "01/01/2026 10.00"}
    sentence, hint = message(UserError(code, **params))
    i18n.set_language("en")
    english, english_hint = message(UserError(code, **params))
    assert sentence not in ("", english)
    assert hint not in ("", english_hint)
    assert "{" not in sentence + hint


def test_epochs_of_one_node_tell_what_it_may_have_lost(laptop: Context) -> None:
    with laptop.store.write("t") as uow:
        assert not epochs.note_epoch(uow, "n", "a", "2026-01-01T00:00:00+00:00", 0)
        assert not epochs.note_epoch(uow, "n", "a", "2026-01-01T00:00:00+00:00", 7)
        assert epochs.lost_until(uow, "n") == 0
        assert epochs.note_epoch(uow, "n", "b", "2026-02-01T00:00:00+00:00", 9)
        assert epochs.lost_until(uow, "n") == 9
