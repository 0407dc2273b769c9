"""Parts as they were filled against parts as they are: which was which, and what each holds besides its figures."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from toolkit.hints import TYPE_CHECKING
from toolkit.word.xml import unescape

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element


def counted(base: Mapping[str, bytes]) -> Counter[str]:
    """How often each field stands in filled parts; the second copy of a text box does not count."""
    found: Counter[str] = Counter()
    for xml in base.values():
        once = re.sub(rb"<mc:Fallback>.*?</mc:Fallback>", b"", xml, flags=re.DOTALL) if b"<mc:Fallback>" in xml else xml
        found.update(unescape(name.decode()) for name in re.findall(rb'<w:tag w:val="([^"]*)"', once))
    return found


def say_alike(one: bytes, other: bytes) -> bool:
    """Whether two filled parts say the same besides their figures: texts, field names, paragraph and row ends, in order."""
    if one == other or all(
        mine == theirs for mine, theirs in zip_longest(_between_figures(one), _between_figures(other))
    ):
        return True
    return _outline(one) == _outline(other)


def _between_figures(xml: bytes) -> Iterator[bytes]:
    at = 0
    while (start := xml.find(b"<w:sdtContent>", at)) >= 0 and (end := xml.find(b"</w:sdtContent>", start)) >= 0:
        yield xml[at:start]
        at = end
    yield xml[at:]


def _outline(xml: bytes) -> list[bytes]:
    bare = b"".join(_between_figures(xml))
    return re.findall(rb'<w:tag w:val="[^"]*"|<w:t(?: [^>]*)?>[^<]*|</w:p>|</w:tr>', bare)


def counterparts(base: Mapping[str, bytes], parts: Mapping[str, bytes], kinds: Mapping[str, str]) -> dict[str, str]:
    """Which filled part (a name in `base`) each part of a report was, of which `kinds` says what kind it is.

    An editor may have given it another name.

    Of several headers or footers it is the one whose words are most alike, then the one of the same name.
    """
    by_kind: dict[str, list[str]] = defaultdict(list)
    for name, xml in base.items():
        by_kind[kind_said(xml)].append(name)
    found = {}
    for name, kind in kinds.items():
        known = by_kind.get(kind, [])
        if len(known) > 1:
            mine = _words(parts[name])
            known.sort(key=lambda other: ((_words(base[other]) & mine).total(), other == name), reverse=True)
        if known:
            found[name] = known[0]
    return found


def _words(xml: bytes) -> Counter[bytes]:
    return Counter(b" ".join(re.findall(rb"<w:t(?: [^>]*)?>([^<]*)", xml)).split())


def kind_said(xml: bytes) -> str:
    """The same of a part in the spelling of this program: "" for any other."""
    found = re.search(rb"<w:(document|footnotes|endnotes|hdr|ftr)\b", xml)
    return "" if found is None else found[1].decode()


def kind_of(tree: Element) -> str:
    """What kind of part a tree is: "document", "hdr", "footnotes" …"""
    return str(tree.tag).rpartition("}")[2]
