"""Edits under tracked changes."""

from __future__ import annotations

from lxml import etree
from support.hand import Hand, copied, parent_of, run_of, text_of
from support.reading import Element, W


def _tracked(hand: Hand, kind: str) -> Element:
    names = {"id": hand.number(), "author": "B", "date": "2026-01-05T08:00:00Z"}
    return etree.Element(W + kind, {W + name: text for name, text in names.items()})


def _as_deleted(node: Element) -> None:
    for text in node.iter(f"{W}t"):
        text.tag = f"{W}delText"


def track_words(hand: Hand) -> str:
    """Insert words beside a field and delete some, tracked."""
    if not (found := hand.controls(sentences=True)):
        return ""
    control = hand.rng.choice(found)
    inserted, deleted = _tracked(hand, "ins"), _tracked(hand, "del")
    inserted.append(run_of(f" chèn {hand.number()} "))
    deleted.append(run_of("chữ cũ"))
    _as_deleted(deleted)
    hand.rng.choice((control.addnext, control.addprevious))(inserted)
    hand.rng.choice((control.addnext, control.addprevious))(deleted)
    return text_of(control)


def track_number(hand: Hand) -> str:
    """Type another number over a field, tracked."""
    found = [c for c in hand.controls(sentences=True) if c.find(f"{W}sdtContent/{W}ins") is None]
    if not found:
        return ""
    control, text = hand.rng.choice(found), str(hand.rng.randrange(100_000, 999_999))
    inserted = _tracked(hand, "ins")
    inserted.append(run_of(text))
    was = text_of(control)
    last = _delete_inside(hand, control)
    last.addnext(inserted)
    return f"{was} -> {text}"


def _delete_inside(hand: Hand, control: Element) -> Element:
    """Mark the text of a control as deleted; the last element so marked."""
    last = control
    for run in list(control.iter(f"{W}r")):
        if run.find(f"{W}t") is None:
            continue
        last = _tracked(hand, "del")
        run.addprevious(last)
        last.append(run)
        _as_deleted(run)
    return last


def track_deleted_field(hand: Hand) -> str:
    """Delete a field, tracked: its control stays around the deleted text."""
    found = [c for c in hand.controls(sentences=True) if c.find(f".//{W}ins") is None]
    if not found:
        return ""
    control = hand.rng.choice(found)
    text = text_of(control)
    _delete_inside(hand, control)
    return text


def _track_all(hand: Hand, paragraph: Element, kind: str) -> None:
    """Mark all runs of a paragraph, neighbours together, as Word does."""
    for run in list(paragraph.iter(f"{W}r")):
        above = parent_of(run)
        before = run.getprevious()
        if next(run.iterancestors(*(W + name for name in ("ins", "del", "moveFrom", "moveTo"))), None) is not None:
            continue
        if before is not None and before.tag == f"{W}proofErr":
            above.remove(before)
            before = run.getprevious()
        if before is not None and before.tag == W + kind:
            before.append(run)
            continue
        marked = _tracked(hand, kind)
        run.addprevious(marked)
        marked.append(run)


def track_paragraph(hand: Hand) -> str:
    """Paste a copy of a paragraph, tracked."""
    one, other = hand.sentence(), hand.sentence()
    if one is None or other is None or _marked(one):
        return ""
    made = copied(hand, one)
    _track_all(hand, made, "ins")
    other.addnext(made)
    return text_of(made)[:40]


def _marked(paragraph: Element) -> bool:
    names = ("ins", "del", "moveFrom", "moveTo", "txbxContent")
    return next(paragraph.iter(*(W + name for name in names)), None) is not None


def track_move(hand: Hand) -> str:
    """Move a paragraph, tracked: it stands at both places."""
    one, other = hand.sentence(), hand.sentence()
    if one is None or other is None or one is other or _marked(one):
        return ""
    made = copied(hand, one)
    _track_all(hand, one, "moveFrom")
    _track_all(hand, made, "moveTo")
    other.addnext(made)
    return text_of(made)[:40]
