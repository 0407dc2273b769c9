"""A marked copy without its marks: the document as it was before its findings were pinned to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.word.comments import Comments
from toolkit.word.package import Package
from toolkit.word.xml import w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

CLOSING: Final = ("_phuluc_doi_chieu", "_phuluc_het_doi_chieu")
"""The names of the bookmarks in the first and last paragraph of what is added at the end of a marked copy.

One from the first to the last would not do: LibreOffice takes a bookmark that goes around a table apart.
"""
INITIALS: Final = "PL-ĐC"
"""What tells the comments of a tie-out from those of filling."""


def unmarked(package: Package) -> Package:
    """The document without the comments and the closing table of an earlier tie-out; itself where it has none.

    A comment that somebody answered stays.
    """
    if CLOSING[0].encode() not in package.parts[package.main]:
        return package
    from lxml import etree

    made = package.copy()
    comments = Comments(made)
    body = made.tree(made.main)
    comments.withdraw(body, INITIALS)
    _cut(body)
    made.parts[made.main] = etree.tostring(body, xml_declaration=True, encoding="UTF-8", standalone=True)
    comments.store()
    return made


def _cut(body: Element) -> None:
    """Take out the blocks from the first closing bookmark to the last."""
    marks = {name: _block(node) for node in body.iter(w("bookmarkStart")) if (name := node.get(w("name"))) in CLOSING}
    first, last = (marks.get(name) for name in CLOSING)
    holder = None if first is None else first.getparent()
    if first is None or last is None or holder is None or last.getparent() is not holder:
        return
    for node in list(holder)[holder.index(first) : holder.index(last) + 1]:
        holder.remove(node)


def _block(node: Element) -> Element:
    """The paragraph or table that stands itself in the body."""
    above = [node, *node.iterancestors()]
    return next((each for each in above if (up := each.getparent()) is not None and up.tag == w("body")), node)
