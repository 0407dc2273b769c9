"""What a release is made of: every dependency pinned by hash, every package of ours in the wheel, every promise tested."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PINS = re.sub(r"\\\n", " ", (ROOT / ".ci" / "release.txt").read_text("utf-8"))


def pinned() -> dict[str, str]:
    """Name and version of every pin."""
    return {canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", PINS, re.MULTILINE)}


def test_every_pin_has_its_hashes() -> None:
    lines = [line for line in PINS.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert len(lines) == len(pinned())
    for line in lines:
        assert re.search(r" --hash=sha256:[0-9a-f]{64}\b", line), line


@pytest.mark.parametrize(
    "wanted", [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["cluster"]]
)
def test_every_dependency_is_pinned_to_a_version_it_allows(wanted: str) -> None:
    requirement = Requirement(wanted)
    version = pinned().get(canonicalize_name(requirement.name))
    assert version is not None
    assert version in requirement.specifier


def test_every_package_is_in_the_wheel() -> None:
    found = {
        path.parent.relative_to(ROOT).as_posix().replace("/", ".") for path in (ROOT / "toolkit").rglob("__init__.py")
    }
    assert found | {"toolkit.templates"} == set(PROJECT["tool"]["setuptools"]["packages"])


def test_every_test_a_promise_names_is_there() -> None:
    promises = (ROOT / "SECURITY.md").read_text("utf-8")
    file = ""
    for name, test in re.findall(r"`(test_\w+\.py)?(?:::(\w+))?`", promises):
        file = name or file
        if not file or not (name or test):
            continue
        source = (ROOT / "tests" / file).read_text("utf-8")
        assert not test or f"def {test}(" in source, (file, test)
    assert len(re.findall(r"`test_\w+\.py", promises)) > 10
