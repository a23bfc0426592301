"""What is done with a claim: say what it was found to be, send it, note what BPJS paid or why it refused."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from ntt_desktop.domain.claims import DEATH, JKK, JKM, UNKNOWN
from ntt_desktop.errors import AppError, UserError
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.date_field import DateField
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.fields import FieldRow, Remark, text_field
from ntt_desktop.gui.widgets.layout import row
from ntt_desktop.gui.widgets.number_field import NumberField
from ntt_desktop.i18n import tr
from ntt_desktop.services.claims import claims
from ntt_desktop.services.claims.claim_papers import expected
from ntt_desktop.services.claims.claim_view import ClaimView
from ntt_desktop.wording import claims as words
from ntt_desktop.wording.errors import message


class StepDialog(Dialog):
    """A dialog with a day and further fields; an error stands beside the field it is about."""

    def __init__(self, session: Session, parent: QWidget, view: ClaimView, title: str, about: str = "") -> None:
        super().__init__(parent, title, about, width=520)
        self.session, self.view = session, view
        self.rows: dict[str, FieldRow] = {}
        self.on = DateField(today=session.ctx.today)
        self.on.set_value(session.ctx.today.isoformat())

    def field(self, key: str, name: str, editor: QWidget, *, optional: str = "", hint: str = "") -> FieldRow:
        """Make a row and remember it under the key that errors use."""
        self.rows[key] = FieldRow(name, editor, optional=optional, hint=hint)
        return self.rows[key]

    def check(self, wrong: Mapping[str, str]) -> bool:
        """Show what is ``wrong`` (key -> sentence) beside the fields; True when nothing is."""
        for key, row_of in self.rows.items():
            row_of.set_remarks((Remark(wrong[key], "bad"),) if key in wrong else ())
        if wrong:
            self.rows[next(iter(wrong))].editor.setFocus()
            self.fit()
        return not wrong

    def day_wrong(self) -> dict[str, str]:
        """What is wrong about the day."""
        return {} if self.on.value() else {"day": tr("Type the date as day/month/year.")}

    @property
    def day(self) -> date:
        """The day typed."""
        return date.fromisoformat(self.on.value())

    def store(self, fn: Callable[..., Any], *given: Any, said: str, **more: Any) -> None:
        """Run a service on the claim; close when it is stored."""
        self._do.setEnabled(False)

        def done(_view: ClaimView) -> None:
            self.accept()
            self.session.messages.toast(said)

        self.session.tasks.write(fn, self.view.id, *given, owner=self, done=done, failed=self._failed, **more)

    def foot_button(self, text: str, act: Callable[[], object], kind: str = "primary") -> None:
        """The button that does it."""
        self._do = self.buttons(text, act, kind=kind)

    def _failed(self, error: BaseException) -> None:
        self._do.setEnabled(True)
        code = error.code if isinstance(error, UserError) else ""
        key = {
            "date_in_future": "day",
            "claim_before_event": "day",
            "claim_known_before": "known",
            "claim_amount": "amount",
            "claim_amount_above": "amount",
            "claim_payee": "to",
            "reason_missing": "reason",
        }.get(code, "")
        if code == "date_in_future" and "known" in self.rows:
            key = "known"
        if key in self.rows and isinstance(error, AppError):
            text, hint = message(error)
            self.rows[key].set_remarks((Remark(text, "bad", hint),))
            self.rows[key].editor.setFocus()
            self.fit()
            return
        self.session.messages.error(error, self)


class SendDialog(StepDialog):
    """The day on which the claim was handed to BPJS."""

    def __init__(self, session: Session, parent: QWidget, view: ClaimView) -> None:
        about = tr("What may be expected is kept as it is computed now: {sum}.", sum=expected(view))
        super().__init__(parent=parent, session=session, view=view, title=tr("Send to BPJS"), about=about)
        self.body.addWidget(self.field("day", tr("Handed in on"), self.on))
        self.foot_button(tr("Sent to BPJS"), self.save)

    def save(self) -> None:
        """Store it and close."""
        if self.check(self.day_wrong()):
            self.store(claims.send, self.day, said=tr("The claim is noted as sent."))


class PayDialog(StepDialog):
    """How much BPJS paid, when, to whose account. The first family contact stands there to begin with."""

    def __init__(self, session: Session, parent: QWidget, view: ClaimView) -> None:
        about = tr("Expected: {sum}. Type what really came; it goes to the family's own account.", sum=expected(view))
        super().__init__(parent=parent, session=session, view=view, title=tr("BPJS paid"), about=about)
        self.amount = NumberField(name=tr("Amount in rupiah"))
        self.to, self.bank, self.account = text_field(limit=120), text_field(limit=60), text_field(limit=40)
        self._suggest()
        self.body.addLayout(
            row(
                self.field("amount", tr("Amount in rupiah"), self.amount),
                self.field("day", tr("Paid on"), self.on),
                gap=tokens.S3,
            )
        )
        self.body.addWidget(self.field("to", tr("To whose account"), self.to))
        self.body.addLayout(
            row(
                self.field("bank", tr("Bank"), self.bank, optional=tr("if it is known")),
                self.field("account", tr("Account number"), self.account, optional=tr("if it is known")),
                gap=tokens.S3,
            )
        )
        self.foot_button(tr("Note the payment"), self.save)
        self.amount.setFocus()

    def _suggest(self) -> None:
        worker = self.view.worker
        if self.view.cause == DEATH:
            heir = next(iter(self.view.heirs), None)
            self.to.setText(heir.name if heir else "")
            bank, _, account = heir.account.rpartition(" ") if heir else ("", "", "")
        else:
            self.to.setText(worker["account_holder"] or worker["full_name"] or "")
            bank, account = worker["bank_name"] or "", worker["bank_account"] or ""
        self.bank.setText(bank)
        self.account.setText(account)

    def save(self, *, anyway: bool = False) -> None:
        """Store it and close."""
        wrong: dict[str, str] = {}
        if self.amount.value < 1:
            wrong["amount"] = tr("Type the amount that came, in rupiah.")
        if not self.to.text().strip():
            wrong["to"] = tr("Type the name of the account's holder; the money belongs to the family.")
        wrong |= self.day_wrong()
        if self.check(wrong):
            paid = {"to": self.to.text(), "bank": self.bank.text(), "account": self.account.text(), "anyway": anyway}
            self.store(claims.pay, self.day, self.amount.value, said=tr("The payment is noted."), **paid)

    def _failed(self, error: BaseException) -> None:
        super()._failed(error)
        if isinstance(error, UserError) and error.code == "claim_amount_above":
            said, hint = message(error)
            self.rows["amount"].set_remarks((Remark(said, "bad"),))
            self.show_banner(hint, "", "warn", (tr("Note it all the same"), lambda: self.save(anyway=True)))
            self.fit()


class RefuseDialog(StepDialog):
    """Why BPJS refused; the claim can be sent again afterwards."""

    def __init__(self, session: Session, parent: QWidget, view: ClaimView) -> None:
        about = tr("A refused claim can be sent again when what is missing is there.")
        super().__init__(parent=parent, session=session, view=view, title=tr("BPJS refused"), about=about)
        self.reason = text_field(limit=200)
        self.body.addWidget(self.field("reason", tr("Reason of BPJS"), self.reason))
        self.body.addWidget(self.field("day", tr("On"), self.on))
        self.foot_button(tr("Note the refusal"), self.save, kind="danger")
        self.reason.setFocus()

    def save(self) -> None:
        """Store it and close."""
        wrong = {} if self.reason.text().strip() else {"reason": tr("Say why.")}
        if self.check({**wrong, **self.day_wrong()}):
            self.store(claims.refuse, self.day, self.reason.text(), said=tr("The refusal is noted."))


class ClassifyDialog(StepDialog):
    """Ordinary death, work accident, or not known yet; and what the report says: since when known, where, by whom."""

    def __init__(self, session: Session, parent: QWidget, view: ClaimView) -> None:
        about = tr("Documents and the expected benefit follow. BPJS has the last word.")
        super().__init__(parent=parent, session=session, view=view, title=tr("Kind and report"), about=about)
        self.kind = Choice([(code, words.event(code, DEATH)) for code in (UNKNOWN, JKM, JKK)])
        self.kind.set_value(view.claim_type)
        kind = self.field("kind", tr("What was it?"), self.kind)
        self.known = DateField(today=session.ctx.today)
        self.known.set_value(view.values["clock_from"] or "")
        self.place = _filled(view.values["event_place"], tr("Road, field, boat, building site, …"), 120)
        self.by, self.phone = _filled(view.values["reported_by"]), _filled(view.values["reporter_phone"], limit=40)
        self.body.addWidget(kind)
        if view.cause != DEATH:  # an injury at work is nothing else
            kind.hide()
        known = self.field("known", tr("Known since"), self.known, optional=tr("if later"))
        self.body.addLayout(row(known, self.field("place", tr("Place"), self.place), gap=tokens.S3))
        who = self.field("by", tr("Who reported it"), self.by, optional=tr("if needed"))
        self.body.addLayout(row(who, self.field("phone", tr("Phone"), self.phone), gap=tokens.S3))
        self.foot_button(tr("Save"), self.save)
        (self.kind if view.cause == DEATH else self.known).setFocus()

    def save(self) -> None:
        """Store it and close."""
        if not self.check({"known": tr("Type the date as day/month/year.")} if self.known.is_unreadable else {}):
            return
        known = self.known.value()
        details = claims.Details(
            date.fromisoformat(known) if known else None, self.place.text(), self.by.text(), self.phone.text()
        )
        said = tr("The claim is computed anew.")
        self.store(claims.classify, str(self.kind.value()), cause=self.view.cause, details=details, said=said)


def _filled(text: str | None, placeholder: str = "", limit: int = 80) -> QLineEdit:
    made = text_field(placeholder, limit=limit)
    made.setText(text or "")
    return made
