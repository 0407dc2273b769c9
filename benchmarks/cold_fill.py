"""One cold `fill-report` against a docxtpl and openpyxl script that loads the same workbook and fills the same text and table.

Both run as whole processes in turn; the ratio is of the medians of their wall times. The peer's template is made from
the text of our filled report: each of our fields is a docxtpl variable, and the appendix a docxtpl row loop.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
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


def run(command: list[str]) -> tuple[float, int]:
    """Wall seconds and peak memory in kilobytes of a whole process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"failed: {command}")
    return time.perf_counter() - start, usage.ru_maxrss


def main() -> None:
    """Print the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data, template = EXAMPLE / "so-lieu.xlsx", EXAMPLE / "mau-bao-cao.docx"
        ours = [sys.executable, "-m", "toolkit.cli.fill_report", str(data), "-t", str(template), "--fresh", "-o"]
        run([*ours, str(folder / "first.docx")])
        make_peer_template(folder / "first.docx", folder)
        (folder / "peer.py").write_text(PEER, encoding="utf-8")
        peer = [sys.executable, str(folder / "peer.py"), str(data), str(folder / "peer.docx"),
                str(folder / "values.json"), str(folder / "peer-report.docx")]  # fmt: skip
        times: dict[str, list[tuple[float, int]]] = {"fill-report": [], "docxtpl + openpyxl": []}
        for number in range(runs + 1):
            pair = (run([*ours, str(folder / f"report{number}.docx")]), run(peer))
            if number:  # the first pair warms the disk
                times["fill-report"].append(pair[0])
                times["docxtpl + openpyxl"].append(pair[1])
    medians = {who: statistics.median(wall for wall, _ in found) for who, found in times.items()}
    for who, found in times.items():
        print(f"{who:20} {medians[who]:.3f} s   peak {max(memory for _, memory in found) / 1024:.0f} MB")
    print(f"{'ratio':20} {medians['fill-report'] / medians['docxtpl + openpyxl']:.2f}")


if __name__ == "__main__":
    main()
