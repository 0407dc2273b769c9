"""What people and their editors do to a report, at random: edits of text, rows, columns and fields, tracked or not."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree
from support.reading import BARE, Element, W

from toolkit.word.comments import Comments
from toolkit.word.package import Package

_NUMBERS = range(9_000, 10_000)
_BEFORE_RUN = f"{W}rPr"


@dataclass
class Hand:
    """One person at work on one report."""

    rng: random.Random
    package: Package
    log: list[str]
    done: bool = False
    trees: dict[str, Element] = field(default_factory=dict)
    used: int = 0

    def __post_init__(self) -> None:
        self.trees = {name: self.package.tree(name) for name, _ in self.package.text_parts()}

    @property
    def body(self) -> Element:
        """The document's body."""
        found = self.trees[self.package.main].find(f"{W}body")
        assert found is not None
        return found

    def number(self) -> str:
        """A number that nothing else has."""
        self.used += 1
        return str(_NUMBERS[self.used])

    def do(self, edit: Callable[[Hand], str]) -> None:
        """Do it and write down what was done."""
        told = edit(self)
        if told:
            self.done = True
            self.log.append(f"{edit.__name__}: {told}")

    def store(self) -> None:
        """Put the edited parts into the package."""
        for name, tree in self.trees.items():
            self.package.parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)

    # --- choosing -----------------------------------------------------------------------------------------------

    def sentences(self) -> list[Element]:
        """The body's paragraphs outside tables that may be moved about."""
        return [
            node for node in self.body
            if node.tag == f"{W}p" and node.find(f".//{W}sectPr") is None and "".join(node.itertext()).strip()
        ]  # fmt: skip

    def sentence(self) -> Element | None:
        """One of them."""
        found = self.sentences()
        return self.rng.choice(found) if found else None

    def controls(self, *, sentences: bool = False) -> list[Element]:
        """Fields; those in sentences, or all but second copies in text boxes."""
        roots: Sequence[Element] = self.sentences() if sentences else list(self.trees.values())
        return [
            node for root in roots for node in root.iter(f"{W}sdt")
            if node.find(f"{W}sdtContent/{W}r") is not None and not _in_copy(node) and not (sentences and _in_box(node))
        ]  # fmt: skip

    def rows(self) -> list[Element]:
        """The rows of tables that show a field."""
        return [row for row in self.body.iter(f"{W}tr") if row.find(f".//{W}sdt") is not None]


def _in_copy(node: Element) -> bool:
    return any(str(above.tag).endswith("}Fallback") for above in node.iterancestors())


def _in_box(node: Element) -> bool:
    return any(str(above.tag).endswith("}txbxContent") for above in node.iterancestors())


def _twins(hand: Hand, control: Element) -> list[Element]:
    """The field, and what shows it in the second copy of its text box, which an editor keeps alike."""
    box = next((above for above in control.iterancestors() if str(above.tag).endswith("}txbxContent")), None)
    if box is None:
        return [control]
    at = list(box.iter(f"{W}sdt")).index(control)
    top = next(above for above in box.iterancestors() if str(above.tag).endswith("}AlternateContent"))
    return [list(found.iter(f"{W}sdt"))[at] for found in top.iter(f"{W}txbxContent")]


def _show(control: Element, text: str) -> None:
    content = control.find(f"{W}sdtContent")
    assert content is not None
    runs = list(content.iter(f"{W}r"))
    for run in runs[1:]:
        _drop(run)
    for node in [node for node in runs[0] if node.tag != _BEFORE_RUN]:
        runs[0].remove(node)
    etree.SubElement(runs[0], f"{W}t").text = text


def _drop(node: Element) -> None:
    parent = node.getparent()
    assert parent is not None
    parent.remove(node)


def _run(text: str) -> Element:
    run = etree.Element(f"{W}r")
    node = etree.SubElement(run, f"{W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    node.text = text
    return run


def _text(node: Element) -> str:
    return "".join(t.text or "" for t in node.iter(f"{W}t"))


# --- words and numbers ------------------------------------------------------------------------------------------------


def overtype(hand: Hand) -> str:
    """Type another number over a field."""
    if not (found := hand.controls()):
        return ""
    control, text = hand.rng.choice(found), str(hand.rng.randrange(100_000, 999_999))
    was = _text(control)
    for twin in _twins(hand, control):
        _show(twin, text)
    return f"{was} -> {text}"


def overtype_a_digit(hand: Hand) -> str:
    """Type over one digit of a number, which leaves it in three runs."""
    found = [control for control in hand.controls(sentences=True) if re.search(r"\d", _text(control))]
    if not found:
        return ""
    control = hand.rng.choice(found)
    text = _text(control)
    at = hand.rng.choice([m.start() for m in re.finditer(r"\d", text)])
    digit = str((int(text[at]) + 1) % 10)
    _show(control, text[:at])
    first = next(control.iter(f"{W}r"))
    for piece in reversed((digit, text[at + 1 :])):
        other = deepcopy(first)
        next(other.iter(f"{W}t")).text = piece
        first.addnext(other)
    return f"{text} -> {text[:at]}{digit}{text[at + 1 :]}"


def reword(hand: Hand) -> str:
    """Change words between fields."""
    texts = [t for p in hand.sentences() for t in p.iter(f"{W}t") if re.search("đơn vị|kỳ trước|mở đầu", t.text or "")
             and not list(t.iterancestors(f"{W}sdt")) and not _in_box(t)]  # fmt: skip
    if not texts:
        return ""
    chosen = hand.rng.choice(texts)
    chosen.text = re.sub("đơn vị|kỳ trước|mở đầu", f"chữ sửa tay {hand.number()}", chosen.text or "", count=1)
    return chosen.text


def delete(hand: Hand) -> str:
    """Delete a paragraph."""
    chosen = hand.sentence()
    if chosen is None:
        return ""
    _drop(chosen)
    return _text(chosen)[:40]


def add(hand: Hand) -> str:
    """Add a paragraph of one's own."""
    chosen = hand.sentence()
    if chosen is None:
        return ""
    made = etree.Element(f"{W}p")
    made.append(_run(f"Câu thêm tay số {hand.number()}."))
    chosen.addnext(made)
    return "a paragraph"


def move(hand: Hand) -> str:
    """Move a paragraph elsewhere."""
    one, other = hand.sentence(), hand.sentence()
    if one is None or other is None or one is other:
        return ""
    other.addnext(one)
    return _text(one)[:40]


def copy(hand: Hand) -> str:
    """Copy a paragraph elsewhere."""
    one, other = hand.sentence(), hand.sentence()
    if one is None or other is None:
        return ""
    other.addnext(_copied(hand, one))
    return _text(one)[:40]


def _copied(hand: Hand, node: Element) -> Element:
    """A copy as an editor makes it: what must be unique, and notes, do not come along."""
    made = deepcopy(node)
    for element in list(
        made.iter(*(W + name for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")))
    ):
        _drop(element)
    for element in list(made.iter(*(W + name for name in ("commentReference", "footnoteReference")))):
        run = element.getparent()
        if run is not None:
            _drop(run)
    for element in made.iter(*(W + name for name in ("ins", "del", "moveFrom", "moveTo"))):
        element.set(f"{W}id", hand.number())
    return made


def split(hand: Hand) -> str:
    """Press Enter in the middle of a paragraph."""
    found = [p for p in hand.sentences() if len(p) > 3 and p.find(f".//{W}txbxContent") is None]
    if not found:
        return ""
    chosen = hand.rng.choice(found)
    children = [child for child in chosen if child.tag != f"{W}pPr"]
    made = etree.Element(f"{W}p")
    made.extend(children[hand.rng.randrange(1, len(children)) :])
    chosen.addnext(made)
    return f"{_text(chosen)[:40]} / {_text(made)[:40]}"


def join(hand: Hand) -> str:
    """Press Delete at the end of a paragraph."""
    found = hand.sentences()
    pairs = [(one, one.getnext()) for one in found if one.getnext() in found]
    if not pairs:
        return ""
    one, other = hand.rng.choice(pairs)
    assert other is not None
    one.extend([child for child in other if child.tag != f"{W}pPr"])
    _drop(other)
    return _text(one)[:60]


# --- fields -----------------------------------------------------------------------------------------------------------


def highlight(hand: Hand) -> str:
    """Give a field another look."""
    if not (found := hand.controls()):
        return ""
    control = hand.rng.choice(found)
    run = next(control.iter(f"{W}r"))
    formatting = run.find(f"{W}rPr")
    if formatting is None:
        formatting = run.makeelement(f"{W}rPr", {})
        run.insert(0, formatting)
    if formatting.find(f"{W}highlight") is None:
        mark = formatting.makeelement(f"{W}highlight", {f"{W}val": "yellow"})
        after = [
            n
            for n in formatting
            if n.tag in (f"{W}rFonts", f"{W}b", f"{W}bCs", f"{W}i", f"{W}iCs", f"{W}sz", f"{W}szCs")
        ]
        if after:
            after[-1].addnext(mark)
        else:
            formatting.insert(0, mark)
    return _text(control)


def forget(hand: Hand) -> str:
    """Lose all but one of a field's names, as editors do."""
    if not (found := hand.controls()):
        return ""
    properties = hand.rng.choice(found).find(f"{W}sdtPr")
    assert properties is not None
    names = [node for name in ("tag", "alias", "dataBinding") for node in properties.findall(W + name)]
    for node in hand.rng.sample(names, len(names) - 1):
        properties.remove(node)
    return "names"


def strip(hand: Hand) -> str:
    """Lose a field's control, as editors do; its runs are marked for the test alone."""
    if not (found := [node for node in hand.controls(sentences=True) if node.find(f".//{W}del") is None]):
        return ""
    control = hand.rng.choice(found)
    alias = control.find(f"{W}sdtPr/{W}alias")
    content = control.find(f"{W}sdtContent")
    if alias is None or content is None:
        return ""
    for run in content.iter(f"{W}r"):
        run.set(W + BARE, alias.get(f"{W}val", ""))
    text = _text(control)
    for child in list(content):
        control.addprevious(child)
    _drop(control)
    return text


def copy_field(hand: Hand) -> str:
    """Copy a field into a header, a note or another paragraph."""
    found = hand.controls(sentences=True)
    places = [p for name, tree in hand.trees.items() if name != hand.package.main for p in tree.iter(f"{W}p")]
    places += hand.sentences()
    if not found or not places:
        return ""
    control = hand.rng.choice(found)
    hand.rng.choice(places).append(_copied(hand, control))
    return _text(control)


def into_a_link(hand: Hand) -> str:
    """Put a field into a hyperlink or a smart tag."""
    found = [node for node in hand.controls(sentences=True) if _parent(node).tag == f"{W}p"]
    if not found:
        return ""
    control = hand.rng.choice(found)
    kind = hand.rng.choice(("hyperlink", "smartTag"))
    names = {"anchor": "dau"} if kind == "hyperlink" else {"uri": "u", "element": "e"}
    made = control.makeelement(W + kind, {W + name: text for name, text in names.items()})
    control.addprevious(made)
    made.append(control)
    return kind


def _parent(node: Element) -> Element:
    parent = node.getparent()
    assert parent is not None
    return parent


def proof(hand: Hand) -> str:
    """Save by Word: sessions' marks, proofing marks, runs split in two."""
    for run in list(hand.body.iter(f"{W}r")):
        text = run.find(f"{W}t")
        if hand.rng.random() > 0.3 or text is None or not text.text or len(text.text) < 2 or len(run) > 2:
            continue
        at = hand.rng.randrange(1, len(text.text))
        other = deepcopy(run)
        next(other.iter(f"{W}t")).text = text.text[at:]
        next(other.iter(f"{W}t")).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        text.text = text.text[:at]
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.set(f"{W}rsidR", "00A1B2C3")
        run.addnext(other)
        run.addnext(run.makeelement(f"{W}proofErr", {f"{W}type": "spellStart"}))
    return "as Word saves"


def comment(hand: Hand) -> str:
    """Comment on a field, from outside or with all its marks inside the control."""
    if not (found := [node for node in hand.controls(sentences=True) if _parent(node).tag == f"{W}p"]):
        return ""
    control = hand.rng.choice(found)
    inside = hand.rng.random() < 0.5
    content = control.find(f"{W}sdtContent")
    assert content is not None
    first, last = (content[0], content[-1]) if inside else (control, control)
    main = hand.package.main
    hand.package.parts[main] = etree.tostring(hand.trees[main])
    comments = Comments(hand.package)
    comments.pin(first, last, "Xem lại số này.")
    comments.store()
    name = next(name for name in hand.package.parts if name.endswith("/comments.xml"))
    hand.package.parts[name] = hand.package.parts[name].replace(b'w:author="phuluc"', b'w:author="B"')
    return f"{'in' if inside else 'around'} {_text(control)}"


def bookmark(hand: Hand) -> str:
    """Bookmark a number, which stands inside its control then."""
    if not (found := hand.controls(sentences=True)):
        return ""
    content = hand.rng.choice(found).find(f"{W}sdtContent")
    assert content is not None
    number = hand.number()
    content.insert(0, content.makeelement(f"{W}bookmarkStart", {f"{W}id": number, f"{W}name": f"dau{number}"}))
    content.append(content.makeelement(f"{W}bookmarkEnd", {f"{W}id": number}))
    return number


def note(hand: Hand) -> str:
    """Add a footnote right after a number, with the cursor still inside its control."""
    notes = next((tree for name, tree in hand.trees.items() if name.endswith("footnotes.xml")), None)
    if notes is None or not (found := hand.controls(sentences=True)):
        return ""
    number = hand.number()
    made = deepcopy(notes[0])
    made.set(f"{W}id", number)
    for child in list(made):
        made.remove(child)
    etree.SubElement(made, f"{W}p").append(_run(f"Chú thích tay {number}."))
    notes.append(made)
    content = hand.rng.choice(found).find(f"{W}sdtContent")
    assert content is not None
    run = etree.SubElement(content, f"{W}r")
    etree.SubElement(run, f"{W}footnoteReference", {f"{W}id": number})
    return number


# --- tracked changes --------------------------------------------------------------------------------------------------


def _tracked(hand: Hand, kind: str) -> Element:
    names = {"id": hand.number(), "author": "B", "date": "2026-01-05T08:00:00Z"}
    return etree.Element(W + kind, {W + name: text for name, text in names.items()})


def _as_deleted(node: Element) -> None:
    for text in node.iter(f"{W}t"):
        text.tag = f"{W}delText"


def track_words(hand: Hand) -> str:
    """Insert words beside a field and delete some, tracked."""
    if not (found := hand.controls(sentences=True)):
        return ""
    control = hand.rng.choice(found)
    inserted, deleted = _tracked(hand, "ins"), _tracked(hand, "del")
    inserted.append(_run(f" chèn {hand.number()} "))
    deleted.append(_run("chữ cũ"))
    _as_deleted(deleted)
    hand.rng.choice((control.addnext, control.addprevious))(inserted)
    hand.rng.choice((control.addnext, control.addprevious))(deleted)
    return _text(control)


def track_number(hand: Hand) -> str:
    """Type another number over a field, tracked."""
    found = [c for c in hand.controls(sentences=True) if c.find(f"{W}sdtContent/{W}ins") is None]
    if not found:
        return ""
    control, text = hand.rng.choice(found), str(hand.rng.randrange(100_000, 999_999))
    inserted = _tracked(hand, "ins")
    inserted.append(_run(text))
    was = _text(control)
    last = _delete_inside(hand, control)
    last.addnext(inserted)
    return f"{was} -> {text}"


def _delete_inside(hand: Hand, control: Element) -> Element:
    """Mark the text of a control as deleted; the last element so marked."""
    last = control
    for run in list(control.iter(f"{W}r")):
        if run.find(f"{W}t") is None:
            continue
        last = _tracked(hand, "del")
        run.addprevious(last)
        last.append(run)
        _as_deleted(run)
    return last


def track_deleted_field(hand: Hand) -> str:
    """Delete a field, tracked: its control stays around the deleted text."""
    found = [c for c in hand.controls(sentences=True) if c.find(f".//{W}ins") is None]
    if not found:
        return ""
    control = hand.rng.choice(found)
    text = _text(control)
    _delete_inside(hand, control)
    return text


def _track_all(hand: Hand, paragraph: Element, kind: str) -> None:
    """Mark all runs of a paragraph, neighbours together, as Word does."""
    for run in list(paragraph.iter(f"{W}r")):
        above = _parent(run)
        before = run.getprevious()
        if next(run.iterancestors(*(W + name for name in ("ins", "del", "moveFrom", "moveTo"))), None) is not None:
            continue
        if before is not None and before.tag == f"{W}proofErr":
            above.remove(before)
            before = run.getprevious()
        if before is not None and before.tag == W + kind:
            before.append(run)
            continue
        marked = _tracked(hand, kind)
        run.addprevious(marked)
        marked.append(run)


def track_paragraph(hand: Hand) -> str:
    """Paste a copy of a paragraph, tracked."""
    one, other = hand.sentence(), hand.sentence()
    if one is None or other is None or _marked(one):
        return ""
    made = _copied(hand, one)
    _track_all(hand, made, "ins")
    other.addnext(made)
    return _text(made)[:40]


def _marked(paragraph: Element) -> bool:
    names = ("ins", "del", "moveFrom", "moveTo", "txbxContent")
    return next(paragraph.iter(*(W + name for name in names)), None) is not None


def track_move(hand: Hand) -> str:
    """Move a paragraph, tracked: it stands at both places."""
    one, other = hand.sentence(), hand.sentence()
    if one is None or other is None or one is other or _marked(one):
        return ""
    made = _copied(hand, one)
    _track_all(hand, one, "moveFrom")
    _track_all(hand, made, "moveTo")
    other.addnext(made)
    return _text(made)[:40]


# --- tables -----------------------------------------------------------------------------------------------------------


def delete_row(hand: Hand) -> str:
    """Delete a row."""
    if not (found := hand.rows()):
        return ""
    row = hand.rng.choice(found)
    if len([r for r in _parent(row) if r.tag == f"{W}tr"]) < 5:
        return ""
    _drop(row)
    return _text(row)


def add_row(hand: Hand) -> str:
    """Add a row of one's own."""
    if not (found := hand.rows()):
        return ""
    row = hand.rng.choice(found)
    made = _copied(hand, row)
    for cell in made.iter(f"{W}tc"):
        for node in [node for node in cell if node.tag != f"{W}tcPr"]:
            cell.remove(node)
        etree.SubElement(cell, f"{W}p").append(_run(f"tay {hand.number()}"))
    row.addnext(made)
    return _text(made)


def move_row(hand: Hand) -> str:
    """Move a row up or down."""
    if not (found := hand.rows()):
        return ""
    row = hand.rng.choice(found)
    others = [other for other in found if other is not row and other.getparent() is row.getparent()]
    if not others:
        return ""
    hand.rng.choice(others).addnext(row)
    return _text(row)


def copy_row(hand: Hand) -> str:
    """Copy a row within its table."""
    if not (found := hand.rows()):
        return ""
    row = hand.rng.choice(found)
    others = [other for other in found if other.getparent() is row.getparent()]
    hand.rng.choice(others).addnext(_copied(hand, row))
    return _text(row)


def write_in_row(hand: Hand) -> str:
    """Write into a cell of a row."""
    if not (found := hand.rows()):
        return ""
    row = hand.rng.choice(found)
    cell = hand.rng.choice(list(row.iter(f"{W}tc")))
    next(cell.iter(f"{W}p")).append(_run(f" (tay {hand.number()})"))
    return _text(row)


def copy_table(hand: Hand) -> str:
    """Copy a whole table elsewhere."""
    found, place = list(hand.body.iter(f"{W}tbl")), hand.sentence()
    if not found or place is None:
        return ""
    table = hand.rng.choice(found)
    made = _copied(hand, table)
    place.addnext(made)
    made.addnext(etree.Element(f"{W}p"))
    return _text(table)[:40]


def add_column(hand: Hand) -> str:
    """Add a column to a table."""
    found = list(hand.body.iter(f"{W}tbl"))
    if not found:
        return ""
    table = hand.rng.choice(found)
    for row in table.iter(f"{W}tr"):
        cell = list(row.iter(f"{W}tc"))[-1]
        made = _copied(hand, cell)
        for node in [node for node in made if node.tag != f"{W}tcPr"]:
            made.remove(node)
        span = made.find(f"{W}tcPr/{W}gridSpan")
        if span is not None:
            _drop(span)
        etree.SubElement(made, f"{W}p").append(_run(f"cột tay {hand.number()}"))
        cell.addnext(made)
    grid = table.find(f"{W}tblGrid")
    assert grid is not None
    grid.append(deepcopy(grid[-1]))
    return _text(table)[:40]


EDITS: tuple[Callable[[Hand], str], ...] = (
    overtype, overtype, overtype, overtype_a_digit, reword, reword, delete, add, move, copy, split, join, highlight, forget, strip, copy_field,
    into_a_link, proof, comment, bookmark, note, track_words, track_number, track_deleted_field, track_paragraph,
    track_move, delete_row, add_row, move_row, copy_row, write_in_row, copy_table, add_column,
)  # fmt: skip
CALM: tuple[Callable[[Hand], str], ...] = (overtype, reword, delete, add, move, copy, highlight)
