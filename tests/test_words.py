"""The catalogue, the sentences of errors, and what a log may say."""

import importlib.util
import logging
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from ntt_desktop import i18n, log
from ntt_desktop.errors import UserError
from ntt_desktop.wording import errors

ROOT = Path(__file__).parent.parent
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=1; plural=0;\\n"\n\n'


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The checking script, looking at an empty project in ``tmp_path``."""
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / ".ci" / "catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setattr(sys, "path", list(sys.path))
    spec.loader.exec_module(module)
    folder = tmp_path / "resources" / "i18n" / "id"
    folder.mkdir(parents=True)
    (tmp_path / "ntt_desktop").mkdir()
    for name, value in (("ROOT", tmp_path), ("FOLDER", folder), ("COMPILED", folder / "ntt_desktop.mo")):
        monkeypatch.setattr(module, name, value)
    return module


def _translate(catalogue: ModuleType, entries: str, name: str = "a.po") -> None:
    (catalogue.FOLDER / name).write_text(HEADER + entries, "utf-8")


def _program(catalogue: ModuleType, source: str) -> None:
    (catalogue.ROOT / "ntt_desktop" / "page.py").write_text(source, "utf-8")


@pytest.mark.parametrize(
    ("source", "entries", "complaint"),
    [
        ('tr("Save")', "", "'Save' is not translated"),
        ("f\"{x}: {tr('Save')}\"", "", "'Save' is not translated"),
        ('tr("Save")', 'msgid "Save"\nmsgstr ""\n', "has no translation"),
        ('tr("Save")', '#, fuzzy\nmsgid "Save"\nmsgstr "Simpan"\n', "is fuzzy"),
        ('tr("{count} people", count=2)', 'msgid "{count} people"\nmsgstr "{n} orang"\n', "other placeholders"),
        ("", 'msgid "Save"\nmsgstr "Simpan"\n', "used nowhere"),
        ('raise UserError("odd")', "", "has no sentence"),
        ('raise UserError("secret_needed")', "", "raised without variable"),
    ],
)
def test_the_check_sees(
    catalogue: ModuleType, capsys: pytest.CaptureFixture[str], source: str, entries: str, complaint: str
) -> None:
    _program(catalogue, source)
    _translate(catalogue, entries)
    catalogue.build()
    assert catalogue.check() == 1
    assert complaint in capsys.readouterr().err


def test_the_check_sees_a_msgid_in_two_files_and_a_stale_catalogue(
    catalogue: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    _program(catalogue, 'tr("Save")')
    _translate(catalogue, 'msgid "Save"\nmsgstr "Simpan"\n')
    assert catalogue.check() == 1
    assert "is stale" in capsys.readouterr().err
    catalogue.build()
    assert catalogue.check() == 0
    shutil.copy(catalogue.FOLDER / "a.po", catalogue.FOLDER / "b.po")
    assert catalogue.check() == 1
    assert "stands in a.po too" in capsys.readouterr().err


def test_an_error_speaks_both_languages() -> None:
    error = UserError("secret_needed", variable="X")
    english = errors.message(error)
    i18n.set_language("id")
    indonesian = errors.message(error)
    assert "X" in english[1]
    assert "X" in indonesian[1]
    assert english[0] != indonesian[0]


def test_an_error_without_a_sentence_names_its_code() -> None:
    assert "odd_code" in errors.message(UserError("odd_code", value=1))[0]


def test_every_sentence_is_one() -> None:
    for code, (happened, todo) in errors.messages().items():
        # A sentence may end in a placeholder that brings its own end.
        assert happened.endswith((".", "?", "!", "}")), code
        assert not todo or todo.endswith((".", "?", "!", "}")), code


@pytest.mark.parametrize("number", ["5311180105780001", "531118 010578 0001", "0812-3456-7890", "1234 5678 9012"])
def test_long_numbers_are_masked(number: str) -> None:
    assert log.masked(f"row {number} failed") == f"row {'*' * (len(number) - 4)}{number[-4:]} failed"


def test_the_log_file_holds_no_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log.logger, "handlers", [])
    log.write_to(tmp_path)
    log.write_to(tmp_path)
    (handler,) = log.logger.handlers
    try:
        int("Maria Lobo")
    except ValueError as error:
        log.logger.error("reading %s", "5311180105780001", exc_info=error)
    handler.close()
    written = (tmp_path / "ntt-desktop.log").read_text("utf-8")
    assert "ValueError" in written
    assert "test_words.py" in written
    assert "Maria" not in written
    assert "531118" not in written
    assert logging.getLevelName(log.logger.getEffectiveLevel()) == "WARNING"


def test_a_folder_that_takes_no_log_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log.logger, "handlers", [])
    (tmp_path / "file").write_text("")
    log.write_to(tmp_path / "file" / "logs")
    assert log.logger.handlers == []
