"""A damaged table is refused in a sentence that names its file and line, and nothing is read from it."""

from __future__ import annotations

import pytest

from evbook import data

NAME = "literature_constants"


@pytest.fixture
def damaged(tmp_path, monkeypatch):
    """Write a changed copy of one table, from which ``data.read`` then reads."""
    path = data.resource(NAME)["path"]
    content = (data.folder() / path).read_bytes()

    def write(change):
        (tmp_path / path).write_bytes(change(content))
        monkeypatch.setattr(data, "folder", lambda: tmp_path)
        return path

    return write


def test_a_copy_is_read_as_the_table_is(damaged):
    whole = data.read(NAME)
    damaged(lambda content: content)
    assert data.read(NAME).equals(whole)


def _row(content: bytes, number: int) -> bytes:
    return content.split(b"\n")[number]


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (lambda c: b"", 1, "absent"),
        (lambda c: c.replace(b",", b";", 3), 1, "the columns are"),
        (lambda c: c.rstrip()[:-1].rpartition(b",")[0], None, "cells, not"),
        (lambda c: c.rstrip() + b'\n"a quote that is never closed', None, "CSV"),
        (lambda c: c.split(b"\n")[0] + b"\n" + b"a,b\n", 2, "2 cells, not"),
        (lambda c: c.split(b"\n")[0] + b"\n\x89PNG\r\n\x1a\n\x00\xff", 2, "UTF-8"),
        (lambda c: c.split(b"\n")[0] + b"\n\x00\x00", 2, "a byte that is not text"),
    ],
    ids=["empty", "separators", "cut off", "open quote", "short row", "a picture", "zero bytes"],
)
def test_it_names_file_and_line(damaged, change, line, words):
    path = damaged(change)
    with pytest.raises(ValueError, match=words) as refused:
        data.read(NAME)
    said = str(refused.value)
    assert said.startswith(f"data/{path}, line {'' if line is None else f'{line}:'}")
    assert "python -m evbook.datapackage" in said


def test_a_number_that_is_none_is_named(damaged):
    numeric = [field["name"] for field in data.resource(NAME)["schema"]["fields"] if field["type"] == "number"]
    column = [field["name"] for field in data.resource(NAME)["schema"]["fields"]].index(numeric[0])

    def spoil(content: bytes) -> bytes:
        width = len(_row(content, 0).split(b","))
        cells = [b""] * width
        cells[column] = b"1O"
        return _row(content, 0).rstrip(b"\r") + b"\n" + b",".join(cells) + b"\n"

    path = damaged(spoil)
    with pytest.raises(ValueError, match=f"{numeric[0]} is '1O', which is no number") as refused:
        data.read(NAME)
    assert str(refused.value).startswith(f"data/{path}, line 2:")
