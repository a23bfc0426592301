"""A claim reported on a laptop stands at the parent with its family, and comes back with what became of it."""

from datetime import date
from pathlib import Path

from ntt_desktop.domain.claims import INJURY, PAID
from ntt_desktop.services.claims import claims
from ntt_desktop.services.life_events import events
from ntt_desktop.services.people import families
from tests.conftest import MakeContext
from tests.services.sync.nodes import answer, register, send, take


def test_a_claim_goes_up_with_its_family_and_comes_back_paid(make_ctx: MakeContext, tmp_path: Path) -> None:
    office = make_ctx("supervisor", "53.11", name="kabupaten")
    laptop = make_ctx("petugas", "53.11", name="satu")
    dead, hurt = register(laptop, 5, no_kk="5311180101800001"), register(laptop, 6)
    families.save_child(laptop, dead, {"name": "Tina", "birth_date": "2015-03-02", "school_level": "SD"})
    claim = events.end_worker(laptop, dead, "died", date(2026, 2, 8)).value.claim
    accident = claims.report(
        laptop, hurt, claim_type="jkk", cause=INJURY, event_date=date(2026, 2, 9), place="Pelabuhan", anyway=True
    ).value
    claims.hand_in(laptop, claim, {"kk": "2026-02-09"})
    take(office, send(laptop, tmp_path).path, trust=[laptop])
    assert {view.id for view in claims.listing(office)} == {claim, accident}
    there = claims.show(office, claim)
    assert [heir.name for heir in there.heirs] == ["MARIA 0"]
    assert [child["name"] for child in there.children] == ["Tina"]
    assert there.documents["kk"] == "2026-02-09"
    assert claims.show(office, accident).values["event_place"] == "Pelabuhan"

    claims.classify(office, claim, "jkm")
    claims.hand_in(office, claim, dict.fromkeys(claims.show(office, claim).missing, "2026-02-10"))
    claims.send(office, claim, office.today)
    claims.pay(office, claim, office.today, 10_000_000, to="Maria", bank="BRI", account="0123")
    take(laptop, answer(office, tmp_path)["satu"])
    back = claims.show(laptop, claim)
    assert (back.status, back.values["amount"], back.values["paid_to"]) == (PAID, 10_000_000, "Maria")
    assert back.claim_type == "jkm"
    assert send(laptop, tmp_path).nothing_new
