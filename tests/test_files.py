"""Writing whole or not at all: faults at every step, what stands in the way, what is left behind."""

from __future__ import annotations

import errno
import os
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest
from support.faults import Faults

from toolkit.files import backup_of, check_output, is_open, refuse_input, write_whole
from toolkit.problems import ToolkitError

posix = pytest.mark.skipif(os.name == "nt", reason="what a POSIX system has and Windows has not")


def writing(content: bytes) -> Callable[[BinaryIO], object]:
    return lambda stream: stream.write(content)


def refused(path: Path, *, new: bool = False) -> ToolkitError:
    with pytest.raises(ToolkitError) as caught:
        write_whole(path, writing(b"new"), new=new)
    return caught.value


def names(folder: Path) -> set[str]:
    return {child.name for child in folder.iterdir()}


def test_a_new_file_and_one_that_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "báo cáo.docx"
    backup = backup_of(path)
    assert backup.name == "báo cáo.bak.docx"
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
    assert names(tmp_path) == {"a.docx"}


# --- faults ---------------------------------------------------------------------------------------------------------

FAULTS = [(errno.ENOSPC, "PL543"), (errno.EDQUOT, "PL543"), (errno.EACCES, "PL542"), (errno.EROFS, "PL542"),
          (errno.EIO, "PL557"), (errno.ESTALE, "PL557"), (errno.ENAMETOOLONG, "PL556"), (errno.EMFILE, "PL544")]  # fmt: skip


@posix
@pytest.mark.parametrize(("number", "code"), FAULTS)
@pytest.mark.parametrize("new", [False, True])
def test_a_fault_at_any_call_leaves_the_old_file_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str, new: bool
) -> None:
    faults = Faults(monkeypatch)

    def once(folder: Path, fail_at: int) -> str:
        """Replace a file by another, or write one that is new; the code of what went wrong."""
        folder.mkdir()
        path = folder / "a.docx"
        if not new:
            path.write_bytes(b"old")
        with faults.failing(fail_at, number):
            try:
                write_whole(path, writing(b"new"), backup=backup_of(path), new=new)
            except ToolkitError as error:
                return error.problem.code
        return ""

    assert once(tmp_path / "whole", -1) == ""
    calls = faults.calls
    assert {"open", "write", "fsync", "link" if new else "replace", "unlink"} <= set(calls)
    said = set()
    for at in range(len(calls)):
        folder = tmp_path / str(at)
        said.add(once(folder, at))
        path = folder / "a.docx"
        content = path.read_bytes() if path.exists() else b""
        assert content in ((b"", b"new") if new else (b"old", b"new"))
        write_whole(path, writing(b"last"))  # the next run clears away what could not be removed
        assert names(folder) <= {"a.docx", "a.bak.docx"}
    assert said == {"", code}


def test_what_is_read_back_must_be_what_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"old")
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(len(data))))
    error = refused(path)
    monkeypatch.undo()
    assert (error.problem.code, path.read_bytes(), names(tmp_path)) == ("PL557", b"old", {"a.docx"})


def test_a_disk_that_takes_a_few_bytes_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(data[:7])))
    write_whole(tmp_path / "a.docx", writing(b"x" * 100))
    monkeypatch.undo()
    assert (tmp_path / "a.docx").read_bytes() == b"x" * 100


def test_a_drive_without_links_locks_and_sync(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unable(*_: object, **__: object) -> None:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))

    for name in ("link", "fsync", "chown"):
        monkeypatch.setattr(os, name, unable, raising=False)
    if sys.platform != "win32":
        monkeypatch.setattr("fcntl.flock", unable)
    path = tmp_path / "a.docx"
    for content in (b"one", b"two"):
        write_whole(path, writing(content), backup=backup_of(path))
    write_whole(tmp_path / "b.docx", writing(b"new"), new=True)
    assert {child.name: child.read_bytes() for child in tmp_path.iterdir()} == {
        "a.docx": b"two", "a.bak.docx": b"one", "b.docx": b"new",
    }  # fmt: skip
    assert refused(path, new=True).problem.code == "PL550"


def test_a_file_that_windows_says_is_open_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"old")
    waits: list[float] = []
    for module in ("whole", "checks"):
        monkeypatch.setattr(f"toolkit.files.{module}.WINDOWS", True)
    monkeypatch.setattr("time.sleep", waits.append)
    real = os.replace

    def held(source: Path, target: Path) -> None:
        if len(waits) < 2:
            raise PermissionError(errno.EACCES, "in use")
        real(source, target)

    monkeypatch.setattr(os, "replace", held)
    write_whole(path, writing(b"new"))
    assert (path.read_bytes(), len(waits)) == (b"new", 2)
    monkeypatch.setattr("time.sleep", lambda _: None)
    waits.clear()  # it never lets go
    with pytest.raises(ToolkitError) as caught:
        write_whole(path, writing(b"newer"))
    assert (caught.value.problem.code, path.read_bytes(), names(tmp_path)) == ("PL541", b"new", {"a.docx"})


def test_a_file_that_changed_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"theirs")
    with pytest.raises(ToolkitError) as caught:
        write_whole(path, writing(b"ours"), still=lambda: False)
    assert (caught.value.problem.code, path.read_bytes(), names(tmp_path)) == ("PL553", b"theirs", {"a.docx"})


# --- what stands in the way -----------------------------------------------------------------------------------------


def owner_file(name: str, at: int) -> bytes:
    """The owner file of Word (`at` 54) or Excel (55): the name in 8-bit letters and in UTF-16."""
    plain = name.encode("ascii", "replace")
    return (bytes([len(plain)]) + plain).ljust(at, b" ") + bytes([len(name), 0]) + name.encode("utf-16-le") + bytes(60)


@pytest.mark.parametrize(
    ("owner", "content", "who"),
    [
        ("~$o-cao-nam.docx", owner_file("Nguyễn Thị Mẫu", 54), " (Nguyễn Thị Mẫu)"),
        ("~$bao-cao-nam.docx", owner_file("Văn thư", 55), " (Văn thư)"),
        ("~$ao-cao-nam.docx", b"\x05Admin" + bytes(48), " (Admin)"),
        (".~lock.bao-cao-nam.docx#", "Phòng Tổng hợp,may1,may1/x,01.01.2026;".encode(), " (Phòng Tổng hợp)"),
        (".~lock.bao-cao-nam.docx#", b",user1,host,01.01.2026;", " (user1)"),
        ("~$o-cao-nam.docx", b"", ""),
        ("~$o-cao-nam.docx", bytes(range(256)), ""),
    ],
)
def test_a_file_that_is_open_elsewhere(tmp_path: Path, owner: str, content: bytes, who: str) -> None:
    path = tmp_path / "bao-cao-nam.docx"
    path.write_bytes(b"old")
    assert not is_open(path)
    (tmp_path / owner).write_bytes(content)
    assert is_open(path)
    problem = refused(path).problem
    assert (problem.code, problem.values["by"]) == ("PL541", who)
    assert owner in problem.hint("en")
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize(("name", "owner"), [("a.docx", "~$a.docx"), ("bao-cao.docx", "~$ao-cao.docx")])
def test_short_names_keep_their_beginning_in_the_owner_file(tmp_path: Path, name: str, owner: str) -> None:
    (tmp_path / name).write_bytes(b"old")
    (tmp_path / owner).write_bytes(b"")
    assert is_open(tmp_path / name)


@posix
@pytest.mark.parametrize("new", [False, True])
def test_what_is_no_ordinary_file(tmp_path: Path, new: bool) -> None:
    folder, pipe, ring, one = tmp_path / "d.docx", tmp_path / "p.docx", tmp_path / "r.docx", tmp_path / "o.docx"
    folder.mkdir()
    os.mkfifo(pipe)
    ring.symlink_to(ring)
    one.write_bytes(b"old")
    for path, code in (
        (folder, "PL552"), (Path(), "PL552"), (Path("/"), "PL552"), (pipe, "PL554"), (Path("/dev/full"), "PL554"),
        (ring, "PL544"), (tmp_path / "none" / "a.docx", "PL546"), (one / "a.docx", "PL546"),
        (tmp_path / ("á" * 130 + ".docx"), "PL556"), (tmp_path / "x" / ("y/" * 3000 + "a.docx"), "PL556"),
    ):  # fmt: skip
        assert refused(path, new=new).problem.code == code, path
        with pytest.raises(ToolkitError):
            check_output(path, new=new)
    assert names(tmp_path) == {"d.docx", "p.docx", "r.docx", "o.docx"}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_longest_names_and_any_letters(tmp_path: Path, form: str) -> None:
    short = unicodedata.normalize(form, "Báo cáo tổng kết, năm 2023 (bản 1) [ký]* 'số'.docx".replace("*", ""))
    room = 255 - len(".docx")
    long = (unicodedata.normalize(form, "ệ") * 255).encode()[:room].decode("utf-8", "ignore") + ".docx"
    for name in (short, long):
        path = tmp_path / name
        for content in (b"one", b"two"):
            write_whole(path, writing(content))
        assert path.read_bytes() == b"two"
    assert len(names(tmp_path)) == 2


@posix
def test_a_read_only_file_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"old")
    path.chmod(0o444)
    assert refused(path).problem.code == "PL555"
    path.chmod(0o640)
    write_whole(path, writing(b"new"))
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)


@posix
def test_a_symbolic_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    real, link, dangling = tmp_path / "there" / "real.docx", tmp_path / "link.docx", tmp_path / "later.docx"
    real.write_bytes(b"old")
    link.symlink_to(real)
    dangling.symlink_to(tmp_path / "there" / "later.docx")
    write_whole(link, writing(b"new"), backup=backup_of(link))
    write_whole(dangling, writing(b"new"))
    assert link.is_symlink()
    assert dangling.is_symlink()
    assert (real.read_bytes(), backup_of(link).read_bytes()) == (b"new", b"old")
    assert names(tmp_path / "there") == {"real.docx", "later.docx"}


@posix
def test_an_input_under_another_name_is_an_input(tmp_path: Path) -> None:
    data = tmp_path / "a.xlsx"
    data.write_bytes(b"data")
    os.link(data, tmp_path / "b.xlsx")
    (tmp_path / "c.xlsx").symlink_to(data)
    (tmp_path / "d.bak.xlsx").symlink_to(data)  # what `d.xlsx` replaces would be kept over it
    for name in ("a.xlsx", "b.xlsx", "c.xlsx", "d.xlsx"):
        with pytest.raises(ToolkitError) as caught:
            refuse_input(tmp_path / name, None, data)
        assert caught.value.problem.code == "PL545"
    refuse_input(tmp_path / "e.xlsx", data)


@posix
def test_what_a_run_still_holds_is_not_swept_away(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"

    def inside(stream: BinaryIO) -> None:
        stream.write(b"outer")

    def meanwhile() -> bool:
        held = names(tmp_path)
        write_whole(path, writing(b"inner"))
        assert held < names(tmp_path)
        return True

    write_whole(path, inside, still=meanwhile)
    assert (path.read_bytes(), names(tmp_path)) == (b"outer", {"a.docx"})
