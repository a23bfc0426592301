"""What people read of an answer: days and times as the office counts them, words instead of codes."""

from typing import Any

import pytest

from ntt_desktop import i18n
from ntt_desktop.cli import claims, decrees, report, sync
from ntt_desktop.cli.answers import instant

LATE = "2026-11-23T22:21:55+00:00"
"""In the office the next day has begun."""


def test_a_time_is_that_of_the_office() -> None:
    assert instant(LATE) == "24/11/2026 06:21"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (sync.text_of_files, {"stored_at": LATE, "direction": "in", "kind": "package"}),
        (report.text_of_exports, {"made_at": LATE, "pk": 3, "actor": "Y", "what": "village", "people": 2}),
    ],
)
def test_files_are_told_in_words(text: Any, answer: dict[str, Any]) -> None:
    i18n.set_language("id")
    said = text({"files": [{"partner": "laptop-1", "file": "a.xlsx", "check_code": "C", "id": "1", **answer}]})
    assert "24/11/2026 06:21" in said
    assert " in " not in said
    assert "T22" not in said


def test_claims_and_decrees_say_their_day() -> None:
    row = {"date": "2026-03-12", "number": "188", "programme_code": "P26", "people": 3}
    assert decrees.text_of_decrees({"decrees": [row]}).startswith("12/03/2026")
    claim = {"event_date": "2026-03-12", "full_name": "Ana", "claim_type": "jkm", "cause": None, "status": "reported"}
    answer = {"claims": [{**claim, "clock": {"says": ""}, "id": "1"}], "count": 1, "paid": 0, "files": []}
    assert claims.text_of_list(answer).startswith("12/03/2026")
