"""A machine enrolled by one file, one that was given up, and one that takes its place."""

from pathlib import Path

import pytest

from ntt_desktop.errors import StoreError, UserError
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import programmes, retiring
from ntt_desktop.services.capacity.programmes import NewProgramme
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import board, enrolment, history, outgoing
from ntt_desktop.services.sync.held import held
from ntt_desktop.services.sync.receive import retry
from tests.conftest import MakeContext
from tests.services.sync.nodes import answer, register, send, state, take


@pytest.fixture
def office(make_ctx: MakeContext) -> Context:
    made = make_ctx("supervisor", "53", name="provinsi", officer="M. Tallo")
    with made.store.write("t") as uow:
        uow.set_setting("sync_password", "sandi provinsi")
    programmes.add(made, NewProgramme("P26", "APBD", "provinsi", "53", "2026-01", 12, 50, 16_800))
    return made


def test_one_file_brings_programme_blocks_keys_and_password(
    office: Context, make_ctx: MakeContext, tmp_path: Path
) -> None:
    programmes.allot(office, "P26", "53.11", 3)
    laptop = make_ctx("petugas", "53.11", name="baru")
    register(laptop, 1)  # registered before anybody knew the machine
    made = enrolment.invite(office, tmp_path, device="laptop-1", region="53.11", officer="Y. Ndapa").value
    assert made.path.name == "NTT-PENDAFTARAN_53.11_laptop-1_0001.xlsx"  # nobody takes it for a reply
    with pytest.raises(UserError, match="enrolment_code_wrong"):
        enrolment.accept(laptop, made.path, "AAAA-BBBB-CCCC")
    report = enrolment.accept(laptop, made.path, made.code.lower().replace("-", " ")).value
    assert (report.status, report.enrolled) == ("received", True)
    node = laptop.store.node
    assert (node.id, node.parent, node.name) == (made.node, office.store.node.id, "laptop-1")
    assert outgoing.sync_password(laptop) == "sandi provinsi"
    # Everything is there to work: no other file has to come first.
    assert len(slots.assign(laptop, "P26").value.given) == 1
    sent = send(laptop, tmp_path)
    (report,) = take(office, sent.path)  # no spoken code
    assert (report.status, report.new, report.enrolled, report.stock_difference) == ("received", 1, True, [])
    with office.store.read() as reader:
        assert reader.value("SELECT count(*) FROM invitation") == 0
        assert reader.value("SELECT count(*) FROM node") == 2
    (report,) = take(laptop, answer(office, tmp_path)["laptop-1"])
    assert report.status == "received"
    assert send(laptop, tmp_path).nothing_new
    with pytest.raises(UserError, match="name_taken"):
        enrolment.invite(office, tmp_path, device="LAPTOP-1", region="53.11")
    with pytest.raises(UserError, match="not_an_invitation"):
        enrolment.accept(laptop, send(office, tmp_path, unprotected=True).path, "AAAA-BBBB-CCCC")


def test_no_machine_is_enrolled_when_its_file_cannot_be_written(office: Context, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot_write"):
        enrolment.invite(office, tmp_path / "file" / "folder", device="laptop-1", region="53.11")
    taken = tmp_path / "a.xlsx"
    taken.write_text("")
    with pytest.raises(UserError, match="file_exists"):
        enrolment.invite(office, taken, device="laptop-1", region="53.11")
    with pytest.raises(UserError, match="no_such_node"):
        enrolment.invite(office, tmp_path, device="laptop-1", region="53.11", instead_of="tidak ada")
    assert enrolment.invite(office, tmp_path, device="laptop-1", region="53.11").value.path.exists()


def test_an_invitation_is_for_a_new_machine_and_proves_nothing_for_another(
    office: Context, make_ctx: MakeContext, tmp_path: Path
) -> None:
    made = enrolment.invite(office, tmp_path, device="laptop-1", region="53.11").value
    used = make_ctx("petugas", "53.11", name="terpakai")
    send(used, tmp_path)
    with pytest.raises(UserError, match="enrol_too_late"):
        enrolment.accept(used, made.path, made.code)
    # Somebody who knows the node's id but not the secret is a stranger.
    thief = make_ctx("petugas", "53.11", name="pencuri")
    with thief.store.write("t") as uow:
        row = uow.get("node", thief.store.node.id) or {}
        uow.set_setting("node_id", made.node)
        uow.set_setting("invitation", "00" * 32)
        uow.set_setting("sync_password", "sandi provinsi")
        uow.put("node", made.node, {name: row[name] for name in ("name", "region", "role", "device", "public_key")})
    thief.store.forget_identity()
    (report,) = take(office, send(thief, tmp_path / "pencuri").path)
    assert report.status == "unknown_signer"


def test_a_machine_given_up_is_refused_and_another_takes_its_place(
    office: Context, make_ctx: MakeContext, tmp_path: Path
) -> None:
    programmes.allot(office, "P26", "53.11", 3)
    lost = make_ctx("petugas", "53.11", name="hilang")
    made = enrolment.invite(office, tmp_path, device="hilang", region="53.11").value
    enrolment.accept(lost, made.path, made.code)
    register(lost, 1)
    slots.assign(lost, "P26")
    take(office, send(lost, tmp_path).path)
    returned = retiring.retire(office, "hilang", "dicuri").value
    assert returned.months == 24
    register(lost, 2)
    late = send(lost, tmp_path).path
    (report,) = take(office, late)
    assert (report.status, report.reason, report.kept) == ("refused", "device_retired", True)
    assert report.params["fingerprint"] == lost.store.node.fingerprint, "the code that lets it in all the same is said"
    assert [one.reason for one in held(office)] == ["device_retired"]
    # Of a smaller region than the lost one's people, who come along all the same.
    place = enrolment.invite(office, tmp_path, device="pengganti", region="53.11.01", instead_of="hilang").value
    new = make_ctx("petugas", "53.11", name="pengganti")
    enrolment.accept(new, place.path, place.code)
    assert state(new) == state(office)
    take(office, send(new, tmp_path).path)
    # A supervisor may still let the late file in, on purpose.
    (report,) = retry(office, trusted=[lost.store.node.fingerprint]).value
    assert (report.status, report.new) == ("received", 1)
    assert held(office) == []
    # The next return file brings it to who has the place; nobody makes one for the lost machine.
    assert "hilang" not in {line.name for line in board.board(office) if line.waits_for_reply}
    made_for = answer(office, tmp_path)
    assert set(made_for) == {"pengganti"}
    take(new, made_for["pengganti"])
    assert state(new) == state(office)
    take(office, send(new, tmp_path).path)
    take(new, answer(office, tmp_path)["pengganti"])
    assert send(new, tmp_path).nothing_new
    assert history.behind(office) == (1, 0, 0)
    assert [(line.name, bool(line.retired_on)) for line in board.board(office)] == [
        ("pengganti", False),
        ("hilang", True),
    ]
