"""The reasons that services write stand in the history of a person: each in the language of the screen."""

import re
from pathlib import Path

import pytest

import ntt_desktop.services
from ntt_desktop import i18n
from ntt_desktop.domain.programme import END_REASONS
from ntt_desktop.wording.change_reasons import REASONS, change_reason

LOCAL = {
    "backup",
    "ignored",
    "key of the tree",
    "hashes",
    "held",
    "held file given up",
    "package password",
    "read again",
}
LOCAL |= {"receive", "return", "rows added by hand taken in", "saw", "taken in", "written file"}
"""Units of work that write no changes of a person, a programme or a node."""


def test_every_reason_that_a_service_writes_is_known() -> None:
    folder = Path(ntt_desktop.services.__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py")))
    written = set(re.findall(r'\.write\(\s*ctx\.actor,\s*"([a-z][^"]*)"', source))
    written |= set(re.findall(r'reason="([a-z][^"]*)"', source))
    assert written - LOCAL <= REASONS.keys()


@pytest.mark.parametrize(
    "text", [*REASONS, *END_REASONS, "import daftar.xlsx", "edited by hand in Pekerja P67GMEE", "said in 019c45"]
)
def test_a_reason_is_said_in_indonesian(text: str) -> None:
    said = {}
    for language in ("en", "id"):
        i18n.set_language(language)
        said[language] = change_reason(text)
    assert said["id"] != said["en"]


def test_what_somebody_typed_stays() -> None:
    assert change_reason("KTP asli dilihat") == "KTP asli dilihat"
