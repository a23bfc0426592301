"""Why two people may be one, or not: a sentence for each line of the matcher's score."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from ntt_desktop.i18n import mark, tr


class Reason(Protocol):
    """A line of a score."""

    @property
    def code(self) -> str:
        """Which reason."""

    @property
    def params(self) -> Mapping[str, str]:
        """The words of its sentence."""

    @property
    def points(self) -> int:
        """How much it says."""


SENTENCES: dict[str, str] = {
    "name_equal": mark("{one} in both names"),
    "name_spelled": mark("{one} and {other} are one name, spelled in two ways"),
    "name_short": mark("{one} and {other}: one is short for the other"),
    "name_slip": mark("{one} and {other} differ in one letter"),
    "name_slips": mark("{one} and {other} differ in two letters"),
    "name_initial": mark("{one} and {other}: an initial"),
    "name_left": mark("{words} stands in one name only"),
    "name_differs": mark("{one} and {other} are different names"),
    "name_order": mark("the words of the name in another order"),
    "birth_equal": mark("same birth date"),
    "birth_common": mark("same birth date, one that is often only guessed"),
    "birth_swapped": mark("birth dates with day and month swapped"),
    "birth_digit": mark("birth dates differ in one digit"),
    "birth_year": mark("same year of birth, the day perhaps only guessed"),
    "birth_differs": mark("different birth dates"),
    "mother_alike": mark("mothers' names are alike"),
    "mother_differs": mark("different mothers' names"),
    "village_same": mark("same village"),
    "subdistrict_same": mark("same kecamatan"),
    "regency_same": mark("same kabupaten"),
    "area_differs": mark("different kabupaten"),
    "kk_same": mark("same KK"),
    "kk_differs": mark("different KK"),
    "phone_same": mark("same phone"),
    "address_alike": mark("addresses are alike"),
    "sex_differs": mark("different sex"),
    "nik_same": mark("same NIK"),
    "nik_near": mark("NIKs differ in one digit"),
    "nik_next": mark("NIKs with neighbouring serials, as twins have them"),
}


def reason(line: Reason) -> str:
    """One line: what agrees or differs, with its points."""
    said = tr(SENTENCES[line.code], **line.params) if line.code in SENTENCES else line.code
    return f"{said} ({line.points:+d})"


def reasons(lines: Iterable[Reason]) -> str:
    """All lines in one sentence."""
    return "; ".join(reason(line) for line in lines)
