"""The words of a naskah as the text vectors of PostgreSQL, in its binary form.

A vector holds at most 16,383 places, 255 of one word, and a megabyte; a longer naskah has several parts that overlap by
the longest phrase. What asks for no place stands in a second vector, each entry behind the letter of its field:

    a 3 imigrasi     a root, behind the class of how often it stands in the naskah: the index tells both
    w imi            the beginning of a word
    j imigrasi, j =keimigrasian     root and word as written in the title; m likewise in the names of parties
    n tanggal:2026-11-13            what is asked for exactly
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from portal.search.answers.facts import Numbers
from portal.search.answers.snapshot import WordField, as_written, beginnings
from portal.search.answers.tokens import RootMemory, Tokens
from portal.search.query import MOST_PHRASE_WORDS

MOST_PLACES = 16_000
MOST_OF_A_WORD = 255
MOST_BYTES = 900_000
OVERLAP = MOST_PHRASE_WORDS - 1

CLASSES = (1, 2, 3, 4, 6, 10)
"""From how often on a root is in a class; more often than the last says no more."""
CLASS_FREQUENCY = np.array((1, 2, 3, 5, 8, 14), dtype=np.uint8)
"""How often a root of each class is taken to stand."""
LETTERS: dict[str, str] = {"akar": "a", "awal": "w", "judul": "j", "mitra": "m", "nomor": "n"}

_COUNT = struct.Struct(">i")
_NO_PLACE = b"\0\0\0"
"""End of a word, and a count of no places."""
_LONGEST_ENTRY = 8
"""Bytes an entry may need beside its letters."""


@dataclass(frozen=True)
class Part:
    """Two vectors in binary form."""

    words: bytes
    traits: bytes


def classed(root: str, at: int) -> str:
    """The entry of a root in one of the classes."""
    return f"a{at}{root}"


class Encoder:
    """Makes the vectors of naskah whose words are numbered in one vocabulary."""

    def __init__(self, names: Sequence[str], memory: RootMemory) -> None:
        self._names = names
        self._heads = [name.encode() + b"\0" for name in names]
        self._sizes = np.array([len(head) + _LONGEST_ENTRY for head in self._heads], dtype=np.int64)
        self._counts = np.zeros(len(names), dtype=np.int64)
        self._roots = _Entries([memory[name] for name in names], "a")
        self._beginnings = _Entries([beginnings(name) for name in names], LETTERS["awal"])
        self._memory = memory

    def parts(self, tokens: Tokens) -> Iterator[Part]:
        """All parts of a naskah, at least one."""
        distinct, counts = np.unique(np.concatenate(tokens.sections), return_counts=True)
        self._counts[distinct] += 1
        words = [self._vector(runs) for runs in self._cut(tokens.sections, distinct, counts)]
        traits = list(_packed(self._traits(tokens, distinct, counts)))
        for at in range(max(len(words), len(traits), 1)):
            yield Part(
                words[at] if at < len(words) else _COUNT.pack(0), traits[at] if at < len(traits) else _COUNT.pack(0)
            )

    def counts(self) -> dict[str, int]:
        """Of the naskah whose parts were asked for: in how many each surface word stands."""
        present = np.flatnonzero(self._counts)
        named = (self._names[number] for number in present.tolist())
        return dict(zip(named, self._counts[present].tolist(), strict=True))

    def _vector(self, runs: Sequence[Numbers]) -> bytes:
        """Surface words with their places; no phrase crosses from one run to the next."""
        ids = np.concatenate(runs)
        if not len(ids):
            return _COUNT.pack(0)
        gaps = np.repeat(np.arange(1, len(runs) + 1), [len(run) for run in runs])
        places = np.arange(len(ids)) + gaps
        order = np.argsort(ids, kind="stable")
        sorted_ids = ids[order]
        starts = np.concatenate([[0], np.flatnonzero(sorted_ids[1:] != sorted_ids[:-1]) + 1])
        stops = np.append(starts[1:], len(ids))
        place_bytes = places[order].astype(">u2").tobytes()
        count_bytes = (stops - starts).astype(">u2").tobytes()
        heads = self._heads
        bounds = zip(sorted_ids[starts].tolist(), (2 * starts).tolist(), (2 * stops).tolist(), strict=True)
        entries = [
            heads[number] + count_bytes[2 * at : 2 * at + 2] + place_bytes[start:stop]
            for at, (number, start, stop) in enumerate(bounds)
        ]
        return _COUNT.pack(len(entries)) + b"".join(entries)

    def _cut(self, sections: Sequence[Numbers], distinct: Numbers, counts: Numbers) -> Iterator[list[Numbers]]:
        """Runs of words that fit into one vector each."""
        runs = [section for section in sections if len(section)]
        if not runs:
            return
        length = int(counts.sum())
        size = int(self._sizes[distinct].sum()) + 2 * length
        if length + len(runs) < MOST_PLACES and counts.max() <= MOST_OF_A_WORD and size < MOST_BYTES:
            yield runs
        else:
            yield from self._cut_long(runs)

    def _cut_long(self, runs: Sequence[Numbers]) -> Iterator[list[Numbers]]:
        part: list[Numbers] = []
        room = _Room(self._heads)
        for run in runs:
            numbers = run.tolist()
            begin = at = 0
            while at < len(numbers):
                if room.takes(numbers[at]):
                    at += 1
                    continue
                yield [*part, run[begin:at]] if at > begin else part
                # The last words once more, so that no phrase over the cut is lost.
                begin = max(begin, at - OVERLAP)
                part, room = [], _Room(self._heads)
                for number in numbers[begin:at]:
                    room.takes(number)
            part.append(run[begin:])
            room.places += 1
        if part:
            yield part

    def _traits(self, tokens: Tokens, distinct: Numbers, counts: Numbers) -> list[bytes]:
        entries = self._roots.classed(distinct, counts)
        entries += self._beginnings.plain(distinct)
        entries += self._named("judul", tokens.sections[:1])
        entries += self._named("mitra", tokens.sections[1 : 1 + tokens.parties])
        letter = LETTERS["nomor"]
        entries += [f"{letter}{key}".encode() + _NO_PLACE for key in tokens.keys]
        return entries

    def _named(self, field: WordField, sections: Sequence[Numbers]) -> list[bytes]:
        letter = LETTERS[field]
        found: set[str] = set()
        for number in {number for section in sections for number in section.tolist()}:
            name = self._names[number]
            found.update(self._memory[name])
            found.add(as_written(name))
        return [f"{letter}{one}".encode() + _NO_PLACE for one in found]


class _Room:
    """What of a vector is still free."""

    def __init__(self, heads: Sequence[bytes]) -> None:
        self._heads = heads
        self._counts: dict[int, int] = {}
        self.places = 1
        self._bytes = 0

    def takes(self, number: int) -> bool:
        """Whether one more occurrence of a word finds room; then it is counted."""
        count = self._counts.get(number, 0)
        size = 2 if count else len(self._heads[number]) + _LONGEST_ENTRY
        if self.places >= MOST_PLACES or count >= MOST_OF_A_WORD or self._bytes + size > MOST_BYTES:
            return False
        self._counts[number] = count + 1
        self.places += 1
        self._bytes += size
        return True


class _Entries:
    """What the words of a vocabulary stand for (roots, beginnings), as entries of a vector."""

    def __init__(self, forms: Sequence[tuple[str, ...]], letter: str) -> None:
        known: dict[str, int] = {}
        depth = max(map(len, forms), default=0)
        self._layers = [
            np.array([known.setdefault(form[layer], len(known)) if layer < len(form) else -1 for form in forms])
            for layer in range(depth)
        ]
        self._plain = [f"{letter}{form}".encode() + _NO_PLACE for form in known]
        self._forms = list(known)
        self._classed: dict[int, bytes] = {}

    def plain(self, words: Numbers) -> list[bytes]:
        """Each entry that any of the words stands for, once."""
        ids = np.unique(np.concatenate([layer[words] for layer in self._layers])) if self._layers else words[:0]
        return [self._plain[number] for number in ids.tolist() if number >= 0]

    def classed(self, words: Numbers, counts: Numbers) -> list[bytes]:
        """The same, each in the class of how often its words stand there together."""
        if not self._layers:
            return []
        ids = np.concatenate([layer[words] for layer in self._layers])
        often = np.bincount(ids + 1, weights=np.tile(counts, len(self._layers)), minlength=len(self._forms) + 1)[1:]
        present = np.flatnonzero(often)
        classes = np.searchsorted(CLASSES, often[present], side="right") - 1
        keys = (present * len(CLASSES) + classes).tolist()
        return [self._classed.get(key) or self._made(key) for key in keys]

    def _made(self, key: int) -> bytes:
        number, at = divmod(key, len(CLASSES))
        self._classed[key] = made = classed(self._forms[number], at).encode() + _NO_PLACE
        return made


def _packed(entries: Sequence[bytes]) -> Iterator[bytes]:
    """Vectors that hold these entries together, each within its megabyte."""
    whole = b"".join(entries)
    if len(whole) <= MOST_BYTES:
        yield _COUNT.pack(len(entries)) + whole
        return
    begin, size = 0, 0
    for at, entry in enumerate(entries):
        size += len(entry)
        if size > MOST_BYTES:
            yield _COUNT.pack(at - begin) + b"".join(entries[begin:at])
            begin, size = at, len(entry)
    yield _COUNT.pack(len(entries) - begin) + b"".join(entries[begin:])
