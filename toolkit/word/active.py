"""What a report must not carry over from its template: macros, and links, fields and objects that Word follows by itself.

Ordinary hyperlinks, which somebody has to click, stay. Of a field only its code goes; the text it showed last is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolkit.hints import TYPE_CHECKING, Final
from toolkit.places import File
from toolkit.problems import Problem
from toolkit.records import field, record
from toolkit.text import first_words
from toolkit.word.package import Package, Relation
from toolkit.word.xml import w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

_MACROS: Final = frozenset(
    {"vbaProject", "wordVbaData", "keyMapCustomizations", "attachedToolbars", "extensibility", "customKeyboard"}
)
_MACRO_FILES: Final = ("vbaproject.bin", "vbadata.xml", "vbaprojectsignature.bin")
# Parts that Word takes into the document when it opens it, or runs.
_OBJECTS: Final = {"aFChunk": "altChunk", "control": "ActiveX", "activeXControlBinary": "ActiveX"}
# Elements that mean nothing without the relationship they name; of any other only the reference goes.
_WHOLE: Final = frozenset(
    {"attachedTemplate", "altChunk", "subDoc", "sourceFileName", "mailMerge", "OLEObject", "control", "saveThroughXslt",
     "externalData", "videoFile", "audioFile", "movie"}
)  # fmt: skip
_REFERENCES: Final = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
# Fields that fetch, run or send something when they are brought up to date.
_FIELDS: Final = frozenset(
    {"DDE", "DDEAUTO", "INCLUDE", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "LINK", "DATABASE", "RD", "MACROBUTTON",
     "PRINT", "HTMLCONTROL", "ADDIN"}
)  # fmt: skip
_KEYWORD = re.compile(r"[\s\"'\\]*([A-Za-z]+)")


def drop_active_content(package: Package, name: str) -> list[Problem]:
    """Take out of a template what must not reach a report; each as a problem (PL131, PL505, PL506, PL507)."""
    found: list[Problem] = []
    _drop_macros(package, name, found)
    for part in ["", *package.parts]:
        if not part.endswith(".rels"):
            _drop_links(package, part, found)
    for part, xml in list(package.parts.items()):
        if b"instr" in xml and part.endswith(".xml"):
            _drop_fields(package, part, found)
    package.make_document()
    return found


def _kind(relation: Relation) -> str:
    return relation.type.rpartition("/")[2]


def _drop_macros(package: Package, name: str, found: list[Problem]) -> None:
    files = [part for part in package.parts if part.lower().endswith(_MACRO_FILES)]
    for part in files:
        package.drop_part(part)
    for part in ["", *package.parts]:
        for relation in () if part.endswith(".rels") else package.relations(part):
            if _kind(relation) in _MACROS:
                package.drop_relation(part, relation)
                if not relation.external:
                    package.drop_part(package.resolve(part, relation))
    if files:
        found.append(Problem("PL131", File(name), {}))


def _drop_links(package: Package, part: str, found: list[Problem]) -> None:
    """Take out the links of one part that lead outside, and the foreign contents it takes in."""
    gone: set[str] = set()
    for relation in package.relations(part):
        what = _OBJECTS.get(_kind(relation))
        if what is None and (not relation.external or _kind(relation) == "hyperlink"):
            continue
        gone.add(relation.id)
        package.drop_relation(part, relation)
        if what is None:
            found.append(Problem("PL505", None, {"part": part or "_rels", "target": relation.target}))
        else:
            found.append(Problem("PL506", None, {"part": part, "what": what}))
            if not relation.external:
                _drop_tree(package, package.resolve(part, relation))
    if gone and part in package.parts and part.endswith(".xml"):
        root = package.tree(part)
        for node in list(_referring(root, gone)):
            _cut(node, gone)
        _store(package, part, root)


def _drop_tree(package: Package, part: str) -> None:
    """Remove a part and the parts only it leads to."""
    inner = [package.resolve(part, relation) for relation in package.relations(part) if not relation.external]
    package.drop_part(part)
    for name in inner:
        if name in package.parts:
            _drop_tree(package, name)


def _referring(root: Element, gone: set[str]) -> Iterator[Element]:
    """The elements that name one of the relationships."""
    for node in root.iter():
        if isinstance(node.tag, str) and any(
            str(key).startswith(_REFERENCES) and value in gone for key, value in node.attrib.items()
        ):
            yield node


def _cut(node: Element, gone: set[str]) -> None:
    """Remove an element that is nothing without its relationship, or the reference alone."""
    whole = next(
        (over for over in (node, *node.iterancestors()) if str(over.tag).rpartition("}")[2] in _WHOLE),
        None,
    )
    if whole is not None:
        _remove(whole)
        return
    for key in [key for key, value in node.attrib.items() if str(key).startswith(_REFERENCES) and value in gone]:
        del node.attrib[key]


# --- fields ---------------------------------------------------------------------------------------------------------


@record(slots=True)
class _Field:
    """One field under way: its code so far, and what of it goes when it must not stay."""

    pieces: list[Element] = field(default_factory=list)
    code: str = ""
    nested: bool = False
    in_code: bool = True

    @property
    def active(self) -> bool:
        """True for a code that fetches or runs something, and for one that is itself computed."""
        keyword = _KEYWORD.match(self.code)
        return (self.nested and not self.code.strip()) if keyword is None else keyword[1].upper() in _FIELDS


def _drop_fields(package: Package, part: str, found: list[Problem]) -> None:
    root = package.tree(part)
    active = [each for each in _fields(root) if each.active]
    simple = [node for node in root.iter(w("fldSimple")) if _Field(code=node.get(w("instr")) or "").active]
    for each in active:
        found.append(Problem("PL507", None, {"part": part, "code": first_words(each.code) or "{ }"}))
        for piece in each.pieces:
            _remove(piece)
    for node in simple:
        found.append(Problem("PL507", None, {"part": part, "code": first_words(node.get(w("instr")) or "")}))
        for child in list(node):
            node.addprevious(child)
        _remove(node)
    if active or simple:
        _store(package, part, root)


def _fields(root: Element) -> Iterable[_Field]:
    """Every field made of runs, however they nest; one that never ends too."""
    open_: list[_Field] = []
    done: list[_Field] = []
    for node in root.iter(w("fldChar"), w("instrText"), w("delInstrText"), w("t"), w("tab"), w("br")):
        if node.tag == w("tab") and _is_stop(node):
            continue
        kind = node.get(w("fldCharType")) if node.tag == w("fldChar") else ""
        for outer in open_:
            if outer.in_code:  # what stands in a code is part of it, the result of a field inside it too
                outer.pieces.append(node)
        if kind == "begin":
            if open_ and open_[-1].in_code:
                open_[-1].nested = open_[-1].nested or not open_[-1].code.strip()
            open_.append(_Field([node]))
        elif kind and open_:
            if not open_[-1].in_code:
                open_[-1].pieces.append(node)
            open_[-1].in_code = False
            if kind == "end":
                done.append(open_.pop())
        elif open_ and open_[-1].in_code and node.tag in (w("instrText"), w("delInstrText")):
            open_[-1].code += node.text or ""
    return [*done, *open_]


def _is_stop(tab: Element) -> bool:
    """True for a tab stop of a paragraph, which bears the name of a tab in its text."""
    parent = tab.getparent()
    return parent is not None and parent.tag == w("tabs")


def _remove(node: Element) -> None:
    """Take an element out, and the run it leaves with nothing but formatting."""
    parent = node.getparent()
    if parent is None:
        return
    parent.remove(node)
    above = parent.getparent()
    if above is not None and parent.tag == w("r") and all(child.tag == w("rPr") for child in parent):
        above.remove(parent)


def _store(package: Package, part: str, root: Element) -> None:
    from lxml import etree

    package.parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
