"""Where the words of a page text stand on its picture: one place a word, kept without the words themselves.

A place is only ever given to a word of the text, so what the text does not say has none. What is kept fits the very
text it was made for; with any other text it is as good as nothing.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from portal.domain.berkas.reading import WordBox

Place = tuple[int, int, int, int]
"""Left, top, right and bottom edge of a word, in parts of SCALE of the page from its top left corner."""

SCALE = 10_000
MOST_WORDS = 5_000
"""Words of one page that are given places; a page with more is no page of an agreement."""

_MODEL = b"1"
_DIGEST_BYTES = 4
_MOST_JOINED = 6
"""Boxes that together are one word of the text, or words of the text that lie in one box."""

_WORD = re.compile(r"\S+")
_NARROW = frozenset("il1I|.,:;'!()[]{}-/\"“”‘’ftjr")
_WIDE = frozenset("mwMW@%—")

_Span = tuple[int, int]
_Sides = tuple[int, int, int, int]


def words_of(text: str) -> list[_Span]:
    """Where each word of a text begins and ends, as they are counted here."""
    return [match.span() for match in _WORD.finditer(text)]


def lay(text: str, boxes: Sequence[WordBox]) -> list[Place | None]:
    """A place for each word of the text; None for one that no box stands for beyond doubt.

    The boxes may come in another order than the words, as columns do, and be divided otherwise. A word is given the
    box that stands between the same neighbours; one whose like stands elsewhere too is left out where that is unclear.
    """
    spans = words_of(text)
    found: list[Place | None] = [None] * len(spans)
    if not boxes or len(spans) > MOST_WORDS or len(boxes) > MOST_WORDS:
        return found
    words = [text[start:end] for start, end in spans]
    names = [box.text for box in boxes]
    if words == names:
        return [_place(box) for box in boxes]
    for first, count, at, boxed in _pairs(words, names):
        found[first : first + count] = _shared(words[first : first + count], boxes[at : at + boxed])
    return found


def _pairs(words: list[str], names: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Which words stand in which boxes: first word, how many, first box, how many; each word and box at most once."""
    free_words, free_names = [True] * len(words), [True] * len(names)
    for stage in range(3):
        if stage == 0:
            anchors = _unique(_in_context(words), _in_context(names))
        else:
            left = _left(words, free_words), _left(names, free_names)
            anchors = _unique(*left) if stage == 1 else _alike(*left)
        waiting = [(word, 1, name, 1) for word, name in anchors]
        while waiting:
            word, count, name, boxed = pair = waiting.pop()
            if not (all(free_words[word : word + count]) and all(free_names[name : name + boxed])):
                continue
            free_words[word : word + count] = [False] * count
            free_names[name : name + boxed] = [False] * boxed
            yield pair
            if after := _behind(words, names, word + count, name + boxed):
                waiting.append(after)
            if before := _before(words, names, word, name):
                waiting.append(before)


def _in_context(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Each word with the one before and the one behind it."""
    return list(zip(["", *words[:-1]], words, [*words[1:], ""], strict=True)) if words else []


def _left(words: Sequence[str], is_free: Sequence[bool]) -> list[str]:
    return [word if free else "" for word, free in zip(words, is_free, strict=True)]


def _unique(words: Sequence[object], names: Sequence[object]) -> list[_Span]:
    """Pairs of what stands once on either side."""
    told, boxed = Counter(words), Counter(names)
    where = {name: at for at, name in enumerate(names)}
    return [(at, where[word]) for at, word in enumerate(words) if word and told[word] == boxed.get(word, 0) == 1]


def _alike(words: Sequence[str], names: Sequence[str]) -> list[_Span]:
    """Pairs of what stands equally often on either side, in their order."""
    told, boxed = Counter(words), Counter(names)
    where: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        where.setdefault(name, []).append(at)
    taken: Counter[str] = Counter()
    pairs = []
    for at, word in enumerate(words):
        if word and told[word] == boxed.get(word, 0):
            pairs.append((at, where[word][taken[word]]))
            taken[word] += 1
    return pairs


def _behind(words: Sequence[str], names: Sequence[str], word: int, name: int) -> _Sides | None:
    """The pair that begins at these places: one word and one box, or as many of either as make up one of the other."""
    if word >= len(words) or name >= len(names):
        return None
    here, there, count, boxed = words[word], names[name], 1, 1
    while here != there:
        if len(here) < len(there) and there.startswith(here) and count < _MOST_JOINED and word + count < len(words):
            here, count = here + words[word + count], count + 1
        elif len(there) < len(here) and here.startswith(there) and boxed < _MOST_JOINED and name + boxed < len(names):
            there, boxed = there + names[name + boxed], boxed + 1
        else:
            return None
    return (word, count, name, boxed) if count == 1 or boxed == 1 else None


def _before(words: Sequence[str], names: Sequence[str], word: int, name: int) -> _Sides | None:
    """The pair that ends before these places."""
    if word < 1 or name < 1:
        return None
    here, there, count, boxed = words[word - 1], names[name - 1], 1, 1
    while here != there:
        if len(here) < len(there) and there.endswith(here) and count < _MOST_JOINED and word - count > 0:
            count += 1
            here = words[word - count] + here
        elif len(there) < len(here) and here.endswith(there) and boxed < _MOST_JOINED and name - boxed > 0:
            boxed += 1
            there = names[name - boxed] + there
        else:
            return None
    return (word - count, count, name - boxed, boxed) if count == 1 or boxed == 1 else None


def _shared(words: Sequence[str], boxes: Sequence[WordBox]) -> list[Place | None]:
    """The places of words that lie in these boxes together: a box is divided, boxes of one line are joined."""
    if len(words) == 1:
        whole = around([_place(box) for box in boxes])
        is_one_line = all(_is_level(_place(boxes[0]), _place(box)) for box in boxes)
        return [whole if is_one_line else None]
    letters = "".join(words)
    ends = [sum(map(len, words[: at + 1])) for at in range(len(words))]
    starts = [0, *ends[:-1]]
    return [_part(_place(boxes[0]), letters, start, end) for start, end in zip(starts, ends, strict=True)]


def _place(box: WordBox) -> Place:
    left, top, right, bottom = (round(edge * SCALE) for edge in (box.x0, box.y0, box.x1, box.y1))
    return left, top, max(left, right), max(top, bottom)


def around(places: Sequence[Place]) -> Place:
    """The place that holds all of these."""
    lefts, tops, rights, bottoms = zip(*places, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _is_level(one: Place, other: Place) -> bool:
    """Whether two places stand on one line: half of the lower one lies beside the other."""
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return shared * 2 >= min(one[3] - one[1], other[3] - other[1])


def _part(place: Place, word: str, start: int, end: int) -> Place:
    """The place of letters of a word, by how wide its letters are as a rule."""
    left, top, right, bottom = place
    total = _width(word) or 1.0
    if bottom - top > (right - left) * 2 and len(word) > 2:
        # It stands on its side, nobody knows which way.
        return place
    before, within = _width(word[:start]), _width(word[start:end])
    begin = left + round((right - left) * before / total)
    return begin, top, max(begin, left + round((right - left) * (before + within) / total)), bottom


def _width(letters: str) -> float:
    return sum(0.5 if one in _NARROW else 1.45 if one in _WIDE else 1.2 if one.isupper() else 1.0 for one in letters)


def pack(text: str, places: Sequence[Place | None]) -> bytes:
    """The places of the words of this text; nothing where no word has one."""
    if not any(places):
        return b""
    numbers: list[int] = []
    x, y = 0, 0
    for place in places:
        left, top, right, bottom = place or (x, y, x, y)
        # Next to its neighbour a word stands at a small distance, which packs well.
        numbers += (left - x, top - y, right - left, bottom - top)
        x, y = right, top
    columns = [numbers[column::4] for column in range(4)]
    planes = [bytes((number >> shift) & 0xFF for number in column) for column in columns for shift in (8, 0)]
    return _MODEL + _digest(text) + zlib.compress(b"".join(planes), 9)


def unpack(stored: bytes | None, text: str) -> list[Place | None]:
    """What `pack` made for this very text; no places at all for another text, or where it was damaged."""
    spans = words_of(text)
    nothing: list[Place | None] = [None] * len(spans)
    head = _MODEL + _digest(text)
    if not stored or not stored.startswith(head):
        return nothing
    try:
        unpacker = zlib.decompressobj()
        raw = unpacker.decompress(stored[len(head) :], len(spans) * 8 + 1)
    except zlib.error:
        return nothing
    if not unpacker.eof or len(raw) != len(spans) * 8:
        return nothing
    count = len(spans)
    planes = [raw[at * count : (at + 1) * count] for at in range(8)]
    columns = [[(high << 8) | low for high, low in zip(*planes[at : at + 2], strict=True)] for at in range(0, 8, 2)]
    found: list[Place | None] = []
    x, y = 0, 0
    for across, down, width, height in zip(*columns, strict=True):
        left, top = (x + across) & 0xFFFF, (y + down) & 0xFFFF
        x, y = left + width, top
        if x > SCALE or top + height > SCALE:
            return nothing
        found.append((left, top, x, top + height) if width and height else None)
    return found


def _digest(text: str) -> bytes:
    return zlib.crc32(text.encode()).to_bytes(_DIGEST_BYTES)


def places_of(text: str, spans: Sequence[_Span], places: Sequence[Place | None], start: int, end: int) -> list[Place]:
    """Where a stretch of the text stands: one place a line. Empty where a part of it has no place.

    `spans` are the words of the text and `places` theirs. Of a word that goes on with other letters only the part in
    the stretch counts; stops and brackets around it do no harm.
    """
    found: list[Place] = []
    for at in _between(spans, start, end):
        place = places[at]
        if place is None:
            return []
        first, last = spans[at]
        word = text[first:last]
        begin, stop = max(start, first) - first, min(end, last) - first
        if any(map(str.isalnum, word[:begin])) or any(map(str.isalnum, word[stop:])):
            place = _part(place, word, begin, stop)
        found.append(place)
    return list(_lines(found))


def _between(spans: Sequence[_Span], start: int, end: int) -> Iterable[int]:
    """The words that reach into a stretch."""
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle][1] <= start:
            low = middle + 1
        else:
            high = middle
    while low < len(spans) and spans[low][0] < end:
        yield low
        low += 1


def _lines(places: Sequence[Place]) -> Iterator[Place]:
    """Neighbours on one line as one place."""
    line = 0
    numbered = []
    for at, place in enumerate(places):
        before = places[at - 1] if at else place
        if not (_is_level(before, place) and before[0] <= place[0]):
            line += 1
        numbered.append((line, place))
    for _, group in groupby(numbered, key=lambda pair: pair[0]):
        yield around([place for _, place in group])
