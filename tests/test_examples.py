"""The examples are what their sources make, and they are made the same every time."""

from __future__ import annotations

import importlib.util
import io
import re
import sys
import zipfile
import zlib
from binascii import a2b_base64
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from toolkit.claims import Verdict
from toolkit.reports import check

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


@pytest.fixture(scope="module")
def make(monkeypatch_module: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch_module.syspath_prepend(str(EXAMPLES))
    spec = importlib.util.spec_from_file_location("make_examples", EXAMPLES / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def monkeypatch_module() -> Iterator[pytest.MonkeyPatch]:
    patch = pytest.MonkeyPatch()
    yield patch
    for name in [name for name in sys.modules if name.split(".")[0] == "sources"]:
        del sys.modules[name]
    patch.undo()


@pytest.fixture(scope="module")
def made(make: ModuleType) -> dict[str, bytes]:
    return make.files()


KEPT = re.compile(rb'<pl:goc>\["([^"]*)","([A-Za-z0-9+/=]*)"\]</pl:goc>')


def parts(package: bytes) -> dict[str, bytes]:
    """The entries of a package; what the deflater of this machine makes of them, or of the parts a record keeps, is not compared."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: whole(archive.read(name)) for name in archive.namelist()}


def whole(part: bytes) -> bytes:
    """A part as it is, a record with what it keeps packed taken out and put behind."""
    kept: dict[bytes, bytes] = {}
    for name, text in KEPT.findall(part):
        kept[name] = kept.get(name, b"") + text
    return KEPT.sub(b"", part) + b"".join(name + zlib.decompress(a2b_base64(text)) for name, text in kept.items())


def test_the_same_sources_give_the_same_bytes(make: ModuleType, made: dict[str, bytes]) -> None:
    assert make.files() == made


def test_no_entry_bears_the_day_it_was_built(made: dict[str, bytes]) -> None:
    for data in made.values():
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert {entry.date_time[0] for entry in archive.infolist()} <= {1980, 2020}


def test_the_committed_files_are_what_the_sources_make(made: dict[str, bytes]) -> None:
    for name, data in made.items():
        assert parts((EXAMPLES / name).read_bytes()) == parts(data), name


def test_nothing_is_committed_beside_the_sources_but_reports(made: dict[str, bytes]) -> None:
    committed = {
        path.relative_to(EXAMPLES).as_posix()
        for path in EXAMPLES.glob("*/*")
        if path.suffix in (".xlsx", ".docx") and not path.name.startswith("~$") and ".bak." not in path.name
    }
    reports = {name for name in committed if name.endswith("/bao-cao.docx")}
    assert committed - reports == set(made)


def test_the_committed_reports_are_what_the_examples_fill(tmp_path: Path, make: ModuleType) -> None:
    for name in make.BOOKS:
        for path in (EXAMPLES / name).glob("[ms]*.*"):
            (tmp_path / name).mkdir(exist_ok=True)
            (tmp_path / name / path.name).write_bytes(path.read_bytes())
    make.write_reports(tmp_path)
    for name in make.BOOKS:
        report = f"{name}/bao-cao.docx"
        assert parts((EXAMPLES / report).read_bytes()) == parts((tmp_path / report).read_bytes()), name


# --- templates ------------------------------------------------------------------------------------------------------

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def templates(made: dict[str, bytes]) -> dict[str, dict[str, bytes]]:
    return {name: parts(data) for name, data in made.items() if name.endswith("/mau-bao-cao.docx")}


def fields(xml: bytes) -> int:
    return xml.count(b"{{ ")


def test_the_mid_term_template_has_the_fields_it_promises(templates: dict[str, dict[str, bytes]]) -> None:
    package = templates["kien-giang-2023/mau-bao-cao.docx"]
    notes = fields(package["word/footnotes.xml"])
    assert notes >= 20
    assert notes + fields(package["word/document.xml"]) >= 100


def test_every_footnote_is_referred_to_once_and_in_order(templates: dict[str, dict[str, bytes]]) -> None:
    for package in templates.values():
        document = etree.fromstring(package["word/document.xml"])
        notes = etree.fromstring(package["word/footnotes.xml"])
        written = [note.get(f"{W}id") for note in notes if note.get(f"{W}type") is None]
        assert [note.get(f"{W}id") for note in document.iter(f"{W}footnoteReference")] == written
        assert [note.get(f"{W}type") for note in notes[:2]] == ["separator", "continuationSeparator"]


def test_every_part_of_a_template_is_declared_and_related(templates: dict[str, dict[str, bytes]]) -> None:
    for package in templates.values():
        types = etree.fromstring(package["[Content_Types].xml"])
        declared = {node.get("PartName", "")[1:] for node in types if node.tag.endswith("Override")}
        assert declared == {name for name in package if not name.endswith(".rels") and name != "[Content_Types].xml"}
        relations = etree.fromstring(package["word/_rels/document.xml.rels"])
        assert {f"word/{node.get('Target')}" for node in relations} <= set(package)


def test_the_appendix_stands_alone_in_the_last_paragraph(templates: dict[str, dict[str, bytes]]) -> None:
    for package in templates.values():
        body = etree.fromstring(package["word/document.xml"])[0]
        assert "".join(body[-2].itertext()) == "{{ phu_luc }}"


# What the published sample prints wrong, and our report of it repeats in a note written by hand.
_WRONG = {"kien-giang-2023": ["23 + 13 + 3 = 39"]}


@pytest.mark.parametrize("report", sorted(EXAMPLES.glob("*/bao-cao.docx")), ids=lambda path: path.parent.name)
def test_the_reports_raise_no_alarm_but_what_is_wrong_in_them(report: Path) -> None:
    claims = check(report).claims
    wrong = [claim.formula for claim in claims if claim.verdict is Verdict.INCONSISTENT]
    assert wrong == _WRONG.get(report.parent.name, [])
    assert any(claim.verdict is Verdict.CONSISTENT for claim in claims)
