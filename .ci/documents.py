"""Are the documents true? Links lead somewhere, files that are named exist, commands are taken as they stand, all
commands and tables are there, and the guide's buttons stand on a screen under that name."""

import argparse
import gettext
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
_COMMAND = re.compile(r"(?:^ *|`)ntt-desktop ([^`\n]+)", re.MULTILINE)
_MAKE = re.compile(r"`make ([a-z]+)`|^make ([a-z]+)$", re.MULTILINE)
_FILE = re.compile(r"`((?:[\w.-]+/)+[\w.-]*(?:\.\w+|/))`")
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def documents() -> list[Path]:
    """The Markdown files under version control."""
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).exists()]


def anchor(heading: str) -> str:
    """The anchor that a heading gets on code hosting sites."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def broken_links(path: Path) -> list[str]:
    """Relative links of a document that lead nowhere."""
    text = _FENCED.sub("", path.read_text("utf-8"))
    broken = []
    for link in _LINK.findall(text):
        target, _, fragment = link.partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        file = (path.parent / target).resolve() if target else path
        if not file.exists():
            broken.append(link)
        elif fragment and file.suffix == ".md":
            anchors = {anchor(heading) for heading in _HEADING.findall(file.read_text("utf-8"))}
            if fragment not in anchors:
                broken.append(link)
    return broken


def unknown_files(path: Path) -> list[str]:
    """Files and folders of the program that a document names by their path and that are not there."""
    named = set(_FILE.findall(path.read_text("utf-8")))
    return sorted(name for name in named if not any((place / name).exists() for place in (ROOT, ROOT / "ntt_desktop")))


def screen_words() -> Callable[[str], bool]:
    """Whether the screen says something in Indonesian: a text of the catalogue, its variables filled in by anything; as
    far as its colon or full stop is enough."""
    with (ROOT / "resources" / "i18n" / "id" / "ntt_desktop.mo").open("rb") as file:
        said = [text for text in gettext.GNUTranslations(file)._catalog.values() if isinstance(text, str)]  # type: ignore[attr-defined]
    whole = {part for text in said for part in (text, text.rstrip("."), text.split(":")[0])}
    filled = [
        re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(text)))
        for text in said
        if "{" in text and len(re.sub(r"\{\w+\}", "", text)) > 5
    ]
    return lambda words: words in whole or any(text.fullmatch(words) for text in filled)


def unknown_words(path: Path, is_said: Callable[[str], bool]) -> list[str]:
    """What the guide names in bold letters, which are for buttons, tabs and headings, and no screen says."""
    if path.parent != ROOT / "docs" / "panduan":
        return []
    named = [" ".join(words.split()) for words in _BOLD.findall(_FENCED.sub("", path.read_text("utf-8")))]
    return [words for words in dict.fromkeys(named) if not is_said(words)]


def choices(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """A parser's commands."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def refused_commands(path: Path, parser: argparse.ArgumentParser) -> list[str]:
    """Commands shown in a document that the program does not take as they stand there."""
    from ntt_desktop.cli.parser import UsageError

    refused = []
    for shown in _COMMAND.findall(path.read_text("utf-8")):
        words = shlex.split(shown, comments=True)
        if words in (["--help"], ["COMMAND", "--help"]):
            continue
        try:
            parser.parse_args(words)
        except UsageError as error:
            refused.append(f"{shlex.join(words)}: {error}")
    return refused


def undescribed_commands(parser: argparse.ArgumentParser) -> list[str]:
    """Commands and their actions that docs/commands.md does not name in its tables."""
    rows = re.findall(r"^\| `([a-z]+)` \|(.*)$", (ROOT / "docs" / "commands.md").read_text("utf-8"), re.MULTILINE)
    described = {command: set(re.findall(r"`([a-z-]+)`", rest)) for command, rest in rows}
    missing = []
    for name, command in choices(parser).items():
        missing += [name] if name not in described else []
        missing += [f"{name} {action}" for action in choices(command) if action not in described.get(name, set())]
    return missing + [f"{name}, which does not exist" for name in described.keys() - choices(parser).keys()]


def undescribed_tables() -> list[str]:
    """Tables and kinds that docs/data-model.md does not name."""
    from ntt_desktop.store import schema
    from ntt_desktop.store.kinds import KINDS

    described = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "data-model.md").read_text("utf-8")))
    tables = [re.match(r"\s*CREATE (?:VIRTUAL )?TABLE (\w+)", statement) for statement in schema.statements()]
    return sorted(({found[1] for found in tables if found} | KINDS.keys()) - described)


def main() -> int:
    """Print what is wrong; 1 when anything is."""
    from ntt_desktop.cli import main as frame

    tasks = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    parser, is_said = frame.parser(), screen_words()
    problems = []
    for path in documents():
        name = path.relative_to(ROOT)
        problems += [f"{name}: the link {link} leads nowhere" for link in broken_links(path)]
        problems += [f"{name}: there is no {file}" for file in unknown_files(path)]
        problems += [f"{name}: no screen says {words}" for words in unknown_words(path, is_said)]
        problems += [f"{name}: the program refuses {command}" for command in refused_commands(path, parser)]
        named = {first or second for first, second in _MAKE.findall(path.read_text("utf-8"))}
        problems += [f"{name}: there is no make {task}" for task in sorted(named - tasks)]
    problems += [f"docs/data-model.md: the table {name} is not described" for name in undescribed_tables()]
    problems += [f"docs/commands.md: not described: {name}" for name in undescribed_commands(parser)]
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"documents: {len(documents())} files, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
