"""A template compiled: each part becomes fixed XML text with slots between.

Tags are found over the joined text of a paragraph, however Word has split it into runs. Each tag is cut out of the XML
and a numbered processing instruction left in its place; the part is then serialised once and split there. Filling a
report is joining the fixed texts with the slots' values, so the template's XML is parsed once however many reports
are made of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from toolkit.expressions import TemplateProblem, parse, parse_statement
from toolkit.hints import TYPE_CHECKING, Final
from toolkit.places import Paragraph
from toolkit.problems import Problem
from toolkit.text import first_words
from toolkit.word.cutting import (
    drop_if_empty,
    drop_signs_between,
    has_content,
    loosen_controls,
    only_statements,
    outside_controls,
    own_texts,
    set_text,
    spans_of,
    split_after,
    tags_aside,
    texts_below,
)
from toolkit.word.marks import Mark, Marks
from toolkit.word.nodes import AppendixSlot, Guard, Node, Output, Part
from toolkit.word.statements import Statements
from toolkit.word.typed import STRAY, TAG, as_meant, extents
from toolkit.word.xml import w, with_namespaces

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

_MOST_TAGS: Final = 1_000  # in one paragraph
_MOST_TAGS_IN_ALL: Final = 50_000  # in one part
_PARAGRAPH, _ROW = w("p"), w("tr")


def _too_many(paragraphs: Sequence[Element]) -> int:
    """The number of the paragraph by which there are more tags than are read; 0 where there are not."""
    count = 0
    for number, paragraph in enumerate(paragraphs, 1):
        text = "".join(map(str, paragraph.itertext()))
        if "{" in text:
            count += min(sum(map(text.count, signs)) for signs in (("{{", "{%"), ("}}", "%}")))
        if count > _MOST_TAGS_IN_ALL:
            return number
    return 0


class PartCompiler:
    """Compiles one part; its problems gather in `problems`."""

    def __init__(self, label: str, dynamic_notes: frozenset[tuple[str, str]] = frozenset()) -> None:
        self.label = label
        self.problems: list[Problem] = []
        self._marks = Marks()
        self._dynamic_notes = dynamic_notes
        self._namespaces: dict[str | None, str] = {}
        self._statements = Statements(label, self._marks)
        self.referenced = self._statements.referenced

    def compile(self, root: Element) -> Part:
        """The compiled part; the tree is used up."""
        from lxml import etree

        self._namespaces = dict(root.nsmap)
        texts = []
        paragraphs = list(root.iter(_PARAGRAPH))
        if number := _too_many(paragraphs):
            self.problems.append(Problem("PL526", Paragraph(self.label, number), {"limit": _MOST_TAGS_IN_ALL}))
            return Part((), {}, ())
        numbers = {paragraph: number for number, paragraph in enumerate(paragraphs, 1)}
        for node, tag in tags_aside(root):
            number = numbers.get(next(node.iterancestors(_PARAGRAPH), node), 0)
            self.problems.append(Problem("PL527", Paragraph(self.label, number), {"tag": first_words(tag)}))
        for number, paragraph in enumerate(paragraphs, 1):
            text = self._paragraph(paragraph, number)
            if text:
                texts.append(text)
        notes: dict[str, tuple[Node, ...]] = {}
        if texts:
            self._statements.pair(root)
            self._statements.guard(root)
            self.problems += self._statements.problems
        for kind, note_id in self._dynamic_notes:
            for note in root.findall(w(kind)):
                if note.get(w("id")) == note_id:
                    note.set(w("id"), "PLNOTE")
                    notes[note_id] = self._nodes(self._strip(etree.tostring(note, encoding="unicode", with_tail=False)))
                    root.remove(note)
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        xml = head + with_namespaces(etree.tostring(root, encoding="unicode"))
        return Part(self._nodes(xml), notes, tuple(texts))

    def _nodes(self, xml: str) -> tuple[Node, ...]:
        return () if self.problems else self._marks.nodes(xml)

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
            paragraph.addprevious(self._marks.put(Mark(Guard("p", opens=True), place)))
            paragraph.addnext(self._marks.put(Mark(Guard("p"), place)))
        return text

    def _tag(self, match: re.Match[str], place: Paragraph) -> Mark | None:
        """What one tag means; None for a comment and for a tag that cannot be read, which is a problem."""
        source = match[0]
        try:
            if match[1] is not None:
                expression = parse(as_meant(match[1]))
                if expression.is_appendix:
                    return Mark(AppendixSlot(expression, place), place, source)
                return Mark(Output(expression, "", place), place, source)
            if match[2] is not None:
                return Mark(parse_statement(as_meant(match[2])), place, source)
        except TemplateProblem as problem:
            self.problems.append(Problem(problem.code, place, {"tag": source, **problem.values}))
        return None

    # --- cutting tags out of the tree ---------------------------------------------------------------------------

    def _replace_block(self, paragraph: Element, marks: Sequence[Mark]) -> None:
        """A paragraph that holds nothing but statements goes; so does a table row that holds nothing else."""
        row = next(paragraph.iterancestors(_ROW), None)
        target = paragraph if row is None or not only_statements(row) else row
        target = outside_controls(target)
        marks = [self._in_section(mark, target) for mark in marks]
        parent = target.getparent()
        if parent is None:
            return
        for mark in marks:
            target.addprevious(self._marks.put(mark))
        if target is paragraph or not TAG.search("".join(text.text or "" for text in texts_below(target, paragraph))):
            parent.remove(target)

    def _in_section(self, mark: Mark, block: Element) -> Mark:
        """The mark of an appendix with the section it stands in; a problem where no section can begin."""
        from lxml import etree

        body = block.getparent()
        if not isinstance(mark.tag, AppendixSlot):
            return mark
        if body is None or body.tag != w("body"):
            self.problems.append(Problem("PL523", mark.place, {"tag": mark.source}))
            return mark
        sections = (node for later in block.itersiblings() for node in later.iter(w("sectPr")))
        found = next(sections, None)
        xml = "" if found is None else self._strip(etree.tostring(found, encoding="unicode", with_tail=False))
        slot = AppendixSlot(mark.tag.expression, mark.place, xml, body[0] is block)
        return Mark(slot, mark.place, mark.source)

    def _replace_inline(
        self, pieces: list[Element], spans: list[tuple[int, int]], extent: tuple[int, int], mark: Mark | None
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
                mark = Mark(Output(tag.expression, self._rpr(run), tag.place), mark.place, mark.source)
            loosen_controls(run)
            run.addnext(self._marks.put(mark))
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
