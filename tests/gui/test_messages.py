"""The one seam through which windows say that something failed."""

import errno

import pytest
from pytestqt.qtbot import QtBot

from ntt_desktop.gui.messages import Messages, describe


class Said:
    """A place that remembers its banner."""

    def __init__(self) -> None:
        self.banner: tuple[str, str, str] = ("", "", "")

    def show_banner(self, text: str, hint: str = "", tone: str = "info", action: object = None) -> None:
        self.banner = (text, hint, tone)


@pytest.mark.parametrize(
    ("number", "part"), [(errno.EACCES, "written here"), (errno.ENOSPC, "full"), (errno.ENOTDIR, "cannot be written")]
)
def test_a_disk_that_refuses_is_told_on_the_page_and_is_no_bug(qtbot: QtBot, number: int, part: str) -> None:
    place = Said()
    refused = OSError(number, "refused", "E:/surat.pdf")
    Messages(place=lambda: place).error(refused)
    text, hint, tone = place.banner
    assert part in text
    assert "E:/surat.pdf" in text
    assert hint
    assert tone == "bad"
    assert describe(refused) == f"{text} {hint}"
