"""The foot of Impor: back, giving up, the two workbooks and the main button, as each step needs them."""

from collections.abc import Callable

from ntt_desktop.gui.dialogs.corrections import save_corrections, save_results
from ntt_desktop.gui.pages.imports_words import CHECK, COLUMNS, next_words
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.i18n import tr
from ntt_desktop.services.imports import ImportPlan

Action = Callable[[], object]


class ImportFoot:
    """The buttons. ``save`` gets the function that writes one of the two workbooks."""

    def __init__(self, *, back: Action, give_up: Action, go_on: Action, save: Callable[..., object]) -> None:
        self.back = button(tr("Back"), back, icon="arrow-left")
        self.drop = button(tr("Give up"), give_up, kind="quiet")
        self.corrections = button(tr("Correction workbook"), lambda: save(save_corrections), icon="file-spreadsheet")
        self.results = button(tr("Result workbook"), lambda: save(save_results), icon="list-checks")
        self.next = button(tr("Next"), go_on, kind="primary", shortcut="Ctrl+Return")

    def show_step(self, step: int, plan: ImportPlan | None, *, is_earlier: bool) -> None:
        """Show what a step offers; ``is_earlier``: the plan is an import of the list, stored before."""
        self.back.setVisible(step in (COLUMNS, CHECK))
        self.drop.setVisible(step in (COLUMNS, CHECK) and not is_earlier)
        self.corrections.setVisible(step == CHECK and plan is not None and plan.counts["rejected"] > 0)
        self.results.setVisible(step == CHECK and is_earlier)
        self.next.setText(next_words(step, None if is_earlier else plan))
