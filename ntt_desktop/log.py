"""The log file, and the report of a bug: never a NIK, a name or a value from the store.

Only the program's own fixed words are logged. What could still slip in, through an exception's message or a path,
is masked: runs of digits as long as a NIK, a KK, an account or a phone number keep their last four digits.
"""

import logging
import re
from pathlib import Path

from ntt_desktop import __version__

logger = logging.getLogger("ntt_desktop")
"""The program's logger; modules log through it or a child of it."""

_LONG_NUMBER = re.compile(r"\d(?:[ .\-]?\d){7,}")
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
_KEEP_BYTES, _KEEP_FILES = 500_000, 3


def masked(text: str) -> str:
    """``text`` with every run of eight digits or more reduced to its last four."""
    return _LONG_NUMBER.sub(lambda found: "*" * (len(found[0]) - 4) + found[0][-4:], text)


def report(error: BaseException) -> str:
    """A bug's report to copy: program, system, the error's type and where it came from.

    Quoted parts of messages are left out: that is where Python and the database put values.
    """
    import platform
    import traceback

    lines = [f"NTT Desktop {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}"]
    link: BaseException | None = error
    while link is not None:
        frames = traceback.extract_tb(link.__traceback__)
        lines += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        lines.append(f"{type(link).__name__}: {_QUOTED.sub('…', masked(str(link)))}")
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n".join(lines)


class _Masking(logging.Formatter):
    """Masks what a record says, and shows an exception as `report` does."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{self.formatTime(record)} {record.levelname} {record.name}: {masked(record.getMessage())}"
        if record.exc_info and record.exc_info[1] is not None:
            line += "\n" + report(record.exc_info[1])
        return line


def write_to(folder: Path) -> None:
    """Log warnings and worse to ``folder/ntt-desktop.log`` (three files of half a megabyte); once a process.

    Where nothing can be written nothing is logged, and nobody is told: whoever writes there next is.
    """
    import logging.handlers  # here, since it brings in half of the network library and starting must be quick

    if any(isinstance(handler, logging.handlers.RotatingFileHandler) for handler in logger.handlers):
        return
    logging.raiseExceptions = False
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    handler = logging.handlers.RotatingFileHandler(
        folder / "ntt-desktop.log", maxBytes=_KEEP_BYTES, backupCount=_KEEP_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(_Masking())
    logger.addHandler(handler)
