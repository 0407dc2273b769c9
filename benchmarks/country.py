"""A simulated country: merging the workbooks of up to 52,000 units; time, growth, memory, and what a second job brings.

A unit's workbook (60 indicators, two appendices' worth of headings, number formats, formulas with their results, a
`Thông tin` sheet) is made at the moment it is read, from one xlsxwriter workbook with the unit's own name and figures
put in, and deleted again, so the country never lies on the disk. Making it is no part of the work: the same processes make
some of the workbooks once more without reading them, and what all would take is taken off. Every measurement runs in a process
of its own. Growth is measured in processor time, own and children's, which other work on the machine disturbs less than the
clock. Peak memory is what all processes held together, looked at twenty times a second (on Linux; elsewhere it is not told).

With `--folding` one unit is read once and its reading goes in under every unit's name: what remains is calling the roll,
adding up and writing.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import os
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from benchmarks.measure import ROOT
from toolkit import jobs
from toolkit.excel import merging, unit

SIZES = (3250, 6500, 13_000, 26_000, 52_000)
QUICK = (500, 1000, 2000)
MADE_AGAIN = 1000
ROWS, PERIODS = 60, ("Quý I", "Quý II", "Quý III", "Quý IV")
NAME = "TÊN ĐƠN VỊ"
_MARK = re.compile(r"77000(\d{4})")


def base() -> bytes:
    """One unit's workbook in which every figure is a mark 77000RRC: row and column."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("PHỤ LỤC")
    head, whole, rate = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0"}), "0.00"
    decimal = book.add_format({"num_format": rate})
    sheet.merge_range(0, 0, 0, 10, "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU NĂM 2026", head)
    for column, text in enumerate(("STT", "Nội dung", "Đơn vị tính", "Chỉ tiêu")):
        sheet.merge_range(2, column, 3, column, text, head)
    sheet.merge_range(2, 4, 2, 7, "Thực hiện qua các kỳ", head)
    for column, text in enumerate(PERIODS, 4):
        sheet.write(3, column, text, head)
    for column, text in enumerate(("Thực hiện", "% so với chỉ tiêu", "Mã"), 8):
        sheet.merge_range(2, column, 3, column, text, head)
    for row in range(ROWS):
        at = row + 4
        percent = row % 3 == 2
        sheet.write(at, 0, row + 1)
        sheet.write(at, 1, f"{'Tỷ lệ hoàn thành' if percent else 'Kết quả'} chỉ tiêu công tác số {row + 1}")
        sheet.write(at, 2, "%" if percent else "việc")
        sheet.write(at, 3, 90 if percent else 200, whole)
        for column in range(len(PERIODS)):
            sheet.write(at, 4 + column, mark(row, column), decimal if percent else whole)
        rule = "AVERAGE" if percent else "SUM"
        sheet.write_formula(at, 8, f"={rule}(E{at + 1}:H{at + 1})", decimal if percent else whole, mark(row, 4))
        sheet.write_formula(at, 9, f"=I{at + 1}/D{at + 1}*100", decimal, mark(row, 5))
        sheet.write(at, 10, f"CT{row + 1}")
    info = book.add_worksheet("Thông tin")
    for at, (key, text) in enumerate((("Cơ quan", NAME), ("Ngày", "5/7/2026"), ("Kỳ báo cáo", "năm 2026"))):
        info.write(at, 0, key)
        info.write(at, 1, text)
    book.close()
    return stream.getvalue()


def mark(row: int, column: int) -> int:
    """The number that stands in the base workbook for a figure."""
    return 770_000_000 + row * 10 + column


def figures(number: int, row: int) -> list[str]:
    """The four periods, the actual and the percent of one row of one unit."""
    if row % 3 == 2:
        values = [90 + (number * 7 + row * 3 + column * 5) % 11 for column in range(4)]
        actual = sum(values) / 4
        return [*map(str, values), repr(actual), repr(actual / 90 * 100)]
    values = [(number * 31 + row * 17 + column * 7) % 97 + 1 for column in range(4)]
    return [*map(str, values), str(sum(values)), repr(sum(values) / 200 * 100)]


@lru_cache(maxsize=1)
def parts() -> dict[str, str]:
    """The parts of the base workbook as texts."""
    with zipfile.ZipFile(io.BytesIO(base())) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def make(number: int, path: Path) -> None:
    """Write the workbook of one unit."""
    rows = [figures(number, row) for row in range(ROWS)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in parts().items():
            if name.endswith("sheet1.xml"):
                text = _MARK.sub(lambda found: rows[int(found[1]) // 10][int(found[1]) % 10], text)
            elif name.endswith("sharedStrings.xml"):
                text = text.replace(NAME, unit_name(number))
            archive.writestr(name, text)


def unit_name(number: int) -> str:
    """What a unit is called."""
    return f"Đảng ủy xã số {number}"


def made_and_read(path: Path) -> unit.UnitData:
    """Stands in for `read_unit`: the file is made, read and deleted."""
    make(int(path.stem), path)
    try:
        return unit.read_unit(path)
    finally:
        path.unlink()


@lru_cache(maxsize=1)
def _one() -> unit.UnitData:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "0.xlsx"
        make(0, path)
        return unit.read_unit(path)


def known(path: Path) -> unit.UnitData:
    """Stands in for `read_unit` with `--folding`: a reading made before, under another name."""
    number = int(path.stem)
    return replace(_one(), file=path.name, name=unit_name(number), digest=f"{number:032x}")


def made(path: Path) -> None:
    """Only what making costs."""
    make(int(path.stem), path)
    path.unlink()


def write_roster(count: int, path: Path) -> None:
    """Write the roster of a country."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("STT", "Tên đơn vị", "Hạn nộp"))
    for number in range(count):
        sheet.write_row(number + 1, 0, (number + 1, unit_name(number), "10/7/2026"))
    book.close()


class Memory:
    """The most that this process and its children hold together inside the block, in MB: `peak`."""

    def __init__(self) -> None:
        self.peak = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        pages = Path("/proc/self/task")
        while pages.exists() and not self._done.wait(0.05):
            children = [pid for task in pages.iterdir() for pid in (task / "children").read_text().split()]
            self.peak = max(self.peak, sum(map(resident, ["self", *children])))


def resident(process: str) -> float:
    """What a process holds in memory, in MB; nothing for one that is gone."""
    with suppress(OSError):
        found = re.search(r"^VmRSS:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text(), re.MULTILINE)
        return int(found[1]) / 1024 if found else 0.0
    return 0.0


def processor() -> float:
    """Processor seconds of this process and of its children that have ended."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


def measure(count: int, workers: int, folder: Path, *, folding: bool = False) -> dict[str, float]:
    """Merge a country of this many units in this process and its workers."""
    paths = [folder / f"{number}.xlsx" for number in range(count)]
    making = making_cpu = 0.0
    if not folding:
        some = paths[:MADE_AGAIN]
        began, cpu = time.perf_counter(), processor()
        for _ in jobs.run(made, some, jobs=workers):
            pass
        making = (time.perf_counter() - began) * count / len(some)
        making_cpu = (processor() - cpu) * count / len(some)
    write_roster(count, folder / "roster.xlsx")
    merging.read_unit = known if folding else made_and_read  # the one thing that is not as in the product
    began, cpu = time.perf_counter(), processor()
    with Memory() as memory:
        outcome = merging.merge_units(paths, folder / "out.xlsx", roster=folder / "roster.xlsx", workers=workers)
    whole, cpu = time.perf_counter() - began, processor() - cpu
    if len(outcome.turnout.merged) != count or outcome.turnout.missing:
        sys.exit(f"merged {len(outcome.turnout.merged)} of {count} units")
    return {"seconds": whole - making, "cpu": cpu - making_cpu, "making": making, "memory": memory.peak}


def apart(count: int, workers: int, *, folding: bool) -> dict[str, float]:
    """One measurement in a process of its own."""
    command = [sys.executable, __file__, "--one", str(count), "--jobs", str(workers), *["--folding"] * folding]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def exponent(sizes: list[int], seconds: list[float]) -> float:
    """The slope of time against size, both as logarithms, by least squares."""
    xs, ys = [math.log(size) for size in sizes], [math.log(second) for second in seconds]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small countries, for a first look")
    parser.add_argument("--folding", action="store_true", help="without reading")
    parser.add_argument("--sizes", type=int, nargs="+", help="other sizes of countries")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--one", type=int, help="one measurement, as JSON")
    given = parser.parse_args()
    if given.one:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(measure(given.one, given.jobs, Path(folder), folding=given.folding)))
        return
    sizes = given.sizes or list(QUICK if given.quick else SIZES)
    workers = given.jobs
    print(f"{'units':>7} {'jobs':>4} {'seconds':>8} {'cpu s':>8} {'cpu ms/unit':>11} {'making s':>8} {'peak MB':>8}")
    found: dict[tuple[int, int], dict[str, float]] = {}
    middle = sizes[len(sizes) // 2]
    for count, many in dict.fromkeys([*((size, workers) for size in sizes), (middle, 1)]):
        one = found[count, many] = apart(count, many, folding=given.folding)
        print(
            f"{count:7} {many:4} {one['seconds']:8.1f} {one['cpu']:8.1f} {one['cpu'] / count * 1000:11.2f} "
            f"{one['making']:8.1f} {one['memory']:8.0f}",
            flush=True,
        )
    if len(sizes) > 1:
        print(f"growth exponent {exponent(sizes, [found[size, workers]['cpu'] for size in sizes]):.2f}")
    if workers > 1:
        gain = found[middle, 1]["seconds"] / found[middle, workers]["seconds"]
        print(f"{workers} jobs against 1 at {middle} units: {gain:.2f} times faster")


if __name__ == "__main__":
    main()
