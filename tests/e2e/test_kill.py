"""Nothing acknowledged is lost, and nothing is left half done, when the program is killed at any moment."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
KILLS = 50


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_fifty_kills(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.e2e.killing", str(tmp_path), str(KILLS), "2026"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    rounds = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [(one["job"], one["wrong"]) for one in rounds if one["wrong"]] == []
    assert len(rounds) == KILLS
    killed = Counter(one["job"] for one in rounds if not one["acknowledged"])
    assert set(killed) == {"import", "assign", "export", "receive"}, "some job was never killed on its way"
