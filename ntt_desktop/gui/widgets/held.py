"""Files that wait to be taken in: why, and what can be done. They are kept in the store, so nobody sends them again."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ntt_desktop.errors import UserError
from ntt_desktop.gui.shown import instant, number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.badge import StateBadge
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.layout import FlowLayout, column, holder, row
from ntt_desktop.gui.widgets.password import PasswordField
from ntt_desktop.gui.widgets.receipts import PASSWORD_REASONS, status_badge
from ntt_desktop.gui.widgets.side_panel import empty
from ntt_desktop.gui.widgets.text import ElidedLabel, label, line
from ntt_desktop.i18n import tr
from ntt_desktop.store.sync.held_files import HeldFile
from ntt_desktop.wording.errors import message


class HeldList(Card):
    """Hidden while nothing waits. ``retry`` carries (id, password), ``trust`` (id, spoken code), ``as_list`` and
    ``give_up`` the id."""

    retry = Signal(str, str)
    retry_all = Signal()
    trust = Signal(str, str)
    as_list = Signal(str)
    give_up = Signal(str)

    def __init__(self) -> None:
        again = button(tr("Try all again"), icon="refresh-cw", shortcut="F5")
        self.fold = button(tr("Show"), kind="quiet", icon="list")
        self._inside: QWidget
        super().__init__(tr("Held files"), icon="hourglass", aside=holder(row(self.fold, again)))
        again.clicked.connect(lambda _checked=False: self.retry_all.emit())
        self.fold.clicked.connect(lambda _checked=False: self._unfold(self._inside.isHidden()))
        self._rows = column(gap=tokens.S3)
        self.files: tuple[HeldFile, ...] = ()
        said = label(tr("They are kept here, whole, until they can be taken in."), "muted", wrap=True)
        self._inside = holder(column(said, self._rows, gap=tokens.S2))
        self.add(self._inside)
        self._unfold(False)
        self.hide()

    def _unfold(self, on: bool) -> None:
        if on or self._inside.parentWidget() is not None:
            self._inside.setVisible(on)
        self.fold.setText(tr("Hide") if on else tr("Show"))

    def show_files(self, files: Sequence[HeldFile]) -> None:
        """Show what waits."""
        if tuple(files) == self.files:
            self.setVisible(bool(files))
            return
        self.files = tuple(files)
        empty(self._rows)
        for at, one in enumerate(files):
            if at:
                self._rows.addWidget(line())
            self._rows.addWidget(self._line(one))
        self.title.setText(tr("Held files ({count})", count=number(len(files))))
        self.setVisible(bool(files))

    def _line(self, one: HeldFile) -> QWidget:
        head = row(ElidedLabel(one.file, "strong"), StateBadge(status_badge(one.status)))
        head.setStretch(0, 1)
        sentence, hint = message(UserError(one.reason, **dict(one.params)))
        since = tr("since {when}, taken by {officer}", when=instant(one.held_at), officer=one.actor)
        who = " · ".join(filter(None, (one.sender, since)))
        actions = FlowLayout()
        if code := one.trusted_by:
            said = tr("Trust {code} and take in", code=code)
            actions.addWidget(button(said, partial(self.trust.emit, one.id, code), icon="shield-check"))
        elif one.reason in PASSWORD_REASONS:
            field = PasswordField(tr("Password of the file"), show_strength=False)
            field.setFixedWidth(260)
            go = button(tr("Try again"), lambda: self.retry.emit(one.id, field.text()), icon="refresh-cw")
            field.edit.returnPressed.connect(go.click)
            actions.addWidget(field)
            actions.addWidget(go)
        else:
            actions.addWidget(button(tr("Try again"), partial(self.retry.emit, one.id, ""), icon="refresh-cw"))
            actions.addWidget(button(tr("Take in as a list"), partial(self.as_list.emit, one.id), icon="file-down"))
        actions.addWidget(button(tr("Give it up"), partial(self.give_up.emit, one.id), kind="quiet", icon="trash-2"))
        made = holder(
            column(
                head,
                label(who, "caption", wrap=True),
                label(sentence, wrap=True),
                label(hint, "muted", wrap=True),
                holder(actions),
                gap=tokens.S1,
            )
        )
        made.setAccessibleName(f"{one.file}: {sentence}")
        return made
