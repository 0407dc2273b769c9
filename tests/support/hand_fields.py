"""What happens to fields: looks, lost names, links, comments, notes."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree
from support.hand import Hand, copied, drop, parent_of, run_of, text_of
from support.reading import BARE, W

from toolkit.word.comments import Comments


def highlight(hand: Hand) -> str:
    """Give a field another look."""
    if not (found := hand.controls()):
        return ""
    control = hand.rng.choice(found)
    run = next(control.iter(f"{W}r"))
    formatting = run.find(f"{W}rPr")
    if formatting is None:
        formatting = run.makeelement(f"{W}rPr", {})
        run.insert(0, formatting)
    if formatting.find(f"{W}highlight") is None:
        mark = formatting.makeelement(f"{W}highlight", {f"{W}val": "yellow"})
        after = [
            n
            for n in formatting
            if n.tag in (f"{W}rFonts", f"{W}b", f"{W}bCs", f"{W}i", f"{W}iCs", f"{W}sz", f"{W}szCs")
        ]
        if after:
            after[-1].addnext(mark)
        else:
            formatting.insert(0, mark)
    return text_of(control)


def forget(hand: Hand) -> str:
    """Lose all but one of a field's names, as editors do."""
    if not (found := hand.controls()):
        return ""
    properties = hand.rng.choice(found).find(f"{W}sdtPr")
    assert properties is not None
    names = [node for name in ("tag", "alias", "dataBinding") for node in properties.findall(W + name)]
    for node in hand.rng.sample(names, len(names) - 1):
        properties.remove(node)
    return "names"


def strip(hand: Hand) -> str:
    """Lose a field's control, as editors do; its runs are marked for the test alone."""
    if not (found := [node for node in hand.controls(sentences=True) if node.find(f".//{W}del") is None]):
        return ""
    control = hand.rng.choice(found)
    alias = control.find(f"{W}sdtPr/{W}alias")
    content = control.find(f"{W}sdtContent")
    if alias is None or content is None:
        return ""
    for run in content.iter(f"{W}r"):
        run.set(W + BARE, alias.get(f"{W}val", ""))
    text = text_of(control)
    for child in list(content):
        control.addprevious(child)
    drop(control)
    return text


def copy_field(hand: Hand) -> str:
    """Copy a field into a header, a note or another paragraph."""
    found = hand.controls(sentences=True)
    places = [p for name, tree in hand.trees.items() if name != hand.package.main for p in tree.iter(f"{W}p")]
    places += hand.sentences()
    if not found or not places:
        return ""
    control = hand.rng.choice(found)
    hand.rng.choice(places).append(copied(hand, control))
    return text_of(control)


def into_a_link(hand: Hand) -> str:
    """Put a field into a hyperlink or a smart tag."""
    found = [node for node in hand.controls(sentences=True) if parent_of(node).tag == f"{W}p"]
    if not found:
        return ""
    control = hand.rng.choice(found)
    kind = hand.rng.choice(("hyperlink", "smartTag"))
    names = {"anchor": "dau"} if kind == "hyperlink" else {"uri": "u", "element": "e"}
    made = control.makeelement(W + kind, {W + name: text for name, text in names.items()})
    control.addprevious(made)
    made.append(control)
    return kind


def proof(hand: Hand) -> str:
    """Save by Word: sessions' marks, proofing marks, runs split in two."""
    for run in list(hand.body.iter(f"{W}r")):
        text = run.find(f"{W}t")
        if hand.rng.random() > 0.3 or text is None or not text.text or len(text.text) < 2 or len(run) > 2:
            continue
        at = hand.rng.randrange(1, len(text.text))
        other = deepcopy(run)
        next(other.iter(f"{W}t")).text = text.text[at:]
        next(other.iter(f"{W}t")).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        text.text = text.text[:at]
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.set(f"{W}rsidR", "00A1B2C3")
        run.addnext(other)
        run.addnext(run.makeelement(f"{W}proofErr", {f"{W}type": "spellStart"}))
    return "as Word saves"


def comment(hand: Hand) -> str:
    """Comment on a field, from outside or with all its marks inside the control."""
    if not (found := [node for node in hand.controls(sentences=True) if parent_of(node).tag == f"{W}p"]):
        return ""
    control = hand.rng.choice(found)
    inside = hand.rng.random() < 0.5
    content = control.find(f"{W}sdtContent")
    assert content is not None
    first, last = (content[0], content[-1]) if inside else (control, control)
    main = hand.package.main
    hand.package.parts[main] = etree.tostring(hand.trees[main])
    comments = Comments(hand.package)
    comments.pin(first, last, "Xem lại số này.")
    comments.store()
    name = next(name for name in hand.package.parts if name.endswith("/comments.xml"))
    hand.package.parts[name] = hand.package.parts[name].replace(b'w:author="phuluc"', b'w:author="B"')
    return f"{'in' if inside else 'around'} {text_of(control)}"


def bookmark(hand: Hand) -> str:
    """Bookmark a number, which stands inside its control then."""
    if not (found := hand.controls(sentences=True)):
        return ""
    content = hand.rng.choice(found).find(f"{W}sdtContent")
    assert content is not None
    number = hand.number()
    content.insert(0, content.makeelement(f"{W}bookmarkStart", {f"{W}id": number, f"{W}name": f"dau{number}"}))
    content.append(content.makeelement(f"{W}bookmarkEnd", {f"{W}id": number}))
    return number


def note(hand: Hand) -> str:
    """Add a footnote right after a number, with the cursor still inside its control."""
    notes = next((tree for name, tree in hand.trees.items() if name.endswith("footnotes.xml")), None)
    if notes is None or not (found := hand.controls(sentences=True)):
        return ""
    number = hand.number()
    made = deepcopy(notes[0])
    made.set(f"{W}id", number)
    for child in list(made):
        made.remove(child)
    etree.SubElement(made, f"{W}p").append(run_of(f"Chú thích tay {number}."))
    notes.append(made)
    content = hand.rng.choice(found).find(f"{W}sdtContent")
    assert content is not None
    run = etree.SubElement(content, f"{W}r")
    etree.SubElement(run, f"{W}footnoteReference", {f"{W}id": number})
    return number
