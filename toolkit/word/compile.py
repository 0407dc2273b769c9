"""A template made ready to be filled: its package without active content, its parts compiled."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from toolkit.hints import TYPE_CHECKING
from toolkit.problems import Problem, ToolkitError
from toolkit.records import record
from toolkit.text import first_words
from toolkit.word.nodes import Part
from toolkit.word.package import Package

if TYPE_CHECKING:
    from toolkit.gate import Parts
    from toolkit.word.store import PartStore


@record(frozen=True, slots=True)
class Template:
    """A template ready to be filled any number of times."""

    name: str
    package: Package
    parts: Mapping[str, Part]
    hash: str
    problems: tuple[Problem, ...] = ()


def compile_template(
    data: bytes, name: str, *, store: PartStore | None = None, archive: Parts | None = None
) -> Template:
    """The template in a .docx's bytes; its compiled parts come from the store where that knows them.

    `archive` is the same bytes as the gate has read them. Raises a `ToolkitError` that carries every tag that cannot be read.
    """
    package = Package.read(archive or data)
    notes: list[Problem] = []
    parts = None if store is None else store.get(data)
    if parts is None:
        from toolkit.word.active import drop_active_content

        as_read = dict(package.parts)
        notes = drop_active_content(package, name)
        parts = _compile_parts(package)
        # A template that had to be cleaned is cleaned, and that said, each time.
        if store is not None and package.parts == as_read and not notes:
            store.put(data, parts)
    digest = 0
    for part, _ in package.text_parts():
        digest = zlib.crc32(package.parts[part], digest)
    if not any(part.texts for part in parts.values()):
        notes.append(Problem("PL501", None, {"template": name}))
    return Template(name, package, parts, f"{digest:08x}", tuple(notes))


def _compile_parts(package: Package) -> dict[str, Part]:
    from toolkit.word.cutting import tag_in_drawing
    from toolkit.word.template import PartCompiler

    parts: dict[str, Part] = {}
    problems: list[Problem] = []
    referenced: set[tuple[str, str]] = set()
    for part, label in package.text_parts():
        kind = label.removesuffix("s") if label in ("footnotes", "endnotes") else ""
        compiler = PartCompiler(label, frozenset(pair for pair in referenced if pair[0] == kind))
        compiled = compiler.compile(package.tree(part))
        problems += compiler.problems
        referenced |= compiler.referenced
        if compiled.texts or compiled.notes:
            parts[part] = compiled
    for name, kind in package.types.items():
        if kind.endswith(("chart+xml", "diagramData+xml")) and (tag := tag_in_drawing(package.parts.get(name, b""))):
            problems.append(Problem("PL527", None, {"tag": first_words(tag)}))
    if problems:
        raise ToolkitError.of(problems)
    return parts
