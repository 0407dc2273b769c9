"""What may stand in a tag: names, identity, limits, and the escapes that must not work."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.reportdata import GRID, appendix, computed, sample

from toolkit.expressions import (
    ElIf,
    Else,
    EndFor,
    EndIf,
    Expression,
    For,
    If,
    Result,
    Scope,
    TemplateProblem,
    parse,
    parse_statement,
)
from toolkit.facts import Facts
from toolkit.phrases import FILTERS

SCOPE = Scope(Facts(sample()))


def result(source: str, scope: Scope = SCOPE) -> Result:
    return parse(source).evaluate(scope)


def code(source: str, scope: Scope = SCOPE) -> str:
    with pytest.raises(TemplateProblem) as raised:
        parse(source).evaluate(scope)
    return raised.value.code


# --- escapes --------------------------------------------------------------------------------------------------------

ESCAPES = (
    "().__class__.__bases__[0].__subclasses__()",
    "''.__class__.__mro__[1].__subclasses__()",
    "kndv.__class__",
    "kndv['__class__']",
    'kndv["__cla" ~ "ss__"]',
    "kndv|attr('__class__')",
    "kndv._facts",
    "self.__init__.__globals__",
    "self._TemplateReference__context",
    "cycler.__init__.__globals__.os.popen('id').read()",
    "joiner.__init__.__globals__",
    "lipsum.__globals__['os'].popen('id').read()",
    "namespace()",
    "range(999999999)",
    "dict(a=1)",
    "config.items()",
    "request.application.__globals__",
    "url_for.__globals__.current_app",
    "get_flashed_messages.__globals__",
    "''.format(kndv)",
    "'%s' % kndv",
    "'{0.__class__}'.format(kndv)",
    "kndv.thuc_hien.real",
    "kndv.indicator.row",
    "kndv.get('thuc_hien')",
    "chi_tieu.entries[0]",
    "chi_tieu[0:2]",
    "thong_tin.facts.computed",
    "open('/etc/passwd').read()",
    "__import__('os').system('id')",
    "[x for x in chi_tieu]",
    "[].append(1)",
    "{}.__class__",
    "'a' * 999999999",
    "9 ** 9 ** 9 ** 9",
    "1000000000000000000000000000000000000",
    "kndv|map('upper')|list",
    "kndv|tojson",
    "kndv|safe",
    "kndv|pprint",
    "kndv is callable",
    "caller()",
    "loop.__class__",
    "muc(*chi_tieu)",
    "muc('I', 'II')",
    "muc(x='I')",
    "kndv }}{% import os %}{{ kndv",
    "kndv %}{{ 1 }}",
    "lambda: 0",
    "kndv if kndv.__class__",
    "kndv|so(__class__)",
    "debug",
    '"\\x00"',
    "'\\ud800'",
)


@pytest.mark.parametrize("source", ESCAPES)
def test_an_escape_is_a_problem(source: str) -> None:
    assert code(source).startswith("PL4")


STATEMENTS = (
    "import 'os' as os", "from 'x' import y", "include '/etc/passwd'", "extends 'x'", "set x = 1", "set ns.x = 1",
    "block x", "macro m()", "call m()", "filter upper", "raw", "endraw", "autoescape false", "with a = 1", "do x()",
    "trans", "break", "continue", "debug", "for x in range(10)", "for x, y in chi_tieu", "for _x in chi_tieu",
    "for x in chi_tieu recursive", "for loop in chi_tieu", "for x.y in chi_tieu", "if __import__('os')", "", "%",
)  # fmt: skip


@pytest.mark.parametrize("source", STATEMENTS)
def test_an_unknown_statement_is_a_problem(source: str) -> None:
    with pytest.raises(TemplateProblem) as raised:
        parse_statement(source)
    assert raised.value.code in ("PL401", "PL402")


@pytest.mark.parametrize(
    "source",
    [
        "(" * 400 + "1" + ")" * 400, "[" * 900, "a" + "|so" * 300, "a" + ".b" * 400, "1" + "+1" * 400, "not " * 240 + "1",
        "x" * 2000, " and ".join(["a"] * 150), "1 if a else " * 60 + "2", '"' + "a" * 1200 + '"', "-" * 900 + "1",
        "(((((((((((((((((((((((((1)))))))))))))))))))))))))",
    ],
    ids=lambda source: source[:12],
)  # fmt: skip
def test_what_is_too_long_or_too_deep_is_a_problem(source: str) -> None:
    with pytest.raises(TemplateProblem) as raised:
        parse(source)
    assert raised.value.code == "PL414"


def test_a_loop_over_a_loop_is_bounded_by_its_lists() -> None:
    outer = parse("chi_tieu").items(SCOPE)
    assert len(outer) == len(parse("chi_tieu").items(SCOPE.loop("x", outer, 0)))


def test_a_product_that_no_figure_reaches_is_a_problem() -> None:
    assert code("*".join(["999999999999999999999999"] * 2)) == "PL418"


_WORDS = st.sampled_from(
    [
        "kndv", "x", "muc", "muc(", '"II"', ")", "(", "[", "]", ".", ".thuc_hien", ".ty_le", ".ky", '["2021"]', "|", "so",
        "phan_tram", "danh_sach", "+", "-", "*", "/", "~", "==", "<", "in", "not", "and", "or", "if", "else", "1", "1.5",
        ",", "chi_tieu", "phu_luc", "thong_tin", ".ngay", "loop", ".index", "none", "true", "'", '"', "\\", "%", "is",
        "{", "}", "__class__", "\n", "é", "\u0301", "von", "so_lieu", "sap_xep", "lay", "mac_dinh", "ket_qua", "“",
    ]
)  # fmt: skip


@settings(deadline=None, derandomize=True, max_examples=1500)
@given(st.lists(_WORDS, max_size=14).map(" ".join) | st.lists(_WORDS, max_size=8).map("".join) | st.text(max_size=20))
def test_anything_at_all_gives_a_result_or_a_problem(source: str) -> None:
    try:
        expression = parse(source)
        found = expression.evaluate(SCOPE)
    except TemplateProblem:
        return
    assert isinstance(found.text, str)
    again = parse(found.identity).evaluate(SCOPE)
    assert (again.text, again.identity) == (found.text, found.identity)


@settings(deadline=None, derandomize=True, max_examples=500)
@given(st.sampled_from(["for ", "if ", "elif ", "for x in "]), st.lists(_WORDS, max_size=8).map(" ".join))
def test_any_statement_is_one_of_ours_or_a_problem(word: str, rest: str) -> None:
    try:
        statement = parse_statement(word + rest)
    except TemplateProblem:
        return
    assert isinstance(statement, For | If | ElIf | Else | EndFor | EndIf)


# --- reading --------------------------------------------------------------------------------------------------------


def test_statements() -> None:
    assert parse_statement("else") == Else()
    assert parse_statement(" endfor ") == EndFor()
    assert parse_statement("endif") == EndIf()
    looped = parse_statement("for  Mục in muc")
    assert isinstance(looped, For)
    assert looped.variable == "muc"
    assert isinstance(parse_statement("if(kndv.dat)"), If)
    assert isinstance(parse_statement("elif kndv.dat"), ElIf)


def test_a_loop_may_choose_a_list_or_choose_from_one() -> None:
    chosen = parse_statement("for x in chi_tieu_vuot if kndv.dat else chi_tieu_chua_dat")
    filtered = parse_statement("for x in chi_tieu if x.vuot and x.la_ty_le")
    assert isinstance(chosen, For)
    assert isinstance(filtered, For)
    assert [item.key for item in chosen.expression.items(SCOPE)] == ["kndv", "ht"]
    assert [item.key for item in filtered.expression.items(SCOPE)] == ["ht_tot", "ngheo"]


@pytest.mark.parametrize(
    ("source", "is_appendix"),
    [
        ("phu_luc", True), ("phụ_lục", True), ('phu_luc("PL 1")', True), ("phu_luc(1)", True), ("phu_luc.ten", False),
        ("kndv", False), ("phu_luc | danh_sach", False), ("(phu_luc)", True),
    ],
)  # fmt: skip
def test_the_appendix_is_recognised(source: str, is_appendix: bool) -> None:
    assert parse(source).is_appendix is is_appendix


def test_appendices_by_name_number_and_all() -> None:
    scope = Scope(Facts(computed(appendix("a|1|A|x|1|||1||", "PL 01"), appendix("b|1|B|x|1|||1||", "PL 02"))))
    named = {
        source: [found.appendix.sheet for found in parse(source).appendices(scope)]
        for source in ("phu_luc", 'phu_luc("pl 02")', "phu_luc(1)")
    }
    assert named == {"phu_luc": ["PL 01", "PL 02"], 'phu_luc("pl 02")': ["PL 02"], "phu_luc(1)": ["PL 01"]}
    looped = parse("phu_luc").items(scope)
    inner = scope.loop("p", looped, 1)
    assert result("p.chi_tieu | danh_sach", inner).identity == 'phu_luc("PL 02").chi_tieu|danh_sach'
    assert [found.appendix.sheet for found in parse("phu_luc(p.so)").appendices(inner)] == ["PL 02"]


def test_a_loop_variable_that_is_an_appendix_stands_for_its_table() -> None:
    assert parse("p").is_appendix is False


# --- identity -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "identity"),
    [
        ("kndv", "kndv"),
        ("  kndv . ty_le  |  phan_tram ( 1 ) ", "kndv.ty_le|phan_tram(1)"),
        ("Kết_Nạp_đảng_viên.Thực_hiện", "ket_nap_dang_vien.thuc_hien"),
        ("kndv.ky['2021']", 'kndv.ky["2021"]'),
        ("muc('II').so_dat", 'muc("II").so_dat'),
        ("(kndv+lop)*2", "(kndv+lop)*2"),
        ("kndv+lop*2", "kndv+lop*2"),
        ("kndv-(lop-1)", "kndv-(lop-1)"),
        ("kndv - lop - 1", "kndv-lop-1"),
        ("(kndv + lop) | so", "(kndv+lop)|so"),
        ("'a' ~ kndv ~ \"b\"", '"a"~kndv~"b"'),
        ("'a \"b\"' ~ 1", '"a \\"b\\""~1'),
        (
            "'x' if not (kndv.dat and lop.dat) or lop > 2 else 'y'",
            '"x" if not (kndv.dat and lop.dat) or lop>2 else "y"',
        ),
        ("thong_tin.so | mac_dinh( '…' )", 'thong_tin.so|mac_dinh("…")'),
        ("1 if 'a' not in thong_tin.ngay else 2.50", '1 if "a" not in thong_tin.ngay else 2.5'),
    ],
)
def test_identity_is_one_spelling(source: str, identity: str) -> None:
    assert result(source).identity == identity
    assert result(identity).identity == identity
    assert result(identity).text == result(source).text


def test_identity_names_the_row_and_not_the_loop_variable() -> None:
    items = parse("chi_tieu").items(SCOPE)
    scope = SCOPE.loop("x", items, 0)
    assert result("x.ty_le | phan_tram", scope).identity == "kndv.ty_le|phan_tram"
    assert result("x", scope).identity == "kndv"
    assert result("loop.index", scope).identity == "1"
    assert result("x.ky['2021'] | so_voi(x.cung_ky, 'cùng kỳ')", scope).identity == (
        'kndv.ky["2021"]|so_voi(kndv.cung_ky,"cùng kỳ")'
    )


def test_the_identity_of_every_loop_finds_the_same_fact_without_the_loop() -> None:
    for source, attribute in (
        ("chi_tieu", "thuc_hien"), ("muc", "so_chua_dat"), ("muc", "noi_dung"), ("so_lieu", "don_vi"),
        ("phu_luc", "tieu_de"), ("kndv.ky", "gia_tri"), ("kndv.ky", "ten"), ("ky", "ten"), ('muc("I").muc', "so_dat"), ("chi_tieu_vuot", "danh_gia"),
    ):  # fmt: skip
        items = parse(source).items(SCOPE)
        assert items
        for index, item in enumerate(items):
            found = result(f"x.{attribute}", SCOPE.loop("x", items, index))
            assert result(found.identity) == found, found.identity
            bare = item.printed()
            assert bare is None or result(result("x", SCOPE.bind("x", item)).identity).text == bare.text


def test_a_period_in_brackets_may_be_a_loop_variable() -> None:
    items = parse("ky").items(SCOPE)
    scope = SCOPE.loop("k", items, 1)
    assert (result("kndv.ky[k]", scope).text, result("kndv.ky[k]", scope).identity) == (
        "453",
        'kndv.ky["6 tháng 2022"]',
    )
    assert result("k", scope).text == "6 tháng 2022"


def test_an_identity_follows_the_data_to_another_workbook() -> None:
    other = Scope(Facts(computed(appendix(GRID.replace("953", "1.001").replace("1.200", "1.000")))))
    identity = result("kndv.ty_le | phan_tram").identity
    assert result(identity, other).text == "100,1%"


# --- values ---------------------------------------------------------------------------------------------------------


def test_a_result_keeps_the_facts_behind_it() -> None:
    found = result("kndv.thuc_hien + lop.thuc_hien")
    assert [(fact.key, fact.attribute) for fact in found.facts] == [("kndv", "thuc_hien"), ("lop", "thuc_hien")]
    assert [fact.attribute for fact in result("kndv | dat_chi_tieu").facts] == ["ty_le"]
    assert [str(cell) for cell in result("kndv.ty_le").facts[0].cells] == ["PHỤ LỤC!E6", "PHỤ LỤC!F6", "PHỤ LỤC!D6"]
    assert result("so_chua_dat").facts[0].cells
    assert {fact.key for fact in result("chi_tieu_chua_dat | danh_sach").facts} == {"kndv", "ht"}


@pytest.mark.parametrize(
    ("source", "blank"),
    [
        ("trong", True), ("trong.ty_le | phan_tram", True), ("trong + 1", True), ("kndv / 0", True),
        ("trong | dat_chi_tieu", True), ("thong_tin.nguoi_ky", True), ("thong_tin.nguoi_ky | viet_hoa", True),
        ("trong | mac_dinh('')", False), ("trong | dat_chi_tieu | them_truoc(', ')", False), ("''", False),
        ("'a' if trong", False), ("kndv", False), ("khong.chi_tieu", False), ("kndv.ghi_chu", True),
    ],
)  # fmt: skip
def test_what_prints_nothing_is_blank_unless_the_template_says_so(source: str, blank: bool) -> None:
    assert result(source).blank is blank


@pytest.mark.parametrize(
    ("source", "truth"),
    [
        ("kndv", True), ("trong", False), ("ky_luat.cung_ky", False), ("thong_tin.co_quan", True), ("muc", True),
        ("thong_tin.khong_co", False), ('muc("II").chua_dat', False), ("chi_tieu_chua_dat", True), ("kndv.dat", False),
        ("lop.dat", True), ("kndv > 900", True), ("900 < kndv < 960", True), ("trong > 1", False), ("trong < 1", False),
        ("trong == none", True), ("kndv != none", True), ("thong_tin.co_quan == 'đảng ủy khối'", True),
        ("'khối' in thong_tin.co_quan", True), ("'x' not in thong_tin.co_quan", True), ("phu_luc", True),
        ("not thong_tin.khong_co and lop.dat", True), ("kndv == '953'", True), ("muc('II')", True), ("so_vuot", True),
        ("thong_tin.khong_co | viet_hoa", False),
    ],
)  # fmt: skip
def test_conditions(source: str, truth: bool) -> None:
    statement = parse_statement(f"if {source}")
    assert isinstance(statement, If)
    assert statement.expression.evaluate(SCOPE).truth is truth


@pytest.mark.parametrize("source", ["kndvv.dat", "kndv.dattt", "muc('X')", "kndv > thong_tin.co_quan"])
def test_a_misspelt_name_is_a_problem_in_a_condition_too(source: str) -> None:
    statement = parse_statement(f"if {source}")
    assert isinstance(statement, If)
    with pytest.raises(TemplateProblem):
        statement.expression.evaluate(SCOPE)


CLASH = """
 | I | Công tác |  | | | | | |
 | 1 |  Đơn vị đạt chuẩn | đơn vị | 10 | 5 | 4 | 9 | |
ty_le_dv | |   Tỷ lệ | % | 90 | | | 91 | |
 | 2 |  Nhóm | | | | | | |
dat_1 | |   Đạt | % | 90 | | | 95 | |
"""


def test_a_name_that_is_both_a_row_and_an_attribute_is_not_guessed() -> None:
    scope = Scope(Facts(computed(appendix(CLASH))))
    assert code("don_vi_dat_chuan.ty_le", scope) == "PL406"
    assert result("don_vi_dat_chuan.ty_le.thuc_hien", scope).text == "91"
    assert result('chi_tieu("don_vi_dat_chuan").ty_le', scope).text == "90"
    assert result("nhom.dat", scope).text == "95"


def test_a_figure_has_no_attributes() -> None:
    assert code("thong_tin.co_quan.ten") == "PL413"
    assert code("kndv.thuc_hien.don_vi") == "PL426"


def test_a_name_bound_by_hand_is_a_value() -> None:
    assert result("x ~ '!'", SCOPE.bind("x", 5)).text == "5!"


def test_sections_are_found_in_their_appendix() -> None:
    scope = Scope(Facts(computed(appendix(GRID, "A"), appendix(CLASH, "B"))))
    assert code('muc("I").so_dat', scope) == "PL405"
    assert result('phu_luc("B").muc("I").so_chi_tieu', scope).text == "3"
    assert code('kndv.muc("I")', scope) == "PL402"


def test_parsing_is_all_that_jinja_is_for() -> None:
    script = (
        "import sys; import toolkit.expressions, toolkit.facts, toolkit.phrases; "
        "print(sorted({'jinja2', 'rapidfuzz', 'lxml', 'openpyxl'} & set(sys.modules)))"
    )
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=root, check=True)
    assert done.stdout.strip() == "[]"
    sources = [
        *root.glob("toolkit/expressions/*.py"),
        *root.glob("toolkit/facts/*.py"),
        *root.glob("toolkit/phrases/*.py"),
    ]
    assert len(sources) > 8
    for source in sources:
        text = source.read_text("utf-8")
        for word in ("getattr(", "eval(", "exec(", "compile(", "from_string", "render("):
            assert word not in text.replace("re.compile(", ""), (source.name, word)


def test_every_filter_survives_every_operand() -> None:
    operands = (
        "kndv",
        "ngheo",
        "trong",
        "von",
        "ghi_nhan",
        "thong_tin.ngay",
        "thong_tin.so",
        "chi_tieu",
        "muc",
        "'a'",
        "5",
    )
    arguments = ("", "(1)", "('x')", "(kndv)", "(muc)", "('a','b')", "(none)", "(-1)", "(99)", "(kndv,'x')")
    printed = 0
    for name in FILTERS:
        for operand in operands:
            for argument in arguments:
                try:
                    printed += isinstance(result(f"{operand} | {name}{argument}").text, str)
                except TemplateProblem as problem:
                    assert problem.code.startswith("PL4")  # noqa: PT017 - both ways out are right
    assert printed > 300


def test_expression_keeps_its_source() -> None:
    assert parse(" kndv ") == Expression("kndv", parse("kndv").node)
