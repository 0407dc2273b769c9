"""Merging with several workers: the same files to the byte, however many there are and whoever dies."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.cluster import needs_dask
from support.deeds import fold_or_die_once, read_or_die_once
from support.units import DISORDERLY, ORDERLY, unit

from toolkit import reports
from toolkit.outcomes.merge import Merged

TEXTS = (
    ORDERLY, DISORDERLY.replace("dưng cơ", "dưngg cơ"), ORDERLY.replace("20,5", "'chưa có'"), DISORDERLY.replace("Kết nạp  Đảng", "Phát triển Đảng"),
    ORDERLY.replace("| 10   | 10   | 12 ", "|      | 10   | 12 "), ORDERLY.replace("tỷ đồng  ", "tấn  "),
    ORDERLY.replace("II  | PHÁT", "4   | Hội nghị trực tuyến | cuộc | | 7 | | 1,5 | |\nII  | PHÁT"),
    ORDERLY.replace("Kết nạp đảng viên", "Kết nạp đoàn viên").replace("| kn ", "| "),
)  # fmt: skip


@pytest.fixture
def units(tmp_path: Path) -> list[Path]:
    return [
        unit(tmp_path / f"{at}.xlsx", f"Xã {at}", text, info={"Kỳ báo cáo": "6 tháng" if at != 5 else "quý II"},
             figures=f"Mã | Nội dung | Giá trị | Đơn vị\nvon | Vốn | {at}.905 | tỷ đồng\nnoi | Nơi họp | 'Nhà {at // 4}' |")
        for at, text in enumerate(TEXTS, 1)
    ]  # fmt: skip


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few figures are very many, and a share is of three units."""
    monkeypatch.setattr("toolkit.excel.merging.MOST_LIVE", 5)
    monkeypatch.setattr("toolkit.excel.beside._SHARE", 3)


def merged(units: list[Path], name: str, **settings: object) -> tuple[Merged, bytes, bytes]:
    out = units[0].parent / name / "gop.xlsx"
    out.parent.mkdir()
    outcome = reports.merge(units, out, **settings)  # type: ignore[arg-type]  workers or scheduler
    return outcome, out.read_bytes(), out.with_name("gop.nguon.csv").read_bytes()


@pytest.mark.usefixtures("many")
def test_shares_give_what_the_whole_gives(units: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    shared = merged(units, "shared", workers=1)
    monkeypatch.setattr("toolkit.excel.beside._SHARE", 100)
    whole = merged(units, "whole", workers=1)
    assert shared[1:] == whole[1:]
    assert shared[0].problems == whole[0].problems
    monkeypatch.setattr("toolkit.excel.merging.MOST_LIVE", 100_000)
    live = reports.merge(units, units[0].parent / "live.xlsx", workers=1)
    assert [p for p in shared[0].problems if p.code != "PL636"] == list(live.problems)
    assert {"PL603", "PL604", "PL605", "PL611", "PL612", "PL613", "PL614", "PL618", "PL620"} <= {
        problem.code for problem in live.problems
    }


@pytest.mark.usefixtures("many")
def test_two_jobs_give_what_one_gives(units: list[Path]) -> None:
    assert merged(units, "two", workers=2)[1:] == merged(units, "one", workers=1)[1:]


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("deed", ["reading", "adding up"])
def test_a_worker_killed_in_the_middle_changes_nothing(
    units: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    expected = merged(units, "one", workers=1)
    flag = tmp_path / "flag"
    monkeypatch.setenv("TEST_FLAG", str(flag))
    if deed == "reading":
        monkeypatch.setattr("toolkit.excel.merging.read_unit", read_or_die_once)
    else:
        monkeypatch.setattr("toolkit.excel.beside.fold_share", fold_or_die_once)
    found = merged(units, "two", workers=2)
    assert flag.exists()
    assert found[1:] == expected[1:]


@needs_dask
@pytest.mark.usefixtures("many")
def test_a_cluster_gives_what_one_process_gives(units: list[Path], scheduler: str) -> None:
    assert merged(units, "cluster", scheduler=scheduler)[1:] == merged(units, "one", workers=1)[1:]
