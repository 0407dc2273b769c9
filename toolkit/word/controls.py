"""Fields as content controls: one shown fact each, with its identity stated three times.

LibreOffice drops `w:tag`, ONLYOFFICE drops `w:dataBinding`; any one of tag, alias and binding is enough to find the
field again. The binding's XPath reaches no node of the ledger on purpose: Word would otherwise copy the ledger's text
over what a person typed into the control.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from functools import cache, lru_cache
from importlib import import_module

from toolkit.hints import TYPE_CHECKING, Any, Final
from toolkit.memory import Memory
from toolkit.word.xml import W15_NS, W_NS, escape, escaped, run, w

if TYPE_CHECKING:
    from lxml import etree

PREFIX: Final = "pl:"
# Word calls a document damaged whose tag or alias is longer than 64 characters.
_LONGEST = 64
STORE_ID: Final = "{6B1C2A9E-53D4-4F0B-9A77-2E8F50C1D4A3}"
_BINDING: Final = r"""/truong\[\.=(?:'([^']*)'|"([^"]*)")\]"""


@lru_cache(maxsize=8192)
def field_id(identity: str) -> str:
    """The short name a field carries in the document: its identity where that fits, else a digest of it."""
    # An XPath literal cannot hold both kinds of quotes.
    plain = identity.isascii() and identity.isprintable() and not ("'" in identity and '"' in identity)
    if plain and len(identity) + len(PREFIX) <= _LONGEST:
        return PREFIX + identity
    return f"{PREFIX}#{_sha256()(identity.encode()).hexdigest()[:20]}"


@cache
def _sha256() -> Callable[[bytes], Any]:
    """SHA-256 by itself: `hashlib` loads all of OpenSSL first, which takes longer than a report's table."""
    for name in ("_sha2", "_sha256"):
        with suppress(ImportError):
            found: Callable[[bytes], Any] = import_module(name).sha256
            return found
    return import_module("hashlib").sha256  # type: ignore[no-any-return]


def control(field_name: str, text: str, rpr: str = "") -> bytes:
    """The run-level content control of a field that shows `text` in the given `w:rPr`."""
    if text and text.isprintable():
        return b"".join((_UP_TO_TEXT[field_name, rpr], escaped(text).encode(), _BEHIND_TEXT))
    return f"{opening(field_name)}{run(text, rpr)}{CLOSING}".encode()


def _up_to_text(given: tuple[str, str]) -> bytes:
    field_name, rpr = given
    return f'{opening(field_name)}<w:r>{rpr}<w:t xml:space="preserve">'.encode()


_UP_TO_TEXT: Final = Memory(_up_to_text)


def opening(field_name: str) -> str:
    """How the control of a field begins, up to what it shows."""
    name = escape(field_name)
    quoted = f"&quot;{name}&quot;" if "'" in name else f"'{name}'"
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{name}"/><w:tag w:val="{name}"/>'
        f'<w:dataBinding w:xpath="/truong[.={quoted}]" w:storeItemID="{STORE_ID}"/><w15:appearance w15:val="hidden"/></w:sdtPr>'
        "<w:sdtContent>"
    )


CLOSING: Final = "</w:sdtContent></w:sdt>"
_BEHIND_TEXT: Final = f"</w:t></w:r>{CLOSING}".encode()
LEDGER_NS: Final = "urn:phuluc:so-nguon:1"


def named(tag: str | None, alias: str | None, xpath: str | None) -> str | None:
    """The field a control shows, from whichever of its three names an editor left; None for a control not of ours."""
    for name in (tag, alias):
        if name and name.startswith(PREFIX):
            return name
    match = re.fullmatch(_BINDING, xpath or "")
    return (match[1] or match[2]) if match else None


def has_fields(xml: bytes) -> bool:
    """True for a part with a control that names a field of ours, in any of the three places."""
    return re.search(rb'<w:(?:tag|alias) w:val="' + PREFIX.encode() + b"|" + STORE_ID.encode(), xml) is not None


def restate(control: etree._Element, name: str) -> None:
    """Make a field whole again: its name in all three places, its frame hidden, no second control inside it.

    LibreOffice writes each control twice, one inside the other, and leaves out the tag.
    """
    properties = control.find(w("sdtPr"))
    content = control.find(w("sdtContent"))
    from lxml import etree

    for inner in [] if content is None else list(content.iter(w("sdt"))):
        kept = inner.find(w("sdtContent"))
        for child in [] if kept is None else list(kept):
            inner.addprevious(child)
        _remove(inner)
    for empty in [] if content is None else list(content.iter(w("r"))):
        if all(child.tag == w("rPr") for child in empty):
            _remove(empty)
    declared = f'<w:sdt xmlns:w="{W_NS}" xmlns:w15="{W15_NS}"'
    made = etree.fromstring((opening(name) + CLOSING).replace("<w:sdt", declared, 1)).find(w("sdtPr"))
    if properties is not None and made is not None:
        number = properties.find(w("id"))
        if number is not None:
            made.insert(2, number)
        control.replace(properties, made)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
