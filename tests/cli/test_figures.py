"""``overview``, ``figure`` and ``target`` on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from ntt_desktop import bootstrap
from ntt_desktop.cli.main import main
from ntt_desktop.services.context import Context
from ntt_desktop.store.sync import notices
from tests.conftest import PASSPHRASE
from tests.services.capacity.capacity_support import people


@pytest.fixture
def run(ctx: Context, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a command on a store with three people, giving exit code and answer."""
    people(ctx, 3)
    home = ctx.store.home
    ctx.store.close()
    monkeypatch.setenv("NTT_DESKTOP_PASSPHRASE", PASSPHRASE)

    def call(*arguments: str) -> tuple[int, dict[str, Any]]:
        code = main(["--home", str(home), "--lang", "id", "--json", *arguments])
        answer: dict[str, Any] = json.loads(capsys.readouterr().out)
        return code, answer

    return call


def test_the_overview_is_one_object_with_nothing_where_nothing_is_known(run: Any) -> None:
    code, answer = run("overview")
    assert code == 0
    assert (answer["people"], answer["waiting"], answer["covered"]) == (3, 3, 0)
    assert answer["uptake"]["permille"] is None
    assert [(one["region"], one["permille"]) for one in answer["coverage"]] == [("53.11", None)]


def test_what_this_machine_is_told_of_itself_stands_in_the_overview(
    run: Any, ctx: Context, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = bootstrap.open_context(ctx.store.home, PASSPHRASE)
    with opened.store.write("test") as uow:
        notices.note(uow, "own_store_cloned", name="laptop-1")
    opened.store.close()
    code, answer = run("overview")
    (told,) = answer["told"]
    assert (code, told["code"], answer["odd"]) == (0, "own_store_cloned", 0)
    assert told["message"].startswith("Ada salinan kedua data perangkat ini")
    assert main(["--home", str(ctx.store.home), "--lang", "id", "overview"]) == 0
    assert capsys.readouterr().out.startswith(told["message"])


def test_targets_are_set_listed_and_counted_with(run: Any) -> None:
    given = ("--eligible", "1000", "--elsewhere", "458", "--percent", "62,5", "--date", "2026-01-01", "--year", "2026")
    assert run("target", "set", "5311", *given)[0] == 0
    (known,) = run("target", "list")[1]["targets"]
    assert (known["region"], known["active_elsewhere"], known["target_permille"]) == ("53.11", 458, 625)
    code, answer = run("target", "set", "53.11", "--eligible", "10", "--elsewhere", "11")
    assert (code, answer["error"]["code"]) == (1, "target_elsewhere")
    code, answer = run("target", "set", "53.11", "--eligible", "10", "--percent", "banyak")
    assert (code, answer["error"]["code"]) == (1, "target_share")


def test_a_sheet_of_targets_is_taken_in(run: Any, tmp_path: Path) -> None:
    sheet = tmp_path / "target.csv"
    sheet.write_text("Kabupaten;Pekerja;Aktif;Target\nSumba Timur;120.000;40000;60\n", "utf-8")
    assert run("target", "import", str(sheet))[1] == {"stored": 1}
    (known,) = run("target", "list")[1]["targets"]
    assert (known["eligible"], known["target_permille"], known["source"]) == (120_000, 600, "target.csv")


def test_figures_are_written_as_svg_and_only_so(run: Any, tmp_path: Path) -> None:
    out = tmp_path / "peta.svg"
    assert run("figure", "map-coverage", str(out)) == (0, {"files": [str(out)], "rows": 0})
    assert "Sumba Timur: –" in out.read_text("utf-8")
    for arguments, wanted in (
        (("figure", "map-coverage", str(out)), "file_exists"),
        (("figure", "pie", str(tmp_path / "x.svg")), "figure_unknown"),
        (("figure", "money", str(tmp_path / "x.png")), "figure_format"),
        (("figure", "money", str(tmp_path / "x.svg"), "--region", "53.11"), "figure_region"),
        (("figure", "trend", str(tmp_path / "x.svg"), "--region", "53.11.18"), "unknown_region"),
    ):
        code, answer = run(*arguments)
        assert (code, answer["error"]["code"]) == (1, wanted)
