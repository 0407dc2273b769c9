"""A .docx as its parts: read once, changed in memory, written whole with fixed dates so that equal content is equal bytes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from toolkit.gate import Member, Parts, in_utf8, parse_xml
from toolkit.hints import TYPE_CHECKING, BinaryIO, Final
from toolkit.problems import ToolkitError
from toolkit.records import NamedTuple, field, record
from toolkit.word.xml import entries, escape
from toolkit.word.zipped import deflate, write_archive

if TYPE_CHECKING:
    from lxml import etree

_CONTENT_TYPES: Final = "[Content_Types].xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MAIN_TYPES: Final = frozenset(
    f"application/vnd.{kind}.main+xml"
    for family in ("document", "template")
    for kind in (
        f"openxmlformats-officedocument.wordprocessingml.{family}",
        f"ms-word.{family}.macroenabled",
        f"ms-word.{family}.macroenabledtemplate",
    )
)
# Parts whose text a template may fill, by content type, with the name a person knows the part by.
TEXT_PARTS: Final = {
    _WORD + "header+xml": "header",
    _WORD + "footer+xml": "footer",
    _WORD + "footnotes+xml": "footnotes",
    _WORD + "endnotes+xml": "endnotes",
}
NOTES: Final = ("footnotes", "endnotes")
CUSTOM_XML: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
CUSTOM_XML_PROPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_CUSTOM_XML_PROPS_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


class Relation(NamedTuple):
    """One relationship: its id, type, target as written, and whether the target is outside the file."""

    id: str
    type: str
    target: str
    external: bool


@record(slots=True)
class Package:
    """The parts of a document by name, in the order of the file; `main` is the name of the document part."""

    parts: dict[str, bytes]
    main: str = ""
    types: dict[str, str] = field(default_factory=dict)
    _defaults: dict[str, str] = field(default_factory=dict)
    _members: dict[str, Member] = field(default_factory=dict)

    @classmethod
    def read(cls, data: bytes | Parts) -> Package:
        """The package in a .docx's bytes, or its parts as the gate let them in. Raises PL510 when it holds no document part."""
        members = dict((Parts(data) if isinstance(data, bytes) else data).members())
        package = cls({name: _spelt(name, member.content) for name, member in members.items()}, _members=members)
        package._read_types()
        main = [name for name, kind in package.types.items() if kind.lower() in _MAIN_TYPES and name in package.parts]
        if not main:
            raise ToolkitError("PL510")
        package.main = main[0]
        return package

    def _read_types(self) -> None:
        for node in self._entries(_CONTENT_TYPES):
            kind = node.get("ContentType", "")
            if node.get("PartName"):
                self.types[node["PartName"].lstrip("/")] = kind
            elif node.get("Extension"):
                self._defaults[node["Extension"].lower()] = kind

    def _entries(self, name: str) -> list[dict[str, str]]:
        """The attributes of the elements of a part that is a plain list. Raises PL511 when it is no well-formed XML."""
        try:
            return entries(self.parts[name])
        except ValueError as error:
            raise ToolkitError("PL511", part=name, reason=str(error)) from None

    def tree(self, name: str, *, beside: int = 0) -> etree._Element:
        """The parsed root of a part. Raises PL511 when it is no well-formed XML or missing, PL120 when it is too large.

        `beside` is the room, in bytes, that is needed for more than the tree.
        """
        xml = self.parts.get(name)
        if xml is None:
            raise ToolkitError("PL511", part=name, reason="missing")
        return parse_xml(xml, name, beside=beside)

    def text_parts(self) -> Iterator[tuple[str, str]]:
        """Every part that holds text, as (name, what a person calls it): the body first, then headers, footers, notes."""
        yield self.main, "body"
        for name in sorted(self.types):
            known = TEXT_PARTS.get(self.types[name])
            if known and name in self.parts:
                yield name, known

    def relations(self, part: str) -> tuple[Relation, ...]:
        """The relationships of a part, empty where it has none."""
        name = rels_name(part)
        if name not in self.parts:
            return ()
        return tuple(
            Relation(
                node.get("Id", ""), node.get("Type", ""), node.get("Target", ""), node.get("TargetMode") == "External"
            )
            for node in self._entries(name)
        )

    def resolve(self, part: str, relation: Relation) -> str:
        """The name of the part a relationship points to."""
        if relation.target.startswith("/"):
            return relation.target.lstrip("/")
        return posixpath.normpath(posixpath.join(posixpath.dirname(part), relation.target))

    def type_of(self, name: str) -> str:
        """The content type of a part, by its own name or by its ending."""
        return self.types.get(name) or self._defaults.get(name.rpartition(".")[2].lower(), "application/octet-stream")

    def add_relation(self, part: str, kind: str, target: str, *, external: bool = False) -> str:
        """Add a relationship to a part and return its id, one that was free."""
        name = rels_name(part)
        taken = {relation.id for relation in self.relations(part)}
        number = next(n for n in range(1, len(taken) + 2) if f"rIdPl{n}" not in taken)
        outside = ' TargetMode="External"' if external else ""
        entry = f'<Relationship Id="rIdPl{number}" Type="{escape(kind)}" Target="{escape(target)}"{outside}/>'.encode()
        if name not in self.parts:
            self.parts[name] = (
                b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships '
                b'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
            )
            if "rels" not in self._defaults:
                self.add_type(name, _RELATIONS_TYPE)
        self.parts[name] = _insert_last(self.parts[name], entry, b"Relationships")
        return f"rIdPl{number}"

    def drop_relation(self, part: str, relation: Relation) -> None:
        """Remove a relationship of a part."""
        from lxml import etree

        root = self.tree(rels_name(part))
        for node in list(root):
            if node.get("Id") == relation.id:
                root.remove(node)
        self.parts[rels_name(part)] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def drop_part(self, name: str) -> None:
        """Remove a part with its relationships and content type."""
        from lxml import etree

        self.parts.pop(name, None)
        self.parts.pop(rels_name(name), None)
        if self.types.pop(name, None) is not None:
            root = self.tree(_CONTENT_TYPES)
            for node in list(root):
                if (node.get("PartName") or "").lstrip("/") == name:
                    root.remove(node)
            self.parts[_CONTENT_TYPES] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def add_type(self, name: str, kind: str) -> None:
        """Declare the content type of a part, where it is not declared already."""
        if self.types.get(name) == kind:
            return
        self.types[name] = kind
        entry = f'<Override PartName="/{escape(name)}" ContentType="{escape(kind)}"/>'.encode()
        self.parts[_CONTENT_TYPES] = _insert_last(self.parts[_CONTENT_TYPES], entry, b"Types")

    def put(self, name: str, member: Member) -> None:
        """Set a part together with its deflated bytes."""
        self.parts[name] = member.content
        self._members[name] = member

    def add_custom_xml(self, xml: bytes, store_id: str) -> str:
        """Add a custom XML part under a free name and return the name."""
        taken = {part.lower() for part in (*self.parts, *self.types)}  # names that differ in case alone are one
        number = next(n for n in range(1, 10_000) if taken.isdisjoint(f"customxml/item{x}".lower() for x in _names(n)))
        name, props = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
        self.parts[name] = xml
        self.parts[props] = (
            '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
            f'<ds:datastoreItem ds:itemID="{store_id}" '
            'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs/></ds:datastoreItem>'
        ).encode()
        self.add_type(props, _CUSTOM_XML_PROPS_TYPE)
        if self._defaults.get("xml") != "application/xml":
            self.add_type(name, "application/xml")
        up = posixpath.relpath(f"/{name}", f"/{posixpath.dirname(self.main)}")
        self.add_relation(self.main, CUSTOM_XML, up)
        self.add_relation(name, CUSTOM_XML_PROPS, posixpath.basename(props))
        return name

    def copy(self) -> Package:
        """A package with the same parts whose changes do not reach this one."""
        return Package(dict(self.parts), self.main, dict(self.types), self._defaults, dict(self._members))

    def make_document(self) -> None:
        """Give the document part the content type of a plain .docx, whatever the template was."""
        kind = self.types[self.main]
        plain = _WORD + "document.main+xml"
        if kind != plain:
            self.types[self.main] = plain
            self.parts[_CONTENT_TYPES] = self.parts[_CONTENT_TYPES].replace(kind.encode(), plain.encode())

    def write(self, stream: BinaryIO) -> None:
        """Write the package; the same parts give the same bytes."""
        order = [_CONTENT_TYPES, *(name for name in self.parts if name != _CONTENT_TYPES)]
        write_archive(stream, ((name, self.member(name)) for name in order))

    def member(self, name: str) -> Member:
        """A part with its deflated bytes, those it was read with or those made before while it stays what it is."""
        known = self._members.get(name)
        if known is None or known.content is not self.parts[name]:
            known = self._members[name] = deflate(self.parts[name])
        return known


def _spelt(name: str, content: bytes) -> bytes:
    try:
        return in_utf8(content)
    except ValueError as error:
        raise ToolkitError("PL511", part=name, reason=str(error)) from None


def rels_name(part: str) -> str:
    """The name of the part that holds another part's relationships."""
    folder, _, base = part.rpartition("/")
    return f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"


def _names(number: int) -> tuple[str, ...]:
    return (f"{number}.xml", f"Props{number}.xml")


def _insert_last(xml: bytes, entry: bytes, root: bytes) -> bytes:
    """The XML with an entry added as the root's last child, under the root's prefix, however the root is closed."""
    bare, closing = xml.rstrip(), b"</%s>" % root
    if bare.endswith(closing):
        return bare.removesuffix(closing) + entry + xml[len(bare) - len(closing) :]
    match = re.search(rb"</((?:[\w.-]+:)?)" + root + rb"\s*>\s*$", xml)
    if match:
        return xml[: match.start()] + b"<" + match[1] + entry[1:] + xml[match.start() :]
    match = re.search(rb"<((?:[\w.-]+:)?)(" + root + rb")\b([^>]*)/>\s*$", xml)
    if not match:
        raise ToolkitError("PL511", part=root.decode(), reason="no closing tag")
    prefix, name, attributes = match.groups()
    whole = b"<%s%s%s><%s%s</%s%s>" % (prefix, name, attributes, prefix, entry[1:], prefix, name)
    return xml[: match.start()] + whole
