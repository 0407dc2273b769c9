"""Writing whole or not at all: faults at every step, a process killed in the middle, what is left behind."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from toolkit.files import is_open, write_whole
from toolkit.problems import ToolkitError

ROOT = Path(__file__).resolve().parent.parent


def writing(content: bytes) -> Callable[[BinaryIO], object]:
    return lambda stream: stream.write(content)


def test_a_new_file_and_one_that_is_replaced(tmp_path: Path) -> None:
    path, backup = tmp_path / "báo cáo.docx", tmp_path / "báo cáo.bak.docx"
    assert write_whole(path, writing(b"one"), backup=backup)
    assert not backup.exists()
    assert write_whole(path, writing(b"two"), backup=backup)
    assert (path.read_bytes(), backup.read_bytes()) == (b"two", b"one")
    assert write_whole(path, writing(b"three"), backup=backup)
    assert (path.read_bytes(), backup.read_bytes()) == (b"three", b"two")


def test_the_same_bytes_touch_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    write_whole(path, writing(b"one"))
    before = path.stat().st_mtime_ns
    assert not write_whole(path, writing(b"one"), backup=tmp_path / "b")
    assert path.stat().st_mtime_ns == before
    assert [child.name for child in tmp_path.iterdir()] == ["a.docx"]


@pytest.mark.parametrize("step", ["write", "fsync", "replace", "chmod"])
@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "PL543"), (errno.EACCES, "PL542"), (errno.EIO, "PL544"), (errno.ENAMETOOLONG, "PL544")],
)
def test_a_fault_at_any_step_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, code: str
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"old")

    def fail(*_: object, **__: object) -> object:
        raise OSError(number, os.strerror(number))

    write = fail if step == "write" else writing(b"new")
    if step == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    elif step in ("replace", "chmod"):
        monkeypatch.setattr(Path, step, fail)
    with pytest.raises(ToolkitError) as caught:
        write_whole(path, write)
    monkeypatch.undo()
    assert caught.value.problem.code == code
    assert path.read_bytes() == b"old"
    assert [child.name for child in tmp_path.iterdir()] == ["a.docx"]


@pytest.mark.parametrize("name", ["~$bao-cao.docx", "~$o-cao.docx", ".~lock.bao-cao.docx#"])
def test_a_file_that_is_open_elsewhere(tmp_path: Path, name: str) -> None:
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(b"old")
    assert not is_open(path)
    (tmp_path / name).write_bytes(b"")
    assert is_open(path)
    with pytest.raises(ToolkitError) as caught:
        write_whole(path, writing(b"new"))
    assert caught.value.problem.code == "PL541"


WRITER = """
import sys
from pathlib import Path
from toolkit.files import write_whole
path = Path(sys.argv[1])
print("ready", flush=True)
for round in range(10_000):
    write_whole(path, lambda stream: stream.write(bytes([round % 256]) * 200_000), backup=path.with_suffix(".bak"))
"""


@pytest.mark.skipif(os.name == "nt", reason="needs a signal that cannot be caught")
def test_a_kill_at_any_moment_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    for round_ in range(100):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep((round_ * 7 % 23) / 1000)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        for file in (path, path.with_suffix(".bak")):
            if file.exists():
                content = file.read_bytes()
                assert len(content) == 200_000
                assert len(set(content)) == 1
    write_whole(path, writing(b"after"))
    assert sorted(child.name for child in tmp_path.iterdir()) == ["a.bak", "a.docx"]
