"""Files damaged on purpose, each in one of ten ways chosen by a seed."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

from support.hostile import archive


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}


def _in_a_part(change: Callable[[bytes, random.Random], bytes]) -> Callable[[bytes, random.Random], bytes]:
    def damage(data: bytes, rng: random.Random) -> bytes:
        parts = _parts(data)
        name = rng.choice(sorted(parts))
        parts[name] = change(parts[name], rng)
        return archive(parts)

    return damage


def _flip(data: bytes, rng: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(rng.randrange(1, 20)):
        made[rng.randrange(len(made))] = rng.randrange(256)
    return bytes(made)


def _drop(data: bytes, rng: random.Random) -> bytes:
    parts = _parts(data)
    del parts[rng.choice(sorted(parts))]
    return archive(parts)


def _swap(data: bytes, rng: random.Random) -> bytes:
    parts = _parts(data)
    one, other = rng.sample(sorted(parts), 2)
    parts[one], parts[other] = parts[other], parts[one]
    return archive(parts)


def _number(xml: bytes, rng: random.Random) -> bytes:
    """The XML with one of its attributes' values replaced by what does not belong there."""
    pieces = xml.split(b'"')
    if len(pieces) > 2:
        pieces[rng.randrange(1, len(pieces) - 1, 2)] = rng.choice(
            (b"", b"-1", b"9" * 40, b"x" * 100_000, b"\xc4\x90", b"../../a")
        )
    return b'"'.join(pieces)


def _directory(data: bytes, rng: random.Random) -> bytes:
    at = data.index(b"PK\1\2")
    return data[:at] + bytes(len(data) - at - 22) + data[-22:]


WAYS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "cut off": lambda data, rng: data[: rng.randrange(len(data))],
    "bytes changed": _flip,
    "a part left out": _drop,
    "two parts exchanged": _swap,
    "directory of zeros": _directory,
    "XML cut off": _in_a_part(lambda xml, rng: xml[: rng.randrange(len(xml) + 1)]),
    "bytes of the XML changed": _in_a_part(lambda xml, rng: _flip(xml, rng) if xml else xml),
    "no UTF-8": _in_a_part(lambda xml, rng: xml.replace(b">", b">\xff\xfe", 1)),
    "a wrong value": _in_a_part(_number),
    "a tag lost": _in_a_part(
        lambda xml, rng: b"<".join(p for i, p in enumerate(xml.split(b"<")) if i != rng.randrange(1, 60))
    ),
}


def damaged(data: bytes, way: str, seed: int) -> bytes:
    """The file damaged in a way; the same seed gives the same bytes."""
    return WAYS[way](data, random.Random(f"{way} {seed}"))
