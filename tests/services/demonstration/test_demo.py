"""The demonstration's own lists and its sums."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ntt_desktop import bootstrap, paths
from ntt_desktop.formats.sheets import Row, read_workbook
from ntt_desktop.services import imports
from ntt_desktop.services.context import Context
from ntt_desktop.services.demonstration import demo
from tests.conftest import SYNC_PASSWORD
from tests.made.lists import SHIPPED, write_sample


@pytest.fixture
def create() -> Callable[..., Context]:
    def make(home: Path, **options: str) -> Context:
        made = bootstrap.create_store(home, **options, passphrase=demo.PASSPHRASE, sync_password=SYNC_PASSWORD)
        return made.context

    return make


@pytest.mark.parametrize("laptop", demo.LAPTOPS, ids=lambda laptop: laptop.device)
def test_the_shipped_lists_are_what_the_generator_makes(laptop: demo.Laptop, tmp_path: Path) -> None:
    region, people, layout = SHIPPED[laptop.file]
    fresh = write_sample(tmp_path / laptop.file, region=region, people=people, layout=layout)
    shipped = paths.resource(f"samples/{laptop.file}")
    assert (region, people, len(fresh.rows)) == (laptop.region, laptop.people, people)
    assert _cells(shipped) == _cells(fresh.file)


def test_one_laptop_and_the_province_agree(tmp_path: Path, create: Callable[..., Context]) -> None:
    played = demo.play(tmp_path, create, laptops=demo.LAPTOPS[:1])
    assert played.problems == []
    for home in played.homes.values():
        ctx = bootstrap.open_context(home, demo.PASSPHRASE)
        assert imports.unsaid(ctx) == [], "the window that opens on it has nothing to tell"
        ctx.store.close()
    last = {step.node: step for step in played.steps}
    laptop, province = last[demo.LAPTOPS[0].device], last[demo.PROVINCE]
    assert province.people == laptop.people > 150
    assert province.person_months == laptop.person_months
    assert province.rupiah == laptop.rupiah == laptop.person_months * demo.RATE
    assert len(played.packages) == 3


def _cells(path: Path) -> list[tuple[str, int, list[Row]]]:
    return [(sheet.name, sheet.first_row, sheet.rows) for sheet in read_workbook(path).sheets]
