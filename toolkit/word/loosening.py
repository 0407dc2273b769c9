"""Content controls of ours that an editor let reach over more than their field."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.hints import TYPE_CHECKING, Final
from toolkit.word.blocks import control_name
from toolkit.word.xml import w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element


_SDT: Final = w("sdt")


def loosen(tree: Element) -> bool:
    """Unwrap controls of ours that reach over more than their field: LibreOffice lets one go on to the end of its paragraph
    where a comment is pinned on it, and has the field itself inside; True where there were any.
    """
    found = False
    for outer in list(tree.iter(_SDT)):
        inside = [node for node in outer.iter(_SDT) if node is not outer]
        name = control_name(outer) if inside else None
        content, parent = outer.find(w("sdtContent")), outer.getparent()
        if name is None or content is None or parent is None or not _reaches(outer, name, inside):
            continue
        for child in list(content):
            if child.tag != w("r") or any(node.tag != w("rPr") for node in child):
                outer.addprevious(child)
        parent.remove(outer)
        found = True
    return found


def _reaches(outer: Element, name: str, inside: Sequence[Element]) -> bool:
    """Whether a control holds other fields of ours, or its own field and text besides."""
    named = [control_name(node) for node in inside]
    own = [node for node, known in zip(inside, named, strict=True) if known == name]
    if any(known not in (None, name) for known in named):
        return True
    return bool(own) and any(
        text.text and not any(node in own for node in text.iterancestors(_SDT)) for text in outer.iter(w("t"))
    )


__all__ = ["loosen"]
