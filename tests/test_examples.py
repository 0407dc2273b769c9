"""The examples are what their sources make, and they are made the same every time."""

from __future__ import annotations

import importlib.util
import io
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

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
def monkeypatch_module() -> pytest.MonkeyPatch:
    patch = pytest.MonkeyPatch()
    yield patch
    for name in [name for name in sys.modules if name.split(".")[0] == "sources"]:
        del sys.modules[name]
    patch.undo()


@pytest.fixture(scope="module")
def made(make: ModuleType) -> dict[str, bytes]:
    return make.files()


def parts(package: bytes) -> dict[str, bytes]:
    """The entries of a package; what the deflater of this machine makes of them is not compared."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


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
        if path.suffix in (".xlsx", ".docx") and not path.name.startswith("~$")
    }
    reports = {name for name in committed if name.endswith("/bao-cao.docx")}
    assert committed - reports == set(made)
