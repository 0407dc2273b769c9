"""Documents as packages: what cannot be used, and what is the same every time."""

from __future__ import annotations

import io
import re
import runpy
import sys
import zipfile
import zlib
from collections.abc import Callable

import pytest
from lxml import etree
from support.lint import lint
from support.words import changed, document, saved

from toolkit.problems import ToolkitError
from toolkit.word.compile import compile_template
from toolkit.word.package import CUSTOM_XML, Package
from toolkit.word.zipped import __file__ as zipped_file


def refusal(data: bytes) -> str:
    with pytest.raises(ToolkitError) as caught:
        compile_template(data, "mau.docx")
    return caught.value.problem.code


def test_a_package_without_a_document() -> None:
    assert refusal(changed(document("a"), lambda name, data: data.replace(b"document.main", b"x"))) == "PL510"


def test_a_part_that_is_no_xml() -> None:
    assert (
        refusal(changed(document("a"), lambda name, data: data[:-40] if name == "word/document.xml" else data))
        == "PL511"
    )


@pytest.mark.parametrize("fast", [True, False])
@pytest.mark.parametrize("plain", [None, 0, 3000])
def test_a_part_unpacks_to_itself_whichever_library_deflated_it(
    fast: bool, plain: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not fast:
        monkeypatch.setitem(sys.modules, "isal", None)
    zipped = runpy.run_path(zipped_file)
    content = b"<w:p>" * 1000 + bytes(range(256)) * 40
    member = zipped["deflate"](content, plain)
    assert zlib.decompress(member.packed, -zlib.MAX_WBITS) == member.content == content
    assert member.crc == zlib.crc32(content)
    assert zipped["sum_of_stream"](content) == zlib.adler32(content)


def test_equal_content_is_equal_bytes() -> None:
    package = Package.read(document("a"))
    assert saved(package) == saved(Package.read(saved(package)))


def test_a_package_is_a_zip_archive_that_others_read() -> None:
    package = Package.read(document("a"))
    package.parts["word/media/ảnh.png"] = b"\x89PNG" * 5
    with zipfile.ZipFile(io.BytesIO(saved(package))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == package.parts
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_part_nobody_changed_keeps_the_bytes_it_came_with(method: int) -> None:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document("a"))) as source,
        zipfile.ZipFile(made, "w", method, compresslevel=9) as to,
    ):
        for name in source.namelist():
            to.writestr(name, source.read(name))
    package = Package.read(made.getvalue())
    package.parts[package.main] = changed_main = package.parts[package.main].replace(b"</w:t>", b"b</w:t>")
    with zipfile.ZipFile(io.BytesIO(saved(package))) as archive, zipfile.ZipFile(made) as came:
        sizes = {entry.filename: (entry.compress_size, entry.compress_type) for entry in archive.infolist()}
        before = {entry.filename: (entry.compress_size, entry.compress_type) for entry in came.infolist()}
        assert archive.read(package.main) == changed_main
        assert {name for name in sizes if sizes[name] != before[name]} == {package.main}


def prefixed(xml: bytes) -> bytes:
    """The same XML with a prefix on every element."""
    root = etree.fromstring(xml)
    made = etree.Element(root.tag, nsmap={"x": etree.QName(root).namespace}, attrib=root.attrib)
    made.extend([*root])
    etree.cleanup_namespaces(made, top_nsmap={"x": etree.QName(root).namespace})
    return etree.tostring(made)


PROPS = b"application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
RELS_TYPE = b"application/vnd.openxmlformats-package.relationships+xml"
TYPES: dict[str, Callable[[bytes], bytes]] = {
    "as usual": lambda xml: xml,
    "with a prefix": prefixed,
    "relations by name": lambda xml: re.sub(
        rb'<Default[^>]*"rels"[^>]*>',
        b"".join(
            b'<Override PartName="/%s" ContentType="%s"/>' % (part, RELS_TYPE)
            for part in (b"_rels/.rels", b"word/_rels/document.xml.rels")
        ),
        xml,
    ),
    "XML by name": lambda xml: re.sub(rb'<Default[^>]*"xml"[^>]*>', b"", xml),
    "parts that are not there": lambda xml: xml.replace(
        b"</Types>",
        b"".join(
            b'<Override PartName="/customXml/itemProps%d.xml" ContentType="%s"/>' % (n, PROPS) for n in range(1, 9)
        )
        + b"</Types>",
    ),
}


@pytest.mark.parametrize("way", TYPES)
def test_a_part_is_added_however_the_package_declares_its_parts(way: str) -> None:
    def change(name: str, data: bytes) -> bytes:
        if name == "[Content_Types].xml":
            return TYPES[way](data)
        return prefixed(data) if name.endswith(".rels") and way == "with a prefix" else data

    came = changed(document("a"), change)
    package = Package.read(came)
    package.add_custom_xml(b"<a/>", "{7C2D1D8E-3A1B-4B6E-9A57-0C9E4F7B1A11}")
    made = saved(package)
    for name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        root = etree.fromstring(package.parts[name])
        assert {etree.QName(node).namespace for node in root} == {etree.QName(root).namespace}
    assert sorted(set(lint(made)) - set(lint(came))) == []
    assert len([each for each in Package.read(made).relations(package.main) if each.type == CUSTOM_XML]) == 2


def test_a_part_is_added_under_a_name_that_no_part_has_in_other_letters() -> None:
    package = Package.read(changed(document("a"), lambda _, data: data, **{"customXML/Item2.xml": b"<x/>"}))
    assert package.add_custom_xml(b"<a/>", "{7C2D1D8E-3A1B-4B6E-9A57-0C9E4F7B1A11}") == "customXml/item3.xml"
