"""Choosing a month: a drop-down of months with their names."""

from ntt_desktop.domain.dates import Month, month_range
from ntt_desktop.gui.models.months import month_words
from ntt_desktop.gui.widgets.choice import Choice


class MonthChoice(Choice):
    """Months from ``first`` to ``last``; ``value()`` is ``yyyy-mm``."""

    def __init__(self, first: Month, last: Month, *, name: str = "", chosen: Month | None = None) -> None:
        options: list[tuple[object, str]] = [(month.text, month_words(month)) for month in month_range(first, last)]
        super().__init__(options, name=name)
        if chosen is not None:
            self.set_value(chosen.text)
