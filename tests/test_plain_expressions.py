"""What is read without Jinja is read as Jinja reads it."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from toolkit.expressions.nodes import build, parse_with_jinja, read_expression
from toolkit.expressions.plain import read_plain
from toolkit.facts import TemplateProblem
from toolkit.phrases import FILTERS

ROOT = Path(__file__).resolve().parent.parent

PLAIN = (
    "kndv", "KNĐV.thực_hiện", "x.ty_le|phan_tram", 'a.b.ky["6 tháng 2023"] | phan_tram', "a['chi_tieu'].b", 'a[ "b" ]',
    'muc("II")', "chi_tieu('a.b').ty_le | phan_tram", "so_vuot or so_dat or so_chua_dat", "a > b and c.d > 1", "a.b == 0",
    "n | hai_chu_so", 'x.y | mac_dinh("không có")', 'a != "b"', "0 < a", "ky[2022]", "a|tang_giam|mac_dinh ( 'x' )",
)  # fmt: skip
OTHER = (
    "", " ", "a b", "a.", ".a", "a..b", "1.5", "01", "a.1", "5_khong", "a or b and c", "not a", "(a)", "-a", "a ~ b",
    "a in b", "a if b", "a < b < c", "true", "a.not", "none == a", "a|khong_co_loc", "a|phan_tram(1,2,3,4,5)", '"a" "b"',
    '"\\n"', "a['_b']", "_a", "a._b", "f('x')", "muc(a)", "a\n.b", "a\u00a0.b", "1and a", "a and2", "a|attr('b')", "a[b]",
    ".".join("a" * 20), "a | phan_tram()", "a\u0301", "a is defined", "a {{ b", "a[1:2]", "a,b", "1_0", "12345678901", "²",
)  # fmt: skip
WORDS = (
    *(
        "a",
        "kỳ",
        "Đạt",
        "b2",
        "x",
        "_a",
        "5b",
        "and",
        "or",
        "not",
        "in",
        "if",
        "else",
        "true",
        "none",
        "muc",
        "chi_tieu",
    ),
    *("0", "1", "2022", "01", "1.5", "1e3", '"t"', "'6 tháng'", '"_u"', '"it\'s"', '"a\\"', "''", "\u0301", "ª", "·"),
    *(
        ".",
        "[",
        "]",
        "(",
        ")",
        "|",
        ",",
        ">",
        "<",
        "==",
        "!=",
        ">=",
        "-",
        "+",
        "*",
        "~",
        ":",
        " ",
        "  ",
        "\t",
        "\u00a0",
        "{",
    ),
)
PIECES = st.one_of(
    st.sampled_from([".a", ".ty_le", ".kỳ", '["2022"]', "['x']", "[2]", " . b", '["_x"]', "[a]"]),
    st.sampled_from([f"|{name}" for name in FILTERS]),
    st.sampled_from([f' | {name}("x")' for name in FILTERS]),
    st.sampled_from([f" |{name}( 1, 'y' )" for name in FILTERS]),
)
OPERANDS = st.tuples(
    st.sampled_from(["a", "b.c", "Đ", 'muc("I")', "phu_luc('x')", "f(1)", "1", '"x"', "not", "loop"]),
    st.lists(PIECES, max_size=4),
).map(lambda parts: parts[0] + "".join(parts[1]))
JOINED = st.lists(
    st.tuples(
        OPERANDS,
        st.sampled_from(
            [" and ", " or ", " > ", "<=", "==", "!=", " in ", " and not ", " + ", " if ", "  and  ", "and "]
        ),
    ),
    min_size=1,
    max_size=4,
).map(lambda pairs: "".join(text for pair in pairs for text in pair).rstrip("=<>! "))


def by_jinja(text: str) -> str:
    """How an expression reads by Jinja, the kinds of its nodes told apart."""
    try:
        return repr(build(parse_with_jinja(text), 0))
    except TemplateProblem as problem:
        return f"{problem.code} {problem.values}"


@pytest.mark.parametrize("text", PLAIN)
def test_plain_forms_are_read_here(text: str) -> None:
    assert repr(read_plain(unicodedata.normalize("NFC", text))) == by_jinja(text)


@pytest.mark.parametrize("text", OTHER)
def test_all_else_is_left_to_jinja(text: str) -> None:
    assert read_plain(text) is None


@settings(max_examples=1500)
@given(st.one_of(OPERANDS, JOINED, st.lists(st.sampled_from(WORDS), max_size=9).map("".join)))
@example("a" + ".b" * 16)
@example("a" + "|phan_tram" * 16 + " and b" * 3)
@example("a" + " and a" * 17)
def test_what_is_read_here_jinja_reads_alike(text: str) -> None:
    text = unicodedata.normalize("NFC", text).strip()
    found = read_plain(text)
    if found is not None:
        assert repr(found) == by_jinja(text)
    try:
        read = repr(read_expression(text))
    except TemplateProblem as problem:
        read = f"{problem.code} {problem.values}"
    assert read == by_jinja(text)


def test_a_template_of_plain_tags_is_compiled_without_jinja() -> None:
    template = ROOT / "examples" / "kien-giang-2023" / "mau-bao-cao.docx"
    script = (
        "import sys; from pathlib import Path; from toolkit.word.compile import compile_template\n"
        f"compile_template(Path({str(template)!r}).read_bytes(), 'x')\n"
        "sys.exit('jinja2' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False, cwd=ROOT).returncode == 0
