"""Compiled templates kept from run to run: the same report, and nothing read that is not to be trusted."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.computed import computed
from support.words import document, facts

from toolkit.word.compile import compile_template
from toolkit.word.fill import fill
from toolkit.word.nodes import Part
from toolkit.word.store import PartStore

ROOT = Path(__file__).resolve().parent.parent
GRID = """
STT | Nội dung         | ĐVT | Chỉ tiêu | 2021 | 2022 | Thực hiện | %
I   | CÔNG TÁC         |     |          |      |      |           |
1   | Kết nạp          | ĐV  | 1.200    | 400  | 553  | 953       | 79,42
2   | Mở lớp           | Lớp | 5        | 2    | 4    | 6         | 120
"""
TEMPLATE = document(
    "Kết nạp {{ ket_nap.thuc_hien }} đảng viên, {{ ket_nap | dat_chi_tieu }}, {{ ket_nap.ky['2022'] or 'chưa có' }}.",
    "{% if not ket_nap.dat and ket_nap.thuc_hien + 1 >= 2.5 %}", "Chưa đạt {{ -1.5 ~ 'x' }}.", "{% else %}", "Đạt.",
    "{% endif %}", "{% for x in muc('I') if x.co_chi_tieu %}", "{{ loop.index }} {{ x.noi_dung if x.dat else '-' }}",
    "{% endfor %}", "{{ phu_luc }}",
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> PartStore:
    return PartStore(tmp_path / "kho")


def entry(store: PartStore) -> Path:
    [path] = store._folder.iterdir()
    return path


def report(store: PartStore | None, template: bytes = TEMPLATE) -> dict[str, bytes]:
    compiled = compile_template(template, "mau.docx", store=store)
    return fill(compiled, facts(computed(GRID)), workbook="so-lieu.xlsx").package.parts


@pytest.mark.parametrize("template", [TEMPLATE, *((ROOT / "templates").glob("*.docx")), *ROOT.glob("examples/*/mau*.docx")],
                         ids=lambda given: "own" if isinstance(given, bytes) else given.name)  # fmt: skip
def test_kept_parts_are_those_that_were_compiled(store: PartStore, template: bytes | Path) -> None:
    data = template if isinstance(template, bytes) else template.read_bytes()
    made = compile_template(data, "mau.docx", store=store)
    kept = store.get(data)
    assert kept == made.parts == compile_template(data, "mau.docx").parts


def test_a_second_run_reads_them_and_makes_the_same_report(store: PartStore, monkeypatch: pytest.MonkeyPatch) -> None:
    first = report(store)
    monkeypatch.setattr("toolkit.word.compile._compile_parts", lambda _: pytest.fail("compiled again"))
    assert report(store) == first


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-9]), lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes().replace("Chưa đạt".encode(), b"Chua dat", 1)),
        lambda path: path.write_bytes(path.read_bytes().replace(b'["', b'[null, "', 1)), lambda path: path.chmod(0o622),
        lambda path: path.parent.chmod(0o777), lambda path: path.write_bytes(b"\x80" * 10_000),
    ],
    ids=["cut", "empty", "changed", "of another version", "writable by others", "folder of others", "nonsense"],
)  # fmt: skip
@pytest.mark.skipif(os.name == "nt", reason="modes of files")
def test_what_is_not_whole_and_our_own_is_compiled_anew(store: PartStore, damage: object) -> None:
    first = report(store)
    damage(entry(store))  # type: ignore[operator]
    assert store.get(TEMPLATE) is None
    assert report(store) == first


@pytest.mark.skipif(os.name == "nt", reason="links need a right")
def test_a_link_is_not_followed(store: PartStore, tmp_path: Path) -> None:
    report(store)
    path = entry(store)
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert store.get(TEMPLATE) is None


def test_an_unknown_class_is_no_part_of_a_template(store: PartStore, monkeypatch: pytest.MonkeyPatch) -> None:
    report(store)
    monkeypatch.setattr("toolkit.word.store._CLASSES", {})
    assert store.get(TEMPLATE) is None


def test_another_template_with_the_same_name_of_entry_is_told_apart(store: PartStore) -> None:
    report(store)
    other = document("Khác {{ ket_nap }}")
    entry(store).rename(store._path(other))
    assert store.get(other) is None


def test_a_store_that_cannot_be_written_hinders_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert report(PartStore(tmp_path / "file" / "kho")) == report(None)


def test_the_oldest_entries_go(store: PartStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.word.store._MOST", 2)
    for number in range(4):
        store.put(bytes([number]), {"word/document.xml": Part(("x",))})
        os.utime(store._path(bytes([number])), (number, number))
    assert [store.get(bytes([number])) is not None for number in range(4)] == [False, False, True, True]


def test_where_it_stands_and_how_it_is_turned_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PHULUC_CACHE", "off")
    assert PartStore.of_user() is None
    monkeypatch.setenv("PHULUC_CACHE", str(tmp_path))
    assert PartStore.of_user()._folder == tmp_path  # type: ignore[union-attr]
    monkeypatch.delenv("PHULUC_CACHE")
    if os.name != "nt":
        monkeypatch.delenv("HOME", raising=False)
        monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
        assert PartStore.of_user() is None
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        assert PartStore.of_user()._folder == tmp_path / "phuluc"  # type: ignore[union-attr]
