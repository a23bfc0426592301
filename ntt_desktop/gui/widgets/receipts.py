"""What became of received files: a card each, with one sentence, counts, and what to look at."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame

from ntt_desktop.gui.shown import number, rupiah
from ntt_desktop.gui.theme import fonts, tokens
from ntt_desktop.gui.widgets.badge import Badge, StateBadge
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.layout import FlowLayout, column, holder, row
from ntt_desktop.gui.widgets.password import PasswordField
from ntt_desktop.gui.widgets.side_panel import empty
from ntt_desktop.gui.widgets.text import ElidedLabel, label
from ntt_desktop.i18n import tr
from ntt_desktop.services.sync import report
from ntt_desktop.services.sync.report import FileReport
from ntt_desktop.services.sync.verdicts import QUIET
from ntt_desktop.wording.received import sentence
from ntt_desktop.wording.verdicts import heading

PASSWORD_REASONS = frozenset({"file_protected", "password_wrong"})


def status_badge(status: str) -> Badge:
    """A file's status as icon, word and colour."""
    return {
        report.RECEIVED: Badge("circle-check", tr("Received"), "good"),
        report.UNCHANGED: Badge("circle-check", tr("Known already"), "muted"),
        report.UNKNOWN_SIGNER: Badge("shield-check", tr("Unknown sender"), "warn"),
        report.HELD: Badge("hourglass", tr("Held back"), "warn"),
        report.REFUSED: Badge("circle-x", tr("Refused"), "bad"),
    }.get(status, Badge("circle-help", status, "muted"))


def matters(found: FileReport) -> list[tuple[str, str, str]]:
    """What to look at in a file: (key, words with the count, tone), only what there is."""
    gaps = len(found.missing_sequences)
    possible = [
        ("edited", len(found.edited), tr("{count} edited cells"), "warn"),
        ("missing", len(found.missing_rows), tr("{count} rows missing"), "warn"),
        ("added", len(found.added_rows), tr("{count} rows added by hand"), "warn"),
        ("stock", len(found.stock_difference), tr("{count} differences of stock"), "warn"),
        ("gaps", gaps, tr("{count} earlier packages missing"), "bad"),
        ("", found.conflicts, tr("{count} conflicts"), "warn"),
        ("", found.duplicates, tr("{count} people the same as, or like, others here"), "info"),
        ("", found.voided, tr("{count} people withdrawn by the sender"), "info"),
        ("", found.clock_ahead, tr("{count} records dated in the future"), "warn"),
    ]
    said = [(key, words.format(count=number(count)), tone) for key, count, words, tone in possible if count]
    return said + [
        ("", f"{heading(state)}: {number(people)}", "info" if state in QUIET else "warn")
        for state, people in found.verdicts.items()
    ]


class ReceiptCard(Card):
    """One file. ``trust`` carries (path, fingerprint), ``retry`` (path, password), ``details`` the report."""

    trust = Signal(str, str)
    retry = Signal(str, str)
    details = Signal(object)

    def __init__(self, found: FileReport) -> None:
        super().__init__()
        self.found = found
        self.body.setSpacing(tokens.S2)
        sender = found.sender
        if found.sequence:
            sender = tr("{name}, file no. {number}", name=found.sender, number=found.sequence)
        head = row(ElidedLabel(Path(found.file).name, "section"), StateBadge(status_badge(found.status)))
        head.setStretch(0, 1)
        self.add(head)
        words, hint = sentence(found)
        if sender and found.status != report.UNKNOWN_SIGNER:
            self.add(label(sender, "muted"))
        self.add(label(words, wrap=True))
        if found.status == report.RECEIVED and found.person_months:
            money = tr(
                "{months} person-months, {rupiah}. Check code {code}.",
                months=number(found.person_months),
                rupiah=rupiah(found.rupiah),
                code=found.check_code,
            )
            self.add(label(money, "muted", wrap=True))
        if hint:
            self.add(label(hint, "muted", wrap=True))
        self._matters()
        if code := found.trusted_by:
            self._ask_trust(code)
        if found.reason in PASSWORD_REASONS:
            self._ask_password()
        self.setAccessibleName(f"{Path(found.file).name}: {words}")

    def _matters(self) -> None:
        known = matters(self.found)
        if not known:
            return
        badges = [
            StateBadge(Badge("triangle-alert" if tone != "info" else "info", words, tone)) for _, words, tone in known
        ]
        line = FlowLayout(gap=6, line_gap=6)
        for badge in badges:
            line.addWidget(badge)
        if any(key for key, _, _ in known):
            line.addWidget(button(tr("Show details"), lambda: self.details.emit(self.found), icon="list-checks"))
        self.add(holder(line))

    def _ask_trust(self, code: str) -> None:
        shown = label(code)
        shown.setFont(fonts.mono(20, strong=True))
        shown.setStyleSheet("font-size: 20px;")
        shown.setAccessibleName(tr("Device code {code}", code=code))
        compared = QCheckBox(tr("I compared it with the sender by voice, and it is the same"))
        go = self.trust_button = button(
            tr("Trust and take in"),
            lambda: self.trust.emit(self.found.file, code),
            kind="primary",
            icon="shield-check",
        )
        go.setEnabled(False)
        compared.toggled.connect(go.setEnabled)
        self.add(shown, row(compared, None, go))

    def _ask_password(self) -> None:
        field = PasswordField(tr("Password of the file"), show_strength=False)
        go = button(tr("Try again"), lambda: self.retry.emit(self.found.file, field.text()), icon="refresh-cw")
        field.edit.returnPressed.connect(go.click)
        field.setMaximumWidth(320)
        self.add(row(label(tr("Password of the file"), "label"), field, go, None))


class ReceiptList(QFrame):
    """Cards of the files received last, newest first; hidden while there are none."""

    trust = Signal(str, str)
    retry = Signal(str, str)
    details = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._reports: list[FileReport] = []
        clear = button(tr("Clear results"), self.clear, kind="quiet", icon="x")
        self._cards = column(gap=tokens.S2)
        head = row(label(tr("What was in the files"), "section"), None, clear)
        self.setLayout(column(head, holder(self._cards), gap=tokens.S2))
        self.hide()

    @property
    def reports(self) -> tuple[FileReport, ...]:
        """What is shown now."""
        return tuple(self._reports)

    def add(self, reports: list[Any]) -> None:
        """Show these files above earlier ones; a file shown before is replaced."""
        names = {found.file for found in reports}
        self._reports = [*reports, *(known for known in self._reports if known.file not in names)]
        self._draw()

    def clear(self) -> None:
        """Show none."""
        self._reports = []
        self._draw()

    def _draw(self) -> None:
        empty(self._cards)
        for found in self._reports:
            card = ReceiptCard(found)
            card.trust.connect(self.trust)
            card.retry.connect(self.retry)
            card.details.connect(self.details)
            self._cards.addWidget(card)
        self.setVisible(bool(self._reports))
