"""The quick form: one screen without scrolling, in the order in which one asks."""

from typing import Any

from PySide6.QtWidgets import QCheckBox

from ntt_desktop.gui import words
from ntt_desktop.gui.forms import editors
from ntt_desktop.gui.forms.form import Form
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.fields import FieldRow, text_field
from ntt_desktop.gui.widgets.layout import beside, column, row
from ntt_desktop.gui.widgets.text import ElidedLabel
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context


class QuickForm(Form):
    """NIK first and large, name, village, occupation, phone, one family contact."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        nik = self.field("nik", large=True)
        self.ktp_seen = QCheckBox(tr("Original KTP seen"))
        self.ktp_seen.setToolTip(tr("Settles what there is to say about the NIK."))
        self.ktp_seen.toggled.connect(self.edited)
        self.said = ElidedLabel("", "muted")
        self._heir_name = text_field(limit=120)
        self._heir_phone = text_field(limit=40)
        self._heir_relation = editors.make(ctx, "relation")
        for signal in (self._heir_name.textEdited, self._heir_phone.textEdited, self._heir_relation.edited):
            signal.connect(lambda *_: self.edited.emit())
        relation = FieldRow(words.field_name("heir_relation"), self._heir_relation.widget)
        contact = row(
            FieldRow(words.field_name("heir_name"), self._heir_name),
            relation,
            FieldRow(words.field_name("heir_phone"), self._heir_phone),
            gap=tokens.S3,
        )
        for at, share in enumerate((5, 3, 4)):
            contact.setStretch(at, share)
        pairs = []
        for keys in (("full_name", "village_code"), ("occupation", "phone")):
            pair = beside(*(self.field(key) for key in keys))
            pairs.append(pair)
        about = row(self.said, self.ktp_seen, gap=tokens.S3)
        about.setStretch(0, 1)
        # Gaps are small so that everything stands on 911x512 without scrolling.
        self.setLayout(
            column(
                nik,
                about,
                *pairs,
                contact,
                None,
                gap=tokens.S2,
            )
        )

    def heirs(self) -> list[dict[str, Any]]:
        values = {
            "name": self._heir_name.text().strip() or None,
            "relation": self._heir_relation.get(),
            "phone": self._heir_phone.text().strip() or None,
        }
        return [values] if values["name"] or values["phone"] else []

    def put_heirs(self, heirs: list[dict[str, Any]]) -> None:
        first = heirs[0] if heirs else {}
        self._heir_name.setText(str(first.get("name") or ""))
        self._heir_phone.setText(str(first.get("phone") or ""))
        self._heir_relation.put(first.get("relation"))
