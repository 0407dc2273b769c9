"""What the text columns of a row say when it is written: STT, nội dung, and the columns that steer the computing."""

from __future__ import annotations

from toolkit.compute.rules import INFERRED_MARK, RULE_WORDS
from toolkit.model import Group, Indicator, Row


def steering_text(row: Indicator | Group, role: str) -> str:
    """What a steering column says of a row; a rule nobody typed is marked so."""
    source = row.row
    if role == "key":
        return source.key
    if role == "merge":
        return source.merge_text
    if role == "direction":
        bound = source.target.direction or ""
        return source.direction_text or (bound[0] if bound and source.target.strict else bound)
    if source.rule_text or not isinstance(row, Indicator) or row.rule is None:
        return source.rule_text
    return f"{RULE_WORDS[row.rule]} {INFERRED_MARK}"


def stt_text(row: Row) -> str:
    """What stands in STT: the number, or the bullet of a label that could not carry it."""
    return row.stt or (row.bullet if row.bullet and not _carries(row) else "")


def label_text(row: Row, has_stt: bool) -> str:
    """What stands in nội dung: the label behind its bullet, and behind its number where there is no column STT."""
    if row.bullet and not row.stt and (_carries(row) or not has_stt):
        return f"{row.bullet} {row.label}"
    if row.stt and not has_stt:
        return f"{row.stt}{' ' if row.stt[-1] in '.)-+' else '. '}{row.label}"
    return row.label


def _carries(row: Row) -> bool:
    """True when a bullet before the label is read as a bullet again and not as a sign."""
    return any(letter.isalpha() for letter in row.label)
