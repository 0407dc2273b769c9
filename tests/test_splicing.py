"""A report regenerated from its text alone is the report that its tree gives."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from support.pairs import Pair

from toolkit.facts import Facts
from toolkit.profiles import with_form
from toolkit.reports import load_template, read
from toolkit.word import splicing
from toolkit.word.deciding import Refreshed
from toolkit.word.fill import Filled, fill
from toolkit.word.ledger import Ledger, load
from toolkit.word.merging import merge
from toolkit.word.package import Package
from toolkit.word.plain_parts import NotPlainError, plain_controls
from toolkit.word.xml import W_NS

EXAMPLE = Path(__file__).parent.parent / "examples" / "kien-giang-2023"
BY_TEXT = splicing.refresh_text
ROOT = f'<w:document xmlns:w="{W_NS}" xmlns:w15="urn:x">'
CONTROL = (
    '<w:sdt><w:sdtPr><w:alias w:val="pl:a"/><w:tag w:val="pl:a"/><w:dataBinding w:xpath="/truong[.=\'pl:a\']" w:storeItemID="{1}"/>'
    '<w15:appearance w15:val="hidden"/></w:sdtPr><w:sdtContent><w:r><w:t>1</w:t></w:r></w:sdtContent></w:sdt>'
)


def same(one: Refreshed, other: Refreshed) -> None:
    """Both hold the same report, ledger, counts and problems."""
    assert [(p.code, p.place, p.values) for p in one.problems] == [(p.code, p.place, p.values) for p in other.problems]
    assert (one.filled, one.unchanged, one.kept, one.conflicts, one.lost) == (
        other.filled, other.unchanged, other.kept, other.conflicts, other.lost,
    )  # fmt: skip
    assert one.ledger == other.ledger
    assert one.package.parts.keys() == other.package.parts.keys()
    for name, xml in one.package.parts.items():
        if xml != other.package.parts[name]:
            assert canonical(xml) == canonical(other.package.parts[name])


def canonical(xml: bytes) -> bytes:
    return etree.tostring(etree.fromstring(xml), method="c14n")


def by_both(result: Refreshed, old: Ledger, fresh: Filled, facts: Facts, *, prefer_workbook: bool) -> bool:
    """`refresh_text`, held to what the tree gives wherever it does the work."""
    ledger = replace(result.ledger, entries=dict(result.ledger.entries), extra=dict(result.ledger.extra))
    twin = Refreshed(result.package.copy(), ledger, problems=list(result.problems))
    before = dict(result.package.parts)
    done = BY_TEXT(result, old, fresh, facts, prefer_workbook=prefer_workbook)
    if done:
        merge(twin, old, fresh, facts, prefer_workbook=prefer_workbook, names={})
        same(result, twin)
    else:
        assert result.package.parts == before
        assert (result.filled, result.kept, result.problems) == (0, 0, twin.problems)
    return done


def test_random_pairs_of_edits_and_data(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[bool] = []

    def held(*given: object, **named: bool) -> bool:
        done.append(by_both(*given, **named))  # type: ignore[arg-type]
        return done[-1]

    monkeypatch.setattr(splicing, "refresh_text", held)
    for seed in range(1000, 1080):
        assert not Pair(seed, calm=True).run().wrong
    assert len(done) / 3 < sum(done) < len(done)


@cache
def example() -> tuple[Package, Facts, Filled]:
    computed = read(EXAMPLE / "so-lieu.xlsx")
    facts = Facts(replace(computed, workbook=with_form(computed.workbook)))
    template = load_template(EXAMPLE / "mau-bao-cao.docx", computed)
    filled = fill(template, facts, workbook="so-lieu.xlsx", day="2023-07-01")
    return filled.package, facts, filled


def as_word_writes(xml: bytes) -> bytes:
    """The part with what Word adds when it saves: marks of its sessions, numbers of controls, marks of the spelling."""
    numbers = iter(range(1, 10_000))
    xml = re.sub(rb'(<w:tag w:val="pl:[^"]*"/>)', lambda m: m[1] + b'<w:id w:val="-%d"/>' % next(numbers), xml)
    xml = xml.replace(b"<w:r><w:rPr>", b'<w:r w:rsidRPr="00A1"><w:rPr>')
    xml = xml.replace(b"</w:sdtPr><w:sdtContent>", b'</w:sdtPr><w:sdtContent><w:proofErr w:type="spellStart"/>', 40)
    return xml.replace(b'standalone="yes"?>\n', b'standalone="yes"?>\r\n')


def retyped(xml: bytes, rng: random.Random, old: Ledger, *, stale: bool) -> bytes:
    """The part with some figures typed over, and, if `stale`, others as if the data had been other when it was filled."""

    def change(match: re.Match[bytes]) -> bytes:
        name, text = match[1].decode().replace("&quot;", '"').replace("&amp;", "&"), match[3]
        chance = rng.random()
        if chance < 0.9 or not text:
            return match[0]
        other = rng.choice(("12,5", "a & b < c", "7\t8", ""))
        if stale and chance < 0.95 and other != old.entries[name].shown:
            old.entries[name] = old.entries[name]._replace(shown=other)
        written = (
            other.replace("&", "&amp;").replace("<", "&lt;").replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
        )
        return match[0][: match.start(3) - match.start()] + written.encode() + match[0][match.end(3) - match.start() :]

    return re.sub(rb'<w:tag w:val="([^"]*)"/>((?:(?!</w:sdt>|<w:t ).)*<w:t xml:space="preserve">)([^<]*)', change, xml)


@pytest.mark.parametrize("seed", range(8))
def test_the_mid_term_report(seed: int) -> None:
    rng = random.Random(seed)
    package, facts, fresh = example()
    report = package.copy()
    old = load(report)
    assert old is not None
    for name in ("word/document.xml", "word/footnotes.xml"):
        xml = retyped(report.parts[name], rng, old, stale=seed % 4 in (0, 3)).replace(
            "Khối".encode(), "khối".encode(), rng.randrange(9)
        )
        report.parts[name] = as_word_writes(xml) if seed % 2 else xml
    result = Refreshed(report, replace(fresh.ledger, entries=dict(fresh.ledger.entries)))
    done = by_both(result, old, fresh, facts, prefer_workbook=seed % 4 == 0)
    assert done or seed % 4 == 3  # where some were changed on both sides
    assert result.kept or not done


def not_plain() -> Iterator[tuple[str, str]]:
    yield "a second control inside", CONTROL.replace("<w:r>", CONTROL + "<w:r>")
    yield "a control of another's", CONTROL.replace("pl:a", "a")
    yield "no binding", re.sub("<w:dataBinding[^>]*>", "", CONTROL)
    yield "two names", CONTROL.replace('w:tag w:val="pl:a"', 'w:tag w:val="pl:b"')
    yield "its prompt", CONTROL.replace("</w:sdtPr>", "<w:showingPlcHdr/></w:sdtPr>")
    yield (
        "a tracked insertion in it",
        CONTROL.replace("<w:r>", '<w:ins w:id="1"><w:r>').replace("</w:r>", "</w:r></w:ins>"),
    )
    yield "a bookmark in it", CONTROL.replace("<w:r>", '<w:bookmarkStart w:id="1" w:name="x"/><w:r>')
    yield "a tracked deletion", f'{CONTROL}<w:del w:id="1"><w:r><w:delText>x</w:delText></w:r></w:del>'
    yield "a comment", f"{CONTROL}<!-- x -->"
    yield "characters as they are", f"{CONTROL}<w:r><w:t><![CDATA[x]]></w:t></w:r>"
    yield "a letter by its number", CONTROL.replace(">1<", ">&#49;<")
    yield "a text box", f"{CONTROL}<mc:AlternateContent/>"


@pytest.mark.parametrize("inside", [pytest.param(inside, id=why) for why, inside in not_plain()])
def test_other_forms_are_left_to_the_tree(inside: str) -> None:
    plain = f"{ROOT}<w:body><w:p>{CONTROL}</w:p></w:body></w:document>".encode()
    head = b'<?xml version="1.0" encoding="UTF-8"?>\n'
    assert [control.name for control in plain_controls(head + plain)] == ["pl:a"]
    with pytest.raises(NotPlainError):
        plain_controls(head + plain.replace(CONTROL.encode(), inside.encode()))
    for other in (
        b'<?xml version="1.0" encoding="UTF-16"?>' + plain,
        head + plain.replace(b"w:", b"v:").replace(b":w=", b":v="),
        head + plain.replace(b"<w:p>", b"<w:p>\r\n"),
        head + plain.replace(b"<w:p>", f'<w:p xmlns:v="{W_NS}">'.encode()),
    ):
        with pytest.raises(NotPlainError):
            plain_controls(other)
