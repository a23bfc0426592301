"""Letters, requests and lost laptops by real files: packages up, return files down."""

from pathlib import Path

from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import joining, letters, programmes, recalls, retiring
from ntt_desktop.services.capacity.letters import NewLetter
from ntt_desktop.services.capacity.programmes import NewProgramme
from ntt_desktop.services.context import Context
from ntt_desktop.services.money import ledger
from tests.conftest import MakeContext
from tests.services.capacity.capacity_support import day
from tests.services.sync.nodes import answer, register, send, take


def sums(ctx: Context) -> dict[str, tuple[int, int, int, int]]:
    """Held, occupied, passed down and contested of each programme here."""
    found = {}
    for one in ledger.balance(ctx):
        assert one.own.holds
        assert one.whole.holds
        found[one.programme.code] = (one.own.held, one.own.occupied, one.own.passed_down, one.contested)
    return found


def test_a_letter_is_confirmed_by_the_return_file(make_ctx: MakeContext, tmp_path: Path) -> None:
    laptop, office = make_ctx("petugas", "53.11", name="laptop-1"), make_ctx("supervisor", "53", name="provinsi")
    for number in range(5):
        register(laptop, number)
    letters.record(laptop, NewLetter("P26", "560/12", day("2026-01-20"), 5, "2026-01", 12, payer="provinsi"))
    assert len(slots.assign(laptop, "P26").value.given) == 5
    programmes.add(office, NewProgramme("P26", "APBD", "provinsi", "53", "2026-01", 12, 50, 16_800))
    take(office, send(laptop, tmp_path).path, trust=[laptop])
    (pair,) = joining.candidates(office)
    joining.join(office, pair[0].id, pair[1].id, seats=4)
    assert sums(office) == {"P26": (600, 0, 48, 12)}
    (report,) = take(laptop, answer(office, tmp_path)["laptop-1"])
    assert report.status == "received"
    assert sums(laptop) == {"P26": (48, 48, 0, 12)}
    (letter,) = letters.letters(laptop)
    assert (letter.is_confirmed, letter.differs, letter.confirmed_seats, letter.contested) == (True, True, 4, 12)
    (report,) = take(office, send(laptop, tmp_path).path)
    assert report.stock_difference == []


def test_a_request_and_its_answer_travel(make_ctx: MakeContext, tmp_path: Path) -> None:
    laptop, office = make_ctx("petugas", "53.11", name="laptop-1"), make_ctx("supervisor", "53", name="provinsi")
    register(laptop, 1)
    programmes.add(office, NewProgramme("P26", "APBD", "provinsi", "53", "2026-01", 12, 50, 16_800))
    take(office, send(laptop, tmp_path).path, trust=[laptop])
    programmes.allot(office, "P26", "laptop-1", 10)
    take(laptop, answer(office, tmp_path)["laptop-1"])
    recalls.recall(office, "P26", "laptop-1", 4, reason="Dialihkan")
    lost = answer(office, tmp_path)["laptop-1"]
    newer = answer(office, tmp_path)["laptop-1"]
    take(laptop, newer)
    take(laptop, lost)
    (asked,) = recalls.recalls(laptop)
    recalls.answer(laptop, asked.id)
    first = send(laptop, tmp_path).path
    take(office, first)
    take(office, first)
    assert recalls.recalls(office) == []
    assert sums(office) == {"P26": (600, 0, 72, 0)}
    retiring.retire(office, "laptop-1", "hilang")
    assert sums(office) == {"P26": (600, 0, 0, 0)}
    assert len(slots.assign(laptop, "P26").value.given) == 1
    late = send(laptop, tmp_path).path
    (report,) = take(office, late)
    assert (report.status, report.reason) == ("refused", "device_retired")
    (report,) = take(office, late, trust=[laptop])
    assert report.status == "received"
    assert sums(office) == {"P26": (600, 0, 0, 12)}
