"""Ways in which a workbook goes wrong: bytes flipped in the pack or inside it, XML cut and doubled, cells replaced."""

import io
import random
import re
import zipfile
from collections.abc import Callable

_TAG = re.compile(rb"<[^<>]{1,300}>")
_VALUE = re.compile(rb"(?<=>)[^<>]{1,200}(?=<)")
_ATTRIBUTE = re.compile(rb"\"[^\"<>]{0,100}\"")
_WORDS = (
    b"", b"-", b"=1+1", b"0", b"-1", b"1e308", b"NaN", b"99999999999999999999", b"5,30101E+15", b"5311180105780001",
    b"A1:XFD1048576", b"XFD1048576", b"\xff\xfe", b"&#0;", b"&lt;x&gt;", b"&nix;", b"true", b"1985-03-12", b"31118",
    b"NIK", b"JUMLAH", b"Kepala Desa", b"DESA : KANGELI", b"Kangeli", b"s", b"d", b"e", b"#REF!", b" ", b"\xc2\xa0",
)  # fmt: skip


def mutated(content: bytes, chance: random.Random) -> bytes:
    """A workbook with one to four things wrong with it."""
    packed = content.startswith(b"PK")
    for _ in range(chance.randint(1, 4)):
        content = chance.choice(_INSIDE)(content, chance) if packed and chance.random() < 0.8 else flip(content, chance)
        packed = packed and zipfile.is_zipfile(io.BytesIO(content))
    return content


def flip(content: bytes, chance: random.Random) -> bytes:
    """Bytes changed, cut out, doubled or cut off."""
    if not content:
        return content
    at, far = sorted((chance.randrange(len(content)), chance.randrange(len(content))))
    kind = chance.randrange(10)
    if kind == 0:
        return content[:at]
    if kind == 1:
        return content[:at] + content[min(far, at + 64) :]
    if kind == 2:
        return content[:far] + content[at : min(far, at + 2000)] + content[far:]
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 20))):
        place = chance.randrange(len(changed))
        changed[place] = chance.randrange(256) if chance.random() < 0.5 else changed[place] ^ 1 << chance.randrange(8)
    return bytes(changed)


def _parts(content: bytes, chance: random.Random, change: Callable[[bytes, random.Random], bytes]) -> bytes:
    """Change one part and pack everything again, so that its checksum is right."""
    made = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
            parts = {name: given.read(name) for name in given.namelist()}
            likely = [name for name in parts if re.search(r"sheet|content|Strings|workbook|styles|rels", name)]
            chosen = chance.choice(likely or [*parts] or [""])
            for name, data in parts.items():
                packed.writestr(name, change(data, chance) if name == chosen else data)
    except Exception:  # broken by the step before: what is left is flipped
        return flip(content, chance)
    return made.getvalue()


def _replaced(pattern: re.Pattern[bytes], words: Callable[[random.Random, bytes], bytes]) -> Callable[..., bytes]:
    def change(data: bytes, chance: random.Random) -> bytes:
        found = [*pattern.finditer(data)]
        if not found:
            return flip(data, chance)
        one = chance.choice(found)
        return data[: one.start()] + words(chance, one[0]) + data[one.end() :]

    return change


def _word(chance: random.Random, _: bytes) -> bytes:
    return chance.choice(_WORDS)


def _tag(chance: random.Random, tag: bytes) -> bytes:
    return chance.choice((b"", tag * 2, tag * 200, b"<!--", b"<![CDATA[", tag[:-1] + b"/>", b"</" + tag[1:]))


def _attribute(chance: random.Random, _: bytes) -> bytes:
    return b'"' + chance.choice(_WORDS) + b'"'


def _lost(content: bytes, chance: random.Random) -> bytes:
    """A part left out, or given another one's name."""
    made = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
            names = given.namelist()
            lost, kept = chance.choice(names), chance.choice(names)
            for name in names:
                if name != lost:
                    packed.writestr(lost if name == kept and chance.random() < 0.5 else name, given.read(name))
    except Exception:
        return flip(content, chance)
    return made.getvalue()


_INSIDE: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    lambda content, chance: _parts(content, chance, flip),
    lambda content, chance: _parts(content, chance, _replaced(_TAG, _tag)),
    lambda content, chance: _parts(content, chance, _replaced(_VALUE, _word)),
    lambda content, chance: _parts(content, chance, _replaced(_VALUE, _word)),
    lambda content, chance: _parts(content, chance, _replaced(_ATTRIBUTE, _attribute)),
    _lost,
)
