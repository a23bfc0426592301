"""Commands as somebody types them, run on one store."""

import json
from pathlib import Path
from typing import Any

import pytest

from ntt_desktop.cli.main import main

BASE = ("full_name=Yuliana Goit", "village_code=5311182005", "birth_date=12/05/1978", "occupation=Penenun")


class Commands:
    """Runs commands on the store in ``home``."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home, self.capsys = home, capsys

    def text(self, *arguments: str, lang: str = "id") -> tuple[int, str, str]:
        """Exit code, stdout, stderr."""
        code = main(["--home", str(self.home), "--lang", lang, *arguments])
        captured = self.capsys.readouterr()
        return code, captured.out, captured.err

    def run(self, *arguments: str, lang: str = "en") -> tuple[int, dict[str, Any]]:
        """Exit code and the JSON answer."""
        code, out, _ = self.text("--json", *arguments, lang=lang)
        return code, json.loads(out)

    def done(self, *arguments: str) -> dict[str, Any]:
        """The JSON answer of a command that succeeds."""
        code, answer = self.run(*arguments)
        assert code == 0, answer
        return answer

    def add(self, nik: str, *fields: str, options: tuple[str, ...] = ()) -> dict[str, Any]:
        """Register somebody: `BASE` and ``fields``, each ``name=value``."""
        sets = [part for field in (f"nik={nik}", *BASE, *fields) for part in ("--set", field)]
        return dict(self.done("worker", "add", *sets, *options)["worker"])

    def programme_for_three(self) -> list[dict[str, Any]]:
        """Three people; the kabupaten's programme K26 has two seats and is not assigned yet."""
        terms = ("--from", "2026-01", "--months", "12", "--slots", "2", "--region", "53.11")
        self.done("programme", "add", "--code", "K26", "--name", "APBD", "--payer", "kabupaten", *terms)
        return [
            self.add(
                f"531118{10 + at:02d}05780001",
                *("sex=L", "occupation=petani", f"full_name={name}", f"birth_date={10 + at}/05/1978"),
            )
            for at, name in enumerate(("Maria Rambu Ana", "Domi Wadu", "Yohanes Kefi"))
        ]
