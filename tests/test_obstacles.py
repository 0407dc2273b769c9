"""Whatever stands in an output's way, every verb that writes says so in either language, exits with 2 and leaves all as it was."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from support.books import book

from toolkit.cli.console import run
from toolkit.cli.fill_report import command as fill_report
from toolkit.cli.phuluc import Group
from toolkit.reports import fill

GRID = "STT|Nội dung|Đơn vị tính|Chỉ tiêu|2022|2023|Thực hiện\n1|Kết nạp đảng viên|ĐV|10|4|5|9\n2|Mở lớp|Lớp|5|2|4|6"
VERBS = {
    "fill-report": (".docx", ["{data}", "-o", "{out}"]),
    "fill-report --fresh": (".docx", ["{data}", "-o", "{out}", "--fresh"]),
    "fill-report --final": (".docx", ["{data}", "-o", "{out}", "--final"]),
    "appendix": (".docx", ["appendix", "{data}", "-o", "{out}"]),
    "appendix .xlsx": (".xlsx", ["appendix", "{data}", "-o", "{out}"]),
    "check --mark": (".docx", ["check", "{report}", "{data}", "--mark", "{out}"]),
    "new": (".xlsx", ["new", "{out}"]),
    "import": (".xlsx", ["import", "{report}", "-o", "{out}"]),
    "merge": (".xlsx", ["merge", "{data}", "-o", "{out}", "--jobs", "1"]),
}


def folder(out: Path) -> Path:
    out.mkdir()
    return out


def pipe(out: Path) -> Path:
    os.mkfifo(out)
    return out


def to_device(out: Path) -> Path:
    out.symlink_to("/dev/full")
    return out


def read_only(out: Path) -> Path:
    out.write_bytes(b"old")
    out.chmod(0o444)
    return out


def open_elsewhere(out: Path) -> Path:
    out.write_bytes(b"old")
    out.with_name(f".~lock.{out.name}#").write_text("Phòng A,b,c;", "utf-8")
    return out


def below_a_file(out: Path) -> Path:
    out.write_bytes(b"old")
    return out / out.name


OBSTACLES: dict[str, tuple[Callable[[Path], Path], set[str]]] = {
    "a folder": (folder, {"PL552"}),
    "a pipe": (pipe, {"PL554"}),
    "a device": (to_device, {"PL554"}),
    "read-only": (read_only, {"PL555", "PL550"}),
    "open elsewhere": (open_elsewhere, {"PL541", "PL550"}),
    "below a file": (below_a_file, {"PL546"}),
    "no folder": (lambda out: out.parent / "none" / out.name, {"PL546"}),
    "a name too long": (lambda out: out.with_name("ệ" * 90 + out.suffix), {"PL556"}),
    "another ending": (lambda out: out.with_suffix(".xlsm" if out.suffix == ".xlsx" else ".doc"), {"PL549"}),
    "the other ending": (lambda out: out.with_suffix(".pdf"), {"PL549"}),
    "no ending": (lambda out: out.with_suffix(""), {"PL549"}),
    "a ring of links": (lambda out: out.symlink_to(out) or out, {"PL544"}),
    "the input": (lambda out: out.parent.parent / "so-lieu.xlsx", {"PL545", "PL550"}),
}  # fmt: skip


# No input of a verb that writes a document is one, but the template, which test_cli.py gives.
CASES = [
    (verb, obstacle) for verb in VERBS for obstacle in OBSTACLES if obstacle != "the input" or VERBS[verb][0] == ".xlsx"
]


def state(top: Path) -> dict[str, bytes | None]:
    return {
        str(path): path.read_bytes() if path.is_file() and not path.is_symlink() else None for path in top.rglob("*")
    }


@pytest.mark.skipif(os.name == "nt", reason="obstacles of a POSIX system")
@pytest.mark.parametrize(("verb", "obstacle"), CASES)
def test_an_obstacle_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: str, obstacle: str) -> None:
    ending, arguments = VERBS[verb]
    make, codes = OBSTACLES[obstacle]
    data = book(tmp_path / "so-lieu.xlsx", GRID)
    fill(data, output=tmp_path / "cu.docx")
    (tmp_path / "ra").mkdir()
    out = make(tmp_path / "ra" / f"ra{ending}")
    before = state(tmp_path)
    given = [part.format(data=data, out=out, report=tmp_path / "cu.docx") for part in arguments]
    said = []
    for lang in ("vi", "en"):
        with pytest.raises(SystemExit) as stopped:
            run(fill_report if verb.startswith("fill-report") else Group(), [*given, "--lang", lang])
        assert stopped.value.code == 2
        said.append(capsys.readouterr().err)
        assert any(code in said[-1] for code in codes), said[-1]
        assert "PL551" not in said[-1]
    assert said[0] != said[1]
    assert state(tmp_path) == before


@pytest.mark.parametrize("verb", VERBS)
def test_the_folder_one_works_in_may_be_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
    ending, arguments = VERBS[verb]
    data = book(tmp_path / "so-lieu.xlsx", GRID)
    fill(data, output=tmp_path / "cu.docx")
    out = tmp_path / f"ra{ending}"

    def gone() -> str:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(os, "getcwd", gone)
    with pytest.raises(SystemExit) as stopped:
        run(fill_report if verb.startswith("fill-report") else Group(),
            [part.format(data=data, out=out, report=tmp_path / "cu.docx") for part in arguments])  # fmt: skip
    assert stopped.value.code == 0
    assert out.exists()


FOLDERS: dict[str, tuple[Callable[[Path], Path], set[str]]] = {
    "a file": (lambda out: out.write_bytes(b"old") and out, {"PL544"}),
    "a pipe": (pipe, {"PL544"}),
    "a device": (to_device, {"PL544"}),
    "below a file": (below_a_file, {"PL546"}),
    "no folder": (lambda out: out.parent / "none" / out.name, {"PL546"}),
    "a name too long": (lambda out: out.with_name("ệ" * 90), {"PL556"}),
    "a ring of links": (lambda out: out.symlink_to(out) or out, {"PL544"}),
}  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="obstacles of a POSIX system")
@pytest.mark.parametrize("obstacle", FOLDERS)
@pytest.mark.parametrize("verb", ["scatter", "fill-report --each"])
def test_an_obstacle_in_a_folder_s_place_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: str, obstacle: str
) -> None:
    make, codes = FOLDERS[obstacle]
    data = book(tmp_path / "so-lieu.xlsx", GRID)
    roster = book(tmp_path / "danh-sach.xlsx", "Tên đơn vị | Mã\nXã An | A\nXã Bình | B")
    (tmp_path / "ra").mkdir()
    out = make(tmp_path / "ra" / "ra")
    before = state(tmp_path)
    given = ["scatter", data, "--roster", roster] if verb == "scatter" else ["--each", data]
    said = []
    for lang in ("vi", "en"):
        with pytest.raises(SystemExit) as stopped:
            run(
                Group() if verb == "scatter" else fill_report,
                [*map(str, given), "-o", str(out), "--jobs", "1", "--lang", lang],
            )
        assert stopped.value.code == 2
        said.append(capsys.readouterr().err)
        assert any(code in said[-1] for code in codes), said[-1]
    assert said[0] != said[1]
    assert state(tmp_path) == before


def test_what_stands_where_a_unit_s_workbook_would_go_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = book(tmp_path / "so-lieu.xlsx", GRID)
    roster = book(tmp_path / "danh-sach.xlsx", "Tên đơn vị\nXã An\nXã Bình\nXã Cửa\nXã Dương")
    out = tmp_path / "ra"
    out.mkdir()
    (out / "Xã An.xlsx").mkdir()
    (out / "Xã Bình.xlsx").write_bytes(b"old")
    (out / "Xã Cửa.xlsx").symlink_to("nowhere.xlsx")
    with pytest.raises(SystemExit) as stopped:
        run(Group(), ["scatter", str(data), "--roster", str(roster), "-o", str(out), "--jobs", "1", "--lang", "vi"])
    assert stopped.value.code == 0
    assert "Xã An.xlsx; Xã Bình.xlsx; Xã Cửa.xlsx" in capsys.readouterr().err
    assert (out / "Xã Bình.xlsx").read_bytes() == b"old"
    assert {path.name for path in out.iterdir()} == {"Xã An.xlsx", "Xã Bình.xlsx", "Xã Cửa.xlsx", "Xã Dương.xlsx"}
