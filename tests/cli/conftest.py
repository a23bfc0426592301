"""A store that commands run on."""

from pathlib import Path

import pytest

from tests.cli.commands import Commands
from tests.conftest import PASSPHRASE


@pytest.fixture
def commands(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Commands:
    """The store of a petugas of Sumba Timur."""
    monkeypatch.setenv("NTT_DESKTOP_PASSPHRASE", PASSPHRASE)
    made = Commands(tmp_path / "home", capsys)
    made.done("init", "--role", "petugas", "--region", "53.11", "--device", "laptop", "--officer", "Y. Ndapa")
    return made
