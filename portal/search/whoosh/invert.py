"""Turning a batch of naskah round: from the words of each to the naskah of each word.

The words of a whole batch are numbered, sorted and counted as numpy arrays, so the cost a word of text is a few
dozen nanoseconds, not a trip through Python.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from portal.search.answers.facts import Numbers
from portal.search.answers.snapshot import as_written, beginnings
from portal.search.answers.tokens import SECTION_GAP, RootMemory, Tokens, Vocabulary
from portal.search.whoosh.postings import pack_part

_FIRST = struct.Struct("<I")

Item = tuple[str, bytes, int, float, bytes]
"""What Whoosh sorts: field, word in UTF-8, first document, weight, part of a list."""


@dataclass(frozen=True)
class _Pairs:
    """Which word stands in which naskah how often; sorted by word, then naskah."""

    words: Numbers
    docs: Numbers
    freqs: Numbers


@dataclass(frozen=True)
class Batch:
    """Naskah to be turned round together, and the vocabulary their words are numbered in."""

    naskah: Sequence[Tokens]
    vocabulary: Vocabulary


def invert(batch: Batch, first_doc: int, memory: RootMemory) -> Iterator[Item]:
    """Items of every field for naskah numbered from `first_doc`, in no particular order."""
    numbered = [tokens.sections for tokens in batch.naskah]
    ids = np.concatenate([np.concatenate(sections) for sections in numbered])
    lengths = np.array([sum(map(len, sections)) for sections in numbered])
    docs = np.repeat(np.arange(first_doc, first_doc + len(batch.naskah), dtype=np.uint32), lengths)
    positions = np.concatenate([_positions(sections) for sections in numbered])
    order = np.argsort(ids, kind="stable")
    ids, docs, positions = ids[order], docs[order], positions[order]
    pairs = _counted(ids, docs)
    names = batch.vocabulary.names()
    yield from _items("kata", names, pairs, positions)
    roots = [memory[name] for name in names]
    yield from _derived("akar", roots, pairs)
    yield from _derived("awal", [beginnings(name) for name in names], pairs)
    written = [(*found, as_written(name)) for name, found in zip(names, roots, strict=True)]
    titles = [sections[:1] for sections in numbered]
    yield from _derived("judul", written, _pairs_of(titles, first_doc))
    parties = [sections[1 : 1 + tokens.parties] for sections, tokens in zip(numbered, batch.naskah, strict=True)]
    yield from _derived("mitra", written, _pairs_of(parties, first_doc))
    for doc, tokens in enumerate(batch.naskah, start=first_doc):
        for key in tokens.keys:
            yield "nomor", key.encode(), doc, 1.0, pack_part(_FIRST.pack(doc), _FIRST.pack(1), b"")


def _positions(sections: Sequence[Numbers]) -> Numbers:
    starts, at = [], 0
    for section in sections:
        starts.append(at)
        at += len(section) + SECTION_GAP
    pieces = [np.arange(start, start + len(piece)) for start, piece in zip(starts, sections, strict=True)]
    return np.concatenate(pieces).astype(np.uint32)


def _pairs_of(parts: Sequence[Sequence[Numbers]], first_doc: int) -> _Pairs:
    ids = [np.concatenate(sections) if sections else np.empty(0, dtype=np.uint32) for sections in parts]
    docs = np.repeat(np.arange(first_doc, first_doc + len(parts), dtype=np.uint32), [len(piece) for piece in ids])
    flat = np.concatenate(ids)
    order = np.argsort(flat, kind="stable")
    return _counted(flat[order], docs[order])


def _counted(ids: Numbers, docs: Numbers) -> _Pairs:
    """Occurrences sorted by word and naskah, counted."""
    starts = _starts((ids[1:] != ids[:-1]) | (docs[1:] != docs[:-1]), len(ids))
    return _Pairs(ids[starts], docs[starts], np.diff(starts, append=len(ids)).astype(np.uint32))


def _starts(is_new: Numbers, count: int) -> Numbers:
    """Where runs begin, from the answers to "is this one another than the one before?"."""
    if count == 0:
        return np.empty(0, dtype=np.int64)
    return np.concatenate([[0], np.flatnonzero(is_new) + 1])


def _derived(field: str, forms: Sequence[tuple[str, ...]], pairs: _Pairs) -> Iterator[Item]:
    """Items for what each word stands for (its roots, its beginnings), frequencies added up."""
    vocabulary = Vocabulary()
    depth = max(map(len, forms), default=0)
    ids, docs, freqs = [], [], []
    for layer in range(depth):
        mapped = np.array([vocabulary[form[layer]] if layer < len(form) else -1 for form in forms])[pairs.words]
        kept = mapped >= 0
        ids.append(mapped[kept])
        docs.append(pairs.docs[kept])
        freqs.append(pairs.freqs[kept])
    if not ids:
        return
    keys = (np.concatenate(ids).astype(np.int64) << 32) | np.concatenate(docs)
    order = np.argsort(keys, kind="stable")
    keys, counts = keys[order], np.concatenate(freqs)[order]
    starts = _starts(keys[1:] != keys[:-1], len(keys))
    summed = np.add.reduceat(counts, starts) if len(starts) else counts
    merged = _Pairs(keys[starts] >> 32, keys[starts] & 0xFFFFFFFF, summed)
    yield from _items(field, list(vocabulary), merged, None)


def _items(field: str, names: Sequence[str], pairs: _Pairs, positions: Numbers | None) -> Iterator[Item]:
    starts = _starts(pairs.words[1:] != pairs.words[:-1], len(pairs.words))
    if not len(starts):
        return
    stops = np.append(starts[1:], len(pairs.words))
    totals = np.add.reduceat(pairs.freqs, starts, dtype=np.int64)
    last_position = np.cumsum(totals)
    doc_bytes, freq_bytes = _wide(pairs.docs), _wide(pairs.freqs)
    position_bytes = b"" if positions is None else _wide(positions)
    name_ids, firsts = pairs.words[starts].tolist(), pairs.docs[starts].tolist()
    before = 0
    for name_id, first, start, stop, last in zip(
        name_ids, firsts, (starts * 4).tolist(), (stops * 4).tolist(), last_position.tolist(), strict=True
    ):
        part = pack_part(doc_bytes[start:stop], freq_bytes[start:stop], position_bytes[4 * before : 4 * last])
        yield field, names[name_id].encode(), first, float(last - before), part
        before = last


def _wide(numbers: Numbers) -> bytes:
    return numbers.astype("<u4").tobytes()
