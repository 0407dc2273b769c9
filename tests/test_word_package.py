"""Documents as packages: what cannot be used, and what is the same every time."""

from __future__ import annotations

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
