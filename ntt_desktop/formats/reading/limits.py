"""Bounds within which a foreign file is read, and the operating system's help in keeping them."""

import stat
import struct
import sys
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from ntt_desktop.errors import UserError

DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
)
"""What taking damaged bytes apart ends in, beside the errors of the program that does it."""


Merge = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range as (row, column), 0-based."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a foreign file may cost."""

    cells: int = 2_000_000
    """Rows times columns of a sheet's real extent."""
    file_bytes: int = 100 * 1024 * 1024
    """The file as it lies on the disk."""
    unpacked_bytes: int = 400 * 1024 * 1024
    """The parts of a packed file that are read, unpacked."""
    memory_bytes: int = 1536 * 1024 * 1024
    """Address space of the reading process."""
    rows: int = 1_048_576
    """Rows of a sheet, blank ones included: no spreadsheet program writes more."""
    sheets: int = 4000
    """Sheets of a workbook: more than the province has villages."""
    seconds: float = 300.0
    """From start to end of the reading process."""


def check_file(path: Path, limits: Limits) -> None:
    """Look at a file before its first byte is read: a pipe would be waited for, a device never ends.

    Raises ``file_missing``, ``file_unreadable`` (no file, but a folder or the like), ``file_too_large``.
    """
    try:
        found = path.stat()
    except FileNotFoundError as error:
        raise UserError("file_missing", name=path.name) from error
    except OSError as error:
        raise UserError("file_unreadable", name=path.name) from error
    if not stat.S_ISREG(found.st_mode):
        raise UserError("file_unreadable", name=path.name)
    if found.st_size > limits.file_bytes:
        raise UserError("file_too_large", name=path.name)


def hold_memory(limit: int) -> None:
    """Let the operating system refuse this process more than ``limit`` bytes, where it can."""
    if sys.platform == "win32":
        _hold_windows(limit)
    else:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        bound = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _hold_windows(limit: int) -> None:
    """Put this process into a job object of its own with a memory limit."""
    import ctypes
    from ctypes import wintypes

    class Basic(ctypes.Structure):
        _fields_ = [
            ("user_time", ctypes.c_int64),
            ("job_time", ctypes.c_int64),
            ("flags", wintypes.DWORD),
            ("smallest", ctypes.c_size_t),
            ("largest", ctypes.c_size_t),
            ("processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        ]

    class Extended(ctypes.Structure):
        _fields_ = [
            ("basic", Basic),
            ("io", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process", ctypes.c_size_t),
            ("peak_job", ctypes.c_size_t),
        ]

    kernel = getattr(ctypes, "WinDLL")("kernel32", use_last_error=True)  # noqa: B009  (not there on other systems)
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    kernel.SetInformationJobObject.argtypes = [wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD]
    kernel.AssignProcessToJobObject.argtypes = [wintypes.HANDLE, wintypes.HANDLE]
    information = Extended()
    information.basic.flags = 0x100  # JOB_OBJECT_LIMIT_PROCESS_MEMORY
    information.process_memory = limit
    job = kernel.CreateJobObjectW(None, None)
    if job and kernel.SetInformationJobObject(job, 9, ctypes.byref(information), ctypes.sizeof(information)):
        kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
