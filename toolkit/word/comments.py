"""Word comments pinned to places of a document, written without touching any other part."""

from __future__ import annotations

import posixpath
import re

from toolkit.hints import TYPE_CHECKING, Final
from toolkit.text import whole_number
from toolkit.word.blocks import TEXT_BOX
from toolkit.word.package import Package
from toolkit.word.xml import W14_NS, W_NS, escape, w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

_KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_MARKS: Final = frozenset(w(name) for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))
_THREADS: Final = ("commentsExtended+xml", "commentsIds+xml")
_PARENT: Final = re.compile(rb'paraIdParent="([^"]*)"')
AUTHOR: Final = "phuluc"


class Comments:
    """The comments of a document; `store` writes them back once all are added."""

    def __init__(self, package: Package, initials: str = "PL") -> None:
        self._package = package
        self._initials = initials
        self._added: list[str] = []
        self._part = next(
            (
                package.resolve(package.main, relation)
                for relation in package.relations(package.main)
                if relation.type == _KIND and not relation.external
            ),
            None,
        )
        taken = [] if self._part is None else [node.get(w("id")) for node in package.tree(self._part)]
        self._removed: set[str] = set()
        self._next = max((whole_number(number) for number in taken), default=-1) + 1

    def pin(self, first: Element, last: Element, text: str) -> None:
        """Pin a comment on the stretch from one element to another, siblings in a paragraph of the document's body.

        A text box takes no comments: what stands in one is told at the run that shows it.
        """
        first, last = _outside_boxes(first), _outside_boxes(last)
        number = str(self._next)
        self._next += 1
        first.addprevious(first.makeelement(w("commentRangeStart"), {w("id"): number}))
        end = last.makeelement(w("commentRangeEnd"), {w("id"): number})
        run = last.makeelement(w("r"), {})
        run.append(run.makeelement(w("commentReference"), {w("id"): number}))
        last.addnext(end)
        end.addnext(run)
        paragraphs = "".join(
            f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in text.split("\n")
        )
        self._added.append(
            f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:initials="{self._initials}">{paragraphs}</w:comment>'
        )

    def pinned(self, element: Element) -> frozenset[str]:
        """The numbers of the comments of ours that are pinned on just this element and nobody answered."""
        found = set()
        before = _outside_boxes(element).getprevious()
        while before is not None and before.tag == w("commentRangeStart"):
            found.add(before.get(w("id"), ""))
            before = before.getprevious()
        return self._ours() & found if found else frozenset()

    def unpin(self, element: Element) -> bool:
        """Take away the comments of ours that are pinned on just this element and nobody answered; False where there are none."""
        gone = self.pinned(element)
        parent = _outside_boxes(element).getparent()
        if not gone or parent is None:
            return False
        for node in list(parent):
            mark = node.find(w("commentReference")) if node.tag == w("r") else node
            if mark is not None and mark.tag in _MARKS and mark.get(w("id")) in gone:
                parent.remove(node)
        self._removed |= gone
        return True

    def withdraw(self, body: Element, initials: str) -> None:
        """Take all comments of ours with some initials out of the body, but those that somebody answered."""
        gone = self._ours(initials)
        for node in [node for node in body.iter(*_MARKS) if node.get(w("id")) in gone]:
            parent = node.getparent()
            if (
                parent is not None
                and parent.tag == w("r")
                and all(child.tag in (w("rPr"), node.tag) for child in parent)
            ):
                node, parent = parent, parent.getparent()
            if parent is not None:
                parent.remove(node)
        self._removed |= gone

    def _ours(self, initials: str | None = None) -> frozenset[str]:
        if self._part is None:
            return frozenset()
        ours = [
            node
            for node in self._package.tree(self._part)
            if node.get(w("author")) == AUTHOR and initials in (None, node.get(w("initials")))
        ]
        answered = {parent.decode() for xml in self._threads().values() for parent in _PARENT.findall(xml)}
        return frozenset(node.get(w("id"), "") for node in ours if answered.isdisjoint(_paragraph_ids(node)))

    def _forget(self, numbers: set[str]) -> None:
        """Take paragraphs of a comment that is gone out of the parts that say which comment answers which."""
        for name, xml in self._threads().items():
            for number in numbers:
                xml = re.sub(rb'<(?:\w+):comment\w* [^>]*paraId="%b"[^>]*/>' % number.encode(), b"", xml)
            self._package.parts[name] = xml

    def _threads(self) -> dict[str, bytes]:
        """The parts that say which comment answers which, by name."""
        kinds = self._package.types
        return {name: self._package.parts[name] for name in kinds if kinds[name].endswith(_THREADS)}

    def __len__(self) -> int:
        """How many comments were pinned."""
        return len(self._added)

    def store(self) -> None:
        """Write the pinned comments into the package."""
        if not self._added and not self._removed:
            return
        package = self._package
        if self._part is None:
            folder = posixpath.dirname(package.main)
            names = (posixpath.join(folder, f"comments{suffix}.xml") for suffix in ("", *range(1, 1000)))
            self._part = next(name for name in names if name not in package.parts)
            package.parts[self._part] = (
                f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:comments xmlns:w="{W_NS}"></w:comments>'
            ).encode()
            package.add_type(self._part, _TYPE)
            package.add_relation(package.main, _KIND, posixpath.basename(self._part))
        from lxml import etree

        root = package.tree(self._part)
        for node in list(root):
            if node.get(w("id")) in self._removed:
                root.remove(node)
                self._forget(_paragraph_ids(node))
        for xml in self._added:
            root.append(etree.fromstring(xml.replace("<w:comment ", f'<w:comment xmlns:w="{W_NS}" ', 1)))
        package.parts[self._part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _paragraph_ids(comment: Element) -> set[str]:
    """The numbers by which other parts know the paragraphs of a comment."""
    name = f"{{{W14_NS}}}paraId"
    return {number for node in comment.iter(w("p")) if (number := node.get(name))}


def _outside_boxes(element: Element) -> Element:
    """The element, or the run that shows the text box it stands in."""
    for node in element.iterancestors(TEXT_BOX):
        element = next(node.iterancestors(w("r")), element)
    return element
