"""A programme: who pays how much for how many seats and months, where, and by which rules (domain sections 1, 4)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ntt_desktop.domain.benefit import Benefits
from ntt_desktop.domain.cover import Terms
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.eligibility import RuleSet, default_rules
from ntt_desktop.domain.ranking import Weights
from ntt_desktop.errors import UserError

PAYERS = ("provinsi", "kabupaten", "desa", "csr", "mandiri")
"""Who can pay."""

PAYMENT_PERIODS = (1, 3, 6, 12)
"""Months that one payment covers."""

MOST_MONTHS = 60
MOST_SEATS = 1_000_000

DEFAULT_WEIGHTS = Weights()
DEFAULT_CLOCKS = Terms()
DEFAULT_BENEFITS = Benefits()

END_REASONS = ("died", "moved", "wage_job", "withdrew", "duplicate", "ineligible")
"""Why a person leaves."""


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme as its record says. ``rate`` is whole rupiah a seat-month; ``closed`` the month through which
    its record closes it, ``billed`` the last month of a bill that stands: the later of the two counts."""

    id: str
    code: str
    name: str
    payer: str
    region: str
    owner: str
    first: Month
    months: int
    rate: int
    seats: int
    payment_period: int = 1
    closed: Month | None = None
    rules: RuleSet | None = None
    weights: Weights = DEFAULT_WEIGHTS
    discount: bool = False
    """Whether a discount was announced for this payer. Open: the rate is what counts, this only says so."""
    decree_number: str = ""
    agreement_number: str = ""
    decree_date: str = ""
    """ISO date, or empty; likewise ``agreement_date``."""
    agreement_date: str = ""
    budget: int | None = None
    """What the budget says, in whole rupiah; None while nobody typed it."""
    clocks: Terms = DEFAULT_CLOCKS
    benefits: Benefits = DEFAULT_BENEFITS
    joined_into: str = ""
    """The programme of another owner that this one was joined to: it has no capacity of its own any more."""
    billed: Month | None = None

    @property
    def last(self) -> Month:
        """The last month."""
        return self.first + (self.months - 1)

    @property
    def seat_months(self) -> int:
        """Seats times months."""
        return self.seats * self.months

    @property
    def cost(self) -> int:
        """Whole rupiah: seats x months x rate."""
        return self.seat_months * self.rate

    @property
    def over_budget(self) -> int:
        """What the seats cost beyond the budget, whole rupiah; negative when money is left, 0 without a budget."""
        return self.cost - self.budget if self.budget is not None else 0

    @property
    def first_open(self) -> Month:
        """The first month that is not closed for billing; after `last` when all are."""
        shut = [month + 1 for month in (self.closed, self.billed) if month]
        return max([self.first, *shut])

    @property
    def closed_index(self) -> int:
        """``Month.index`` of the last closed month; before the first month when none is."""
        return min(self.first_open.index - 1, self.last.index)

    @property
    def eligibility(self) -> RuleSet:
        """The rules, or the default set for the programme's area."""
        return self.rules or default_rules(self.region)

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "Programme":
        """From the values of a record, and ``billed_through`` where bills were looked at.

        Raises ``ValueError`` when a value that counts is missing or unreadable.
        """
        numbers = {name: row[name] for name in ("months", "rate", "seats")}
        if not all(isinstance(value, int) for value in numbers.values()):
            raise ValueError(f"programme {row['id']} is not complete")
        return cls(
            id=row["id"],
            code=row["code"] or "",
            name=row["name"] or row["code"] or "",
            payer=row["payer"] or "",
            region=row["region"] or "",
            owner=row["owner_node"] or "",
            first=Month.parse(str(row["first_month"])),
            **numbers,
            payment_period=row["payment_period"] or 1,
            closed=Month.parse(row["closed_through"]) if row["closed_through"] else None,
            rules=RuleSet.from_json(json.loads(row["rules"])) if row["rules"] else None,
            weights=Weights.from_json(json.loads(row["weights"])) if row["weights"] else DEFAULT_WEIGHTS,
            discount=bool(row["discount"]),
            decree_number=row["decree_number"] or "",
            agreement_number=row["agreement_number"] or "",
            decree_date=row["decree_date"] or "",
            agreement_date=row["agreement_date"] or "",
            budget=row["budget"],
            clocks=Terms.read(row["clocks"]),
            benefits=Benefits.read(row["benefits"]),
            joined_into=row["joined_into"] or "",
            billed=Month.parse(row["billed_through"]) if row.get("billed_through") else None,
        )

    def to_values(self) -> dict[str, Any]:
        """The fields of its record; the rules and weights are written out, so that they never change by themselves."""
        rules = self.eligibility
        return {
            "code": self.code,
            "name": self.name,
            "payer": self.payer,
            "region": self.region,
            "owner_node": self.owner,
            "first_month": self.first.text,
            "months": self.months,
            "rate": self.rate,
            "seats": self.seats,
            "payment_period": self.payment_period,
            "closed_through": self.closed.text if self.closed else None,
            "rules": json.dumps(rules.to_json(), sort_keys=True),
            "rules_version": rules.version,
            "weights": json.dumps(self.weights.to_json(), sort_keys=True),
            "weights_version": self.weights.version,
            "discount": int(self.discount),
            "decree_number": self.decree_number or None,
            "agreement_number": self.agreement_number or None,
            "decree_date": self.decree_date or None,
            "agreement_date": self.agreement_date or None,
            "budget": self.budget,
            "clocks": self.clocks.write(),
            "benefits": self.benefits.write(),
        }

    def check(self) -> None:
        """Raise `UserError` ``programme_value`` (field, value) for terms that cannot be."""
        wrong = {
            "code": not self.code or len(self.code) > 20 or any(letter.isspace() for letter in self.code),
            "name": not self.name,
            "payer": self.payer not in PAYERS,
            "months": not 1 <= self.months <= MOST_MONTHS,
            "rate": self.rate < 1,
            "seats": not 1 <= self.seats <= MOST_SEATS,
            "payment_period": self.payment_period not in PAYMENT_PERIODS,
            "budget": self.budget is not None and self.budget < 1,
        }
        for field, is_wrong in wrong.items():
            if is_wrong:
                raise UserError("programme_value", field=field, value=getattr(self, field))


def read_month(text: str) -> Month:
    """A month typed as ``yyyy-mm``. Raises `UserError` ``month_invalid``."""
    try:
        return Month.parse(text)
    except ValueError:
        raise UserError("month_invalid", value=text) from None
