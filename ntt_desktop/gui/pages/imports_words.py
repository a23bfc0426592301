"""The steps of Impor, and what the page's head and its main button say in each."""

from ntt_desktop.gui.shown import number
from ntt_desktop.i18n import tr
from ntt_desktop.services.imports import ImportPlan

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
