"""Documents as packages: what cannot be used, and what is the same every time."""

from __future__ import annotations

import io
import zipfile

import pytest
from support.words import changed, document, saved

from toolkit.problems import ToolkitError
from toolkit.word.compile import compile_template
from toolkit.word.package import Package


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
