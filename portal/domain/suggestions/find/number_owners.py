"""Whose number it is: by the code in it, by the party right above it, by the order; the best match of all together.

Offices put the abbreviation of their own name, or of their kind, into their numbers, and papers often list the numbers
in another order than the parties.
"""

import re
from collections.abc import Sequence
from itertools import permutations

from portal.domain.suggestions.find.parties import Party

_SPLIT = re.compile(r"[^A-Za-z0-9]+")
_SMALL = frozenset(["dan", "di", "of", "and", "the", "for", "untuk", "pada", "in", "on", "bagi", "kepada"])
_KINDS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(number), re.compile(name, re.IGNORECASE))
    for number, name in (
        (r"\bUN[\dIlO]{1,3}\b|\bUNU?\d|/UN\b", r"\buniversitas|fakultas|\blppm\b|\blembaga penelitian"),
        (r"\bIT\d|\bITB?\b", r"\binstitut"),
        (r"\bPL\d", r"\bpoliteknik"),
        (r"WPJ|\bPRJ\b|/PJ\b", r"pajak"),
        (r"\bKTR\b", r"jaminan sosial|bpjs"),
        (r"^\s*0?\d{3}(?:[.\d]*)\s?/",
         r"pemerintah (?:kabupaten|kota|provinsi|daerah|desa)|bupati|wali ?kota|gubernur|^dinas"
         r"|rumah sakit umum daerah|rsud"
         r"|sekretariat daerah|\bdaerah\b|kecamatan|camat|dprd|puskesmas|bappe"),
        (r"^\s*(?:B|R|K?ER?MA|NK|MoU|MOU|PKS|SPJ)\s?/\s?\d+\s?/\s?[IVX]+\s?/",
         r"kepolisian|polda|polres|tentara|tni\b|komando|kodim"),
        (r"^\s*Kerma|KERMA", r"tentara|tni\b|komando|kodim|angkatan|pangkalan|kepolisian"),
        (r"^\s*(?:HK|KS|UM|HM|OT|KR|PR|DL|PP|KP)\.?\s?\d\d",
         r"kementerian|politeknik kesehatan|poltekkes|balai|direktorat|badan|rumah sakit"),
        (r"\b[BR]-\d+/[A-Z]\.|\bJA\b|^KEP-\d+/[A-Z]", r"kejaksaan"),
        (r"\bDIR\b|\bDIRUT\b|\bDPD\b", r"\bpt\b|bank|perseroan|persero|perum|rumah sakit|yayasan"),
        (r"\bSETDA\b|\bSETDAKAB\b", r"pemerintah|bupati|sekretariat"),
        (r"\bDPRD\b", r"dewan perwakilan|dprd"),
        (r"\bKADIN\b", r"kamar dagang"),
        (r"\bKPU\b", r"komisi pemilihan"),
        (r"\bBPS\b", r"pusat statistik"),
        (r"\bRSUD\b|\bRS\b", r"rumah sakit"),
        (r"\bDINKES\b", r"dinas kesehatan"),
        (r"\bPOLRES\w*|\bPOLDA\w*|\bRES\w+\b", r"kepolisian|polres|polda"),
        (r"\bKEJARI\b|\bKAJARI\b", r"kejaksaan negeri"),
    )
)  # fmt: skip
_BY_ALIAS = 3.0
_BY_INITIALS = 2.0
_BY_KIND = 1.6
_BY_SHORT_INITIALS = 0.8
_BY_WORD = 2.5
_IN_ORDER = 0.7
_NEAR = 3.0
_LABELLED = 9.0
_MOST_PERMUTED = 5
_FEW = 3
_EACH_MORE = 0.2
_CLEAR = 0.9
"""Affinity by which a pairing against the order must be better to be believed."""


def affinity(value: str, party: Party) -> float:
    """How much the code in a number speaks for a party; 0 where it does not speak."""
    tokens = {token.upper() for token in _SPLIT.split(value) if len(token) >= 2 and not token.isdigit()}
    aliases = {alias.upper().replace(".", "") for alias in party.aliases}
    best = _BY_ALIAS if tokens & aliases else 0.0
    names = (party.nama, party.printed)
    initials = {one for name in names for one in _initials(name)}
    hits = tokens & initials
    if hits:
        best = max(best, _BY_INITIALS if max(map(len, hits)) >= 3 else _BY_SHORT_INITIALS)
    words = {word.upper() for name in names for word in _SPLIT.split(name) if len(word) >= 5}
    if any(len(token) >= 5 and (token in words or any(w.startswith(token) for w in words)) for token in tokens):
        best = max(best, _BY_WORD)
    if any(number.search(value) and kind.search(" | ".join(names)) for number, kind in _KINDS):
        best = max(best, _BY_KIND)
    return best


def owners(
    numbers: Sequence[tuple[str, int, int]], parties: Sequence[Party], ours: int | None, is_ours: Sequence[bool]
) -> list[int]:
    """The party, from 1, of each number, given with the place its label names and that of the party right above it (0
    where there is none); `ours` is the ministry's place, `is_ours` which numbers are of the ministry's kind.
    """
    count = len(parties)
    plain = [order or near or at for at, (_, order, near) in enumerate(numbers, 1)]
    if not 0 < len(numbers) <= count <= _MOST_PERMUTED:
        return _swapped([order or at for at, (_, order, _) in enumerate(numbers, 1)], ours, is_ours)
    gains = [
        [_gain(number, at, place, party, count == len(numbers), is_own and place == ours)
         for place, party in enumerate(parties, 1)]
        for at, (number, is_own) in enumerate(zip(numbers, is_ours, strict=True), 1)
    ]  # fmt: skip
    best = max(
        permutations(range(count), len(numbers)),
        key=lambda chosen: (round(_sum(gains, chosen), 3), [-place for place in chosen]),
    )
    if len(set(plain)) == len(plain) and max(plain) <= count:
        in_order = tuple(place - 1 for place in plain)
        # The more numbers stand in the order of the parties, the more has to speak for another one.
        needed = _CLEAR - _IN_ORDER * _moved(best, in_order) + _EACH_MORE * max(0, len(numbers) - _FEW)
        if _sum(gains, best) < _sum(gains, in_order) + needed:
            best = in_order
    return [place + 1 for place in best]


def _swapped(places: list[int], ours: int | None, is_ours: Sequence[bool]) -> list[int]:
    """The places as they stand, but the one number of the ministry's kind goes to the ministry."""
    marked = [at for at, is_own in enumerate(is_ours) if is_own]
    if ours is None or len(marked) != 1 or places[marked[0]] == ours:
        return places
    holder = next((at for at, place in enumerate(places) if place == ours), None)
    if holder is not None:
        places[holder] = places[marked[0]]
    places[marked[0]] = ours
    return places


def _moved(best: Sequence[int], plain: Sequence[int]) -> int:
    return min(1, sum(one != other for one, other in zip(best, plain, strict=True)))


def _sum(gains: Sequence[Sequence[float]], chosen: Sequence[int]) -> float:
    return sum(gains[at][place] for at, place in enumerate(chosen))


def _gain(number: tuple[str, int, int], at: int, place: int, party: Party, is_even: bool, is_own: bool) -> float:
    value, order, near = number
    return (
        affinity(value, party)
        + _LABELLED * (order == place)
        + _NEAR * (near == place)
        + _LABELLED * is_own
        + _IN_ORDER * (at == place and is_even)
    )


def _initials(name: str) -> set[str]:
    """The abbreviations that a name may have: initials of two words or more that follow one another."""
    words = [word for word in re.findall(r"[A-Za-z]+", name) if word.lower() not in _SMALL]
    letters = "".join(word[0].upper() for word in words[:12])
    found = {letters[a:b] for a in range(len(letters)) for b in range(a + 2, len(letters) + 1)}
    return found | {word.upper() for word in words if word.isupper() and 2 <= len(word) <= 5 and not name.isupper()}
