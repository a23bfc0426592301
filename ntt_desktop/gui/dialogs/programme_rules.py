"""Who may have a slot of a programme and in which order: rules and points in words, with all their versions."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QWidget

from ntt_desktop.domain.eligibility import Rule
from ntt_desktop.domain.programme import Programme
from ntt_desktop.gui import shown
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.fields import FieldRow, text_field
from ntt_desktop.gui.widgets.layout import holder, row
from ntt_desktop.gui.widgets.number_field import NumberField
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.capacity import programme_terms
from ntt_desktop.services.capacity.programme_terms import Version
from ntt_desktop.services.context import Context, Result
from ntt_desktop.wording import rules as rule_words
from ntt_desktop.wording import terms


def store(ctx: Context, programme: str, rules: list[Rule], weights: dict[str, int], reason: str) -> Result[Programme]:
    """Store both; what did not change makes no new version."""
    programme_terms.set_rules(ctx, programme, rules, reason=reason)
    return programme_terms.set_weights(ctx, programme, weights, reason=reason)


class RulesDialog(Dialog):
    """``on_done`` is called with the programme. Read only when this office does not own it."""

    def __init__(
        self, session: Session, parent: QWidget | None, programme: Programme, on_done: Callable[[object], object]
    ) -> None:
        about = tr("A change makes a new version. Slots that were given keep the version they were decided by.")
        super().__init__(parent, tr("Rules and points of {code}", code=programme.code), about, width=680)
        self._session, self._programme, self._on_done = session, programme, on_done
        mine = programme.owner == session.ctx.store.node.id
        known = {rule.code: rule for rule in programme.eligibility.rules}
        self._known = {**{rule.code: rule for rule in programme_terms.every_rule(programme.region)}, **known}
        self.ticks: dict[str, QCheckBox] = {}
        age = self._known.get("age", Rule("age", {"min": 18, "below": 65})).params
        self.age_min = NumberField(int(age.get("min", 18)), name=tr("Age from"), most=120)
        self.age_below = NumberField(int(age.get("below", 65)), name=tr("Age below"), most=120)
        self.decile = NumberField(
            int(self._known["decile_at_most"].params.get("most", 5)), name=tr("Decile at most"), most=10
        )
        heading = tr("Who may · version {version}", version=programme.eligibility.version)
        self.body.addWidget(label(heading, "section"))
        for code in self._known:
            tick = QCheckBox(rule_words.rule(code))
            tick.setChecked(code in known)
            tick.setEnabled(mine)
            self.ticks[code] = tick
            self.body.addLayout(row(tick, *self._figures(code), None, gap=tokens.S2))
        heading = tr("Points · version {version}", version=programme.weights.version)
        self.body.addWidget(label(heading, "section"))
        self.weights: dict[str, NumberField] = {}
        fields = []
        for name in programme_terms.WEIGHTS:
            field = NumberField(getattr(programme.weights, name), most=programme_terms.MOST_POINTS)
            field.setPlaceholderText("0")
            field.setReadOnly(not mine)
            self.weights[name] = field
            fields.append(FieldRow(terms.weight(name), field))
        for at in range(0, len(fields), 2):
            pair = row(*fields[at : at + 2], gap=tokens.S3)
            for place in range(pair.count()):
                pair.setStretch(place, 1)
            self.body.addLayout(pair)
        self.reason = text_field(limit=200)
        self.body.addWidget(FieldRow(tr("Why"), self.reason, optional=tr("for example the regulation")))
        self.body.addWidget(label(tr("Versions"), "section"))
        self.versions = label("", "muted", wrap=True)
        self.body.addWidget(self.versions)
        self.accept_button = self.buttons(tr("Save as a new version"), self._accept)
        self.accept_button.setVisible(mine)
        for field in (self.age_min, self.age_below, self.decile):
            field.setReadOnly(not mine)
        session.tasks.read(programme_terms.versions, programme.id, owner=self, key="versions", done=self._show_versions)

    def _figures(self, code: str) -> list[QWidget]:
        """The figures of a rule, beside its tick."""
        if code == "age":
            for field in (self.age_min, self.age_below):
                field.setFixedWidth(60)
            return [
                holder(row(label(tr("from"), "muted"), self.age_min)),
                holder(row(label(tr("below"), "muted"), self.age_below)),
            ]
        if code == "decile_at_most":
            self.decile.setFixedWidth(60)
            return [holder(row(label(tr("at most"), "muted"), self.decile))]
        return []

    def _show_versions(self, found: list[Version]) -> None:
        lines = []
        for one in found:
            what = tr(terms.VERSIONS[one.kind])
            said = f"{what} {one.version} · {shown.day(one.made_at.date().isoformat())} · {one.actor}"
            if one.rules is not None:
                said += f"\n{terms.rule_set([(rule.code, rule.params) for rule in one.rules.rules])}"
            if one.weights is not None:
                values = {name: shown.number(getattr(one.weights, name)) for name in programme_terms.WEIGHTS}
                points = (f"{terms.weight(name)}: {value}" for name, value in values.items())
                said += f"\n{' · '.join(points)}"
            lines.append(said + (f"\n{one.reason}" if one.reason else ""))
        self.versions.setText("\n\n".join(lines))
        self.fit()

    def chosen(self) -> list[Rule]:
        """The rules that are switched on, with their figures."""
        found = []
        for code, tick in self.ticks.items():
            if not tick.isChecked():
                continue
            if code == "age":
                found.append(Rule(code, {"min": self.age_min.value, "below": self.age_below.value}))
            elif code == "decile_at_most":
                found.append(Rule(code, {"most": self.decile.value}))
            else:
                found.append(self._known[code])
        return found

    def _accept(self) -> None:
        self.carry_out(
            self._session,
            store,
            self._programme.id,
            self.chosen(),
            {name: field.value for name, field in self.weights.items()},
            self.reason.text().strip(),
            done=self._done,
        )

    def _done(self, programme: object) -> None:
        self._on_done(programme)
        self.accept()
