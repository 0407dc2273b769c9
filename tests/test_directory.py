"""A plain archive is listed and read as the library lists and reads it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.gate.archive import Parts, damaged
from toolkit.gate.directory import plain_directory
from toolkit.problems import ToolkitError

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted([*ROOT.glob("examples/*/*.*x"), *ROOT.glob("templates/*.*x")])


def archive(
    method: int = zipfile.ZIP_DEFLATED, *, comment: bytes = b"", extra: bytes = b"", name: str = "b/ớ.xml"
) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as made:
        made.writestr("a.xml", "<a>" + "x" * 300 + "</a>")
        info = zipfile.ZipInfo(name)
        info.extra, info.compress_type = extra, method
        made.writestr(info, b"<b/>")
        made.comment = comment
    return stream.getvalue()


def by_library(data: bytes) -> list[tuple[object, ...]]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return [
            (e.filename, e.flag_bits, e.compress_type, e.CRC, e.compress_size, e.file_size, e.header_offset)
            for e in opened.infolist()
        ]


def listed(data: bytes) -> list[tuple[object, ...]] | None:
    found = plain_directory(data)
    return None if found is None else [(entry[0], *entry[2:]) for entry in found]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_office_programs_and_we_write_is_plain(path: Path) -> None:
    data = path.read_bytes()
    assert listed(data) == by_library(data)
    with zipfile.ZipFile(path) as opened:
        for name, member in Parts(data).members():
            assert member.content == opened.read(name)


@pytest.mark.parametrize(
    "data",
    [
        archive(comment=b"x"), archive(extra=b"\x01\x00\x02\x00ab"), archive(zipfile.ZIP_BZIP2), b"x" + archive(), b"", b"PK",
        archive() + b"\0", archive()[:-1], archive(name="c\\d.xml"), archive(name="d0e").replace(b"d0e", b"d\0e"), archive().replace(b"PK\1\2", b"PK\1\3"),
    ],
)  # fmt: skip
def test_all_else_is_left_to_the_library(data: bytes) -> None:
    found = listed(data)
    assert found is None or found == by_library(data)


@settings(max_examples=600)
@given(
    st.sampled_from([archive(), archive(zipfile.ZIP_STORED)]),
    st.lists(st.tuples(st.integers(1, 400), st.integers(0, 255)), min_size=1, max_size=3),
)
def test_damage_is_met_as_the_library_meets_it(data: bytes, changes: list[tuple[int, int]]) -> None:
    changed = bytearray(data)
    for at, value in changes:
        changed[-min(at, len(data))] = value
    data = bytes(changed)
    found = listed(data)
    if found is None:
        return
    assert found == by_library(data)
    try:
        parts = Parts(data)
        for entry in parts.entries:
            parts.head(entry)
        ours = {name: member.content for name, member in parts.members()}
    except (*damaged(), ToolkitError):
        return  # what is damaged is refused, at the latest when it is read
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        assert ours == {name: opened.read(name) for name in opened.namelist() if not name.endswith("/")}
