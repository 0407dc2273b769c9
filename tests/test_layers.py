"""The shape of the house: a room imports only from lower floors, and each Office library from its own room."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "toolkit"
FLOORS = (
    ("hints",),
    ("records", "patterns", "memory"),
    ("places", "numbers", "text"),
    ("problems",),
    ("files", "gate", "watch", "jobs"),
    ("model", "columns", "kinds", "tables", "passages"),
    ("keys",),
    ("compute", "facts", "phrases", "expressions", "profiles", "headings", "claims"),
    ("merge",),
    ("excel", "word"),
    ("outcomes", "reports", "batch", "scatter", "tieout"),
    ("cli",),
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
# Rooms of one floor that may see each other; all others are wings that may not.
NEIGHBOURS = {
    ("numbers", "text"), ("expressions", "facts"), ("expressions", "phrases"), ("phrases", "facts"),
    ("facts", "phrases"), ("reports", "outcomes"), ("batch", "reports"), ("batch", "outcomes"),
    ("scatter", "reports"), ("scatter", "outcomes"), ("headings", "profiles"), ("headings", "phrases"),
    ("claims", "facts"), ("reports", "tieout"),
}  # fmt: skip
LIBRARIES = {"openpyxl": {"excel"}, "xlsxwriter": {"excel"}, "python_calamine": {"excel"}, "docx": {"word"}}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            if node.module == "toolkit":
                found |= {f"toolkit.{alias.name}" for alias in node.names}
    return found


SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_from_lower_floors(path: Path) -> None:
    room = room_of(path)
    assert room in FLOOR, f"{room} has no floor"
    for name in imports(path):
        parts = name.split(".")
        if parts[0] != "toolkit" or len(parts) < 2 or parts[1] in ("__version__", "templates"):
            continue
        other = room_of(PACKAGE / f"{parts[1]}.py")
        if other == room:
            continue
        lower = FLOOR[other] < FLOOR[room]
        assert lower or (room, other) in NEIGHBOURS, f"{room} must not import {other}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_office_library_has_one_room(path: Path) -> None:
    room = room_of(path)
    for name in imports(path):
        allowed = LIBRARIES.get(name.split(".")[0])
        assert allowed is None or room in allowed, f"{room} must not import {name}"


@pytest.mark.parametrize("module", ["toolkit.cli.fill_report", "toolkit.cli.phuluc", "toolkit.reports"])
def test_starting_loads_no_heavy_library(module: str) -> None:
    heavy = {
        "openpyxl",
        "xlsxwriter",
        "docx",
        "jinja2",
        "lxml",
        "rich",
        "rapidfuzz",
        "python_calamine",
        "dask",
        "distributed",
    }
    script = f"import sys, {module}; print(*sorted(set(sys.modules) & {heavy!r}))"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert result.stdout.split() == []
