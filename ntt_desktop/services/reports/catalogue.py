"""Which reports there are. To add one: a module with ``build(ctx, asked, progress) -> Content``, and a line here."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from ntt_desktop.errors import UserError
from ntt_desktop.i18n import mark
from ntt_desktop.services.context import Context, Progress
from ntt_desktop.services.reports.content import Asked, Content

Build = Callable[[Context, Asked, Progress], Content]


@dataclass(frozen=True, slots=True)
class Report:
    """A report: its name for commands, an Indonesian one beside it, its title and what it says (msgids)."""

    name: str
    also: str
    title: str
    about: str
    takes: frozenset[str] = frozenset(("region", "period"))
    """What it can be asked for: ``region``, ``period``, ``programme`` (it must be said), ``person``."""

    @property
    def build(self) -> Build:
        """What makes its content."""
        found: Build = import_module(f"ntt_desktop.services.reports.{self.name}").build
        return found


REPORTS = (
    Report(
        "uptake",
        "serapan",
        mark("Uptake and coverage"),
        mark("For governor and bupati: uptake by payer and kabupaten, person-months, coverage, plots and map."),
    ),
    Report(
        "village",
        "desa",
        mark("Members by village"),
        mark("For village heads: who is registered, and how far each has come."),
    ),
    Report(
        "subdistricts",
        "kecamatan",
        mark("Recap by kecamatan"),
        mark("People by state and person-months of every kecamatan."),
    ),
    Report(
        "bill",
        "tagihan",
        mark("Bill and payment by month"),
        mark("One programme: seats, bills and payments month by month, with the sums in words."),
        frozenset(("region", "period", "programme")),
    ),
    Report(
        "claims", "klaim", mark("Claims of the period"), mark("Deaths and accidents, their state and what was paid.")
    ),
    Report(
        "waiting",
        "daftar-tunggu",
        mark("Waiting list by rank"),
        mark("Who comes next in one programme, with points, and why others wait."),
        frozenset(("region", "programme")),
    ),
    Report(
        "audit",
        "audit",
        mark("Extract of the change log"),
        mark("Who changed what, when and why, in a period or of one person."),
        frozenset(("region", "period", "person")),
    ),
    Report(
        "exports",
        "berkas-keluar",
        mark("Files written and pages opened"),
        mark("Which files with people's data were written here, and who opened whose page."),
        frozenset(("period",)),
    ),
)


def find(name: str) -> Report:
    """A report by either name. Raises `UserError` ``report_unknown``."""
    for report in REPORTS:
        if name.strip().lower() in (report.name, report.also):
            return report
    raise UserError("report_unknown", name=name, known=", ".join(f"{one.name} ({one.also})" for one in REPORTS))
