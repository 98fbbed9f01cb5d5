"""The facts of a segment as arrays, in a file beside the lines they were made from: opened in one go.

The lines (`facts_of`) are what a merge copies, and what an older release has alone; making columns of a hundred
thousand of them takes most of a second. The file begins with a line of JSON that tells its arrays, each by name, type
and number of entries; the arrays follow in this order, each from a multiple of eight bytes on.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

import numpy as np

from portal.search.answers.facts import Facts, Labels, Numbers
from portal.search.answers.text_column import TextColumn

_STEP = 8
_BYTES = "|u1"


def pack_facts(facts: Facts) -> bytes:
    """What a file of these facts holds."""
    head: list[tuple[str, str, int]] = []
    body: list[bytes] = []
    for name, array in _arrays(facts):
        head.append((name, array.dtype.str, len(array)))
        content = array.tobytes()
        body.append(content + b"\0" * (-len(content) % _STEP))
    told = json.dumps(head).encode()
    # Blanks are no part of JSON's meaning.
    return b"".join([told, b" " * (-(len(told) + 1) % _STEP), b"\n", *body])


def unpack_facts(content: bytes) -> Facts:
    """The facts of a file; raises whatever damaged bytes make of their reader."""
    at = content.index(b"\n") + 1
    arrays: dict[str, Numbers] = {}
    for name, kind, count in json.loads(content[:at]):
        array: Numbers = np.frombuffer(content, dtype=np.dtype(kind), count=count, offset=at)
        arrays[name] = array
        at += array.nbytes + -array.nbytes % _STEP
    values: dict[str, Any] = {one.name: _value(one.name, arrays) for one in fields(Facts)}
    return Facts(**values)


def _arrays(facts: Facts) -> Iterator[tuple[str, Numbers]]:
    for one in fields(Facts):
        value = getattr(facts, one.name)
        if isinstance(value, Mapping):
            for name, labels in value.items():
                yield from _text_arrays(f"{one.name}.{name}", TextColumn.of(labels.values))
                yield f"{one.name}.{name}.docs", labels.docs
                yield f"{one.name}.{name}.codes", labels.codes
        elif isinstance(value, TextColumn):
            yield from _text_arrays(one.name, value)
        else:
            yield one.name, value


def _text_arrays(name: str, column: TextColumn) -> Iterator[tuple[str, Numbers]]:
    yield f"{name}.packed", np.frombuffer(column.packed, dtype=_BYTES)
    yield f"{name}.ends", column.ends


def _value(name: str, arrays: Mapping[str, Numbers]) -> object:
    if name in arrays:
        return arrays[name]
    if f"{name}.packed" in arrays:
        return _text_column(name, arrays)
    found = dict.fromkeys(key.split(".")[1] for key in arrays if key.startswith(f"{name}."))
    return {one: _labels(f"{name}.{one}", arrays) for one in found}


def _labels(name: str, arrays: Mapping[str, Numbers]) -> Labels:
    return Labels(tuple(_text_column(name, arrays)), arrays[f"{name}.docs"], arrays[f"{name}.codes"])


def _text_column(name: str, arrays: Mapping[str, Numbers]) -> TextColumn:
    return TextColumn(arrays[f"{name}.packed"].tobytes(), arrays[f"{name}.ends"])
