"""The report for publication: the same document without fields and ledger."""

from __future__ import annotations

from toolkit.word.blocks import controls
from toolkit.word.comments import Comments
from toolkit.word.ledger import find, load
from toolkit.word.package import Package
from toolkit.word.xml import w


def finalise(package: Package) -> Package:
    """A copy whose fields are plain text and which holds no ledger; every other part is the same to the byte.

    Comments of ours that told of fields changed on both sides go with them.
    """
    from lxml import etree

    made = package.copy()
    ledger, comments = load(package), Comments(made)
    disputed = () if ledger is None else ledger.disputed()
    for name, _ in made.text_parts():
        tree = made.tree(name)
        found = list(controls(tree))
        for control in found:
            element = control.element
            if control.name in disputed:
                comments.unpin(element)
            content = element.find(w("sdtContent"))
            for child in [] if content is None else list(content):
                element.addprevious(child)
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
        if found:
            made.parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    comments.store()
    record = find(made)
    if record is not None:
        _drop_ledger(made, record)
    return made


def _drop_ledger(package: Package, name: str) -> None:
    for relation in package.relations(name):
        package.drop_part(package.resolve(name, relation))
    for relation in package.relations(package.main):
        if not relation.external and package.resolve(package.main, relation) == name:
            package.drop_relation(package.main, relation)
    package.drop_part(name)
