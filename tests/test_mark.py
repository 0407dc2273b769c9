"""Marking: whatever is found wherever, the text of the document stays as it is and every finding has its comment."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from support.lint import lint
from support.words import document, saved

from toolkit.places import Paragraph
from toolkit.word.comments import Comments
from toolkit.word.mark import Closing, mark
from toolkit.word.package import Package
from toolkit.word.unmark import unmarked
from toolkit.word.xml import w

ROOT = Path(__file__).resolve().parent.parent
CLOSING = Closing("KẾT QUẢ", ["một dòng"], [("STT", "Ở đâu"), ("1", "đoạn 1")], (1, 4), frozenset({1}))
TEXTS = st.text("kết nạp 953 đảng viên, <&> \u00a0\t%¦", min_size=0, max_size=30)
LINES = st.lists(st.one_of(TEXTS, st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=2)), min_size=1, max_size=5)
SPOTS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 30), st.integers(0, 30)), max_size=6)


def texts(package: Package) -> dict[str, list[str]]:
    """What each paragraph of each part says, part by part."""
    return {
        name: ["".join(node.text or "" for node in p.iter(w("t"))) for p in package.tree(name).iter(w("p"))]
        for name, _ in package.text_parts()
    }


def held(before: Package, findings: list[tuple[Paragraph, str]]) -> None:
    """Mark a document and see that only comments and the closing pages were added."""
    marked = Package.read(saved(mark(before, findings, CLOSING)))
    old, new = texts(before), texts(marked)
    body = before.main
    assert new[body][: len(old[body])] == old[body]
    assert new[body][len(old[body])] == CLOSING.heading
    assert {name: lines for name, lines in new.items() if name != body} == {n: t for n, t in old.items() if n != body}
    assert lint(saved(marked)) == []
    comments = marked.tree("word/comments.xml").iter(w("comment")) if "word/comments.xml" in marked.parts else ()
    told = {"".join(map(str, node.itertext())) for node in comments}
    labels = {label: name for name, label in before.text_parts()}
    for place, text in findings:
        lines = old[labels[place.part]]
        assert text in told or not (0 < place.paragraph <= len(lines) and lines[place.paragraph - 1])


@settings(max_examples=60, deadline=None)
@given(lines=LINES, spots=SPOTS)
def test_no_finding_anywhere_changes_the_text(
    lines: list[str | list[tuple[str, str]]], spots: list[tuple[int, int, int]]
) -> None:
    made = Package.read(document("Mở đầu", *lines))
    findings = [
        (Paragraph("body", at, min(one, other), max(one, other)), f"lỗi {n}")
        for n, (at, one, other) in enumerate(spots)
    ]
    held(made, findings)


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*/bao-cao.docx")), ids=lambda path: path.parent.name)
def test_a_comment_on_every_paragraph_of_an_example_changes_no_text(path: Path) -> None:
    made = Package.read(path.read_bytes())
    findings = []
    for name, label in made.text_parts():
        paragraphs = list(made.tree(name).iter(w("p")))
        if label in ("body", "footnotes"):
            findings += [(Paragraph(label, at, 0, 3), f"{label} {at}") for at in range(1, len(paragraphs) + 1)]
    held(made, findings)


def test_a_comment_stands_at_the_words_it_is_about() -> None:
    made = Package.read(document("Kết nạp ¦95¦3 đảng¦ viên."))
    marked = mark(made, [(Paragraph("body", 1, 8, 11), "sai")], CLOSING)
    (paragraph, *_) = marked.tree(marked.main).iter(w("p"))
    text, inside = "", False
    for node in paragraph.iter():
        inside = (inside or node.tag == w("commentRangeStart")) and node.tag != w("commentRangeEnd")
        text += (node.text or "") if node.tag == w("t") and inside else ""
    assert text.startswith("95")
    assert "953" in text
    assert etree.tostring(paragraph).count(b"commentReference") == 1
    assert io.BytesIO(saved(marked)).read(2) == b"PK"


def test_marking_again_replaces_the_marks_and_leaves_what_people_added() -> None:
    plain = Package.read(document("Kết nạp 953 đảng viên.", [["Mở 33 lớp", "Kiểm tra 58 cuộc"]]))
    own = Comments(plain)
    body = plain.tree(plain.main)
    run = next(body.iter(w("r")))
    own.pin(run, run, "hai bên cùng sửa")
    plain.parts[plain.main] = etree.tostring(body)
    own.store()
    findings = [(Paragraph("body", 1, 8, 11), "sai"), (Paragraph("body", 2, 3, 5), "cũng sai")]
    once = Package.read(saved(mark(plain, findings, CLOSING)))
    twice = Package.read(saved(mark(unmarked(once), findings, CLOSING)))
    assert twice.parts[twice.main] == once.parts[once.main]
    assert [node.get(w("initials")) for node in twice.tree("word/comments.xml")] == ["PL", "PL-ĐC", "PL-ĐC"]
    bare = unmarked(once)
    assert texts(bare) == texts(plain)
    assert [node.get(w("initials")) for node in bare.tree("word/comments.xml")] == ["PL"]
    assert unmarked(plain) is plain
    assert lint(saved(twice)) == []
