"""Filters over a list: labelled drop-downs and *Clear*."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.layout import FlowLayout, holder, row
from ntt_desktop.gui.widgets.text import label, set_tone
from ntt_desktop.i18n import tr


class FilterBar(QWidget):
    """Drop-downs that narrow a list. ``changed`` carries ``{key: value}`` of those that narrow."""

    changed = Signal(dict)

    def __init__(self) -> None:
        super().__init__()
        self._choices: dict[str, Choice] = {}
        self._flow = FlowLayout(gap=12, line_gap=6)
        self.setLayout(self._flow)
        self._clear = button(tr("Clear filters"), self.clear, kind="quiet", icon="x")
        self._flow.addWidget(self._clear)
        self._clear.hide()

    def add(self, key: str, text: str, options: list[tuple[object, str]], width: int = 150) -> Choice:
        """A drop-down called ``text``; the first choice, *All*, is added by itself and means no filter."""
        choice = Choice(name=text, width=width)
        choice.setProperty("filter", "true")
        choice.picked.connect(lambda _value: self._picked())
        self._choices[key] = choice
        self._flow.removeWidget(self._clear)
        caption = label(text, "muted")
        caption.setBuddy(choice)
        self._flow.addWidget(holder(row(caption, choice, gap=6)))
        self._flow.addWidget(self._clear)
        self.set_options(key, options)
        return choice

    def set_options(self, key: str, options: list[tuple[object, str]]) -> None:
        """Replace a drop-down's options, keeping what is chosen if it is still there."""
        self._choices[key].set_options([(None, tr("All")), *options])

    def choices(self, key: str) -> int:
        """How many options a drop-down has besides *All*."""
        return self._choices[key].count() - 1

    def values(self) -> dict[str, object]:
        """The filters that narrow."""
        return {key: choice.value() for key, choice in self._choices.items() if choice.value() is not None}

    def set_values(self, values: dict[str, object]) -> None:
        """Choose without emitting."""
        for key, choice in self._choices.items():
            choice.set_value(values.get(key))
        self._mark()

    def clear(self) -> None:
        """Choose *All* everywhere."""
        self.set_values({})
        self.changed.emit({})

    def _picked(self) -> None:
        self._mark()
        self.changed.emit(self.values())

    def _mark(self) -> None:
        for choice in self._choices.values():
            set_tone(choice, "true" if choice.value() is not None else "false", "active")
        self._clear.setVisible(bool(self.values()))
