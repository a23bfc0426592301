"""The Indonesian catalogue: ``build`` compiles it, ``check`` proves it complete, ``missing`` lists gaps.

``resources/i18n/id/*.po`` (one file an area) become ``resources/i18n/id/ntt_desktop.mo``, byte for byte the same
from the same sources. ``check`` looks for every ``tr()``, ``ntr()`` and ``mark()`` of the program and fails on a
missing, empty, fuzzy or repeated translation, on placeholders that differ, on a stale .mo, and on an error that is
raised with a code that has no sentence or without a parameter that its sentence names.
"""

import ast
import json
import string
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
FOLDER = ROOT / "resources" / "i18n" / "id"
COMPILED = FOLDER / "ntt_desktop.mo"
KEYWORDS = {"tr", "mark", "ntr"}
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def placeholders(text: str) -> set[str]:
    """The named placeholders of a text; raises ``ValueError`` when its braces do not match."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def merged() -> tuple[Catalog, list[str]]:
    """All areas as one catalogue, and what is wrong with them."""
    catalogue = Catalog(
        locale="id", project="NTT Desktop", creation_date=EPOCH, revision_date=EPOCH, last_translator="", fuzzy=False
    )
    # Indonesian has one form for every number; Babel, which knows no rule for it, would assume two.
    catalogue.mime_headers = [("Plural-Forms", "nplurals=1; plural=0;")]
    problems: list[str] = []
    origin: dict[str, str] = {}
    for path in sorted(FOLDER.glob("*.po")):
        with path.open("rb") as stream:
            area = read_po(stream, locale="id", abort_invalid=True)
        for entry in area:
            if not entry.id:
                continue
            where = f"{path.name}: {entry.id!r}"
            key = entry.id if isinstance(entry.id, str) else entry.id[0]
            texts = [entry.string] if isinstance(entry.string, str) else list(entry.string or ())
            if key in origin:
                problems.append(f"{where} stands in {origin[key]} too")
            origin[key] = path.name
            if entry.fuzzy:
                problems.append(f"{where} is fuzzy")
            if not texts or not all(texts):
                problems.append(f"{where} has no translation")
                continue
            wanted = placeholders(entry.id if isinstance(entry.id, str) else entry.id[-1])
            for text in texts:
                try:
                    if placeholders(text) != wanted:
                        problems.append(f"{where} has other placeholders than {text!r}")
                except ValueError as error:
                    problems.append(f"{where}: {error} in {text!r}")
            catalogue.add(entry.id, entry.string)
    return catalogue, problems


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as a .mo file."""
    stream = BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def used() -> dict[str, str]:
    """Every msgid that the program looks up, with the place of its first use; within f-strings too."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "ntt_desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute) and node.args):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            first = node.args[0]
            if name in KEYWORDS and isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value:
                found.setdefault(first.value, f"{path.relative_to(ROOT / 'ntt_desktop')}:{node.lineno}")
    return found


def raised() -> Iterator[tuple[str, str, set[str] | None]]:
    """(place, code, parameter names or None when they are not written out) of every error with a literal code."""
    for path in sorted((ROOT / "ntt_desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute) and node.args):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            first = node.args[0]
            if name in {"UserError", "StoreError"} and isinstance(first, ast.Constant) and isinstance(first.value, str):
                keys = {keyword.arg for keyword in node.keywords}
                named = {key for key in keys if key is not None}
                yield f"{path.relative_to(ROOT)}:{node.lineno}", first.value, None if None in keys else named


def errors_without_words() -> list[str]:
    """What is wrong between the errors that are raised and the tables of sentences."""
    from ntt_desktop.wording.errors import messages

    problems = []
    for place, code, given in raised():
        sentences = messages().get(code)
        if sentences is None:
            problems.append(f"{place}: the error {code} has no sentence")
        elif given is not None:
            missing = set().union(*map(placeholders, sentences)) - given
            if missing:
                problems.append(f"{place}: the error {code} is raised without {', '.join(sorted(missing))}")
    return problems


def check() -> int:
    """Print what is wrong; 1 when anything is."""
    catalogue, problems = merged()
    known = {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in catalogue if entry.id}
    wanted = used()
    problems += [f"{place}: {msgid!r} is not translated" for msgid, place in wanted.items() if msgid not in known]
    problems += [f"{msgid!r} is translated but used nowhere" for msgid in sorted(known - wanted.keys())]
    if not COMPILED.exists() or COMPILED.read_bytes() != compiled(catalogue):
        problems.append(f"{COMPILED.relative_to(ROOT)} is stale: run .ci/catalogue.py build")
    problems += errors_without_words()
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"catalogue: {len(wanted)} texts, {len(problems)} problems")
    return 1 if problems else 0


def build() -> int:
    """Compile the catalogue, keeping the file when nothing changed."""
    catalogue, problems = merged()
    for problem in problems:
        print(problem, file=sys.stderr)
    content = compiled(catalogue)
    if not COMPILED.exists() or COMPILED.read_bytes() != content:
        beside = COMPILED.with_suffix(".part")  # renamed: a program that starts meanwhile reads the old one or the new
        beside.write_bytes(content)
        beside.replace(COMPILED)
    return 0


def missing() -> int:
    """Print what is not translated yet as entries for a .po file."""
    catalogue, _ = merged()
    known = {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in catalogue if entry.id}
    for msgid, place in used().items():
        if msgid not in known:
            print(f'#: {place}\nmsgid {json.dumps(msgid, ensure_ascii=False)}\nmsgstr ""\n')
    return 0


if __name__ == "__main__":
    sys.exit({"build": build, "check": check, "missing": missing}[sys.argv[1]]())
