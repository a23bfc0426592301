"""Qt's own windows speak the screen's language."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from ntt_desktop import i18n
from ntt_desktop.gui.translation import QtWords


@pytest.fixture
def indonesian(qtbot: QtBot) -> Iterator[None]:
    i18n.set_language("id")
    words = QtWords()
    QCoreApplication.installTranslator(words)
    yield
    QCoreApplication.removeTranslator(words)


@pytest.mark.parametrize("mode", [QFileDialog.FileMode.ExistingFile, QFileDialog.FileMode.AnyFile])
def test_the_file_dialog_has_no_english_words(indonesian: None, qtbot: QtBot, mode: QFileDialog.FileMode) -> None:
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(mode)
    dialog.show()
    labels = {label.text().replace("&", "") for label in dialog.findChildren(QLabel)}
    assert labels == {"Lihat di:", "Nama berkas:", "Jenis berkas:"}
    buttons = dialog.findChildren(QToolButton)
    said = [(button.toolTip(), button.accessibleDescription()) for button in buttons]
    assert len(said) == 6
    for tip, described in said:
        assert tip in {"Kembali", "Maju", "Folder Induk", "Buat Folder Baru", "Tampilan Daftar", "Tampilan Rinci"}
        assert not {"Go", "Create", "Change"} & set(described.split())
