"""Bytes to lines of text, without ever guessing a letter."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from vakmeten import texts
from vakmeten.errors import InvalidFile

# The longest first: the mark of UTF-32 begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# As Python names them; what a mapping may ask for.
CODERINGEN = (
    *("utf-8", "utf-8-sig", "ascii", "cp1252", "iso8859-1", "iso8859-15", "cp437", "cp850"),
    *("cp858", "mac-roman", "utf-16", "utf-16-le", "utf-16-be", "utf-32"),
)
WIDE = ("utf-16", "utf-32")
NOT_DECODED = re.compile("[\udc80-\udcff]")  # what `surrogateescape` makes of a byte
NOT_ASCII = re.compile("[^\x00-\x7f\udc80-\udcff]")
REPLACEMENT = "\ufffd"
END_OF_FILE = "\x1a"  # what DOS put there


@dataclass(frozen=True, slots=True)
class Text:
    """The lines of a file, and by place (the first is 0) what is wrong with those that failed."""

    lines: list[str]
    bad: dict[int, str]


def decode(data: bytes, codering: str = "") -> Text:
    r"""The lines of a file, which end at \n, \r\n or \r.

    Without `codering` a mark at the begin decides, else it is UTF-8, or Windows-1252 if nothing in
    the file beyond ASCII is UTF-8. In a file that is for a part UTF-8 the other lines are bad:
    one broken byte may not turn every name into other letters.
    """
    text, broken = _decode(data, _named(codering) if codering else _found(data))
    text = text.removeprefix("\ufeff").removesuffix(END_OF_FILE)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    bad: dict[int, str] = {}
    if broken is not None:
        wrong = texts.REGEL_CODERING
        bad = {i: wrong for i, line in enumerate(lines) if broken.search(line)}
    if "\x00" in text:
        bad |= {i: texts.REGEL_NUL for i, line in enumerate(lines) if "\x00" in line}
    return Text(lines, bad)


def _named(codering: str) -> str:
    try:
        name = codecs.lookup(codering).name
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        name = ""
    if name not in CODERINGEN:
        raise InvalidFile(texts.CODERING_ONBEKEND)
    return name


def _found(data: bytes) -> str:
    return next((name for mark, name in MARKS if data.startswith(mark)), "")


def _decode(data: bytes, name: str) -> tuple[str, re.Pattern[str] | None]:
    """The text, and what a place that could not be read looks like; None: all could be read."""
    try:
        return data.decode(name or "utf-8"), None
    except UnicodeDecodeError:
        pass
    if name.startswith(WIDE):  # its units are no bytes that could stand for themselves
        return data.decode(name, "replace"), re.compile(REPLACEMENT)
    text = data.decode(name or "utf-8", "surrogateescape")
    if not name and not NOT_ASCII.search(text):
        return _decode(data, "cp1252")
    return text, NOT_DECODED
