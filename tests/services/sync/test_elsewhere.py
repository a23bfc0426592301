"""NIKs that other nodes hold are told as keyed hashes, through the tree, and nothing else of these people is."""

import json
from pathlib import Path

import pytest

from ntt_desktop.domain.sync.codes import unpack_stock
from ntt_desktop.formats.package import source
from ntt_desktop.services.sync.elsewhere import ELSEWHERE, known_elsewhere
from ntt_desktop.store.sync import elsewhere as store
from tests.conftest import SYNC_PASSWORD, MakeContext
from tests.services.sync.nodes import answer, change, register, send, take

SHIPPED = dict(store._COST)
THEIRS, MINE = "5311180603780005", "5311180703780006"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_COST", {"iterations": 1, "lanes": 1, "memory_cost": 64})


def test_a_hash_hangs_on_nik_and_key_and_costs_memory() -> None:
    assert SHIPPED == {"iterations": 1, "lanes": 1, "memory_cost": 2048}
    one, other = store.TreeKey("00" * 32, 0), store.TreeKey("01" * 32, 0)
    found = {store.hash_nik(key, nik) for key in (one, other) for nik in (MINE, THEIRS)}
    assert {len(value) for value in found} == {store.BYTES} == {5}
    assert len(found) == 4
    assert store.hash_nik(one, MINE) in found


def test_a_laptop_learns_through_the_kabupaten_who_is_held_elsewhere(make_ctx: MakeContext, tmp_path: Path) -> None:
    province = make_ctx("supervisor", "53", name="provinsi")
    regency = make_ctx("supervisor", "53.11", name="kabupaten")
    laptop = make_ctx("petugas", "53.11", name="laptop-1")
    other = make_ctx("petugas", "53.04", name="lain")
    theirs = register(other, 5, nik=THEIRS, village_code="53.04.01.2001")
    register(laptop, 6, nik=MINE)
    take(province, send(other, tmp_path).path, trust=[other])

    def rounds() -> None:
        take(regency, send(laptop, tmp_path).path, trust=[laptop])
        take(province, send(regency, tmp_path).path, trust=[regency])
        take(regency, answer(province, tmp_path)["kabupaten"])
        take(laptop, answer(regency, tmp_path)["laptop-1"])

    assert known_elsewhere(laptop, THEIRS) is None
    rounds()
    assert known_elsewhere(laptop, THEIRS) == "Kab. Belu"
    assert known_elsewhere(laptop, MINE) is None
    assert known_elsewhere(laptop, "53041") is None
    # The key is one for the whole tree, and of the people nothing but five bytes travelled.
    assert len({json.dumps(node.store.setting(store.SETTING)["key"]) for node in (province, regency, laptop)}) == 1
    back = answer(province, tmp_path)["kabupaten"]
    payload = source.open_file(back, SYNC_PASSWORD).payload
    assert THEIRS not in json.dumps(list(payload.lines))
    # Only what is new travels afterwards: nothing while nothing changed, then a new person and a void one.
    register(laptop, 9, nik="5311181003780009")
    rounds()
    rounds()
    quiet = source.open_file(answer(province, tmp_path)["kabupaten"], SYNC_PASSWORD).payload
    assert list(quiet.lines_of(ELSEWHERE)) == []
    register(other, 8, nik="5311180903780008", village_code="53.04.01.2001")
    change(other, "worker", theirs, void=1, void_reason="salah")
    take(province, send(other, tmp_path).path)
    news = source.open_file(answer(province, tmp_path)["kabupaten"], SYNC_PASSWORD).payload
    (line,) = news.lines_of(ELSEWHERE)
    assert (line["full"], len(unpack_stock(str(line["v"]["53.04"]))), len(unpack_stock(str(line["d"])))) == (0, 1, 1)
    rounds()
    assert known_elsewhere(laptop, "5311180903780008") == "Kab. Belu"
