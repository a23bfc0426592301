"""The steps of Impor, and what the page's head, its banner and its main button say in each."""

from collections.abc import Sequence

from ntt_desktop.gui.shown import day, number
from ntt_desktop.i18n import tr
from ntt_desktop.services.imports import ImportPlan, Surveyed

CHOOSE, COLUMNS, CHECK, DONE = range(4)


def next_words(step: int, plan: ImportPlan | None) -> str:
    """The main button's words; ``plan`` is None where there is nothing to store."""
    if step == CHECK and plan is not None:
        stored = plan.counts["new"] + plan.counts["updated"]
        return tr("Store {count} people", count=number(stored)) if stored else tr("Store the result")
    return {CHOOSE: tr("Next: columns"), COLUMNS: tr("Next: check the rows")}.get(step, tr("Close"))


def subtitle(step: int, file: str, plan: ImportPlan | None) -> str:
    """The line below the page's title."""
    if step == CHOOSE or (not file and plan is None):
        return tr("From a village's spreadsheet; nothing is stored before you have seen it")
    if plan is not None and step in (CHECK, DONE):
        return tr("{file} · {count} rows of people", file=plan.file, count=number(plan.read))
    return file


def of_survey(file: str, found: Surveyed, named: Sequence[str]) -> tuple[str, str, str] | None:
    """What the banner says of a file that was looked at: sentence, hint and tone. ``named``: its sheets with people."""
    if not named:
        return (
            tr("No column with NIK or name was found in {file}.", file=file),
            tr("Look at the file: the header must stand above the people, in one or two rows."),
            "bad",
        )
    if found.stored_before:
        return known_before(found.stored_before)
    if found.corrects:
        return (
            tr("This is a correction workbook."),
            tr("Its rows go back to those they came from; nobody is registered twice."),
            "info",
        )
    return None


def known_before(days: Sequence[str]) -> tuple[str, str, str]:
    """The same of a file that was taken in on these days (ISO) already."""
    return (
        tr("This very file was taken in on {date}.", date=day(days[0])),
        tr("Taking it in again changes nothing that is the same."),
        "warn",
    )
