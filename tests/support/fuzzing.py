"""What fuzzing draws, and what must hold of whatever is drawn: a result that is whole, or a problem in both languages.

Each target is a strategy and a check. The suite runs a few examples of each, always the same; `python -m benchmarks.fuzz`
as many as one likes.
"""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from lxml import etree
from support.hostile import archive
from support.reportdata import sample

from toolkit import reports
from toolkit.compute import compute
from toolkit.excel.cells import Content, RawCell, RawSheet, RawWorkbook
from toolkit.excel.from_tables import gather
from toolkit.excel.read import assemble
from toolkit.expressions import Scope, TemplateProblem, parse
from toolkit.facts import Facts
from toolkit.numbers import read, round_half_up, show
from toolkit.outcomes.read import Shown
from toolkit.problems import Problem, ToolkitError
from toolkit.tables import text_tables

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DATA = EXAMPLES / "quy-1-2024" / "so-lieu.xlsx"


class Target(NamedTuple):
    """What is drawn, and the check that it goes through."""

    draws: SearchStrategy[object]
    check: Callable[[object], None]


def said(problems: Iterable[Problem]) -> None:
    """Every problem has its sentence and its hint in both languages, with nothing left to fill in."""
    for problem in problems:
        for lang in ("vi", "en"):
            assert problem.message(lang), problem.code
            problem.hint(lang)


# --- numbers --------------------------------------------------------------------------------------------------------

_PIECES = (
    "0", "5", "12", "953", "1.905", "98,49", "1,234", "7.400", "0,5", ".", ",", " ", "\u00a0", "\u202f", "-", "−", "–", "+", "%", " %",
    "tỷ", "triệu đồng", "≥", "≤", "<", ">", "=", "từ ", "dưới ", "trên ", "trở lên", "trở xuống", "tăng ", "giảm ", "đạt ", "khoảng ",
    "x", "…", "/", ":", ";", "(", ")", "e", "E5", "٣", "²", "½", "１２", "'", "\u200b", "ố", "o\u0302\u0301", "\n", "\t", "#REF!", "nan", "∞",
)  # fmt: skip
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=9).map("".join) | st.text(max_size=12)


def _number(text: object) -> None:
    reading = read(str(text))
    values = [value for value in (reading.value, reading.upper, *reading.alternatives) if value is not None]
    for value in values:
        assert value.is_finite()
        if abs(value) < Decimal(10) ** 12:
            assert read(show(value, 4)).value == round_half_up(value, 4) or read(show(value, 4)).alternatives
    assert reading.decimals >= 0
    assert reading.comparator in ("", ">=", ">", "<=", "<")


# --- expressions ----------------------------------------------------------------------------------------------------

_TOKENS = (
    "kndv", "x", "muc", "muc(", '"II"', ")", "(", "[", "]", ".", ".thuc_hien", ".ty_le", ".ky", '["2021"]', "|", "phan_tram", "danh_sach", "hai_chu_so",
    "tang_giam", "+", "-", "*", "/", "//", "**", "%", "~", "==", "!=", "<", "<=", "in", "not", "and", "or", "if", "else", "is", "defined", "1", "1.5", "1e9",
    "9" * 30, ",", ":", "chi_tieu", "phu_luc", "thong_tin", ".ngay", "loop", ".index", "none", "true", "'", '"', "\\", "{", "}", "{{", "}}", "{%", "%}", "#",
    "__class__", "_", "\n", "é", "\u0301", "“", "”", "\u00a0", "sap_xep", "lambda", "*args", "range(9)", "=",
)  # fmt: skip
_EXPRESSIONS = st.lists(st.sampled_from(_TOKENS), max_size=16).map(" ".join) | st.lists(
    st.sampled_from(_TOKENS), max_size=10
).map("".join)


@cache
def _scope() -> Scope:
    return Scope(Facts(sample()))


def _expression(source: object) -> None:
    try:
        expression = parse(str(source))
        found = expression.evaluate(_scope())
    except TemplateProblem as problem:
        said([Problem(problem.code, None, {"tag": source, **problem.values})])
        return
    assert isinstance(found.text, str)
    again = parse(found.identity).evaluate(_scope())
    assert (again.text, again.identity) == (found.text, found.identity)


# --- grids ----------------------------------------------------------------------------------------------------------

_HEADS = (
    "STT", "TT", "Nội dung", "Chỉ tiêu", "Đơn vị tính", "ĐVT", "Chỉ tiêu năm 2023", "2021", "2022", "Quý I", "6 tháng 2023", "Cả năm", "Thực hiện",
    "% so với chỉ tiêu", "Cùng kỳ", "% so với cùng kỳ", "Ghi chú", "Mã", "Cách tính", "Chiều", "Tỷ lệ", "Kết quả", "Ước thực hiện", "Cộng dồn", "So sánh",
)  # fmt: skip
_WORDS = (
    "I", "II", "1", "1.1", "a", "-", "+", "Tổng số", "Trong đó", "Kết nạp đảng viên", "Tỷ lệ chi bộ", "Xây dựng Đảng", "Mở lớp (lớp)", "Người", "%", "Tỷ đồng",
    "tổng", "trung bình", "cuối kỳ", "= XS + TOT", "= XS /", "nhập tay", "≥ 95", "dưới 3%", "từ 95% trở lên", "81.326 tỷ", "1,234", "98,49", "7.400", "x", "…",
    "Ghi chú: tính đến ngày", "Nơi nhận:", "TM. BAN THƯỜNG VỤ", "(1)", "(2)=(1)/3", "A", "B", "XS", "TOT", "kndv", "{{ kndv }}", "=1+1", "",
)  # fmt: skip
_CELLS = st.one_of(
    st.sampled_from(_HEADS).map(lambda text: RawCell(Content.TEXT, text)),
    st.sampled_from(_WORDS).map(lambda text: RawCell(Content.TEXT, text, bold=len(text) < 3)),
    st.decimals(-1000, 100_000, places=2).map(lambda n: RawCell(Content.NUMBER, "", n)),
    st.sampled_from(("0", "1", "5", "0.9849", "1905", "1E+15", "-1")).map(
        lambda text: RawCell(Content.NUMBER, "", Decimal(text), "0.00%")
    ),
    st.text(max_size=8).map(lambda text: RawCell(Content.TEXT, text)),
    st.sampled_from(("#REF!", "#DIV/0!")).map(lambda text: RawCell(Content.ERROR, text, formula="A1/0")),
    st.just(RawCell(Content.UNCALCULATED, formula="SUM(D2:E2)")),
    st.just(RawCell(Content.DATE, "01/02/2023", Decimal(44958))),
    st.just(RawCell(Content.BOOLEAN, "TRUE")),
)
_AREAS = st.tuples(st.integers(1, 9), st.integers(1, 8), st.integers(0, 3), st.integers(0, 4)).map(
    lambda area: (area[0], area[1], area[0] + area[2], area[1] + area[3])
)


@st.composite
def _sheets(draw: st.DrawFn) -> RawSheet:
    """A sheet with a row of headings, rows below that make an appendix more often than not, and cells that do not belong."""
    top = draw(st.integers(1, 3))
    heads = draw(st.lists(st.sampled_from(_HEADS), min_size=2, max_size=8, unique=True))
    cells = {(top, column): RawCell(Content.TEXT, text) for column, text in enumerate(heads, 1)}
    for row in range(top + 1, top + 1 + draw(st.integers(0, 9))):
        for column in range(1, len(heads) + 1):
            if draw(st.integers(0, 3)):
                cells[row, column] = draw(_CELLS)
    stray = st.dictionaries(st.tuples(st.integers(1, 14), st.integers(1, 10)), _CELLS, max_size=6)
    cells = dict(sorted({**cells, **draw(stray)}.items()))
    return RawSheet(
        draw(st.sampled_from(("PHỤ LỤC", "Số liệu", "Thông tin", "2023"))),
        cells,
        tuple(draw(st.lists(_AREAS, max_size=3))),
    )


def _grid(drawn: object) -> None:
    assert isinstance(drawn, RawSheet)
    try:
        computed = compute(assemble(RawWorkbook("a.xlsx", (drawn,))))
    except ToolkitError as error:
        said(error.problems)
        return
    said(computed.problems)
    json.dumps(Shown(computed.problems, computed).as_json("vi"))
    places = [row.row.place for appendix in computed.appendices for row in appendix.rows]
    assert all((place.row, column) for place in places for column in [place.column] if place.sheet == drawn.name)
    list(Facts(computed).all())


# --- files changed at random ----------------------------------------------------------------------------------------

_CHANGES = st.lists(
    st.tuples(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(("drop", "twice", "move", "wrap", "value", "text", "name"))),
    min_size=1, max_size=6,
)  # fmt: skip
_VALUES = (
    "",
    "-1",
    "0",
    "99999999999",
    "x",
    "true",
    "Đ",
    "../a",
    "1e400",
    "#REF!",
    "{{ kndv }}",
    "{% for x in chi_tieu %}",
    "12,5%",
)


def _changed(xml: bytes, changes: Iterable[tuple[int, int, str]]) -> bytes:
    """The XML with elements dropped, doubled, moved or put into others, and with values, texts or names that do not belong."""
    root = etree.fromstring(xml)
    for first, second, way in changes:
        nodes = list(root.iter(etree.Element))
        node, other = nodes[first % len(nodes)], nodes[second % len(nodes)]
        parent = node.getparent()
        value = _VALUES[second % len(_VALUES)]
        if way == "text":
            node.text = value
        elif way == "name":
            node.tag = other.tag
        elif way == "value" and node.attrib:
            node.set(sorted(node.attrib)[second % len(node.attrib)], value)
        elif parent is None or node in other.iterancestors() or node is other:
            continue
        elif way == "drop":
            parent.remove(node)
        elif way == "twice" and len(nodes) < 50_000:
            parent.insert(parent.index(node), etree.fromstring(etree.tostring(node)))
        elif way == "move":
            other.append(node)
        elif way == "wrap":
            other.insert(0, node)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


class _File(NamedTuple):
    """One of the files that are changed, and which of its parts."""

    parts: dict[str, bytes]
    names: tuple[str, ...]


def _file(data: bytes, *endings: str) -> _File:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    return _File(parts, tuple(sorted(name for name in parts if name.endswith(endings))))


@cache
def _workbooks() -> tuple[_File, ...]:
    names = sorted(EXAMPLES.glob("*/so-lieu.xlsx"))
    endings = ("sheet1.xml", "styles.xml", "sharedStrings.xml", "workbook.xml", "workbook.xml.rels")
    return tuple(_file(path.read_bytes(), *endings) for path in names)


@cache
def _documents() -> tuple[_File, ...]:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "a.docx"
        reports.fill(DATA, output=path)
        made = path.read_bytes()
    endings = ("document.xml", "footnotes.xml", "header1.xml", "item1.xml", "[Content_Types].xml", "document.xml.rels")
    return _file(made, *endings), _file((reports.template_folder() / "bao-cao.docx").read_bytes(), *endings)


_CHANGED_FILES = st.tuples(st.integers(0, 99), st.integers(0, 99), _CHANGES)


def _drawn(files: tuple[_File, ...], drawn: object) -> bytes:
    which, part, changes = drawn  # type: ignore[misc]  what the strategy beside it draws
    file = files[which % len(files)]
    # Most changes are made to the part that matters most.
    name = (
        file.names[part % len(file.names)] if part % 3 == 0 else max(file.names, key=lambda name: len(file.parts[name]))
    )
    return archive({**file.parts, name: _changed(file.parts[name], changes)})


def _run(verb: Callable[[], object]) -> None:
    try:
        outcome = verb()
    except ToolkitError as error:
        said(error.problems)
        return
    said(getattr(outcome, "problems", ()))


def _workbook(drawn: object) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "a.xlsx"
        path.write_bytes(_drawn(_workbooks(), drawn))
        _run(lambda: reports.show(path))
        _run(lambda: reports.fill(path, output=path.with_suffix(".docx")))


def _document(drawn: object) -> None:
    with tempfile.TemporaryDirectory() as name:
        path, data = Path(name) / "a.docx", _drawn(_documents(), drawn)
        path.write_bytes(data)
        _run(lambda: reports.check(path, mark=path.with_name("m.docx")))
        _run(lambda: reports.import_workbook(path, path.with_suffix(".xlsx")))
        _run(lambda: reports.trace(path))
        _run(lambda: reports.fill(DATA, template=path, output=path.with_name("b.docx")))
        _run(lambda: reports.fill(DATA, output=path))


# --- texts as documents ---------------------------------------------------------------------------------------------

_LINES = st.lists(
    st.lists(st.sampled_from((*_HEADS, *_WORDS, *_PIECES)), max_size=6).map("\t".join)
    | st.lists(st.sampled_from((*_WORDS, *_PIECES, " trên ", " của ", " so với ", "chiếm ", ". ")), max_size=14).map("".join),
    max_size=8,
)  # fmt: skip


def _text(drawn: object) -> None:
    lines = list(drawn) if isinstance(drawn, list) else []
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "a.txt"
        path.write_text("\n".join(lines), "utf-8")
        _run(lambda: reports.check(path))
    gather(text_tables(lines), "a.txt")


TARGETS = {
    "numbers": Target(_TEXTS, _number),
    "expressions": Target(_EXPRESSIONS, _expression),
    "grids": Target(_sheets(), _grid),
    "workbooks": Target(_CHANGED_FILES, _workbook),
    "documents": Target(_CHANGED_FILES, _document),
    "texts": Target(_LINES, _text),
}
