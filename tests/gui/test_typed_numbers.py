"""Rupiah as people type and paste them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ntt_desktop import i18n
from ntt_desktop.gui.forms import editors
from ntt_desktop.gui.widgets.number_field import NumberField
from ntt_desktop.services.context import Context


@pytest.fixture
def field(qtbot: QtBot) -> NumberField:
    i18n.set_language("id")
    made = NumberField()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("16800", 16_800, "16.800"),
        ("16.800", 16_800, "16.800"),
        ("16,800", 16_800, "16.800"),
        ("16.800,00", 16_800, "16.800,00"),
        ("1680,5", 1_680, "1.680,5"),
        ("10,000,000", 10_000_000, "10.000.000"),
        ("", 0, ""),
    ],
)
@pytest.mark.parametrize("how", ["typed", "pasted"])
def test_what_stands_behind_the_comma_does_not_count(
    field: NumberField, how: str, text: str, value: int, shown: str
) -> None:
    if how == "typed":
        QTest.keyClicks(field, text)
    else:
        QGuiApplication.clipboard().setText(text)
        field.paste()
    assert (field.value, field.text()) == (value, shown)


@pytest.mark.parametrize("text", ["Rp16.800", "Rp 16.800,00", "Rp. 16.800", "16800.00", "16,800.00", " 16.800 "])
def test_an_amount_is_pasted_as_it_stands_in_a_letter(field: NumberField, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    field.paste()
    assert field.value == 16_800


def test_in_english_it_is_the_other_way_about(field: NumberField) -> None:
    i18n.set_language("en")
    QTest.keyClicks(field, "16800.50")
    assert (field.value, field.text()) == (16_800, "16,800.50")


def test_points_follow_what_is_deleted_and_typed_in_between(field: NumberField) -> None:
    QTest.keyClicks(field, "16800")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert (field.value, field.text()) == (1_680, "1.680")
    field.setCursorPosition(1)
    QTest.keyClicks(field, "99")
    assert (field.value, field.text(), field.cursorPosition()) == (199_680, "199.680", 4)


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("1500000", "1500000", "Rp1.500.000"),
        ("1.500.000,00", "1500000", "Rp1.500.000"),
        ("1,5 juta", "1500000", "Rp1.500.000"),
        ("", None, ""),
        ("banyak", "banyak", "banyak"),
    ],
)
def test_an_income_is_typed_as_in_a_list(qtbot: QtBot, ctx: Context, text: str, value: str | None, shown: str) -> None:
    income = editors.make(ctx, "monthly_income")
    qtbot.addWidget(income.widget)
    QTest.keyClicks(income.widget, text)
    QTest.keyClick(income.widget, Qt.Key.Key_Return)
    assert (income.get(), income.widget.text()) == (value, shown)
