"""What the verbs touch besides their output: nothing. No connection, no other program, no other file written.

Compiled templates are kept in the user's cache folder, which is one of the test's own here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "kien-giang-2023"
WATCHED = """
import json, os, sys
touched = []
LOUD = ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec",
        "os.posix_spawn", "os.fork", "urllib.Request", "ctypes.dlopen")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
def listen(event, arguments):
    if event in LOUD:
        touched.append([event, str(arguments[:1])])
    elif event == "open" and isinstance(arguments[0], (str, bytes)) and (arguments[2] or 0) & WRITES:
        touched.append(["write", os.fsdecode(arguments[0])])
    elif event in ("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate", "os.symlink"):
        touched.append([event, str(arguments[1 if event in ("os.rename", "os.link") else 0])])
sys.addaudithook(listen)
from pathlib import Path
from toolkit import reports
exec(sys.argv[1])
print(json.dumps(touched))
"""
CALLS = {
    "fill": "reports.fill(Path({data!r}), template=Path({template!r}), output=Path({out!r} + '.docx'))",
    "fill again": "[reports.fill(Path({data!r}), output=Path({out!r} + '.docx'), fresh=True) for _ in 'ab']",
    "appendix .docx": "reports.make_appendix(Path({data!r}), Path({out!r} + '.docx'))",
    "appendix .xlsx": "reports.make_appendix(Path({data!r}), Path({out!r} + '.xlsx'))",
    "import": "reports.import_workbook(Path({report!r}), Path({out!r} + '.xlsx'))",
    "merge": "reports.merge([Path({data!r})], Path({out!r} + '.xlsx'), workers=1)",
    "new": "reports.new_workbook(Path({out!r} + '.xlsx'))",
    "show": "reports.show(Path({data!r})); reports.fields(Path({data!r})); reports.trace(Path({report!r}))",
}


@pytest.mark.parametrize("verb", CALLS)
def test_a_verb_touches_nothing_but_its_output(tmp_path: Path, verb: str) -> None:
    code = CALLS[verb].format(
        data=str(EXAMPLE / "so-lieu.xlsx"), template=str(EXAMPLE / "mau-bao-cao.docx"), report=str(EXAMPLE / "bao-cao.docx"),
        out=str(tmp_path / "ra"),
    )  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED, code], cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PHULUC_CACHE": str(tmp_path / "cache")},
    )  # fmt: skip
    touched = json.loads(done.stdout.splitlines()[-1])
    elsewhere = [entry for entry in touched if not entry[1].startswith(str(tmp_path))]
    assert elsewhere == []
    assert bool(touched) == (verb != "show")
