"""The letters of the grid of months, on paper too."""

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from ntt_desktop import paths
from ntt_desktop.wording.ledger import LETTERS


@pytest.mark.parametrize("font", ["NotoSans-Regular.ttf", "NotoSans-Bold.ttf"])
def test_the_fonts_of_papers_have_every_letter(font: str) -> None:
    known = TTFont(paths.resource("fonts") / font).getBestCmap()
    assert [letter for letters in LETTERS.values() for letter in letters.values() if ord(letter) not in known] == []
