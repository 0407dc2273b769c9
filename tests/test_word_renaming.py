"""A row keeps what was done to it where its key is another because a row of the same name came or went."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from support.lint import lint
from support.reportdata import appendix, computed
from support.words import document, saved, texts

from toolkit.facts import Facts
from toolkit.word.compile import compile_template
from toolkit.word.fill import Filled, fill
from toolkit.word.ledger import load
from toolkit.word.refresh import Refreshed, refresh

TEMPLATE = compile_template(document("BÁO CÁO", "{{ phu_luc }}"), "mau.docx")
TWO = """
| I  | Đoàn            |    |   |   |   |   |
|    |  Yếu kém        | cơ sở | 9 | 1 | 2 | 3 |
| II | Hội             |    |   |   |   |   |
|    |  Yếu kém        | cơ sở | 8 | 4 | 6 | 9 |
"""
ONE = """
| I  | Đoàn            |    |   |   |   |   |
|    |  Vững mạnh      | cơ sở | 9 | 1 | 2 | 3 |
| II | Hội             |    |   |   |   |   |
|    |  Yếu kém        | cơ sở | 8 | 4 | 6 | 10 |
"""


def known(grid: str) -> Facts:
    return Facts(computed(appendix(grid)))


def by_libreoffice(xml: str) -> str:
    """The names as LibreOffice leaves them."""
    bare = re.sub(r"<w:(?:tag|alias) [^>]*/>|<w15:[^>]*/>", "", xml)
    return re.sub(r"\[\.='(.*?)'\]", r"[.=&apos;\1&apos;]", bare)


def again(before: str, after: str, old: str, new: str, save: Callable[[str], str] = str) -> Refreshed:
    report = fill(TEMPLATE, known(before), workbook="a.xlsx").package
    xml = report.parts[report.main].decode()
    row = next(row for row in re.findall(r"<w:tr>.*?</w:tr>", xml) if f">{old}<" in row)
    marked = row.replace(f">{old}<", f">{new}<").replace("<w:cantSplit/>", '<w:cantSplit/><w:trHeight w:val="999"/>')
    report.parts[report.main] = save(xml.replace(row, marked)).encode()
    ledger = load(report)
    assert ledger is not None
    return refresh(report, ledger, filled(after), known(after))


def filled(grid: str) -> Filled:
    return fill(TEMPLATE, known(grid), workbook="a.xlsx")


@pytest.mark.parametrize("save", [str, by_libreoffice])
@pytest.mark.parametrize(("before", "after"), [(TWO, ONE), (ONE, TWO)])
def test_a_row_of_the_same_name_comes_or_goes(before: str, after: str, save: Callable[[str], str]) -> None:
    keys = [
        {entry.identity.rpartition(".")[0] for entry in filled(grid).ledger.entries.values()}
        for grid in (before, after)
    ]
    assert ("yeu_kem" in keys[0]) != ("yeu_kem" in keys[1])
    result = again(before, after, "4", "7", save)
    rows = [line for line in texts(result.package) if "Yếu kém" in line]
    assert rows[-1].startswith("|Yếu kém|7|6|")
    assert [(problem.code, problem.values["mine"]) for problem in result.problems] == [("PL533", "7")]
    assert result.package.parts[result.package.main].count(b'w:val="999"') == 1
    assert lint(saved(result.package)) == []
    assert {entry.identity for entry in result.ledger.entries.values()} == {
        entry.identity for entry in filled(after).ledger.entries.values()
    }


def test_a_row_that_could_be_either_is_none_of_them() -> None:
    equal = TWO.replace("| 9 | 1 | 2 | 3 |", "| 8 | 4 | 6 | 10 |").replace("| 8 | 4 | 6 | 9 |", "| 8 | 4 | 6 | 10 |")
    result = again(ONE, equal, "4", "7")
    assert [problem.code for problem in result.problems] == ["PL539"]
