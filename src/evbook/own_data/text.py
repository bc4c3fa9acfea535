"""The text of a reader's file: what encoding it is in, and what is no text at all."""

from __future__ import annotations

from pathlib import Path

#: The largest file that is read, in bytes.
MOST_BYTES = 20_000_000

#: First bytes of files that are no text, what they are, and what to do.
_PACKED = (
    (b"PK", "a packed file, such as a spreadsheet program’s own", "Save the sheet as CSV, and give that."),
    (b"\xd0\xcf\x11\xe0", "an older spreadsheet program’s own file", "Save the sheet as CSV, and give that."),
    (b"%PDF", "a PDF", "Give the table as CSV."),
    (b"\x89PNG", "a picture", "Give the numbers as CSV; a program that reads curves off pictures writes them so."),
    (b"\xff\xd8\xff", "a picture", "Give the numbers as CSV; a program that reads curves off pictures writes them so."),
    (b"GIF8", "a picture", "Give the numbers as CSV; a program that reads curves off pictures writes them so."),
    (b"\x1f\x8b", "a compressed file", "Unpack it first."),
    (b"PAR1", "a Parquet file", "Save the table as CSV."),
    (b"\x89HDF", "an HDF5 file", "Save the table as CSV."),
    (b"{\\rtf", "a word processor’s file", "Save the table as CSV."),
)


def text_of(source) -> tuple[str, list[str]]:
    """Return the text of a path, of bytes or of a text itself, and what is to be said of how it was read.

    Raises ValueError with a sentence where there is no file, no text, or too much of it.
    """
    if isinstance(source, bytes | bytearray):
        return _checked(*_decoded(bytes(source)))
    if isinstance(source, str) and ("\n" in source or "\r" in source or not source.strip()):
        return _checked(source, [])
    path = Path(source)
    try:
        there = path.is_file()
    except (OSError, ValueError):
        there = False
    if there:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError(
                f"{path.name} has {path.stat().st_size / 1e6:.0f} MB; at most {MOST_BYTES // 10**6} MB "
                "are read.  Thin it first."
            )
        return _checked(*_decoded(path.read_bytes()))
    if isinstance(source, str) and any(mark in source for mark in ",;\t|") and not path.suffix:
        return _checked(source, [])
    raise ValueError(f"There is no file {str(source)!r}.  Give the path of a table, or its text.")


def _decoded(data: bytes) -> tuple[str, list[str]]:
    for start, what, then in _PACKED:
        if data.startswith(start):
            raise ValueError(f"This is {what}, not a table as text.  {then}")
    for mark, coding in (
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\x00\x00\xfe\xff", "utf-32"),
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(coding, errors="replace"), []
    sample = data[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(sample) > 3 and max(even, odd) > 0.3 * len(sample) / 2 > 4 * min(even, odd):
        return data.decode("utf-16-le" if odd > even else "utf-16-be", errors="replace"), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    # Older spreadsheets write one byte a letter, µ among them.
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return text, ["The file is not in UTF-8; letters beyond plain ones are read as Windows writes them (cp1252)."]


def _checked(text: str, remarks: list[str]) -> tuple[str, list[str]]:
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise ValueError("The file is empty.  A row of names, then rows of numbers, is what is read.")
    if len(text) > MOST_BYTES:
        raise ValueError(
            f"The text has {len(text) / 1e6:.0f} million characters; at most {MOST_BYTES // 10**6} are read."
        )
    strange = next((letter for letter in text[:100_000] if ord(letter) < 32 and letter not in "\t\n\r\f\v"), None)
    if strange is not None:
        raise ValueError(f"The file holds the byte {ord(strange)}, which no text holds.  Save the table as CSV.")
    start = text.lstrip()[:200].lower()
    if start.startswith(("<!doctype", "<html", "<table", "<?xml")):
        raise ValueError("This is a web page or XML, not a table as text.  Save the table as CSV.")
    if start.startswith(("{", "[{", "[[")):
        raise ValueError("This is JSON, not a table as text.  Save the table as CSV.")
    return text.replace("\r\n", "\n").replace("\r", "\n"), remarks
