"""Aligning blocks: which block of one state of a report is which block of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from toolkit.hints import Final
from toolkit.word.blocks import Block

# How alike two blocks must be to count as one that was edited.
_ALIKE: Final = 0.55
_LONGEST_COMPARED: Final = 4_000


def align(before: Sequence[Block], after: Sequence[Block], *, moved: bool = False) -> dict[int, int]:
    """Pairs of indices (before, after) of blocks that are the same, edited or not; with `moved` also out of order."""
    pairs: dict[int, int] = {}
    matcher = SequenceMatcher(None, [b.shape for b in before], [a.shape for a in after], autojunk=False)
    gaps: list[tuple[range, range]] = []
    for kind, low, high, start, end in matcher.get_opcodes():
        if kind == "equal":
            pairs.update(zip(range(low, high), range(start, end), strict=True))
        elif kind == "replace":
            gaps.append((range(low, high), range(start, end)))
    for old, new in gaps:
        _pair_alike(before, after, old, new, pairs)
    if moved:
        pairs.update(moved_pairs(before, after, pairs))
    return pairs


def _pair_alike(before: Sequence[Block], after: Sequence[Block], old: range, new: range, pairs: dict[int, int]) -> None:
    """Pair the blocks of a gap in order, each with the later one that shares most of its fields, or else the first that is like it."""
    by_names: dict[frozenset[str], list[int]] = defaultdict(list)
    for index in new:
        if after[index].fields:
            by_names[frozenset(after[index].names)].append(index)
    position = new.start
    for index in old:
        names = frozenset(before[index].names)
        found = next((j for j in by_names.get(names, ()) if j >= position), None) if names else None
        if found is None:
            found = _likest(before[index], after, range(position, min(new.stop, position + 40)))
        if found is not None:
            pairs[index] = found
            position = found + 1


def _likest(block: Block, after: Sequence[Block], window: range) -> int | None:
    named = [j for j in window if block.names & after[j].names and alike(block, after[j])]
    if named:
        return max(named, key=lambda j: _shared(block, after[j]))
    return next((j for j in window if alike(block, after[j])), None)


def _shared(one: Block, other: Block) -> float:
    """The part of their fields that two blocks share."""
    return len(one.names & other.names) / max(len(one.names), len(other.names))


def moved_pairs(before: Sequence[Block], after: Sequence[Block], pairs: Mapping[int, int]) -> dict[int, int]:
    """Besides pairs that stand in order, those of blocks that stand elsewhere now."""
    taken = set(pairs.values())
    found: dict[int, int] = {}
    free: dict[str, list[int]] = defaultdict(list)
    by_name: dict[str, list[int]] = defaultdict(list)
    for index, block in enumerate(after):
        if index not in taken and block.text.strip():
            free[block.shape].append(index)
            for name in block.names:
                by_name[name].append(index)
    for index, block in enumerate(before):
        if index in pairs or not block.text.strip():
            continue
        near = [j for name in sorted(block.names) for j in by_name[name] if alike(block, after[j])]
        there = next((j for j in [*free[block.shape], *near] if j not in taken), None)
        if there is not None:
            found[index] = there
            taken.add(there)
    return found


def alike(one: Block, other: Block) -> bool:
    """True when two blocks are one block before and after an edit: shared fields, or mostly the same text."""
    if one.is_row != other.is_row:
        return False
    if one.names and other.names:
        return _shared(one, other) >= 0.5
    if not one.text.strip() or not other.text.strip():
        return False
    a, b = one.text[:_LONGEST_COMPARED], other.text[:_LONGEST_COMPARED]
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
