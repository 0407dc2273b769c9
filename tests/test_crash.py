"""The worst moments: a run killed at any point, two runs at once, a disk that fails under a whole verb."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest
from support.books import book
from support.faults import Faults
from support.words import document

from toolkit.files import backup_of
from toolkit.outcomes.write import ScatterOutcome
from toolkit.problems import ToolkitError
from toolkit.reports import check, fill, import_workbook, make_appendix, merge, new_workbook
from toolkit.scatter import hand_out, plan

ROOT = Path(__file__).resolve().parent.parent
GRID = "STT|Nội dung|Đơn vị tính|Chỉ tiêu|2022|2023|Thực hiện\n1|Kết nạp đảng viên|ĐV|{0}|4|5|9\n2|Mở lớp|Lớp|5|2|4|6"
LEFT = ".phuluc-*"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs fork, signals and limits of a POSIX system")


@pytest.fixture
def books(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Two workbooks with other figures, and a template; the report goes into a folder of its own."""
    (tmp_path / "ra").mkdir()
    template = tmp_path / "mau.docx"
    template.write_bytes(document("Chỉ tiêu {{ ket_nap_dang_vien.chi_tieu }}, đạt {{ ket_nap_dang_vien.ty_le }}."))
    return book(tmp_path / "a.xlsx", GRID.format(10)), book(tmp_path / "b.xlsx", GRID.format(12)), template


def whole_reports(books: tuple[Path, Path, Path], report: Path) -> set[bytes]:
    """Every report that filling by turns from either workbook gives."""
    found: set[bytes] = set()
    for _ in range(3):
        for data in books[:2]:
            fill(data, template=books[2], output=report)
            found.add(report.read_bytes())
    return found


def test_a_fill_killed_at_a_hundred_moments(books: tuple[Path, Path, Path], tmp_path: Path) -> None:
    report = tmp_path / "ra" / "bao-cao.docx"
    known = whole_reports(books, report)
    start = time.perf_counter()
    fill(books[0], template=books[2], output=report)
    one_fill = time.perf_counter() - start
    chance = random.Random(2023)
    killed = 0
    for _ in range(100):
        child = os.fork()
        if child == 0:
            try:
                for data in cycle(books[:2]):
                    fill(data, template=books[2], output=report)
            finally:
                os._exit(1)
        time.sleep(chance.uniform(0, 1.1 * one_fill))  # how far it got is chance; what must hold is not
        os.kill(child, signal.SIGKILL)
        killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        assert report.read_bytes() in known
        assert backup_of(report).read_bytes() in known
    assert killed == 100
    fill(books[0], template=books[2], output=report)
    fill(books[1], template=books[2], output=report)
    assert {path.name for path in report.parent.iterdir()} == {"bao-cao.docx", "bao-cao.bak.docx"}


def test_a_kill_between_any_two_calls(
    books: tuple[Path, Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = tmp_path / "ra" / "bao-cao.docx"
    known = whole_reports(books, report)
    faults = Faults(monkeypatch)
    with faults.failing(-1, 0):
        fill(books[0], template=books[2], output=report)
    for at in range(len(faults.calls)):
        fill(books[1], template=books[2], output=report)
        child = os.fork()
        if child == 0:
            try:
                with faults.failing(at, 0, instead=lambda: os.kill(os.getpid(), signal.SIGKILL)):
                    fill(books[0], template=books[2], output=report)
            finally:
                os._exit(1)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
        assert report.read_bytes() in known
        assert backup_of(report).read_bytes() in known
    fill(books[0], template=books[2], output=report)
    assert {path.name for path in report.parent.iterdir()} == {"bao-cao.docx", "bao-cao.bak.docx"}


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "toolkit.cli.fill_report", *map(str, arguments)]


def test_two_runs_at_once_on_one_report(books: tuple[Path, Path, Path], tmp_path: Path) -> None:
    report = tmp_path / "ra" / "bao-cao.docx"
    known = whole_reports(books, report)
    for _ in range(2):
        runs = [
            subprocess.Popen(
                command(data, "-t", books[2], "-o", report), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
            for data in books[:2]
        ]
        for run in runs:
            _, said = run.communicate(timeout=60)
            assert (run.returncode, b"PL55" in said) == (0, False), said.decode()
        assert report.read_bytes() in known
        assert backup_of(report).read_bytes() in known
    assert not list(report.parent.glob(LEFT))


def test_a_report_saved_by_hand_while_it_is_filled(
    books: tuple[Path, Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from toolkit.word.fill import fill as real
    from toolkit.word.ledger import load
    from toolkit.word.package import Package

    report = tmp_path / "ra" / "bao-cao.docx"
    fill(books[0], template=books[2], output=report)
    edits = iter((b"by hand ",))

    def slow(*arguments: object, **settings: object) -> object:
        for edit in edits:  # once, after the report was read and before it is written
            package = Package.read(report.read_bytes())
            package.parts[package.main] = package.parts[package.main].replace("đạt ".encode(), edit)
            with report.open("wb") as stream:
                package.write(stream)
        return real(*arguments, **settings)  # type: ignore[arg-type]

    monkeypatch.setattr("toolkit.word.fill.fill", slow)
    fill(books[1], template=books[2], output=report)
    package = Package.read(report.read_bytes())
    assert b"by hand" in package.parts[package.main]
    assert b">12<" in package.parts[package.main]
    assert load(package) is not None


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)
from toolkit.cli.fill_report import main
main()
"""


@pytest.mark.parametrize("most", [0, 1, 4_000])
def test_a_quota_that_is_used_up(books: tuple[Path, Path, Path], tmp_path: Path, most: int) -> None:
    report = tmp_path / "ra" / "bao-cao.docx"
    fill(books[0], template=books[2], output=report)
    before = report.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(most), str(books[1]), "-t", str(books[2]), "-o", str(report)],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, b"PL543" in done.stderr, b"Traceback" in done.stderr) == (2, True, False)
    assert {path.name: path.read_bytes() for path in report.parent.iterdir()} == {"bao-cao.docx": before}


VERBS: dict[str, tuple[str, Callable[[tuple[Path, Path, Path], Path], object]]] = {
    "fill-report": ("ra.docx", lambda books, out: fill(books[1], template=books[2], output=out)),
    "fill-report --final": ("ra.docx", lambda books, out: fill(books[1], template=books[2], output=out, final=True)),
    "appendix .docx": ("ra.docx", lambda books, out: make_appendix(books[1], out)),
    "appendix .xlsx": ("ra.xlsx", lambda books, out: make_appendix(books[1], out)),
    "new": ("ra.xlsx", lambda books, out: new_workbook(out, periods=("2024", "2025"))),
    "merge": ("ra.xlsx", lambda books, out: merge(books[:2], out, workers=1)),
    "check --mark": ("ra.docx", lambda books, out: check(books[0].with_suffix(".docx"), books[1], out)),
    "import": ("ra.xlsx", lambda books, out: import_workbook(books[0].with_suffix(".docx"), out)),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_full_disk_at_any_call_of_a_verb(
    books: tuple[Path, Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    name, run = VERBS[verb]
    replaces = verb not in ("new", "import")
    fill(books[0])
    old = b""
    if replaces:
        path = tmp_path / "old" / name
        path.parent.mkdir()
        if "fill" in verb:
            fill(books[0], template=books[2], output=path)
        elif verb == "merge":
            merge(books[:1], path, workers=1)
        else:
            make_appendix(books[0], path)
        old = path.read_bytes()
    faults = Faults(monkeypatch)
    count = 0
    for at in (-1, *range(20)):
        if at > -1 and at >= count:
            break
        out = tmp_path / str(at) / name
        out.parent.mkdir()
        if old:
            out.write_bytes(old)
        code = ""
        with faults.failing(at, errno.ENOSPC):
            try:
                run(books, out)
            except ToolkitError as error:
                code = error.problem.code
        assert code in ("", "PL543")
        left = {path.name for path in out.parent.iterdir() if not path.name.startswith(".phuluc-")}
        assert left <= {name, backup_of(out).name}
        if code and old:
            assert out.read_bytes() == old
        elif code:
            assert not out.exists()
        count = count or len(faults.calls)
    assert 5 <= count < 20


# --- a blank workbook for each unit -----------------------------------------------------------------------------------


@pytest.fixture
def handing_out(tmp_path: Path) -> Callable[[Path], ScatterOutcome]:
    """Hands out to three units; what it writes depends on the data alone."""
    data = book(tmp_path / "chi-tieu.xlsx", GRID.format(10))
    roster = book(tmp_path / "danh-sach.xlsx", "Tên đơn vị | Mã\nXã An | A\nXã Bình | B\nXã Cửa | C")

    def run(folder: Path) -> ScatterOutcome:
        return hand_out(plan(data, roster, folder), jobs=1)

    return run


def test_a_full_disk_at_any_call_of_handing_out(
    handing_out: Callable[[Path], ScatterOutcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handing_out(tmp_path / "whole")
    whole = {path.name: path.read_bytes() for path in (tmp_path / "whole").iterdir()}
    assert len(whole) == 3
    faults = Faults(monkeypatch)
    with faults.failing(-1, 0):
        handing_out(tmp_path / "counted")
    count = len(faults.calls)
    assert count > 12
    for at in range(count):
        folder = tmp_path / str(at)
        with faults.failing(at, errno.ENOSPC):
            outcome = handing_out(folder)
        there = {path.name: path.read_bytes() for path in folder.iterdir() if not path.match(LEFT)}
        assert there.items() <= whole.items()
        assert {unit.file.name for unit in outcome.units if unit.written} <= set(there)
        assert {problem.code for problem in outcome.problems} <= {"PL543", "PL664", "PL666"}
        assert len(there) == 3 or {"PL543", "PL666"} <= {problem.code for problem in outcome.problems}
        handing_out(folder)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == whole


def test_handing_out_killed_at_any_call(
    handing_out: Callable[[Path], ScatterOutcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handing_out(tmp_path / "whole")
    whole = {path.name: path.read_bytes() for path in (tmp_path / "whole").iterdir()}
    faults = Faults(monkeypatch)
    with faults.failing(-1, 0):
        handing_out(tmp_path / "counted")
    for at in range(len(faults.calls)):
        folder = tmp_path / str(at)
        child = os.fork()
        if child == 0:
            try:
                with faults.failing(at, 0, instead=lambda: os.kill(os.getpid(), signal.SIGKILL)):
                    handing_out(folder)
            finally:
                os._exit(1)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
        there = {path.name: path.read_bytes() for path in folder.iterdir() if not path.match(LEFT)}
        assert there.items() <= whole.items()
        handing_out(folder)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == whole
