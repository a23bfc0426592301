"""The waiting clocks and benefits of a programme: figures that come from a regulation, so they can be typed."""

from collections.abc import Callable
from dataclasses import fields, replace

from PySide6.QtWidgets import QWidget

from ntt_desktop.domain.programme import Programme
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import rupiah
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.fields import FieldRow
from ntt_desktop.gui.widgets.layout import row
from ntt_desktop.gui.widgets.number_field import NumberField
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.capacity import programme_terms
from ntt_desktop.wording import terms


class FiguresDialog(Dialog):
    """``on_done`` is called with the programme. Read only when this office does not own it."""

    def __init__(
        self, session: Session, parent: QWidget | None, programme: Programme, on_done: Callable[[object], object]
    ) -> None:
        about = tr("From regulations; change them when a new one comes. What they say is shown with its conditions.")
        super().__init__(parent, tr("Waiting times and benefits of {code}", code=programme.code), about, width=680)
        self._session, self._programme, self._on_done = session, programme, on_done
        mine = programme.owner == session.ctx.store.node.id
        self.fields: dict[str, NumberField] = {}
        self.body.addWidget(label(tr("Waiting times"), "section"))
        self._grid(terms.CLOCKS, programme.clocks, mine)
        self.body.addWidget(label(tr("Benefits"), "section"))
        self._grid(terms.BENEFITS, programme.benefits, mine)
        self._sums = label("", "strong", wrap=True)
        card = Card()
        card.set_tone("accent")
        card.add(self._sums)
        self.body.addWidget(card)
        self.accept_button = self.buttons(tr("Save"), self._accept)
        self.accept_button.setVisible(mine)
        self._compute()

    def _grid(self, names: dict[str, str], known: object, mine: bool) -> None:
        made = []
        for name, words in names.items():
            field = NumberField(int(getattr(known, name)), most=1_000_000_000)
            field.setPlaceholderText("0")
            field.setReadOnly(not mine)
            field.changed.connect(lambda _value: self._compute())
            self.fields[name] = field
            made.append(FieldRow(tr(words), field))
        for at in range(0, len(made), 3):
            line = row(*made[at : at + 3], gap=tokens.S3)
            for place in range(line.count()):
                line.setStretch(place, 1)
            self.body.addLayout(line)

    def _typed(self, known: object) -> dict[str, int]:
        return {field.name: self.fields[field.name].value for field in fields(known)}  # type: ignore[arg-type]

    def _compute(self) -> None:
        """Say what the figures come to."""
        made = replace(self._programme.benefits, **self._typed(self._programme.benefits))
        self._sums.setText(
            tr(
                "Ordinary death {ordinary} · death at work {accident} · scholarships up to {scholarship}",
                ordinary=rupiah(made.ordinary_death),
                accident=rupiah(made.accident_death),
                scholarship=rupiah(made.most_scholarship),
            )
        )

    def _accept(self) -> None:
        programme = self._programme
        changes = {
            "clocks": replace(programme.clocks, **self._typed(programme.clocks)),
            "benefits": replace(programme.benefits, **self._typed(programme.benefits)),
        }
        self.carry_out(self._session, programme_terms.edit, programme.id, changes, done=self._done)

    def _done(self, programme: object) -> None:
        self._on_done(programme)
        self.accept()
