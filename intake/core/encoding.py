"""Which encoding a file has: its mark, then proof, then a guess that is always told.

Order: byte order mark; UTF-16 without a mark (every other byte is zero); strict UTF-8 over the
whole file; charset-normalizer among the single-byte encodings that spreadsheets write.
"""

import codecs
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from intake.core.issues import Unreadable

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ["cp1252", "latin_1", "cp1250", "cp1251", "mac_roman", "cp437"]
_BLOCK = 1 << 20
_AROUND = 20_000


@dataclass(frozen=True, slots=True)
class Encoding:
    """`guessed` encodings are shown to the person, proven ones are not."""

    name: str
    guessed: bool = False


def detect(path: Path) -> Encoding:
    """The encoding of a text file; raises Unreadable for a file that is not text."""
    with path.open("rb") as file:
        head = file.read(4096)
    if not head:
        raise Unreadable("empty_file")
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name)
    if b"\0" in head:
        return Encoding(_utf16_without_mark(head))
    bad = first_bad_byte(path, "utf-8")
    return Encoding("utf-8") if bad is None else Encoding(_guess(path, bad), guessed=True)


def first_bad_byte(path: Path, encoding: str) -> int | None:
    """Where the file stops being `encoding`; None when it is to the end."""
    decoder = codecs.getincrementaldecoder(encoding)()
    offset = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                return offset + error.start
            offset += len(block)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return offset
    return None


def _utf16_without_mark(head: bytes) -> str:
    """Every other byte of western text is zero; what is not readable then is no text."""
    zeros = {"utf-16-le": head[1::2].count(0), "utf-16-be": head[0::2].count(0)}
    name = max(zeros, key=zeros.__getitem__)
    text = head[: len(head) // 2 * 2].decode(name, errors="replace")
    readable = all(c.isprintable() or c in "\t\r\n\ufffd" for c in text)
    if readable and zeros[name] > 0.3 * len(text):
        return name
    raise Unreadable("not_text")


def _guess(path: Path, bad: int) -> str:
    """The bytes around the first one that is not UTF-8 say most about the encoding."""
    with path.open("rb") as file:
        file.seek(max(0, bad - _AROUND // 2))
        sample = file.read(_AROUND)
    best = from_bytes(sample, cp_isolation=_CANDIDATES).best()
    if best is None:
        return "cp1252" if first_bad_byte(path, "cp1252") is None else "latin_1"
    same = {best.encoding, *best.could_be_from_charset}
    for name in ("cp1252", "latin_1"):
        if name in same and first_bad_byte(path, name) is None:
            return name
    return best.encoding
