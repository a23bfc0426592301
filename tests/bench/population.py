"""A store with many synthetic people, for measuring. Names come from the shipped list; nobody is real."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ntt_desktop import bootstrap, paths
from ntt_desktop.services.context import Context

PASSPHRASE = "Jagung-Bakar-2026"
_SLICE = 5_000


def populate(
    home: Path,
    count: int,
    *,
    seed: int = 20_260,
    region: str = "53.11",
    device: str = "ukur",
    sync_password: str = "",
    families: bool = False,
) -> Context:
    """A new store in ``home`` with ``count`` people spread over a kabupaten (Sumba Timur unless said); it is open.

    With ``families`` everybody has one contact and one child.
    """
    made = bootstrap.create_store(
        home,
        role="petugas",
        region=region,
        device=device,
        officer="Pengukur",
        passphrase=PASSPHRASE,
        sync_password=sync_password,
    )
    ctx = made.context
    villages = [row["code"] for row in _rows("regions/ntt_regions.csv") if row["code"].startswith(f"{region}.")]
    villages = [code for code in villages if code.count(".") == 3]
    names, occupations = _rows("reference/names.csv"), _rows("reference/occupations.csv")
    given = [row["name"] for row in names if row["kind"].startswith("given")]
    family = [row["name"] for row in names if not row["kind"].startswith("given")]
    chance = random.Random(seed)
    for start in range(0, count, _SLICE):
        with ctx.store.write("Pengukur", "synthetic") as unit:
            for number in range(start, min(start + _SLICE, count)):
                worker, person = unit.new_id(), _person(chance, number, villages, given, family, occupations)
                unit.put("worker", worker, person)
                if families:
                    contact = {"worker_id": worker, "name": person["mother_name"], "relation": "ibu"}
                    child = {"worker_id": worker, "name": chance.choice(given), "birth_date": "2015-05-01"}
                    unit.put("heir", unit.new_id(), contact)
                    unit.put("child", unit.new_id(), child)
    return ctx


def _person(
    chance: random.Random,
    number: int,
    villages: list[str],
    given: list[str],
    family: list[str],
    occupations: list[dict[str, str]],
) -> dict[str, Any]:
    born = date(1962, 1, 1) + timedelta(days=chance.randrange(16_000))
    woman = chance.random() < 0.5
    village = chance.choice(villages)
    day = born.day + (40 if woman else 0)
    # The region part differs every 9,999 people, so that no NIK repeats.
    area = f"{village[:5].replace('.', '')}{number // 9_999 + 1:02d}"
    return {
        "nik": f"{area}{day:02d}{born:%m%y}{number % 9_999 + 1:04d}",
        "full_name": f"{chance.choice(given)} {chance.choice(given)} {chance.choice(family)}",
        "birth_date": born.isoformat(),
        "sex": "P" if woman else "L",
        "village_code": village,
        "occupation": chance.choice(occupations)["id"],
        "phone": f"0812{chance.randrange(10**8):08d}",
        "mother_name": f"{chance.choice(given)} {chance.choice(family)}",
        "registered_on": "2026-01-15",
    }


def _rows(name: str) -> list[dict[str, str]]:
    with paths.resource(name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
