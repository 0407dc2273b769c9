"""XML as trees: parsed with nothing followed and nothing loaded, and only where the tree fits in memory."""

from __future__ import annotations

from toolkit.gate import limits
from toolkit.hints import TYPE_CHECKING
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
    return not part.startswith("customXml") and has_piece_over(xml, limits.LONGEST_TEXT)


def has_piece_over(xml: bytes, limit: int) -> bool:
    """True where one tag and the text behind it take more bytes than the limit."""
    half = limit // 2
    for at in range(0, len(xml) - half + 1, half):
        if xml.find(b"<", at, at + half) < 0:  # so it is in any piece that is longer than the limit
            end = xml.find(b"<", at)
            if (len(xml) if end < 0 else end) - max(xml.rfind(b"<", 0, at), 0) > limit:
                return True
    return False


def tree_bytes(xml: bytes) -> int:
    """About how much memory the tree of a part takes, counted without parsing it."""
    tags = xml.count(b"<") - xml.count(b"</")
    attributes = xml.count(b'="') + xml.count(b"='")
    return tags * limits.ELEMENT_BYTES + attributes * limits.ATTRIBUTE_BYTES + len(xml)
