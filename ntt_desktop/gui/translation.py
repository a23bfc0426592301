"""Qt's own words (standard buttons, a field's menu) from our catalogue: Qt ships no Indonesian.

Only plain English msgids are looked up; the ampersand that marks a mnemonic is kept by the translation.
"""

from PySide6.QtCore import QLocale, QTranslator

from ntt_desktop.i18n import language, mark, tr

_WORDS = (
    mark("OK"),
    mark("&OK"),
    mark("Cancel"),
    mark("&Cancel"),
    mark("Close"),
    mark("&Close"),
    mark("Open"),
    mark("&Open"),
    mark("Save"),
    mark("&Save"),
    mark("&Yes"),
    mark("&No"),
    mark("&Undo"),
    mark("&Redo"),
    mark("Cu&t"),
    mark("&Copy"),
    mark("&Paste"),
    mark("Delete"),
    mark("&Delete"),
    mark("Select All"),
    mark("Clear"),
    mark("&Look in:"),
    mark("Back"),
    mark("Forward"),
    mark("Go back"),
    mark("Go forward"),
    mark("Parent Directory"),
    mark("Go to the parent directory"),
    mark("Create New Folder"),
    mark("Create a New Folder"),
    mark("List View"),
    mark("Change to list view mode"),
    mark("Detail View"),
    mark("Change to detail view mode"),
    mark("Sidebar"),
    mark("List of places and bookmarks"),
    mark("Directories"),
    mark("Show "),
    mark("File &name:"),
    mark("Files of &type:"),
    mark("Directory:"),
    mark("&Choose"),
    mark("All Files (*)"),
    mark("Name"),
    mark("Size"),
    mark("Type"),
    mark("Date Modified"),
    mark("My Computer"),
    mark("Computer"),
    mark("Copy &Link Location"),
    mark("&Rename"),
    mark("Show &hidden files"),
    mark("&New Folder"),
    mark("Find Directory"),
    mark("File Folder"),
    mark("Folder"),
    mark("Files"),
    mark("File"),
    mark("Drive"),
    mark("Save As"),
    mark("Insert Unicode control character"),
    mark("Step up"),
    mark("Step down"),
    mark("&Step up"),
    mark("Step &down"),
)
_KNOWN = frozenset(_WORDS)


class QtWords(QTranslator):
    """Answers Qt's own lookups from our catalogue."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        return tr(text) if text in _KNOWN else None


def locale() -> QLocale:
    """The locale of calendars and numbers in the screen's language."""
    if language() == "id":
        return QLocale(QLocale.Language.Indonesian, QLocale.Country.Indonesia)
    return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
