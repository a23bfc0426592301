"""What follows the slots, in the demonstration: a tahap, Dukcapil's answers, BPJS's result, cards handed over.

The files are made here as the agencies would send them, and taken in by the services that windows and commands call.
"""

from collections.abc import Sequence
from pathlib import Path

from ntt_desktop.services.agencies import agency_answers, bpjs_results, handovers
from ntt_desktop.services.assignment import batches
from ntt_desktop.services.context import Context
from ntt_desktop.store.files import write_atomic

BATCH = "Tahap 1"
_MATCHED, _SENT, _HANDED = 60, 40, 12
_UNLIKE = {7: "MENINGGAL", 19: "NIK TIDAK DITEMUKAN", 31: "NAMA TIDAK SESUAI"}
"""Places in the list of whom Dukcapil says something else than SESUAI."""


def protect(ctx: Context, folder: Path, programme: str) -> tuple[int, int]:
    """Gather everybody on a seat in a batch, take answers and a result in, and hand cards over.

    Returns rows read and rows that became nothing; the second must be 0.
    """
    batches.create(ctx, programme, BATCH)
    niks = [str(row["nik"]) for row in batches.show(ctx, BATCH).rows][:_MATCHED]
    answers = [(nik, _UNLIKE.get(at, "SESUAI")) for at, nik in enumerate(niks)]
    file = _table(folder / "jawaban-dukcapil.csv", ("NIK", "STATUS"), answers)
    taken = agency_answers.take(ctx, file, agency="dukcapil").value
    results = [
        (nik, "" if at % 5 == 3 else f"2600{at:07d}", "BERHASIL", "")
        for at, (nik, said) in enumerate(answers[:_SENT])
        if said == "SESUAI"
    ]
    results[-1] = (results[-1][0], "", "DITOLAK", "Nama tidak sesuai data Dukcapil")
    file = _table(folder / "hasil-bpjs.csv", ("NOMOR_IDENTITAS", "NO KPJ", "STATUS", "ALASAN"), results)
    made = bpjs_results.take(ctx, file, programme).value
    first = [str(row["id"]) for row in handovers.listing(ctx, most=_HANDED)]
    handovers.add(ctx, first, ("card",), ctx.today, paper="TT-001")
    used = taken.counts.get("taken", 0) + made.counts.get("taken", 0)
    return taken.read + made.read, taken.read + made.read - used


def _table(path: Path, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    write_atomic(path, "\r\n".join(";".join(cells) for cells in (head, *rows)).encode() + b"\r\n")
    return path
