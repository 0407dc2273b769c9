"""Templates compiled and filled: tags split over runs, loops, conditions, notes, headers, and what goes wrong."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from support import hostile
from support.computed import computed
from support.lint import lint
from support.words import changed, document, facts, saved, texts

from toolkit.problems import ToolkitError
from toolkit.word.compile import compile_template
from toolkit.word.fill import fill
from toolkit.word.ledger import load
from toolkit.word.package import Package

FINE = ("ten thousand tags", "texts that double", "the appendix a thousand times")
GRID = """
STT | Nội dung         | ĐVT | Chỉ tiêu | 2021 | 2022 | Thực hiện | %
I   | CÔNG TÁC         |     |          |      |      |           |
1   | Kết nạp          | ĐV  | 1.200    | 400  | 553  | 953       | 79,42
2   | Mở lớp           | Lớp | 5        | 2    | 4    | 6         | 120
"""


def filled(template: bytes, **figures: str) -> Package:
    return fill(
        compile_template(template, "mau.docx"), facts(computed(GRID), **figures), workbook="so-lieu.xlsx"
    ).package


def body(*lines: str, **figures: str) -> list[str]:
    return texts(filled(document(*lines), **figures))


def problems_of(*lines: object) -> list[tuple[str, int]]:
    with pytest.raises(ToolkitError) as caught:
        fill(compile_template(document(*lines), "mau.docx"), facts(computed(GRID)), workbook="so-lieu.xlsx")
    return [(problem.code, getattr(problem.place, "paragraph", 0)) for problem in caught.value.problems]


def test_a_tag_split_over_runs_takes_the_formatting_of_its_first_run() -> None:
    import docx

    made = docx.Document()
    paragraph = made.add_paragraph("Kết nạp ")
    paragraph.add_run("{").bold = True
    paragraph.add_run("{ vo")
    paragraph.add_run("n }")
    paragraph.add_run("} đồng").italic = True
    stream = io.BytesIO()
    made.save(stream)
    package = filled(stream.getvalue(), von="1500.5")
    assert texts(package) == ["Kết nạp 1.500,5 đồng"]
    xml = package.parts[package.main].decode()
    assert re.search(r"<w:sdtContent><w:r><w:rPr><w:b/></w:rPr><w:t[^>]*>1\.500,5<", xml)
    assert re.search(r"<w:i/></w:rPr><w:t[^>]*> đồng<", xml)


@pytest.mark.parametrize("value", ["100<200", "A & B", "<b> & x", "dòng 1\ndòng 2", "]]>"])
def test_text_is_inserted_as_text(value: str) -> None:
    template = compile_template(document("Tên: {{ thong_tin.co_quan }}."), "mau.docx")
    package = fill(template, facts(computed(GRID), info={"co_quan": value}), workbook="x.xlsx").package
    assert texts(package) == [f"Tên: {value}."]
    assert lint(saved(package)) == []


def test_two_tags_in_one_run_and_text_around_them() -> None:
    assert body("a {{ x }} b {{ y }}{{ x }} c", x="1", y="2") == ["a 1 b 21 c"]


def test_a_condition_in_paragraphs_of_its_own() -> None:
    lines = ("{% if a > 1 %}", "nhiều", "{% elif a == 1 %}", "một", "{% else %}", "không", "{% endif %}", "hết")
    assert body(*lines, a="2") == ["nhiều", "hết"]
    assert body(*lines, a="1") == ["một", "hết"]
    assert body(*lines, a="0") == ["không", "hết"]


def test_a_paragraph_that_comes_out_empty_is_left_out() -> None:
    assert body("trước", "{% if a > 1 %}nhiều{% endif %}", "{# ghi chú #}", "sau", a="0") == ["trước", "sau"]


def test_a_loop_inside_a_paragraph() -> None:
    lines = (
        "Gồm: {% for x in chi_tieu %}{{ x.noi_dung }} ({{ x.thuc_hien }}){% if not loop.last %}; {% endif %}{% endfor %}.",
    )
    assert body(*lines) == ["Gồm: Kết nạp (953); Mở lớp (6)."]


def test_a_loop_over_rows_of_a_table() -> None:
    table = [["Tên", "Số"], ["{% for x in chi_tieu %}", ""], ["{{ x.noi_dung }}", "{{ x }}"], ["{% endfor %}", ""]]
    assert body(table) == ["Tên|Số", "Kết nạp|953", "Mở lớp|6"]


def test_a_loop_that_opens_in_the_first_cell_and_closes_in_the_last_repeats_the_row() -> None:
    table = [["Tên", "Số"], ["{% for x in chi_tieu %}{{ x.noi_dung }}", "{{ x }}{% endfor %}"]]
    assert body(table) == ["Tên|Số", "Kết nạp|953", "Mở lớp|6"]


def test_a_table_whose_rows_all_go_goes_too() -> None:
    table = [["{% for x in chi_tieu if x.thuc_hien > 5000 %}"], ["{{ x }}"], ["{% endfor %}"]]
    package = filled(document("trước", table, "sau"))
    assert texts(package) == ["trước", "sau"]
    assert lint(saved(package)) == []


def test_a_cell_whose_paragraphs_all_go_keeps_an_empty_one() -> None:
    import docx

    made = docx.Document()
    cell = made.add_table(rows=1, cols=2).rows[0].cells[0]
    cell.text = "{% if a > 1 %}"
    cell.add_paragraph("có")
    cell.add_paragraph("{% endif %}")
    made.tables[0].rows[0].cells[1].text = "khác"
    stream = io.BytesIO()
    made.save(stream)
    package = filled(stream.getvalue(), a="0")
    assert texts(package) == ["|khác"]
    assert lint(saved(package)) == []


def test_headers_are_filled() -> None:
    package = filled(document("thân", header="Năm {{ nam }}"), nam="2023")
    header = next(name for name, kind in package.text_parts() if kind == "header")
    assert texts(package, header) == ["Năm 2.023"]


def test_every_field_states_its_name_three_times_and_the_ledger_knows_it() -> None:
    package = filled(document("{{ ket_nap_7.ty_le | phan_tram }}"))
    xml = package.parts[package.main].decode()
    name = "pl:ket_nap_7.ty_le|phan_tram"
    assert f'<w:tag w:val="{name}"/>' in xml
    assert f'<w:alias w:val="{name}"/>' in xml
    assert f"w:xpath=\"/truong[.='{name}']\"" in xml
    ledger = load(package)
    assert ledger is not None
    entry = ledger.entries[name]
    assert (entry.shown, entry.identity) == ("79,42%", name.removeprefix("pl:"))


def test_the_ledger_takes_a_free_part_name() -> None:
    package = filled(document("{{ x }}"), x="1")
    with zipfile.ZipFile(io.BytesIO(saved(package))) as archive:
        names = archive.namelist()
    assert len(names) == len(set(names))
    assert lint(saved(package)) == []


def test_filling_twice_gives_the_same_bytes() -> None:
    template = document("Số {{ x }}", "{{ phu_luc }}")
    assert saved(filled(template, x="1")) == saved(filled(template, x="1"))


def test_the_appendix_stands_on_landscape_pages() -> None:
    package = filled(document("trước", "{{ phu_luc }}"))
    xml = package.parts[package.main].decode()
    assert 'w:orient="landscape"' in xml
    assert any(line.startswith("1|Kết nạp|ĐV|1.200|400|553|953|79,42") for line in texts(package))
    assert lint(saved(package)) == []


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("một", "{{ x"), [("PL521", 2)]),
        (("{% for x in chi_tieu %}", "{{ x }}"), [("PL522", 1)]),
        (("{{ phu_luc }} và chữ",), [("PL523", 1)]),
        (("{% endif %}",), [("PL524", 1)]),
        (("chữ {% if phu_luc %}", "{% endif %}"), [("PL525", 1)]),
        (([["{{ phu_luc }}"]],), [("PL523", 1)]),
    ],
)
def test_what_is_wrong_with_a_template_is_said_with_its_place(lines: tuple[object, ...], found: list[object]) -> None:
    assert problems_of(*lines) == found


def test_every_unknown_name_is_named_at_once() -> None:
    assert [place for _, place in problems_of("{{ khong_co }}", "x", "{{ cung_khong }}")] == [1, 3]


def test_a_field_without_a_figure_is_reported() -> None:
    made = fill(
        compile_template(document("{{ mo_lop_8.cung_ky }}"), "mau.docx"), facts(computed(GRID)), workbook="x.xlsx"
    )
    (problem,) = made.problems
    assert (problem.code, problem.values["of"]) == ("PL502", " (Mở lớp)")


def test_a_tag_that_several_rows_leave_empty_is_told_once() -> None:
    template = compile_template(document("{% for x in chi_tieu %}{{ x.cung_ky }}{% endfor %}"), "mau.docx")
    (problem,) = fill(template, facts(computed(GRID)), workbook="x.xlsx").problems
    assert problem.values["of"] == " (Kết nạp, Mở lớp)"


def test_a_template_without_fields_is_reported() -> None:
    assert [problem.code for problem in compile_template(document("chữ"), "mau.docx").problems] == ["PL501"]


def test_a_nested_loop_without_end_is_stopped() -> None:
    lines = [f"{{% for {letter} in chi_tieu %}}" for letter in "abcdefghijklmnopqrst"]
    lines += ["{{ a }}", *["{% endfor %}"] * 20]
    assert problems_of(*lines) == [("PL526", 9)]
    assert problems_of(*["{% if 1 == 1 %}"] * 1_000, "a", *["{% endif %}"] * 1_000) == [("PL526", 41)]


@pytest.mark.parametrize("name", [name for name, _ in hostile.templates() if name not in FINE])
def test_a_template_that_works_without_end_is_stopped(name: str) -> None:
    rows = "\n".join(f"{n} | Dòng {n} | Lớp | 5 | 2 | 4 | 6 | 120" for n in range(1, 61))
    head = "STT | Nội dung | ĐVT | Chỉ tiêu | 2021 | 2022 | Thực hiện | %\n"
    data = dict(hostile.templates())[name]()
    with pytest.raises(ToolkitError) as caught:
        fill(compile_template(data, "mau.docx"), facts(computed(head + rows)), workbook="so-lieu.xlsx")
    assert {problem.code for problem in caught.value.problems} == {"PL526"}


def test_a_paragraph_of_openings_is_passed_through_once() -> None:
    assert problems_of("{{ {% {# " * 100_000)[0] == ("PL521", 1)
    assert problems_of("{{ von }}" * 1_001) == [("PL526", 1)]


def test_no_more_tags_are_read_than_a_part_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.word.template._MOST_TAGS_IN_ALL", 3)
    assert compile_template(document(*["{{ thong_tin.co_quan }}"] * 3), "mau.docx")
    assert problems_of(*["{{ thong_tin.co_quan }}"] * 9) == [("PL526", 4)]
    assert problems_of(*["{% for x in chi_tieu %}"] * 9) == [("PL526", 4)]  # and no more is said of any


ESCAPES = (
    "{{ ''.__class__ }}", "{{ ''['__class__'] }}", "{{ ''|attr('__class__') }}", "{{ cycler.__init__ }}",
    "{{ cycler('a', 'b') }}", "{{ self.__dict__ }}", "{{ self._TemplateReference__context }}", "{{ lipsum() }}",
    "{{ lipsum.__globals__ }}", "{{ range(10) }}", "{{ dict(a=1) }}", "{{ namespace() }}", "{{ joiner() }}",
    "{{ config.items() }}", "{{ get_flashed_messages.__globals__ }}",
    "{{ ().__class__.__bases__[0].__subclasses__() }}", "{{ [1, 2]|map(attribute='x') }}", "{{ {'a': 1} }}",
    "{{ '%s'|format('a') }}", "{{ '{0.__class__}'.format(1) }}", "{{ 'a' % 1 }}",
    "{{ 9 ** 9 ** 9 }}", "{{ 1 // 0 }}", "{{ 'abc'[0:2] }}", "{{ x is defined }}", "{{ caller() }}", "{{ super() }}",
    "{{ loop.__class__ }}", "{{ thong_tin.__class__ }}", "{{ chi_tieu['__class__'] }}", "{{ ＿＿class＿＿ }}",
    "{{ ket_nap|map('upper') }}", "{{ ket_nap|tojson|safe }}", "{{ ket_nap|xmlattr }}", "{{ _('a') }}",
    "{{ open('/etc/passwd').read() }}", "{{ ''.join(['a']) }}", "{{ ket_nap.thuc_hien.__init__ }}",
    "{% import 'os' as os %}", "{% from 'os' import system %}", "{% include '/etc/passwd' %}", "{% extends 'a' %}",
    "{% macro a() %}", "{% call a() %}", "{% filter upper %}", "{% set a = 1 %}", "{% block a %}", "{% raw %}",
    "{% do a.append(1) %}", "{% with a = 1 %}", "{% autoescape false %}", "{% debug %}", "{% trans %}",
    "{% for loop in chi_tieu %}", "{% if ''.__class__ %}", "{% elif cycler('a') %}",
    "{{ chi_tieu | map('attr', '__class__') }}", "{{ chi_tieu | selectattr('__class__') }}", "{{ chi_tieu | groupby('__class__') }}",
    "{{ '%c%c' | format(95, 95) }}", "{{ 'a'.format_map({'x': 1}) }}", "{{ joiner(',')() }}",
    "{{ namespace(a=1).a }}", "{{ lipsum | string }}", "{{ 2 ** 2 ** 2 ** 2 ** 2 ** 2 }}", "{{ 𝓈ℯ𝓁𝒻.__init__ }}",
    "{{ '\\x5f\\x5fclass\\x5f\\x5f' | attr }}", "{{ thong_tin | attr(['__', 'class', '__'] | join) }}", "{{ 'x' | safe }}",
    "{{ 'http://x' | urlize }}", "{{ 'a' | center(999999999) }}", "{{ 'a,b' | batch(1) | list }}", "{{ thong_tin.co_quan[::-1] }}",
    "{{ thong_tin is sameas thong_tin }}", "{{ x := 1 }}", "{{ f'{1}' }}", "{{ `id` }}", "{{ 1.0.__class__ }}",
    "{{ 'os' | import }}", "{% endraw %}", "{% for x in chi_tieu recursive %}",
)  # fmt: skip


def test_no_known_escape_is_let_through_each_is_told_with_its_paragraph() -> None:
    found = problems_of(*ESCAPES)
    assert sorted(paragraph for _, paragraph in found) == list(range(1, len(ESCAPES) + 1))
    assert {code for code, _ in found} <= {"PL401", "PL402", "PL409"}
    assert problems_of("{{ 'a' * 1000000000 }}", "{{ 1000000000 * '9' * 1000000000 }}") == [("PL418", 1), ("PL418", 2)]
    assert problems_of("{{ request.application }}")[0][1] == 1
    names = ("{{ cycler.next }}", "{{ ⅽycler }}", "{{ varargs }}", "{{ 1e999 }}")  # no more than names nobody gave
    assert problems_of(*names) == [("PL404", number) for number in range(1, 5)]
    for name in ("self", "lipsum"):
        assert problems_of(f"{{% for x in {name} %}}", "x", "{% endfor %}") == [("PL404", 1)]


CONTROL = '<w:sdt><w:sdtPr><w:id w:val="{}"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'


def controlled(template: bytes, pattern: str) -> bytes:
    """A template with what the pattern finds in content controls of their own, one in another."""
    numbers = iter(range(1, 100, 2))

    def wrap(match: re.Match[str]) -> str:
        number = next(numbers)
        return CONTROL.format(number, CONTROL.format(number + 1, match[0]))

    return changed(
        template,
        lambda name, xml: (
            re.sub(pattern, wrap, xml.decode(), flags=re.DOTALL).encode() if name == "word/document.xml" else xml
        ),
    )


@pytest.mark.parametrize(
    "what", [r"<w:tr>(?:(?!</w:tr>).)*\{%.*?</w:tr>", r"<w:tc>(?:(?!</w:tc>).)*\{%.*?</w:tc>", r"<w:tr>.*?</w:tr>"]
)
def test_rows_of_statements_may_stand_in_controls(what: str) -> None:
    table = [["Tên", "Số"], ["{% for x in chi_tieu %}", ""], ["{{ x.noi_dung }}", "{{ x }}"], ["{% endfor %}", ""]]
    package = filled(controlled(document("Đầu.", table, "Cuối."), what))
    assert texts(package) == ["Đầu.", "Tên|Số", "Kết nạp|953", "Mở lớp|6", "Cuối."]
    assert lint(saved(package)) == []


def test_paragraphs_of_statements_and_the_appendix_may_stand_in_controls() -> None:
    lines = ("Đầu.", "{% if von > 1 %}", "Vốn {{ von }}.", "{% endif %}", "{{ phu_luc }}")
    package = filled(controlled(document(*lines), r"<w:p>(?:(?!</w:p>).)*\{(?:%|\{ phu_luc).*?</w:p>"), von="2")
    assert texts(package)[:2] == ["Đầu.", "Vốn 2."]
    assert any(line.startswith("1|Kết nạp|ĐV|1.200|400|553|953|79,42") for line in texts(package))
    assert lint(saved(package)) == []
