"""Workbooks gone wrong in any way: a refusal, or rows whose counts agree; never a bug, never a process left behind."""

import multiprocessing
import random
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntt_desktop.domain.intake.judging import Judge, Outcome
from ntt_desktop.errors import UserError
from ntt_desktop.formats.sheets import Limits, ReadOptions, SheetSummary, interpret_workbook
from tests.formats import hostile
from tests.formats.mutations import mutated

OPTIONS = ReadOptions(region="53.11", today=date(2026, 2, 10))
LIMITS = Limits(seconds=60.0)
CSV = "\n".join(";".join(map(str, row)) for row in (hostile.HEADER, *hostile.PEOPLE)).encode()
MARKUP = b"<table><tr><th>" + b"</tr><tr><td>".join(line.replace(b";", b"<td>") for line in CSV.split(b"\n"))
KINDS = {
    "xlsx": hostile.workbook(),
    "xlsb": hostile.workbook_xlsb(),
    "ods": hostile.spreadsheet_ods(b"".join(hostile.ods_row(*row) for row in (hostile.HEADER, *hostile.PEOPLE))),
    "csv": CSV,
    "html": MARKUP,
}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 1 << 32))
def test_whatever_went_wrong(tmp_path: Path, kind: str, seed: int) -> None:
    path = tmp_path / f"usulan.{kind}"
    path.write_bytes(mutated(KINDS[kind], random.Random(seed)))
    try:
        found = list(interpret_workbook(path, OPTIONS, limits=LIMITS))
    except UserError:
        return
    finally:
        assert not multiprocessing.active_children()
    drafts = [draft for batch in found if not isinstance(batch, SheetSummary) for draft in batch]
    judge = Judge()
    counts = Counter(judge.judge(draft, None).outcome for draft in drafts)
    assert sum(counts[outcome] for outcome in Outcome) == len(drafts)
    assert len({draft.row_id for draft in drafts}) == len(drafts)
