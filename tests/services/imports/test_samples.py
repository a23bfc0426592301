"""The samples that came with the work, and made-up lists: every row as expected, in every format."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from ntt_desktop.services import imports
from ntt_desktop.services.context import Context
from ntt_desktop.services.imports import ImportOptions, ImportRow
from tests.made import lists as samples

GIVEN = Path(__file__).parents[2] / "fixtures" / "village_lists"
NAMES = ("padat_kupang", "rekap_desa_ttu", "usulan_sumba_timur")


def all_rows(ctx: Context, import_id: str) -> list[ImportRow]:
    return [row for batch in imports.rows(ctx, import_id) for row in batch]


def differences(ctx: Context, path: Path, expected: dict[str, object]) -> list[str]:
    plan = imports.preview(ctx, path, ImportOptions(region=str(expected["region"]))).value
    rows = all_rows(ctx, plan.id)
    awaited = {(row["sheet"], row["row"]): row for row in expected["rows"]}  # type: ignore[attr-defined]
    assert plan.read == expected["read"] == len(rows)
    assert {name: count for name, count in plan.counts.items() if count} == expected["tally"]
    wrong = []
    for row in rows:
        want = awaited.pop((row.sheet, row.row))
        codes = {finding.code for finding in row.findings}
        values = {name: row.worker.get(name) for name in want["values"] or {}}
        if "full_name" in values:
            values["full_name"] = str(values["full_name"]).upper()
        must, may = set(want["must"]), set(want["must"]) | set(want["may"])
        allowed = row.outcome == "rejected" or codes <= may
        if row.outcome != want["outcome"] or not must <= codes or not allowed or values != (want["values"] or {}):
            wrong.append(f"{row.sheet}!{row.row}: {row.outcome} {codes} {values}, wanted {want}")
    return [*wrong, *map(str, awaited)]


@pytest.mark.parametrize("name", NAMES)
def test_the_given_samples(ctx: Context, name: str) -> None:
    expected = json.loads((GIVEN / f"{name}.expected.json").read_text(encoding="utf-8"))
    assert differences(ctx, GIVEN / f"{name}.xlsx", expected) == []


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
@pytest.mark.parametrize("kind", ["ods", "xls", "xlsx"])
def test_the_given_samples_saved_again_by_libreoffice(ctx: Context, tmp_path: Path, kind: str) -> None:
    files = [str(GIVEN / f"{name}.xlsx") for name in NAMES]
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path / "out"), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    for name in NAMES:
        expected = json.loads((GIVEN / f"{name}.expected.json").read_text(encoding="utf-8"))
        assert differences(ctx, tmp_path / "out" / f"{name}.{kind}", expected) == []


@pytest.mark.parametrize("layout", samples.LAYOUTS)
@pytest.mark.parametrize("region", ["53.11", "53.71"])
def test_made_up_lists_have_their_known_answer(ctx: Context, tmp_path: Path, region: str, layout: str) -> None:
    sample = samples.write_sample(tmp_path / "a.xlsx", region=region, people=90, seed=7, layout=layout)
    plan = imports.preview(ctx, sample.file, ImportOptions(region=region)).value
    awaited = {(row.sheet, row.row): row for row in sample.rows}
    for row in all_rows(ctx, plan.id):
        want = awaited.pop((row.sheet, row.row))
        codes = {finding.code for finding in row.findings} - {"occupation_unknown"}
        assert row.outcome == want.outcome, (row, want)
        assert codes == want.must or (row.outcome == "rejected" and want.must <= codes), (row, want)
        if row.outcome == "new":
            assert (row.worker["nik"], row.worker["full_name"]) == (want.nik, want.full_name)
            assert row.worker["village_code"] == want.village_code
    assert not awaited


def test_a_list_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    one = samples.write_sample(tmp_path / "a.xlsx", region="53.11", people=30, seed=3)
    two = samples.write_sample(tmp_path / "b.xlsx", region="53.11", people=30, seed=3)
    other = samples.write_sample(tmp_path / "c.xlsx", region="53.11", people=30, seed=4)
    assert one.rows == two.rows
    assert not {row.nik for row in one.rows} & {row.nik for row in other.rows}
