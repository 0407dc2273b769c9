"""XML as trees: parsed with nothing followed and nothing loaded, and only where the tree fits in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.gate import limits
from toolkit.places import File
from toolkit.problems import ToolkitError

if TYPE_CHECKING:
    from lxml import etree


def parse_xml(xml: bytes, part: str, *, beside: int = 0) -> etree._Element:
    """The root of a part. Raises PL511 for what is not well-formed, PL123 for a document type, PL120 for too large a tree.

    `beside` is the room, in bytes, that trees held at the same time take. No entity, DTD or network address is followed.
    """
    from lxml import etree

    if tree_bytes(xml) + beside > limits.MOST_TREE or _is_odd(xml, part):
        raise ToolkitError("PL120", File(part), file=part, what=f"{len(xml):,} bytes, {xml.count(b'<'):,} tags")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise ToolkitError("PL511", part=part, reason=str(error)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise ToolkitError("PL123", File(part), file=part, part=part)
    return root


def _is_odd(xml: bytes, part: str) -> bool:
    """Whether a part has more prefixes, paragraphs or text in one piece than any that a person made."""
    if xml.count(b"xmlns") > limits.MOST_NAMESPACES + len(xml) // 2_000:
        return True
    if len(xml) < limits.SMALL_PART:
        return False
    if sum(map(xml.count, (b":p>", b":p/>", b":p "))) // 2 > limits.MOST_PARAGRAPHS:
        return True
    return not part.startswith("customXml") and _longest_piece(xml) > limits.LONGEST_TEXT


def _longest_piece(xml: bytes) -> int:
    """How many bytes there are at most from one tag to the next."""
    longest = at = 0
    while (following := xml.find(b"<", at + 1)) >= 0:
        longest = max(longest, following - at)
        at = following
    return max(longest, len(xml) - at)


def tree_bytes(xml: bytes) -> int:
    """About how much memory the tree of a part takes, counted without parsing it."""
    tags = xml.count(b"<") - xml.count(b"</")
    attributes = xml.count(b'="') + xml.count(b"='")
    return tags * limits.ELEMENT_BYTES + attributes * limits.ATTRIBUTE_BYTES + len(xml)
