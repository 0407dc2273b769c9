"""Random pairs of hand edits and data changes, and what a regenerated report must then say."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field, replace

from lxml import etree
from support.computed import computed
from support.lint import lint
from support.words import document, facts, saved

from toolkit.facts import Facts
from toolkit.text import slug
from toolkit.word.blocks import Block, blocks
from toolkit.word.compile import Template, compile_template
from toolkit.word.fill import Filled, fill
from toolkit.word.ledger import load
from toolkit.word.merging import write_text
from toolkit.word.package import Package
from toolkit.word.refresh import refresh
from toolkit.word.xml import w

NAMES = tuple(f"so{number}" for number in range(6))
TEMPLATE: Template = compile_template(
    document(
        "BÁO CÁO",
        *(f"Đoạn {n} mở đầu: {{{{ so{n} }}}} đơn vị, so với {{{{ so{(n + 1) % 6} }}}} của kỳ trước, hết." for n in range(6)),
        [["Tên", "Số"], ["{% for x in chi_tieu %}", ""], ["{{ x.noi_dung }}", "{{ x }}"], ["{% endfor %}", ""]],
        "Lời kết của báo cáo.",
    ),
    "mau.docx",
)  # fmt: skip
HEAD = "STT | Nội dung | ĐVT | Chỉ tiêu | 2022 | Thực hiện | %\n"


@dataclass
class Data:
    """The figures of one state of the workbook."""

    numbers: dict[str, str]
    rows: dict[str, str]

    def filled(self) -> Filled:
        """The report a fresh fill gives."""
        return fill(TEMPLATE, self.facts(), workbook="so-lieu.xlsx")

    def facts(self) -> Facts:
        """The facts of this state."""
        lines = "\n".join(f"1 | {name} | Lớp | 5 | {value} | {value} | 80" for name, value in self.rows.items())
        made = computed(HEAD + lines)
        rows = tuple(replace(row, key=slug(row.row.label)) for row in made.rows)
        return facts(replace(made, rows=rows), **self.numbers)


@dataclass
class Case:
    """One pair: a report filled, edited and regenerated, with every finding against the rules in `wrong`."""

    seed: int
    wrong: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)

    def run(self) -> Case:
        """Play the pair through."""
        rng = random.Random(self.seed)
        base = Data(
            {name: str(rng.randrange(10, 99_999)) for name in NAMES},
            {f"Dòng {letter}": str(rng.randrange(1, 500)) for letter in "ABCDE"},
        )
        report = base.filled().package
        ledger = load(report)
        assert ledger is not None
        tree = report.tree(report.main)
        for _ in range(rng.randrange(0, 6)):
            rng.choice(EDITS)(rng, tree, self.log)
        edited = [_copy(block) for block in blocks(tree)]
        report.parts[report.main] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        changed = self._changed(rng, base)
        fresh = changed.filled()
        result = refresh(report, ledger, fresh, changed.facts())
        after = blocks(result.package.tree(result.package.main))
        shown = {name: entry.shown for name, entry in fresh.ledger.entries.items()}
        before = {name: entry.shown for name, entry in ledger.entries.items()}
        conflicts = self._compare(edited, after, before, shown)
        if result.conflicts != conflicts:
            self.wrong.append(f"{result.conflicts} conflicts, expected {conflicts}")
        self.wrong += lint(saved(result.package))
        self._again(result.package, changed)
        return self

    def _changed(self, rng: random.Random, base: Data) -> Data:
        numbers, rows = dict(base.numbers), dict(base.rows)
        for name in rng.sample(NAMES, rng.randrange(0, 4)):
            numbers[name] = str(rng.randrange(10, 99_999))
        for name in rng.sample(sorted(rows), rng.randrange(0, 3)):
            rows[name] = str(rng.randrange(1, 500))
        if rng.random() < 0.3:
            del rows[rng.choice(sorted(rows))]
        if rng.random() < 0.3:
            items = list(rows.items())
            items.insert(rng.randrange(len(items) + 1), ("Dòng mới", str(rng.randrange(1, 500))))
            rows = dict(items)
        self.log.append(f"data: {numbers} {rows}")
        return Data(numbers, rows)

    def _compare(self, edited: list[Block], after: list[Block], before: dict[str, str], shown: dict[str, str]) -> int:
        """Every paragraph as it was edited, every figure by the rules; how many conflicts there must be."""
        conflicts = 0
        expected = []
        for block in edited:
            if block.is_row and block.fields and not block.names & shown.keys():
                kept = all(control.text == before.get(control.name) for control in block.fields)
                if kept:
                    continue  # an untouched row whose indicator is gone
            text, position = "", 0
            for control in block.fields:
                new = self._decide(control.text, before.get(control.name), shown.get(control.name))
                conflicts += new is None
                text += block.text[position : control.start] + (control.text if new is None else new)
                position = control.end
            expected.append(text + block.text[position:])
        got = [block.text for block in after if "Dòng mới" not in block.text]
        expected = [text for text in expected if "Dòng mới" not in text]
        if got != expected:
            self.wrong.append(f"expected {expected}\n     got {got}")
        return conflicts

    @staticmethod
    def _decide(mine: str, base: str | None, new: str | None) -> str | None:
        """The text a field must show; None for a conflict, which keeps mine."""
        if new is None or mine == new:
            return mine
        if base is None or mine == base:
            return new
        return mine if new == base else None

    def _again(self, package: Package, data: Data) -> None:
        """The same data once more changes nothing."""
        ledger = load(package)
        assert ledger is not None
        again = refresh(package, ledger, data.filled(), data.facts())
        texts = [[block.text for block in blocks(p.tree(p.main))] for p in (package, again.package)]
        if texts[0] != texts[1] or again.conflicts:
            self.wrong.append("a second run with the same data changed the report")


def _copy(block: Block) -> Block:
    return Block(deepcopy(block.element), block.text, block.shape, list(block.fields))


def _paragraphs(tree: etree._Element) -> list[etree._Element]:
    body = tree.find(w("body"))
    assert body is not None
    return [node for node in body if node.tag == w("p")]


def overtype(rng: random.Random, tree: etree._Element, log: list[str]) -> None:
    """Type another number over a field."""
    fields = [control for block in blocks(tree) for control in block.fields]
    if fields:
        control = rng.choice(fields)
        text = str(rng.randrange(100_000, 999_999))
        write_text(control.element, text)
        log.append(f"overtype {control.name} {control.text} -> {text}")


def reword(rng: random.Random, tree: etree._Element, log: list[str]) -> None:
    """Change words between fields."""
    texts = [
        t for p in _paragraphs(tree) for t in p.findall(f"{w('r')}/{w('t')}") if re.search(r"[^\W\d]", t.text or "")
    ]
    if texts:
        chosen = rng.choice(texts)
        chosen.text = (chosen.text or "").replace(rng.choice(["đơn vị", "kỳ trước", "mở đầu"]), "chữ sửa tay")
        log.append(f"reword {chosen.text}")


def delete(rng: random.Random, tree: etree._Element, log: list[str]) -> None:
    """Delete a paragraph."""
    chosen = rng.choice(_paragraphs(tree))
    parent = chosen.getparent()
    assert parent is not None
    parent.remove(chosen)
    log.append(f"delete {''.join(chosen.itertext())[:40]}")


def add(rng: random.Random, tree: etree._Element, log: list[str]) -> None:
    """Add a paragraph of one's own."""
    chosen = rng.choice(_paragraphs(tree))
    made = chosen.makeelement(w("p"), {})
    run = etree.SubElement(made, w("r"))
    etree.SubElement(run, w("t")).text = f"Câu thêm tay số {rng.randrange(1000)}."
    chosen.addnext(made)
    log.append("add")


def move(rng: random.Random, tree: etree._Element, log: list[str]) -> None:
    """Move a paragraph elsewhere."""
    one, other = rng.choice(_paragraphs(tree)), rng.choice(_paragraphs(tree))
    if one is not other:
        other.addnext(one)
        log.append(f"move {''.join(one.itertext())[:40]}")


def copy(rng: random.Random, tree: etree._Element, log: list[str]) -> None:
    """Copy a paragraph elsewhere."""
    one, other = rng.choice(_paragraphs(tree)), rng.choice(_paragraphs(tree))
    other.addnext(deepcopy(one))
    log.append(f"copy {''.join(one.itertext())[:40]}")


def embolden(rng: random.Random, tree: etree._Element, log: list[str]) -> None:
    """Set a field in bold."""
    runs = [run for block in blocks(tree) for control in block.fields for run in control.element.iter(w("r"))]
    if runs:
        run = rng.choice(runs)
        formatting = run.find(w("rPr"))
        if formatting is None:
            formatting = run.makeelement(w("rPr"), {})
            run.insert(0, formatting)
        etree.SubElement(formatting, w("b"))
        log.append("embolden")


def forget(rng: random.Random, tree: etree._Element, log: list[str]) -> None:
    """Lose all but one of a field's names, as editors do."""
    fields = [control for block in blocks(tree) for control in block.fields]
    if fields:
        properties = rng.choice(fields).element.find(w("sdtPr"))
        assert properties is not None
        names = [node for name in ("tag", "alias", "dataBinding") for node in properties.findall(w(name))]
        for node in rng.sample(names, len(names) - 1):
            properties.remove(node)
        log.append("forget")


EDITS: tuple[Callable[[random.Random, etree._Element, list[str]], None], ...] = (
    overtype, overtype, reword, reword, delete, add, move, copy, embolden, forget,
)  # fmt: skip
