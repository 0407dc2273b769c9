"""A template compiled: each part becomes fixed XML text with slots between.

Tags are found over the joined text of a paragraph, however Word has split it into runs. Each tag is cut out of the XML
and a numbered processing instruction left in its place; the part is then serialised once and split there. Filling a
report is joining the fixed texts with the slots' values, so the template's XML is parsed once however many reports
are made of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from toolkit.expressions import ElIf, Else, EndFor, EndIf, Expression, For, If, TemplateProblem, parse, parse_statement
from toolkit.places import Paragraph
from toolkit.problems import Problem
from toolkit.records import NamedTuple
from toolkit.text import first_words
from toolkit.word.cutting import (
    drop_if_empty,
    drop_signs_between,
    forget_ids,
    has_content,
    instructions,
    loosen_controls,
    only_statements,
    own_texts,
    same_level,
    set_text,
    spans_of,
    split_after,
    tags_aside,
    texts_below,
)
from toolkit.word.nodes import AppendixSlot, Choice, Guard, Loop, Node, NoteSlot, Output, Part
from toolkit.word.typed import STRAY, TAG, as_meant, extents
from toolkit.word.xml import MC_NS, W15_NS, W_NS, w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

_MOST_TAGS: Final = 1_000  # in one paragraph
_MOST_LOOPS: Final = 8  # one inside the other
_DEEPEST: Final = 40  # loops and conditions one inside the other
_SLOT = re.compile(r"<\?pl (\d+)\?>")
_PARAGRAPH, _TEXT, _RUN, _ROW, _CELL = w("p"), w("t"), w("r"), w("tr"), w("tc")
_NOT_OURS = frozenset({_PARAGRAPH, w("del"), w("moveFrom"), w("pPr"), w("rPr")})


class _Mark(NamedTuple):
    """What a processing instruction stands for until the part is serialised."""

    tag: Output | AppendixSlot | NoteSlot | Guard | For | If | ElIf | Else | EndFor | EndIf
    place: Paragraph
    source: str


class PartCompiler:
    """Compiles one part; its problems gather in `problems`."""

    def __init__(self, label: str, dynamic_notes: frozenset[tuple[str, str]] = frozenset()) -> None:
        self.label = label
        self.problems: list[Problem] = []
        self._marks: list[_Mark] = []
        self._dynamic_notes = dynamic_notes
        self._namespaces: dict[str | None, str] = {}
        self.referenced: set[tuple[str, str]] = set()

    def compile(self, root: Element) -> Part:
        """The compiled part; the tree is used up."""
        from lxml import etree

        self._namespaces = dict(root.nsmap)
        texts = []
        paragraphs = list(root.iter(_PARAGRAPH))
        for node, tag in tags_aside(root):
            around = next(node.iterancestors(_PARAGRAPH), node)
            number = paragraphs.index(around) + 1 if around in paragraphs else 0
            self.problems.append(Problem("PL527", Paragraph(self.label, number), {"tag": first_words(tag)}))
        for number, paragraph in enumerate(paragraphs, 1):
            text = self._paragraph(paragraph, number)
            if text:
                texts.append(text)
        notes: dict[str, tuple[Node, ...]] = {}
        if texts:
            self._pair(root)
            self._guard(root)
        for kind, note_id in self._dynamic_notes:
            for note in root.findall(w(kind)):
                if note.get(w("id")) == note_id:
                    note.set(w("id"), "PLNOTE")
                    notes[note_id] = self._nodes(self._strip(etree.tostring(note, encoding="unicode", with_tail=False)))
                    root.remove(note)
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        xml = head + with_namespaces(etree.tostring(root, encoding="unicode"))
        return Part(self._nodes(xml), notes, tuple(texts))

    # --- finding tags -------------------------------------------------------------------------------------------

    def _paragraph(self, paragraph: Element, number: int) -> str:
        """Replace the tags of one paragraph by marks; its text when it had any, else an empty text."""
        if "{" not in "".join(map(str, paragraph.itertext())):
            return ""
        pieces = list(own_texts(paragraph))
        text = "".join(piece.text or "" for piece in pieces)
        matches = list(TAG.finditer(text))
        place = Paragraph(self.label, number, near=first_words(text))
        stray = STRAY.search(TAG.sub("", text))
        if stray:
            self.problems.append(Problem("PL521", place, {"tag": stray[0], "text": first_words(text)}))
        if not matches:
            return ""
        if len(matches) > _MOST_TAGS:
            self.problems.append(Problem("PL526", place, {"limit": _MOST_TAGS}))
            return ""
        tags = [(match, self._tag(match, place)) for match in matches]
        alone = not TAG.sub("", text).strip() and not has_content(paragraph)
        statements = [tag for _, tag in tags if tag is not None]
        block = alone and all(not isinstance(mark.tag, Output) for mark in statements)
        keeps_section = paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None
        if block and not keeps_section:
            self._replace_block(paragraph, statements)
            return text
        spans = spans_of(pieces)
        for extent, (_, mark) in reversed(list(zip(extents(text, matches), tags, strict=True))):
            self._replace_inline(pieces, spans, extent, mark)
        if not keeps_section and any(not isinstance(mark.tag, Output) for mark in statements):
            paragraph.addprevious(self._mark(_Mark(Guard("p", opens=True), place, "")))
            paragraph.addnext(self._mark(_Mark(Guard("p"), place, "")))
        return text

    def _tag(self, match: re.Match[str], place: Paragraph) -> _Mark | None:
        """What one tag means; None for a comment and for a tag that cannot be read, which is a problem."""
        source = match[0]
        try:
            if match[1] is not None:
                expression = parse(as_meant(match[1]))
                if expression.is_appendix:
                    return _Mark(AppendixSlot(expression, place), place, source)
                return _Mark(Output(expression, "", place), place, source)
            if match[2] is not None:
                return _Mark(parse_statement(as_meant(match[2])), place, source)
        except TemplateProblem as problem:
            self.problems.append(Problem(problem.code, place, {"tag": source, **problem.values}))
        return None

    # --- cutting tags out of the tree ---------------------------------------------------------------------------

    def _mark(self, mark: _Mark) -> Element:
        from lxml import etree

        self._marks.append(mark)
        return etree.ProcessingInstruction("pl", str(len(self._marks) - 1))

    def _replace_block(self, paragraph: Element, marks: Sequence[_Mark]) -> None:
        """A paragraph that holds nothing but statements goes; so does a table row that holds nothing else."""
        target = paragraph
        cell = paragraph.getparent()
        marks = [self._in_section(mark, paragraph) for mark in marks]
        if cell is not None and cell.tag == _CELL:
            row = cell.getparent()
            if row is not None and row.tag == _ROW and only_statements(row):
                target = row
        parent = target.getparent()
        if parent is None:
            return
        at = parent.index(target)
        for offset, mark in enumerate(marks):
            parent.insert(at + offset, self._mark(mark))
        if target is paragraph or not TAG.search("".join(text.text or "" for text in texts_below(target, paragraph))):
            parent.remove(target)

    def _in_section(self, mark: _Mark, paragraph: Element) -> _Mark:
        """The mark of an appendix with the section it stands in; a problem where no section can begin."""
        from lxml import etree

        body = paragraph.getparent()
        if not isinstance(mark.tag, AppendixSlot):
            return mark
        if body is None or body.tag != w("body"):
            self.problems.append(Problem("PL523", mark.place, {"tag": mark.source}))
            return mark
        sections = (node for later in paragraph.itersiblings() for node in later.iter(w("sectPr")))
        found = next(sections, None)
        xml = "" if found is None else self._strip(etree.tostring(found, encoding="unicode", with_tail=False))
        slot = AppendixSlot(mark.tag.expression, mark.place, xml, body[0] is paragraph)
        return _Mark(slot, mark.place, mark.source)

    def _replace_inline(
        self, pieces: list[Element], spans: list[tuple[int, int]], extent: tuple[int, int], mark: _Mark | None
    ) -> None:
        start, end = extent
        first = bisect_right(spans, start, key=lambda span: span[0]) - 1
        last = bisect_left(spans, end, key=lambda span: span[1])
        run = pieces[first].getparent()
        head = (pieces[first].text or "")[: start - spans[first][0]]
        tail = (pieces[last].text or "")[end - spans[last][0] :]
        for piece in pieces[first + 1 : last]:
            piece.text = ""
        if last > first:
            drop_signs_between(pieces[first], pieces[last])
            set_text(pieces[last], tail)
            tail = ""
        set_text(pieces[first], head)
        if run is None:
            return
        rest = split_after(run, pieces[first], tail)
        if mark is not None:
            tag = mark.tag
            if isinstance(tag, AppendixSlot):
                self.problems.append(Problem("PL523", mark.place, {"tag": mark.source}))
                return
            if isinstance(tag, Output):
                mark = _Mark(Output(tag.expression, self._rpr(run), tag.place), mark.place, mark.source)
            loosen_controls(run)
            run.addnext(self._mark(mark))
        if rest is not None:
            following = run.getnext()
            (following if mark is not None and following is not None else run).addnext(rest)
        for piece in pieces[first : last + 1]:
            drop_if_empty(piece)

    def _rpr(self, run: Element) -> str:
        from lxml import etree

        found = run.find(w("rPr"))
        return "" if found is None else self._strip(etree.tostring(found, encoding="unicode", with_tail=False))

    def _strip(self, xml: str) -> str:
        """XML of a fragment without the namespace declarations its part's root already has."""
        for prefix, uri in self._namespaces.items():
            xml = xml.replace(f' xmlns:{prefix}="{uri}"' if prefix else f' xmlns="{uri}"', "", 1)
        return xml

    # --- pairing statements -------------------------------------------------------------------------------------

    def _pair(self, root: Element) -> None:
        """Check that loops and conditions open and close around whole elements; make what is inside repeatable."""
        open_: list[tuple[Element, _Mark]] = []
        for node in list(instructions(root)):
            mark = self._marks[int(node.text or "0")]
            if isinstance(mark.tag, For | If):
                open_.append((node, mark))
                loops = sum(isinstance(opener.tag, For) for _, opener in open_)
                if loops > _MOST_LOOPS or len(open_) > _DEEPEST:
                    limit = _MOST_LOOPS if loops > _MOST_LOOPS else _DEEPEST
                    self.problems.append(Problem("PL526", mark.place, {"limit": limit}))
                    return
            elif isinstance(mark.tag, ElIf | Else | EndIf | EndFor):
                wanted: type = For if isinstance(mark.tag, EndFor) else If
                if not open_ or not isinstance(open_[-1][1].tag, wanted):
                    self.problems.append(Problem("PL524", mark.place, {"tag": mark.source}))
                    continue
                start, opener = open_[-1]
                if not same_level(start, node):
                    self.problems.append(
                        Problem("PL525", opener.place, {"tag": opener.source, "end": mark.source, "there": mark.place})
                    )
                elif isinstance(mark.tag, EndFor | EndIf):
                    self._make_repeatable(start, node, loop=isinstance(mark.tag, EndFor))
                if isinstance(mark.tag, EndFor | EndIf):
                    open_.pop()
        for _, mark in open_:
            self.problems.append(Problem("PL522", mark.place, {"tag": mark.source}))

    def _make_repeatable(self, start: Element, end: Element, *, loop: bool) -> None:
        """Inside a loop nothing may carry an id that must be unique; notes referred to inside get one for each pass."""
        sibling = start.getnext()
        while sibling is not None and sibling is not end:
            following = sibling.getnext()
            for node in [sibling, *sibling.iterdescendants()]:
                if not isinstance(node.tag, str):
                    continue
                name = node.tag.rpartition("}")[2]
                if name in ("footnoteReference", "endnoteReference"):
                    self._note_slot(node, name.removesuffix("Reference"))
                elif loop:
                    forget_ids(node, name)
            sibling = following

    def _note_slot(self, node: Element, element: str) -> None:
        note_id = node.get(w("id")) or ""
        if note_id == "PLNOTE":
            return
        self.referenced.add((element, note_id))
        node.set(w("id"), "PLNOTE")
        mark = _Mark(NoteSlot(element, note_id), Paragraph(self.label, 0), "")
        node.addprevious(self._mark(mark))

    def _guard(self, root: Element) -> None:
        """Mark tables and cells that a loop or condition may leave without what Word requires in them."""
        seen: set[Element] = set()
        for node in list(instructions(root)):
            parent = node.getparent()
            if parent is None or parent in seen:
                continue
            seen.add(parent)
            kind = parent.tag.rpartition("}")[2] if isinstance(parent.tag, str) else ""
            if kind in ("tc", "txbxContent", "hdr", "ftr", "footnote", "endnote"):
                parent.append(self._mark(_Mark(Guard("tc"), Paragraph(self.label, 0), "")))
            elif kind == "tbl":
                parent.addprevious(self._mark(_Mark(Guard("tbl", opens=True), Paragraph(self.label, 0), "")))
                parent.addnext(self._mark(_Mark(Guard("tbl"), Paragraph(self.label, 0), "")))

    # --- from marks to nodes ------------------------------------------------------------------------------------

    def _nodes(self, xml: str) -> tuple[Node, ...]:
        """The serialised part as a tree of fixed texts and slots."""
        if self.problems:
            return ()
        pieces = iter(_SLOT.split(xml))
        return self._sequence(pieces, [next(pieces)])[0]

    def _sequence(self, pieces: Iterator[str], nodes: list[Node]) -> tuple[tuple[Node, ...], _Mark | None]:
        """Nodes up to the statement that ends this level, and that statement."""
        for number in pieces:
            mark = self._marks[int(number)]
            tag = mark.tag
            if isinstance(tag, EndFor | EndIf | ElIf | Else):
                return tuple(nodes), mark
            if isinstance(tag, For):
                body, _ = self._sequence(pieces, [next(pieces)])
                nodes.append(Loop(tag.variable, tag.expression, body, mark.place))
            elif isinstance(tag, If):
                nodes.append(self._choice(tag.expression, pieces, mark.place))
            else:
                nodes.append(tag)
            nodes.append(next(pieces))
        return tuple(nodes), None

    def _choice(self, condition: Expression, pieces: Iterator[str], place: Paragraph) -> Choice:
        branches: list[tuple[Expression | None, tuple[Node, ...]]] = []
        current: Expression | None = condition
        while True:
            body, end = self._sequence(pieces, [next(pieces)])
            branches.append((current, body))
            if end is None or isinstance(end.tag, EndIf | EndFor):
                return Choice(tuple(branches), place)
            current = end.tag.expression if isinstance(end.tag, ElIf) else None


def with_namespaces(xml: str) -> str:
    """A part's XML whose root declares the prefixes that controls use and lets old readers ignore the newer one."""
    start = re.search(r"<[A-Za-z][^>]*>", xml)
    if not start:
        return xml
    root = start[0]
    add = ""
    for prefix, uri in (("w", W_NS), ("w15", W15_NS), ("mc", MC_NS)):
        if f"xmlns:{prefix}=" not in root:
            add += f' xmlns:{prefix}="{uri}"'
    ignorable = re.search(r'mc:Ignorable="([^"]*)"', root)
    if not ignorable:
        add += ' mc:Ignorable="w15"'
    elif "w15" not in ignorable[1].split():
        root = root.replace(ignorable[0], f'mc:Ignorable="{(ignorable[1] + " w15").strip()}"')
    closing = "/>" if root.endswith("/>") else ">"
    root = root[: -len(closing)] + add + closing
    return xml[: start.start()] + root + xml[start.end() :]
