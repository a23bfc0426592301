"""Colours, style sheet, icons."""

import re

import pytest

from ntt_desktop import paths
from ntt_desktop.gui import icons
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.theme.stylesheet import stylesheet


def luminance(color: str) -> float:
    """WCAG 2 relative luminance of ``#RRGGBB``."""
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colors", [tokens.LIGHT, tokens.DARK], ids=["light", "dark"])
def test_words_stand_out_from_every_ground_by_4_5_to_1(colors: tokens.Colors) -> None:
    for ground in (colors.window, colors.surface, colors.raised):
        for word in (colors.text, colors.muted, colors.good, colors.warn, colors.bad, colors.info, colors.accent):
            assert contrast(word, ground) >= 4.5, (word, ground)
    assert contrast(colors.on_accent, colors.accent) >= 4.5
    for role in ("good", "warn", "bad", "info", "accent", "muted"):
        assert contrast(getattr(colors, role), colors.tint(role)) >= 4.4, role


@pytest.mark.parametrize("colors", [tokens.LIGHT, tokens.DARK], ids=["light", "dark"])
def test_style_sheet_is_filled_and_its_pictures_exist(colors: tokens.Colors) -> None:
    sheet = stylesheet(colors)
    assert not re.search(r"@[a-z]", sheet)
    pictures = re.findall(r"url\(([^)]+)\)", sheet)
    assert pictures
    for picture in pictures:
        assert picture.endswith(".svg")
        assert paths.resource(f"themes/{picture.rsplit('/', 1)[1]}").exists()


def test_every_icon_shipped_is_used_and_has_its_licence() -> None:
    folder = paths.resource("icons")
    source = "\n".join(path.read_text("utf-8") for path in paths.Path(icons.__file__).parent.rglob("*.py"))
    unused = [path.stem for path in folder.glob("*.svg") if f'"{path.stem}"' not in source]
    assert unused == []
    assert "ISC" in (folder / "LICENSE").read_text("utf-8")


def test_an_icon_takes_the_colour_of_its_token(qapp: object) -> None:
    image = icons.pixmap("plus", "#FF0000", 24, 1.0).toImage()
    assert image.pixelColor(12, 12).red() == 255
    assert image.pixelColor(12, 12).alpha() == 255
    assert image.pixelColor(0, 0).alpha() == 0


def test_every_state_of_a_person_has_a_look_and_only_a_paid_month_is_green() -> None:
    from ntt_desktop.domain.worker import State
    from ntt_desktop.gui import words

    assert set(words.LOOKS) == set(State)
    assert [state for state, (_, tone) in words.LOOKS.items() if tone == "good"] == [State.COVERED]
