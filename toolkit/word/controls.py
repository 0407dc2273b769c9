"""Fields as content controls: one shown fact each, with its identity stated three times.

LibreOffice drops `w:tag`, ONLYOFFICE drops `w:dataBinding`; any one of tag, alias and binding is enough to find the
field again. The binding's XPath reaches no node of the ledger on purpose: Word would otherwise copy the ledger's text
over what a person typed into the control.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from toolkit.word.xml import escape, run, w

if TYPE_CHECKING:
    from lxml import etree

PREFIX: Final = "pl:"
# Word calls a document damaged whose tag or alias is longer than 64 characters.
_LONGEST = 64
STORE_ID: Final = "{6B1C2A9E-53D4-4F0B-9A77-2E8F50C1D4A3}"
_BINDING = re.compile(r"^/pl:truong\[\.=(?:'([^']*)'|\"([^\"]*)\")\]$")


def field_id(identity: str) -> str:
    """The short name a field carries in the document: its identity where that fits, else a digest of it."""
    if len(identity) + len(PREFIX) <= _LONGEST and not re.search(r"[^ -~]", identity):
        return PREFIX + identity
    return f"{PREFIX}#{hashlib.sha256(identity.encode()).hexdigest()[:20]}"


def control(identity: str, text: str, rpr: str = "") -> str:
    """The run-level content control that shows `text` for the fact named by `identity`."""
    return wrap(identity, run(text, rpr))


def wrap(identity: str, runs: str) -> str:
    """A run-level content control around ready run XML."""
    name = escape(field_id(identity))
    quoted = f"&quot;{name}&quot;" if "'" in name else f"'{name}'"
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{name}"/><w:tag w:val="{name}"/>'
        f'<w:dataBinding w:prefixMappings="xmlns:pl=&apos;{LEDGER_NS}&apos;" w:xpath="/pl:truong[.={quoted}]" '
        f'w:storeItemID="{STORE_ID}"/><w15:appearance w15:val="hidden"/></w:sdtPr>'
        f"<w:sdtContent>{runs}</w:sdtContent></w:sdt>"
    )


LEDGER_NS: Final = "urn:phuluc:so-nguon:1"


def named(tag: str | None, alias: str | None, xpath: str | None) -> str | None:
    """The field a control shows, from whichever of its three names an editor left; None for a control not of ours."""
    for name in (tag, alias):
        if name and name.startswith(PREFIX):
            return name
    match = _BINDING.match(xpath or "")
    return (match[1] or match[2]) if match else None


def rename(control: etree._Element, name: str) -> None:
    """State a field's name in all three places of a control whose editor dropped some."""
    properties = control.find(w("sdtPr"))
    if properties is None:
        return
    for tag in ("tag", "alias"):
        node = properties.find(w(tag))
        if node is not None:
            node.set(w("val"), name)
