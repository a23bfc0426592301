"""Likely duplicates of an import are looked for beside its storing, in units of work that let others write."""

from pathlib import Path

import pytest

from ntt_desktop.services import imports
from ntt_desktop.services.context import Cancelled, Context
from ntt_desktop.services.people import same_person, workers
from ntt_desktop.store.care import check
from tests.services.imports.lists import YOKSAN, count, take_in, write

_CASES = "SELECT count(*) FROM open_case WHERE kind = 'likely_duplicate'"


def _twins(folder: Path, count: int = 6) -> Path:
    """Pairs of people alike in all but the end of their NIK."""
    rows = [
        [f"531118{day:02d}0578{serial:04d}", f"{name} Goit Nggiku", *YOKSAN[2:4]]
        for day, name in enumerate(("Yoksan", "Umbu", "Rambu", "Ferdinandus", "Leonarda", "Paulus")[:count], start=1)
        for serial in (1, 9)
    ]
    return write(folder / "twins.xlsx", *rows)


def test_they_wait_and_are_found_afterwards(ctx: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(same_person, "_UNIT", 5)
    plan = imports.preview(ctx, _twins(tmp_path)).value
    imports.store_import(ctx, plan, pairs_later=True)
    assert (count(ctx, "SELECT count(*) FROM worker"), count(ctx, _CASES)) == (12, 0)
    assert check.check(ctx.store).ok  # what waits is no difference, and waits on
    assert count(ctx, _CASES) == 0
    units: list[int] = []
    assert same_person.find_waiting(ctx, lambda done, _total: units.append(done)).value == 12
    assert units == [5, 10]
    assert count(ctx, _CASES) == 6
    assert same_person.find_waiting(ctx).value == 0
    assert check.check(ctx.store).ok


def test_a_stopped_search_goes_on_where_it_was(ctx: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(same_person, "_UNIT", 2)
    imports.store_import(ctx, imports.preview(ctx, _twins(tmp_path)).value, pairs_later=True)

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        same_person.find_waiting(ctx, stop)
    assert count(ctx, _CASES) == 1
    assert same_person.find_waiting(ctx).value == 10
    assert count(ctx, _CASES) == 6


def test_who_is_known_keeps_old_spellings_until_looked_at(ctx: Context, tmp_path: Path) -> None:
    first = take_in(ctx, _twins(tmp_path, 1))
    assert count(ctx, _CASES) == 1
    renamed = ["5311180105780009", "Marselinus Bouk", *YOKSAN[2:4]]
    stored = imports.preview(ctx, write(tmp_path / "b.xlsx", renamed)).value
    imports.store_import(ctx, stored, pairs_later=True)
    assert count(ctx, _CASES) == 1
    same_person.find_waiting(ctx)
    assert count(ctx, _CASES) == 0
    assert check.check(ctx.store).ok
    assert first.counts["new"] == 2


def test_whoever_is_edited_meanwhile_is_looked_at_at_once(ctx: Context, tmp_path: Path) -> None:
    plan = imports.store_import(ctx, imports.preview(ctx, _twins(tmp_path, 1)).value, pairs_later=True).value
    worker = next(row.worker_id for batch in imports.rows(ctx, plan.id) for row in batch)
    workers.edit(ctx, worker, {"phone": "081298765432"}, reason="telepon")
    assert count(ctx, _CASES) == 0  # the other one is not looked at yet
    assert same_person.find_waiting(ctx).value == 1
    assert count(ctx, _CASES) == 1
