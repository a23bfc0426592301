"""What the answers of a workbook of cases would do, before they are taken in (`queue_workbook.take_queue`)."""

from dataclasses import dataclass
from pathlib import Path

from ntt_desktop.formats import queue_workbook as formats
from ntt_desktop.services.context import Context, Progress, silent
from ntt_desktop.services.sync import queue


@dataclass(frozen=True, slots=True)
class AnswerSeen:
    """A row with an answer: where it stands, whom the case is about, and a key of `formats.queue_workbook.WORDS`, or
    ``typed``."""

    sheet: str
    row: int
    name: str
    answer: str


@dataclass(frozen=True, slots=True)
class AnswersSeen:
    """``lines`` have an answer to a case that waits; ``gone`` rows' cases do not wait any more, by sheet, row, code."""

    lines: tuple[AnswerSeen, ...]
    unanswered: int
    unreadable: tuple[tuple[str, int, str], ...]
    gone: tuple[tuple[str, int, str], ...]


def look_at_answers(ctx: Context, path: Path, *, progress: Progress = silent) -> AnswersSeen:
    """Read the answers; stores nothing. Raises ``queue_header_missing`` and what reading a workbook raises."""
    read = formats.read(path, progress=progress)
    with ctx.store.read() as reader:
        waiting = queue.find(reader, [line.code for line in read])
        cases = queue.complete(reader, [*waiting.values()])
    names = {code: case.name for code, case in zip(waiting, cases, strict=True)}
    lines: list[AnswerSeen] = []
    unreadable: list[tuple[str, int, str]] = []
    gone: list[tuple[str, int, str]] = []
    unanswered = 0
    for line in read:
        code = line.code.strip().upper()
        if line.answer == "" and not line.other:
            unanswered += 1
        elif code not in waiting:
            gone.append((line.sheet, line.row, line.code))
        elif line.answer is None:
            unreadable.append((line.sheet, line.row, line.text))
        else:
            lines.append(AnswerSeen(line.sheet, line.row, names[code], line.answer or "typed"))
    return AnswersSeen(tuple(lines), unanswered, tuple(unreadable), tuple(gone))
