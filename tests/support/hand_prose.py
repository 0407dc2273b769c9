"""Edits of words, numbers and paragraphs."""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree
from support.hand import Hand, copied, drop, in_box, run_of, show_text, text_of, twins
from support.reading import W


def overtype(hand: Hand) -> str:
    """Type another number over a field, oftener in a sentence than in a table."""
    if not (found := hand.controls(sentences=hand.rng.random() < 0.6)):
        return ""
    control, text = hand.rng.choice(found), str(hand.rng.randrange(100_000, 999_999))
    was = text_of(control)
    for twin in twins(hand, control):
        show_text(twin, text)
    return f"{was} -> {text}"


def overtype_a_digit(hand: Hand) -> str:
    """Type over one digit of a number, which leaves it in three runs."""
    found = [control for control in hand.controls(sentences=True) if re.search(r"\d", text_of(control))]
    if not found:
        return ""
    control = hand.rng.choice(found)
    text = text_of(control)
    at = hand.rng.choice([m.start() for m in re.finditer(r"\d", text)])
    digit = str((int(text[at]) + 1) % 10)
    show_text(control, text[:at])
    first = next(control.iter(f"{W}r"))
    for piece in reversed((digit, text[at + 1 :])):
        other = deepcopy(first)
        next(other.iter(f"{W}t")).text = piece
        first.addnext(other)
    return f"{text} -> {text[:at]}{digit}{text[at + 1 :]}"


def reword(hand: Hand) -> str:
    """Change words between fields."""
    texts = [t for p in hand.sentences() for t in p.iter(f"{W}t") if re.search("đơn vị|kỳ trước|mở đầu", t.text or "")
             and not list(t.iterancestors(f"{W}sdt")) and not in_box(t)]  # fmt: skip
    if not texts:
        return ""
    chosen = hand.rng.choice(texts)
    chosen.text = re.sub("đơn vị|kỳ trước|mở đầu", f"chữ sửa tay {hand.number()}", chosen.text or "", count=1)
    return chosen.text


def delete(hand: Hand) -> str:
    """Delete a paragraph."""
    chosen = hand.sentence()
    if chosen is None:
        return ""
    drop(chosen)
    return text_of(chosen)[:40]


def add(hand: Hand) -> str:
    """Add a paragraph of one's own."""
    chosen = hand.sentence()
    if chosen is None:
        return ""
    made = etree.Element(f"{W}p")
    made.append(run_of(f"Câu thêm tay số {hand.number()}."))
    chosen.addnext(made)
    return "a paragraph"


def move(hand: Hand) -> str:
    """Move a paragraph elsewhere."""
    one, other = hand.sentence(), hand.sentence()
    if one is None or other is None or one is other:
        return ""
    other.addnext(one)
    return text_of(one)[:40]


def copy(hand: Hand) -> str:
    """Copy a paragraph elsewhere."""
    one, other = hand.sentence(), hand.sentence()
    if one is None or other is None:
        return ""
    other.addnext(copied(hand, one))
    return text_of(one)[:40]


def split(hand: Hand) -> str:
    """Press Enter in the middle of a paragraph."""
    found = [p for p in hand.sentences() if len(p) > 3 and p.find(f".//{W}txbxContent") is None]
    if not found:
        return ""
    chosen = hand.rng.choice(found)
    children = [child for child in chosen if child.tag != f"{W}pPr"]
    made = etree.Element(f"{W}p")
    made.extend(children[hand.rng.randrange(1, len(children)) :])
    chosen.addnext(made)
    return f"{text_of(chosen)[:40]} / {text_of(made)[:40]}"


def join(hand: Hand) -> str:
    """Press Delete at the end of a paragraph."""
    found = hand.sentences()
    pairs = [(one, one.getnext()) for one in found if one.getnext() in found]
    if not pairs:
        return ""
    one, other = hand.rng.choice(pairs)
    assert other is not None
    one.extend([child for child in other if child.tag != f"{W}pPr"])
    drop(other)
    return text_of(one)[:60]
