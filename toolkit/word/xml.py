"""WordprocessingML in short: qualified names, escaping, and the namespaces a part must declare."""

from __future__ import annotations

import re
from xml.parsers import expat

from toolkit.hints import Final
from toolkit.text import writable

W_NS: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14_NS: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
W15_NS: Final = "http://schemas.microsoft.com/office/word/2012/wordml"
MC_NS: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
R_NS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

_BREAK = re.compile("(\r\n|\n|\r|\t)")


def w(name: str) -> str:
    """Qualify the name of a WordprocessingML element or attribute: "p" is `w:p`."""
    return f"{{{W_NS}}}{name}"


def escape(text: str) -> str:
    """Text made safe for element content and for attributes in double quotes; characters XML cannot hold are dropped."""
    return escaped(writable(text))


def escaped(text: str) -> str:
    """Text that XML can hold, made safe as `escape` does."""
    if "&" in text or "<" in text or ">" in text or '"' in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text


def unescape(text: str) -> str:
    """The text that `escape` was given."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


def content(text: bytes) -> bytes:
    """Text without control characters, as JSON is, made safe for element content, where quotes mean nothing.

    What else XML cannot hold is dropped: U+FFFE, U+FFFF and half characters, as "surrogatepass" encodes them.
    """
    if b"\xed" in text or b"\xef\xbf" in text:
        text = writable(text.decode("utf-8", "surrogatepass")).encode()
    return text.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")


def run(text: str, rpr: str = "") -> str:
    """One `w:r` that shows the text with the given `w:rPr` XML; line breaks and tabs become their elements."""
    if text and text.isprintable():
        return f'<w:r>{rpr}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'
    pieces = []
    for piece in _BREAK.split(text):
        if piece == "\t":
            pieces.append("<w:tab/>")
        elif piece in ("\r\n", "\n", "\r"):
            pieces.append("<w:br/>")
        elif piece:
            pieces.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return f"<w:r>{rpr}{''.join(pieces) or '<w:t/>'}</w:r>"


def with_namespaces(xml: str) -> str:
    """A part's XML whose root declares the prefixes that controls use and lets old readers ignore the newer one."""
    start = re.search(r"<[A-Za-z][^>]*>", xml)
    if not start:
        return xml
    root = start[0]
    add = ""
    for prefix, uri in (("w", W_NS), ("w15", W15_NS), ("mc", MC_NS)):
        if f"xmlns:{prefix}=" not in root:
            add += f' xmlns:{prefix}="{uri}"'
    ignorable = re.search(r'mc:Ignorable="([^"]*)"', root)
    if not ignorable:
        add += ' mc:Ignorable="w15"'
    elif "w15" not in ignorable[1].split():
        root = root.replace(ignorable[0], f'mc:Ignorable="{(ignorable[1] + " w15").strip()}"')
    closing = "/>" if root.endswith("/>") else ">"
    root = root[: -len(closing)] + add + closing
    return xml[: start.start()] + root + xml[start.end() :]


def entries(xml: bytes) -> list[dict[str, str]]:
    """The attributes of the elements below a root, in order. Raises ValueError for what is not well-formed or has a DTD."""
    found: list[dict[str, str]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda _, attributes: found.append(attributes)
    parser.StartDoctypeDeclHandler = refuse_type
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from None
    return found[1:]


def refuse_type(*_: object) -> None:
    """What a parser does where a part declares a document type."""
    raise ValueError("DTD")
