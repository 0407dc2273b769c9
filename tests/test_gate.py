"""The one door: each kind of file that may not enter is told by name, and a bomb is never unpacked."""

from __future__ import annotations

import io
import os
import re
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from support import hostile
from support.books import book
from support.words import document

from toolkit.excel.open import read_raw
from toolkit.gate import admit_document, admit_workbook, tree_bytes
from toolkit.problems import ToolkitError
from toolkit.reports import check, import_workbook, show

GRID = "Nội dung|Chỉ tiêu|Thực hiện\nMở lớp|5|6"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.fixture
def workbook(tmp_path: Path) -> bytes:
    return book(tmp_path / "goc.xlsx", GRID).read_bytes()


def repack(data: bytes, **changes: bytes | None) -> bytes:
    """The zip with members replaced, added, or (None) left out; names are written with __ for /."""
    made = io.BytesIO()
    wanted = {name.replace("__", "/"): content for name, content in changes.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = wanted.pop(name, source.read(name))
            if content is not None:
                target.writestr(name, content)
        for name, content in wanted.items():
            target.writestr(name, content or b"")
    return made.getvalue()


def code_of(path: Path, *, word: bool = False) -> str:
    admit = admit_document if word else read_raw
    with pytest.raises(ToolkitError) as caught:
        admit(path)
    return caught.value.problem.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "PL102"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "PL104"),
        (OLE + "WordDocument".encode("utf-16-le"), "PL107"),
        (OLE, "PL106"),
        (b"<!DOCTYPE html><html></html>", "PL105"),
        (b"STT;N\xc3\xb4i dung;1\n", "PL114"),
        ("STT\tNội dung\n".encode("utf-16"), "PL114"),
        (bytes(range(256)), "PL106"),
        (b"%PDF-1.7 ...", "PL117"),
        (b"{\\rtf1\\ansi}", "PL117"),
        (b'<?xml version="1.0"?><Workbook/>', "PL117"),
        (b"PK\x03\x04" + b"\0" * 50, "PL108"),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert code_of(path) == code


def test_places_where_no_file_is(tmp_path: Path) -> None:
    assert code_of(tmp_path / "khong.xlsx") == "PL100"
    assert code_of(tmp_path) == "PL115"
    assert code_of(tmp_path / ("a" * 300 + ".xlsx")) == "PL101"
    assert code_of(tmp_path / "a\0b.xlsx") == "PL101"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_what_is_no_plain_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.xlsx")
    assert code_of(tmp_path / "a.xlsx") == "PL116"
    assert code_of(Path("/dev/zero")) == "PL116"
    (tmp_path / "b.xlsx").symlink_to(tmp_path / "c.xlsx")
    (tmp_path / "c.xlsx").symlink_to(tmp_path / "b.xlsx")
    assert code_of(tmp_path / "b.xlsx") == "PL101"
    (tmp_path / "d.xlsx").symlink_to(tmp_path / "gone.xlsx")
    assert code_of(tmp_path / "d.xlsx") == "PL100"


def test_an_owner_file(tmp_path: Path, workbook: bytes) -> None:
    (tmp_path / "~$a.xlsx").write_bytes(workbook)
    assert code_of(tmp_path / "~$a.xlsx") == "PL103"


def test_one_office_file_under_the_name_of_another(tmp_path: Path, workbook: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(document("chữ"))
    assert code_of(tmp_path / "a.xlsx") == "PL111"
    (tmp_path / "a.docx").write_bytes(workbook)
    assert code_of(tmp_path / "a.docx", word=True) == "PL112"
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        archive.writestr("a.txt", "x")
    assert code_of(tmp_path / "b.xlsx") == "PL110"


def test_a_truncated_file(tmp_path: Path, workbook: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook[: len(workbook) // 2])
    assert code_of(tmp_path / "a.xlsx") == "PL108"


def test_a_bomb_is_refused_before_it_is_unpacked(
    tmp_path: Path, workbook: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.xlsx").write_bytes(repack(workbook, xl__bomb=b"\0" * 150_000_000))
    for room, unpacking in ((zipfile.ZipFile, "open"), (zlib, "decompressobj"), (zlib, "decompress")):
        monkeypatch.setattr(room, unpacking, lambda *_, **__: pytest.fail("unpacked"))
    assert code_of(tmp_path / "a.xlsx") == "PL121"


def test_too_much_of_anything(tmp_path: Path, workbook: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook)
    monkeypatch.setattr("toolkit.gate.limits.MOST_ENTRIES", 3)
    assert code_of(tmp_path / "a.xlsx") == "PL120"


@pytest.mark.parametrize("reference", ["XFE1", "A1048577", "A2000000000"])
def test_a_cell_outside_every_sheet(tmp_path: Path, workbook: bytes, reference: str) -> None:
    sheet = f'<worksheet xmlns="x"><sheetData><row><c r="{reference}"><v>1</v></c></row></sheetData></worksheet>'
    (tmp_path / "a.xlsx").write_bytes(repack(
        workbook, **{"xl__worksheets__sheet1.xml": sheet.encode()}))  # fmt: skip
    assert code_of(tmp_path / "a.xlsx") in ("PL108", "PL120")


SLOW_TO_BUILD = ("flat, tag upon tag", "very many strings", "styled empty cells", "very many cells", "too many entries", "deep",
                 "many attributes", "many formats", "many words, no header", "many cells, no header", "flat")  # fmt: skip


@pytest.mark.parametrize("name", [name for name, _ in hostile.workbooks() if name not in SLOW_TO_BUILD])
def test_a_workbook_that_asks_for_much_is_read_or_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(dict(hostile.workbooks())[name]())
    told = ""
    try:
        read = show(tmp_path / "a.xlsx").computed is not None
    except ToolkitError as error:
        read, told = False, error.problem.code
    assert read or told in ("PL108", "PL120", "PL121", "PL122", "PL201")


@pytest.mark.parametrize("name", ["many prefixes", "wide cells", "deep", "long text", "fewer tiny paragraphs"])
def test_a_document_that_asks_for_much_is_read_or_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.docx").write_bytes(dict(hostile.documents())[name]())
    with pytest.raises(ToolkitError) as caught:
        import_workbook(tmp_path / "a.docx", tmp_path / "b.xlsx")
    assert caught.value.problem.code in ("PL120", "PL121", "PL201", "PL202", "PL511")


@pytest.mark.parametrize("number", ["nan", "inf", "1e999", "-1e999", "--1"])
def test_what_is_no_number_is_not_taken_for_one(tmp_path: Path, number: str) -> None:
    rows = f'<row><c r="A2" t="inlineStr"><is><t>a</t></is></c><c r="B2"><v>{number}</v></c></row>'
    (tmp_path / "a.xlsx").write_bytes(hostile.workbook(hostile.sheet(rows.encode())))
    assert code_of(tmp_path / "a.xlsx") == "PL108"


def test_two_far_cells_cost_nothing(tmp_path: Path, workbook: bytes) -> None:
    sheet = (
        b'<worksheet xmlns="x"><sheetData><row><c r="A1"><v>1</v></c></row><row><c r="XFD1048576"><v>2</v></c></row>'
        b"</sheetData></worksheet>"
    )
    (tmp_path / "a.xlsx").write_bytes(repack(workbook, **{"xl__worksheets__sheet1.xml": sheet}))
    assert len(read_raw(tmp_path / "a.xlsx").sheets[0].cells) == 2


def test_a_dtd(tmp_path: Path, workbook: bytes) -> None:
    sheet = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'
    (tmp_path / "a.xlsx").write_bytes(repack(workbook, **{"xl__worksheets__sheet1.xml": sheet}))
    assert code_of(tmp_path / "a.xlsx") == "PL123"


HIDDEN = {
    "behind a comment": b'<?xml version="1.0"?><!-- '
    + b"x" * 9_000
    + b' --><!DOCTYPE x [<!ENTITY a "b">]><worksheet/>',
    "in UTF-16": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'.encode("utf-16"),
    "in UTF-16 without its mark": '<?xml version="1.0"?><!DOCTYPE x><worksheet/>'.encode("utf-16-be"),
    "in UTF-7": b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<worksheet/>',
    "after a mark": b"\xef\xbb\xbf\n <!DOCTYPE x><worksheet/>",
}


@pytest.mark.parametrize("way", HIDDEN)
def test_a_dtd_that_hides(tmp_path: Path, workbook: bytes, way: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(repack(workbook, **{"xl__theme__any.dat": HIDDEN[way]}))
    assert code_of(tmp_path / "a.xlsx") == "PL123"


def test_a_workbook_in_utf_16(tmp_path: Path, workbook: bytes) -> None:
    """As some programs on telephones write it: every part is XML in UTF-16, the list of types too."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            text = re.sub(r"^<\?xml[^>]*>", "", source.read(name).decode())
            target.writestr(name, ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16"))
    (tmp_path / "a.xlsx").write_bytes(workbook)
    (tmp_path / "b.xlsx").write_bytes(made.getvalue())
    one, two = read_raw(tmp_path / "a.xlsx"), read_raw(tmp_path / "b.xlsx")
    assert one.sheets == two.sheets
    assert one.sheets[0].cells


def test_what_a_document_in_utf_16_holds_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of its bytes are none of the letters that are counted."""
    run = b'<w:r w:a="1" w:b="2" w:c="3" w:d="4"><w:t>5 m</w:t></w:r>'
    data = hostile.document(b"<w:p>" + run * 100 + b"</w:p>")
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        plain = source.read("word/document.xml")
    path = tmp_path / "a.docx"
    path.write_bytes(repack(data, **{"word__document.xml": plain.decode().encode("utf-16")}))
    monkeypatch.setattr("toolkit.gate.limits.MOST_TREE", tree_bytes(plain))
    assert check(path).claims == ()
    monkeypatch.setattr("toolkit.gate.limits.MOST_TREE", tree_bytes(plain) - 1)
    with pytest.raises(ToolkitError) as caught:
        check(path)
    assert caught.value.problem.code == "PL120"


def test_the_word_doctype_in_a_text_is_no_dtd(tmp_path: Path, workbook: bytes) -> None:
    part = b"<x>" + b"<!-- <!DOCTYPE x> -->" * 500 + b"<![CDATA[<!DOCTYPE x>]]></x>"
    (tmp_path / "a.xlsx").write_bytes(repack(workbook, **{"docProps__custom.xml": part}))
    assert admit_workbook(tmp_path / "a.xlsx").problems == ()


def test_zip_methods_and_flags_no_office_program_writes(tmp_path: Path, workbook: bytes) -> None:
    for offset, value in ((8, 1), (10, 12)):  # encrypted; bzip2
        data = bytearray(workbook)
        at = data.index(b"PK\1\2") + offset
        data[at : at + 2] = struct.pack("<H", value)
        (tmp_path / "a.xlsx").write_bytes(data)
        assert code_of(tmp_path / "a.xlsx") == "PL122"


def test_links_of_a_document_to_the_outside_are_said(tmp_path: Path) -> None:
    rels = (
        b'<Relationships xmlns="x"><Relationship Id="a" Type="http://x/hyperlink" Target="http://a" TargetMode="External"/>'
        b'<Relationship Id="b" Type="http://x/attachedTemplate" Target="http://b/c.dotm" TargetMode="External"/></Relationships>'
    )
    (tmp_path / "a.docx").write_bytes(repack(document("chữ"), **{"word___rels__settings.xml.rels": rels}))
    assert [(p.code, p.values["count"]) for p in admit_document(tmp_path / "a.docx").problems] == [("PL135", 1)]


def test_an_old_workbook_that_holds_a_word_document_is_a_workbook(tmp_path: Path) -> None:
    header = bytearray(OLE[:8] + b"\0" * 504)
    header[30:32], header[48:52] = struct.pack("<H", 9), struct.pack("<L", 0)
    names = "Root Entry".encode("utf-16-le").ljust(128, b"\0") + "Workbook".encode("utf-16-le").ljust(384, b"\0")
    (tmp_path / "a.xls").write_bytes(bytes(header) + names + "WordDocument".encode("utf-16-le"))
    assert admit_workbook(tmp_path / "a.xls").kind == "xls"


def test_names_that_differ_only_in_case(tmp_path: Path, workbook: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(repack(workbook, **{"XL__WORKBOOK.XML": b"<x/>"}))
    assert code_of(tmp_path / "a.xlsx") == "PL122"


def test_macros_and_links_are_noted_and_left_alone(tmp_path: Path, workbook: bytes) -> None:
    (tmp_path / "b.xlsm").write_bytes(repack(workbook, **{"xl__connections.xml": b"<x/>"}))
    assert [problem.code for problem in admit_workbook(tmp_path / "b.xlsm").problems] == ["PL132"]
    data = repack(workbook, **{"xl__vbaProject.bin": b"x", "xl__externalLinks__externalLink1.xml": b"<x/>"})
    (tmp_path / "a.xlsm").write_bytes(data)
    assert [problem.code for problem in admit_workbook(tmp_path / "a.xlsm").problems] == ["PL131", "PL132"]


STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
}


def strict(data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            for old, new in STRICT.items():
                content = content.replace(old, new)
            target.writestr(name, content)
    return made.getvalue()


def test_strict_open_xml_is_read_for_workbooks_and_refused_for_word(tmp_path: Path, workbook: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(strict(workbook))
    outcome = show(tmp_path / "a.xlsx")
    assert [problem.code for problem in outcome.problems] == ["PL133"]
    assert outcome.computed is not None
    assert len(outcome.computed.appendices[0].indicators) == 1
    (tmp_path / "a.docx").write_bytes(strict(document("chữ")))
    assert code_of(tmp_path / "a.docx", word=True) == "PL109"


DAMAGES = {
    "half": lambda data: data[: len(data) // 2],
    "no tail": lambda data: data[:-30],
    "no head": lambda data: data[40:],
    "zeros inside": lambda data: data[:400] + b"\0" * 200 + data[600:],
    "every 97th byte": lambda data: bytes(b ^ 255 if i % 97 == 5 else b for i, b in enumerate(data)),
    "twice": lambda data: data + data,
    "no workbook part": lambda data: repack(data, **{"xl__workbook.xml": None}),
    "no styles": lambda data: repack(data, **{"xl__styles.xml": None}),
    "no strings": lambda data: repack(data, **{"xl__sharedStrings.xml": None}),
    "broken sheet": lambda data: repack(data, **{"xl__worksheets__sheet1.xml": b"<worksheet><sheetData><row><c"}),
    "strings out of range": lambda data: repack(data, **{"xl__sharedStrings.xml": b"<sst/>"}),
    "no relations": lambda data: repack(data, **{"xl___rels__workbook.xml.rels": None}),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize(
    "example", ["kien-giang-2023", "quy-1-2024", "nam-dinh-2023", "quang-tri-2020", "ben-tre-2020"]
)
def test_a_damaged_workbook_is_read_or_refused_and_never_crashes(tmp_path: Path, example: str, damage: str) -> None:
    data = (Path(__file__).parent.parent / "examples" / example / "so-lieu.xlsx").read_bytes()
    path = tmp_path / "a.xlsx"
    path.write_bytes(DAMAGES[damage](data))
    told = ""
    try:
        read = show(path).computed is not None
    except ToolkitError as error:
        read, told = False, error.problem.message("vi") and error.problem.message("en")
    assert read or told


@pytest.mark.parametrize(
    ("part", "code"), [("xl/worksheets/sheet1.xml", "PL108"), ("xl/workbook.xml", "PL108"), ("xl/theme/theme1.xml", "")]
)
def test_a_part_that_is_not_what_the_directory_says(tmp_path: Path, workbook: bytes, part: str, code: str) -> None:
    """Its check sum is another one; a part that nobody reads to its end does not matter."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        check = struct.pack("<I", archive.getinfo(part).CRC)
    (tmp_path / "a.xlsx").write_bytes(workbook.replace(check, bytes(4)))
    if code:
        assert code_of(tmp_path / "a.xlsx") == code
    else:
        assert read_raw(tmp_path / "a.xlsx").sheets
