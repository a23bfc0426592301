"""Files between real stores: what arrives, what is counted, what is acknowledged."""

import json
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from ntt_desktop import bootstrap
from ntt_desktop.errors import StoreError, UserError
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync.export import export
from ntt_desktop.services.sync.receive import receive
from ntt_desktop.services.sync.returns import make_returns
from ntt_desktop.store.audit import newest_change
from ntt_desktop.store.sync import nodes as partners
from ntt_desktop.store.sync import packages
from tests.conftest import NOW, PASSPHRASE, SYNC_PASSWORD, Clock, MakeContext
from tests.services.sync.nodes import answer, change, numbers, register, send, state, take


def test_the_whole_round_reaches_a_fixpoint(laptop: Context, office: Context, tmp_path: Path) -> None:
    people = [register(laptop, number) for number in range(3)]
    register(laptop, 9, nik=None)
    sent = send(laptop, tmp_path)
    assert sent.path.name == "NTT_53.11_laptop-1_0001.xlsx"
    assert sent.manifest.counts["workers"] == 3
    assert sent.manifest.incomplete == 1
    (report,) = take(office, sent.path)
    assert report.status == "unknown_signer"
    assert report.fingerprint == laptop.store.node.fingerprint
    with office.store.read() as reader:
        assert reader.value("SELECT count(*) FROM worker") == 0
        assert reader.value("SELECT count(*) FROM stranger") == 1
        assert packages.history(reader) == []
    (report,) = take(office, sent.path, trust=[laptop])
    assert (report.status, numbers(report)) == ("received", (3, 0, 0))
    assert report.stock_difference == []
    assert report.check_code == sent.manifest.check_code
    assert report.missing_sequences == []
    (again,) = take(office, sent.path)
    assert (again.status, numbers(again)) == ("unchanged", (0, 0, 3))

    back = answer(office, tmp_path)
    (report,) = take(laptop, back["laptop-1"])
    assert (report.status, report.kind, report.enrolled) == ("received", "return", True)
    assert laptop.store.node.parent == office.store.node.id
    with laptop.store.read() as reader:
        assert {row["worker"]: row["state"] for row in reader.rows("SELECT * FROM verdict")} == dict.fromkeys(
            people, "accepted"
        )
    following = send(laptop, tmp_path)
    assert following.nothing_new
    assert following.manifest.counts["workers"] == 0
    assert following.manifest.sequence == 2
    (report,) = take(office, following.path)
    assert (report.status, numbers(report), report.stock_difference) == ("received", (0, 0, 0), [])
    for _ in range(2):
        (report,) = take(laptop, answer(office, tmp_path)["laptop-1"])
        following = send(laptop, tmp_path)
        assert following.nothing_new
        take(office, following.path)
    with office.store.read() as reader:
        assert packages.partner_has(reader, laptop.store.node.id, office.store.node.epoch) == newest_change(reader)


def test_only_what_is_new_travels_and_brings_its_person_along(laptop: Context, office: Context, tmp_path: Path) -> None:
    people = [register(laptop, number) for number in range(3)]
    take(office, send(laptop, tmp_path).path, trust=[laptop])
    take(laptop, answer(office, tmp_path)["laptop-1"])
    with laptop.store.read() as reader:
        heir = reader.value("SELECT id FROM heir WHERE worker_id = ?", (people[1],))
    change(laptop, "heir", heir, phone="081234567890")
    change(laptop, "worker", people[2], full_name="AGNES LOBO DUA")
    sent = send(laptop, tmp_path)
    assert sent.manifest.counts == {"workers": 2, "heirs": 1, "children": 0, "slots": 0, "claims": 0, "ended": 0}
    assert sent.manifest.stock.workers == 3
    (report,) = take(office, sent.path)
    assert numbers(report) == (0, 2, 0)
    assert state(office) == state(laptop)


def test_a_lost_file_heals_itself_and_old_ones_change_nothing(laptop: Context, office: Context, tmp_path: Path) -> None:
    files = []
    for number in range(4):
        register(laptop, number)
        files.append(send(laptop, tmp_path).path)
    (report,) = take(office, files[3], trust=[laptop])
    assert numbers(report) == (4, 0, 0)
    reports = take(office, files[0], files[2])
    assert [(report.status, numbers(report)) for report in reports] == [
        ("received", (0, 0, 1)),
        ("received", (0, 0, 3)),
    ]
    # What an older file says of the stock is no news.
    assert [report.stock_difference for report in reports] == [(), ()]
    assert state(office) == state(laptop)


def test_ends_and_voids_travel_and_nobody_comes_back_alive(laptop: Context, office: Context, tmp_path: Path) -> None:
    first, second = register(laptop, 1), register(laptop, 2)
    old = send(laptop, tmp_path).path
    change(laptop, "worker", first, ended_on="2026-02-01", end_reason="meninggal")
    change(laptop, "worker", second, void=1, void_reason="salah catat")
    new = send(laptop, tmp_path)
    assert new.manifest.counts["workers"] == new.manifest.counts["ended"] == 1
    take(office, new.path, trust=[laptop])
    (report,) = take(office, old)
    assert numbers(report) == (0, 0, 2)
    assert state(office) == state(laptop)
    assert not report.stock_difference


def test_a_person_who_gets_a_nik_later_brings_all_parts(laptop: Context, office: Context, tmp_path: Path) -> None:
    worker = register(laptop, 1, nik=None, heirs=2)
    take(office, send(laptop, tmp_path).path, trust=[laptop])
    take(laptop, answer(office, tmp_path)["laptop-1"])
    change(laptop, "worker", worker, nik="5311180203780002")
    sent = send(laptop, tmp_path)
    assert sent.manifest.counts["heirs"] == 2
    take(office, sent.path)
    assert state(office) == state(laptop)


def test_changes_by_the_parent_come_down_and_do_not_go_up_again(
    laptop: Context, office: Context, tmp_path: Path
) -> None:
    worker = register(laptop, 1)
    take(office, send(laptop, tmp_path).path, trust=[laptop])
    take(laptop, answer(office, tmp_path)["laptop-1"])
    change(office, "worker", worker, full_name="AGNES LOBO BENAR")
    (report,) = take(laptop, answer(office, tmp_path)["laptop-1"])
    assert numbers(report) == (0, 1, 0)
    assert state(office) == state(laptop)
    assert send(laptop, tmp_path).nothing_new


def test_two_laptops_with_one_person_are_joined_and_each_is_told(make_ctx: MakeContext, tmp_path: Path) -> None:
    office = make_ctx("supervisor", "53", name="provinsi")
    one = make_ctx("petugas", "53.11", name="satu")
    two = make_ctx("petugas", "53.04", name="dua")
    mine, theirs = register(one, 5), register(two, 5, full_name="AGNES LOBO")
    other = register(one, 6, full_name="ROSALIA SERAN")
    register(two, 6, full_name="YOHANES BRIA", birth_date="1990-01-01")
    reports = take(office, send(one, tmp_path).path, send(two, tmp_path).path, trust=[one, two])
    assert [report.duplicates for report in reports] == [0, 2]
    back = answer(office, tmp_path)
    take(one, back["satu"])
    take(two, back["dua"])
    with one.store.read() as reader:
        said = {row["worker"]: row["state"] for row in reader.rows("SELECT * FROM verdict")}
        where = {row["worker"]: json.loads(row["detail"]).get("region") for row in reader.rows("SELECT * FROM verdict")}
    assert said[other] == "same_nik_waits"
    with two.store.read() as reader:
        said |= {row["worker"]: row["state"] for row in reader.rows("SELECT * FROM verdict")}
        where |= {
            row["worker"]: json.loads(row["detail"]).get("region") for row in reader.rows("SELECT * FROM verdict")
        }
    assert (said[mine], where[mine], said[theirs], where[theirs]) == ("joined", "53.04", "joined", "53.11")


def test_both_sides_changing_a_name_is_a_conflict_counted_once(
    laptop: Context, office: Context, tmp_path: Path
) -> None:
    worker = register(laptop, 1)
    take(office, send(laptop, tmp_path).path, trust=[laptop])
    change(laptop, "worker", worker, full_name="AGNES LOBO SATU")
    change(office, "worker", worker, full_name="AGNES LOBO DUA")
    first = send(laptop, tmp_path)
    (report,) = take(office, first.path)
    assert (report.conflicts, numbers(report)) == (1, (0, 1, 0))
    (report,) = take(office, send(laptop, tmp_path, full=True).path)
    assert (report.conflicts, numbers(report)) == (0, (0, 0, 1))
    take(laptop, answer(office, tmp_path)["laptop-1"])
    assert state(office) == state(laptop)


def test_a_tree_carries_people_up_and_decisions_down(make_ctx: MakeContext, tmp_path: Path) -> None:
    province = make_ctx("supervisor", "53", name="provinsi")
    regency = make_ctx("supervisor", "53.11", name="kabupaten")
    laptop = make_ctx("petugas", "53.11", name="laptop-1")
    worker = register(laptop, 1)
    take(regency, send(laptop, tmp_path).path, trust=[laptop])
    take(province, send(regency, tmp_path).path, trust=[regency])
    assert state(province) == state(laptop)
    with province.store.read() as reader:
        vouched = reader.one("SELECT parent_id FROM node WHERE id = ?", (laptop.store.node.id,))
    assert vouched == {"parent_id": regency.store.node.id}
    change(province, "worker", worker, full_name="AGNES LOBO BENAR")
    take(regency, answer(province, tmp_path)["kabupaten"])
    take(laptop, answer(regency, tmp_path)["laptop-1"])
    assert state(province) == state(regency) == state(laptop)
    assert send(laptop, tmp_path).nothing_new
    take(regency, send(laptop, tmp_path).path)
    assert send(regency, tmp_path).nothing_new


def test_a_replacement_laptop_gets_everything_of_its_region(
    laptop: Context, office: Context, make_ctx: MakeContext, tmp_path: Path
) -> None:
    for number in range(3):
        register(laptop, number)
    take(office, send(laptop, tmp_path).path, trust=[laptop])
    fresh = make_ctx("petugas", "53.11", name="laptop-2")
    take(office, send(fresh, tmp_path).path, trust=[fresh])
    (report,) = take(fresh, answer(office, tmp_path, full=True, to="laptop-2")["laptop-2"])
    assert numbers(report) == (3, 0, 0)
    assert state(fresh) == state(laptop)
    (report,) = take(office, send(fresh, tmp_path).path)
    assert report.stock_difference == []


def test_stock_that_differs_is_named(laptop: Context, office: Context, tmp_path: Path) -> None:
    first = register(laptop, 1)
    take(office, send(laptop, tmp_path).path, trust=[laptop])
    change(office, "worker", first, void=1, void_reason="salah")
    register(laptop, 2)
    (report,) = take(office, send(laptop, tmp_path).path)
    assert [(item.what, item.worker) for item in report.stock_difference] == [("only_there", first)]


def test_a_copied_store_is_noticed_and_nothing_is_acknowledged(
    laptop: Context, office: Context, make_ctx: MakeContext, tmp_path: Path
) -> None:
    register(laptop, 1)
    take(office, send(laptop, tmp_path).path, trust=[laptop])
    home = laptop.store.home
    laptop.store.close()
    shutil.copytree(home, tmp_path / "copy", ignore=shutil.ignore_patterns("lock", "holder.json"))
    one = bootstrap.open_context(home, PASSPHRASE, clock=Clock())
    two = bootstrap.open_context(tmp_path / "copy", PASSPHRASE, clock=Clock(NOW + timedelta(minutes=1)))
    try:
        register(one, 2)
        register(two, 3)
        reports = take(office, send(one, tmp_path).path, send(two, tmp_path / "other").path)
    finally:
        one.store.close()
        two.store.close()
    assert [report.cloned for report in reports] == [False, True]
    assert reports[1].status == "received"
    assert reports[1].reason == "store_cloned"
    with office.store.read() as reader:
        assert reader.value("SELECT count(*) FROM worker") == 3
        node, epoch = reports[0].node, reader.value("SELECT epoch FROM cloned_epoch")
        assert packages.reached(reader, node, epoch) == 0


def test_files_for_others_and_own_files_are_refused(
    laptop: Context, office: Context, make_ctx: MakeContext, tmp_path: Path
) -> None:
    register(laptop, 1)
    sent = send(laptop, tmp_path).path
    (report,) = take(laptop, sent)
    assert (report.status, report.reason) == ("refused", "own_package")
    take(office, sent, trust=[laptop])
    back = answer(office, tmp_path)["laptop-1"]
    other = make_ctx("petugas", "53.04", name="lain")
    (report,) = take(other, back)
    assert (report.status, report.reason) == ("refused", "package_for_other")
    take(laptop, back)
    elsewhere = make_ctx("supervisor", "53", name="provinsi-lain")
    (report,) = take(elsewhere, send(laptop, tmp_path).path, trust=[laptop])
    assert (report.status, report.reason) == ("refused", "package_for_other")


def test_a_return_file_is_trusted_only_with_proof_or_code(
    laptop: Context, office: Context, make_ctx: MakeContext, tmp_path: Path
) -> None:
    register(laptop, 1)
    sent = send(laptop, tmp_path, unprotected=True).path
    take(office, sent, trust=[laptop])
    back = answer(office, tmp_path)["laptop-1"]
    (report,) = take(laptop, back)
    assert (report.status, report.fingerprint) == ("unknown_signer", office.store.node.fingerprint)
    (report,) = take(laptop, back, trust=[office])
    assert (report.status, report.enrolled) == ("received", True)
    impostor = make_ctx("supervisor", "53", name="palsu")
    take(impostor, sent, trust=[laptop])
    (report,) = take(laptop, answer(impostor, tmp_path)["laptop-1"])
    assert report.status == "unknown_signer"
    assert laptop.store.node.parent == office.store.node.id


def test_export_needs_a_password_or_says_that_it_had_none(
    laptop: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with laptop.store.write("x") as uow:
        uow.set_setting("sync_password", "")
    with pytest.raises(UserError, match="sync_password_missing"):
        export(laptop, tmp_path)
    made = export(laptop, tmp_path / "berkas.xlsx", unprotected=True).value
    assert made.manifest.unprotected
    texts = [cell.value for row in openpyxl.load_workbook(made.path)["Ringkasan"].iter_rows() for cell in row]
    assert "TANPA KATA SANDI" in texts
    with laptop.store.read() as reader:
        (row,) = packages.history(reader)
    assert row.unprotected
    monkeypatch.setenv("NTT_DESKTOP_SYNC_PASSWORD", SYNC_PASSWORD)
    assert not export(laptop, tmp_path).value.manifest.unprotected


def test_nothing_is_overwritten_and_nothing_half_written_stays(laptop: Context, tmp_path: Path) -> None:
    target = tmp_path / "paket.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(UserError, match="file_exists"):
        export(laptop, target)
    assert target.read_bytes() == b"old"
    made = export(laptop, target, overwrite=True).value
    assert made.manifest.sequence == 1
    blocked = tmp_path / "file"
    blocked.write_text("x")
    with pytest.raises((StoreError, OSError)):
        export(laptop, blocked / "below")
    assert {item.name for item in tmp_path.iterdir()} >= {"paket.xlsx", "file"}
    with laptop.store.read() as reader:
        assert len(packages.history(reader)) == 1


def test_numbers_that_begin_again_never_need_overwriting(laptop: Context, office: Context, tmp_path: Path) -> None:
    register(laptop, 1)
    first = send(laptop, tmp_path)
    content = first.path.read_bytes()
    with laptop.store.write("restore") as uow:
        uow.set_setting("epoch", "0123456789ab")
    laptop.store.forget_identity()
    again = send(laptop, tmp_path)
    assert (first.manifest.sequence, again.manifest.sequence) == (1, 1)
    assert again.path.name == "NTT_53.11_laptop-1_0001-2.xlsx"
    assert first.path.read_bytes() == content
    assert [report.status for report in take(office, first.path, again.path, trust=[laptop])] == ["received"] * 2


def test_held_and_refused_files_change_nothing(laptop: Context, office: Context, tmp_path: Path) -> None:
    register(laptop, 1)
    sent = send(laptop, tmp_path).path
    before = state(office)
    cut = tmp_path / "terpotong.xlsx"
    cut.write_bytes(sent.read_bytes()[:-3000])
    text = tmp_path / "DOC-20260312-WA0003.xlsx"
    text.write_bytes(b"bukan buku kerja")
    reports = receive(office, [cut, text, tmp_path / "tidak-ada.xlsx"], trusted=[laptop.store.node.fingerprint]).value
    assert [report.status for report in reports] == ["held", "held", "refused"]
    (report,) = receive(office, [sent], trusted=[laptop.store.node.fingerprint], password="salah").value
    assert (report.status, report.reason) == ("held", "password_wrong")
    assert state(office) == before
    renamed = tmp_path / "DOC-20260312-WA0004.xlsx"
    renamed.write_bytes(sent.read_bytes())
    (report,) = take(office, renamed, trust=[laptop])
    assert report.status == "received"


def test_make_returns_needs_nodes_below(office: Context, laptop: Context, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no_nodes_below"):
        make_returns(office, tmp_path)
    take(office, send(laptop, tmp_path).path, trust=[laptop])
    with pytest.raises(UserError, match="no_such_node"):
        make_returns(office, tmp_path, to="tidak-ada")
    with office.store.read() as reader:
        (peer,) = partners.children(reader)
    assert replace(peer, reads="1.1") == peer
