"""One cold `fill-report` against a docxtpl and openpyxl script that loads the same workbook and fills the same text and table.

Both run as whole processes in turn. The peer's template is made from the text of our filled report: each of our fields is a
docxtpl variable, and the appendix a docxtpl row loop. The peer computes and checks nothing; its texts are handed to it.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from benchmarks.measure import ROOT, Line, Run, compare_processes, need, process

EXAMPLE = ROOT / "examples" / "kien-giang-2023"
PEER = """
import json, sys
from docxtpl import DocxTemplate
from openpyxl import load_workbook
values = load_workbook(sys.argv[1], data_only=True)
formulas = load_workbook(sys.argv[1])
sheet = values.worksheets[0]
rows = [["" if cell is None else str(cell) for cell in row[:11]] for row in sheet.iter_rows(min_row=7, values_only=True)]
context = json.load(open(sys.argv[3], encoding="utf-8"))
context["rows"] = [{"c%d" % i: text for i, text in enumerate(row)} for row in rows]
template = DocxTemplate(sys.argv[2])
template.render(context, autoescape=True)
template.save(sys.argv[4])
"""


def make_peer_template(report: Path, folder: Path) -> None:
    """Turn a filled report of ours into a docxtpl template with as many variables and the table as a row loop."""
    values: dict[str, str] = {}

    def variable(match: re.Match[str]) -> str:
        text = re.sub(r"<[^>]+>", "", match[2])
        name = f"v{len(values)}"
        values[name] = re.sub("&amp;", "&", text)
        run = re.search(r"<w:rPr>.*?</w:rPr>", match[2], re.DOTALL)
        return f'<w:r>{run[0] if run else ""}<w:t xml:space="preserve">{{{{ {name} }}}}</w:t></w:r>'

    control = re.compile(r"<w:sdt>(<w:sdtPr>.*?</w:sdtPr>)<w:sdtContent>(.*?)</w:sdtContent></w:sdt>", re.DOTALL)
    with zipfile.ZipFile(report) as source, zipfile.ZipFile(folder / "peer.docx", "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                xml = data.decode()
                rows = re.findall(r"<w:tr[ >](?:(?!</w:tr>).)*</w:tr>", xml, re.DOTALL)
                body = [row for row in rows if "<w:sdt>" in row and row.count("<w:tc>") == 11]
                plain = "<w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>"
                fullest = max(body, key=lambda row: row.count("<w:sdt>"))
                cells = re.findall(r"<w:tc>.*?</w:tc>", fullest, re.DOTALL)
                shown = [show_cell(cell, index) for index, cell in enumerate(cells)]
                head = fullest[: fullest.index("<w:tc>")]
                loop = [
                    "<w:tr>" + plain % "{%tr for r in rows %}" + plain % "" * 10 + "</w:tr>",
                    head + "".join(shown) + "</w:tr>",
                    "<w:tr>" + plain % "{%tr endfor %}" + plain % "" * 10 + "</w:tr>",
                ]
                xml = xml.replace(body[0], "".join(loop), 1)
                for row in body[1:]:
                    xml = xml.replace(row, "", 1)
                data = control.sub(variable, xml).encode()
            elif name.startswith("word/footnotes"):
                data = control.sub(variable, data.decode()).encode()
            made.writestr(name, data)
    (folder / "values.json").write_text(json.dumps(values), encoding="utf-8")


def show_cell(cell: str, index: int) -> str:
    """A formatted cell of ours that shows a docxtpl variable instead of its figure."""
    made = re.sub(r"</?w:sdt(?:Content)?>|<w:sdtPr>.*?</w:sdtPr>", "", cell, flags=re.DOTALL)
    run = f"<w:t>{{{{ r.c{index} }}}}</w:t>"
    if "<w:t" in made:
        return re.sub(r"<w:t(?: [^>]*)?>[^<]*</w:t>|<w:t/>", run, made, count=1)
    return made.replace("</w:p>", f"<w:r>{run}</w:r></w:p>", 1)


def rows_of(data: Path) -> list[dict[str, str]]:
    """The rows of the grid as the peer's script takes them from the workbook."""
    import openpyxl

    sheet = openpyxl.load_workbook(data, data_only=True).worksheets[0]
    found = sheet.iter_rows(min_row=7, max_col=11, values_only=True)
    return [{f"c{index}": "" if cell is None else str(cell) for index, cell in enumerate(row)} for row in found]


def lines(*, quick: bool) -> Iterator[Line]:
    """A run that finds the template compiled by an earlier one, and a first run, which compiles and keeps it."""
    need("docxtpl", "openpyxl")
    rounds = 5 if quick else 15
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data, template = EXAMPLE / "so-lieu.xlsx", EXAMPLE / "mau-bao-cao.docx"
        ours = [sys.executable, "-m", "toolkit.cli.fill_report", str(data), "-t", str(template), "--fresh", "-o"]
        process([*ours, str(folder / "first.docx")], PHULUC_CACHE="off")
        make_peer_template(folder / "first.docx", folder)
        (folder / "peer.py").write_text(PEER, encoding="utf-8")
        peer = [sys.executable, str(folder / "peer.py"), str(data), str(folder / "peer.docx"),
                str(folder / "values.json"), str(folder / "peer-report.docx")]  # fmt: skip
        numbers = count()

        def fill(*, seen: bool) -> Run:
            number = next(numbers)
            cache = str(folder / ("cache" if seen else f"cache{number}"))
            return process([*ours, str(folder / f"r{number}.docx")], PHULUC_CACHE=cache)

        for work, seen, wanted in (("cold fill-report", True, 0.33), ("  the same, a first run", False, 0.45)):
            yield compare_processes(
                work, lambda seen=seen: fill(seen=seen), "docxtpl + openpyxl", lambda: process(peer),
                wanted=wanted, rounds=rounds,
            )  # fmt: skip
