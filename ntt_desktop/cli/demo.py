"""``demo`` and ``selftest``: the whole job on synthetic data, to look at and to prove that this program can do it."""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.session import Session
from ntt_desktop.domain.money import number, rupiah
from ntt_desktop.errors import UserError
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.services.context import Context
    from ntt_desktop.services.demonstration.demo import Played

SUMMARY = "ringkasan.json"
"""What a demonstration did; its presence says that the folder is one's own to do it again."""
_PARTS = ("stores", "paket", "balasan", "instansi", "halaman", SUMMARY)


def register(commands: Any) -> None:
    """Add the commands."""
    demo = commands.add_parser("demo", help=tr("play the whole job on synthetic data"))
    demo.add_argument("folder", type=Path, metavar="DIR", help=tr("where stores, packages and pictures go"))
    demo.add_argument("--again", action="store_true", help=tr("replace an earlier demonstration in this folder"))
    demo.add_argument("--no-window", action="store_true", help=tr("do not open the window at the end"))
    demo.set_defaults(run=run_demo, text=text_of_demo)
    selftest = commands.add_parser("selftest", help=tr("prove that the program works on this machine"))
    selftest.set_defaults(run=run_selftest, text=text_of_demo)


def run_demo(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Play it in ``DIR``, picture the pages, and open the window where there is a display."""
    from ntt_desktop.services.demonstration import demo

    folder = args.folder.resolve()
    _make_room(folder, args.again)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SUMMARY).write_text("{}")  # so that one which is stopped on the way can be done again
    answer = _play(session, folder, demo.LAPTOPS, pictures_of=(demo.LAPTOPS[0].device, demo.PROVINCE))
    (folder / SUMMARY).write_text(json.dumps(answer, ensure_ascii=False, indent=1), "utf-8")
    if session.windows.can_show() and not (args.no_window or session.json):
        print(text_of_demo(answer), flush=True)
        session.exit_code = session.windows.show(Path(answer["homes"][demo.PROVINCE]), demo.PASSPHRASE)
        return {**answer, "steps": []}
    return answer


def run_selftest(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """The same with one laptop in a temporary folder; exit code 1 when anything is wrong."""
    from ntt_desktop.services.demonstration import demo
    from ntt_desktop.services.printing import paper_test

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        answer = _play(session, Path(folder), demo.LAPTOPS[:1], pictures_of=(demo.LAPTOPS[0].device,))
        for gone in ("homes", "packages", "pictures"):
            answer[gone] = len(answer[gone])
    answer["printed_pages"] = paper_test.painted_pages()
    return answer


def _play(session: Session, folder: Path, laptops: Any, pictures_of: tuple[str, ...]) -> dict[str, Any]:
    from ntt_desktop.services.demonstration import demo

    played = demo.play(folder, _create, laptops=laptops, progress=session.progress)
    began = time.perf_counter()
    pictures: list[Path] = []
    for name in pictures_of:
        pictures += session.windows.grab_pages(played.homes[name], demo.PASSPHRASE, folder / "halaman" / name)
    session.exit_code = 1 if played.problems else 0
    return _answer(played, pictures, time.perf_counter() - began)


def _create(home: Path, *, role: str, region: str, device: str, officer: str) -> Context:
    """A store for the demonstration."""
    from ntt_desktop import bootstrap
    from ntt_desktop.services.demonstration import demo

    make = partial(bootstrap.create_store, passphrase=demo.PASSPHRASE, sync_password=demo.SYNC_PASSWORD)
    return make(home, role=role, region=region, device=device, officer=officer).context


def _make_room(folder: Path, again: bool) -> None:
    """Remove an earlier demonstration when told to. Raises ``demo_exists``, ``folder_not_empty``."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / SUMMARY).exists():
        raise UserError("folder_not_empty", folder=str(folder))
    if not again:
        raise UserError("demo_exists", folder=str(folder))
    for name in _PARTS:
        if (folder / name).is_dir():
            shutil.rmtree(folder / name)
        else:
            (folder / name).unlink(missing_ok=True)


def _answer(played: Played, pictures: list[Path], seconds: float) -> dict[str, Any]:
    from ntt_desktop.services.demonstration import demo

    return {
        "ok": not played.problems,
        "problems": [
            {"code": code, "detail": detail, "message": tr(demo.PROBLEMS[code], detail=detail)}
            for code, detail in played.problems
        ],
        "steps": [
            {
                "step": tr(step.title),
                "node": step.node,
                "people": step.people,
                "person_months": step.person_months,
                "rupiah": step.rupiah,
                "seconds": round(step.seconds, 3),
            }
            for step in played.steps
        ],
        "homes": {name: str(home) for name, home in played.homes.items()},
        "passphrase": demo.PASSPHRASE,
        "packages": [str(path) for path in played.packages],
        "pictures": [str(path) for path in pictures],
        "picture_seconds": round(seconds, 3),
    }


def text_of_demo(answer: dict[str, Any]) -> str:
    """The table, where things are, and whether everything agrees."""
    if not answer["steps"]:
        return ""
    heading = (tr("Step"), tr("Machine"), tr("People"), tr("Person-months"), tr("Rupiah"), tr("Seconds"))
    rows = [heading] + [
        (
            step["step"],
            step["node"],
            number(step["people"]),
            number(step["person_months"]),
            rupiah(step["rupiah"]),
            f"{step['seconds']:.2f}".replace(".", ","),
        )
        for step in answer["steps"]
    ]
    widths = [max(len(row[at]) for row in rows) for at in range(len(heading))]
    lines = ["  ".join(_cell(at, cell, widths[at]) for at, cell in enumerate(row)).rstrip() for row in rows]
    lines.insert(1, "-" * max(map(len, lines)))
    if isinstance(answer["pictures"], list):
        lines += ["", tr("{count} pictures of the pages, {seconds} s: {folder}", **_pictures(answer))]
        lines.append(tr("Passphrase of these stores: {passphrase}", passphrase=answer["passphrase"]))
        lines += [f"  {name}: {home}" for name, home in answer["homes"].items()]
        lines.append(tr("Open one in the window: the program with --home and the store's folder."))
    lines += [""] + [problem["message"] for problem in answer["problems"]]
    if answer["ok"]:
        lines.append(tr("Province and laptops have the same people, person-months and rupiah; every store is whole."))
    return "\n".join(lines)


def _cell(at: int, text: str, width: int) -> str:
    """Words to the left, numbers to the right."""
    return text.ljust(width) if at < 2 else text.rjust(width)


def _pictures(answer: dict[str, Any]) -> dict[str, Any]:
    return {
        "count": len(answer["pictures"]),
        "seconds": f"{answer['picture_seconds']:.1f}".replace(".", ","),
        "folder": str(Path(answer["pictures"][0]).parent.parent) if answer["pictures"] else "–",
    }
