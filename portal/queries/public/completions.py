"""What the public search box offers while somebody types: words, titles, partners, units, numbers.

A table of names in memory and the public index propose; the public projection decides, as of the request. So what was
withdrawn is offered no more from that moment on, however old table and index are.
"""

import heapq
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    String,
    and_,
    case,
    exists,
    extract,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from portal.domain.naskah.nomor import number_key, plain_nomor
from portal.errors import SearchUnavailableError
from portal.models.terbitan import Terbitan, TerbitanHalaman, TerbitanNama, TerbitanPihak
from portal.queries.public.values import CompletionKind, PublicCompletion
from portal.search.interface import Completion, SearchIndex
from portal.search.words import words

SHORTEST, LONGEST = 2, 100
"""Letters of a text that is completed."""
MOST = 10
MOST_OF: Mapping[CompletionKind, int] = {"kata": 3, "nomor": 3, "naskah": 4, "mitra": 3, "unit": 2}
"""How many of each kind are offered, in the order of the list."""
_SPARE = 2
"""So many more are proposed of each kind: what is no longer published falls out."""
_MOST_WORDS = 8
_SHORTEST_NUMBER, _SHORTEST_INNER_NUMBER = 2, 4
_END = "\U0010ffff"
_FILLERS = frozenset(
    ("dan", "atau", "untuk", "dengan", "yang", "dari", "pada", "dalam", "oleh", "sebagai", "of", "and", "the", "for")
)
"""Words that stand between others: no name begins with them, and nobody searches for them."""


@dataclass
class _Names:
    """Names of one kind by the beginnings of their words; the first has the best rank."""

    keys: list[str] = field(default_factory=list)
    firsts: list[str] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    ordered: list[str] = field(default_factory=list)

    def add(self, key: str, name: str, more: Iterable[str] = ()) -> None:
        at = len(self.keys)
        told = words(name)
        self.keys.append(key)
        self.firsts.append(told[0] if told else "")
        for word in {*told, *more}:
            self.places[word].append(at)

    def close(self) -> None:
        self.ordered = sorted(self.places)

    def find(self, asked: Sequence[str], most: int) -> list[str]:
        """Keys of names that have a word beginning with each of these.

        First those that begin so, then those that have the last one as a whole word.
        """
        found: set[int] | None = None
        for beginning in asked:
            low, high = (bisect_left(self.ordered, edge) for edge in (beginning, beginning + _END))
            having = set[int]().union(*(self.places[word] for word in self.ordered[low:high]))
            found = having if found is None else found & having
        whole = set(self.places.get(asked[-1], ()))

        def rank(at: int) -> tuple[bool, bool, int]:
            return not self.firsts[at].startswith(asked[0]), at not in whole, at

        return [self.keys[at] for at in heapq.nsmallest(most, found or (), key=rank)]


class NameTable:
    """Names and numbers of everything published when it was read; it only proposes."""

    def __init__(self, session: Session) -> None:
        self._names: dict[str, _Names] = {kind: _Names() for kind in ("naskah", "mitra", "unit")}
        counts: dict[tuple[str, str], int] = defaultdict(int)
        titles = select(Terbitan.kode, Terbitan.judul, Terbitan.unit_kode).order_by(
            Terbitan.signed_on.is_(None), Terbitan.signed_on.desc(), Terbitan.judul, Terbitan.kode
        )
        numbers = []
        for kode, judul, unit in session.execute(titles):
            self._names["naskah"].add(kode, judul)
            numbers.append((plain_nomor(kode), kode))
            counts["unit", unit] += 1
        parties = select(TerbitanPihak.kode, TerbitanPihak.nomor_plain, TerbitanPihak.mitra_slug)
        for kode, nomor, mitra in session.execute(parties):
            if nomor:
                numbers.append((nomor, kode))
            counts["mitra", mitra or ""] += 1
        labels = session.execute(select(TerbitanNama.jenis, TerbitanNama.kunci, TerbitanNama.nama)).all()
        for jenis, kunci, nama in sorted(labels, key=lambda row: (-counts[row.jenis, row.kunci], row.nama)):
            if counts[jenis, kunci]:
                self._names[jenis].add(kunci, nama, more=(_initials(nama),))
        for names in self._names.values():
            names.close()
        self._numbers = sorted(set(numbers))

    def find(self, kind: CompletionKind, asked: Sequence[str]) -> list[str]:
        """Keys of the best names of a kind."""
        return self._names[kind].find(asked, MOST_OF[kind] + _SPARE)

    def find_numbers(self, plain: str) -> list[str]:
        """Codes of naskah with a number or code that begins so, or holds it."""
        if len(plain) < _SHORTEST_NUMBER or not any(letter.isdecimal() for letter in plain):
            return []
        most = MOST_OF["nomor"] + _SPARE
        low = bisect_left(self._numbers, (plain, ""))
        found = [kode for nomor, kode in self._numbers[low : low + most] if nomor.startswith(plain)]
        if not found and len(plain) >= _SHORTEST_INNER_NUMBER:
            found = [kode for nomor, kode in self._numbers if plain in nomor]
        return list(dict.fromkeys(found))[:most]


def complete_text(session: Session, index: SearchIndex, names: NameTable, text: str) -> tuple[PublicCompletion, ...]:
    """Up to MOST ways to go on; none for a text that is too short, too long or without a word. Two questions."""
    text = " ".join(text.split())
    asked = tuple(words(text))[:_MOST_WORDS]
    if not asked or not SHORTEST <= len(text) <= LONGEST:
        return ()
    plain = number_key(text)
    found = _decided(
        session,
        naskah=names.find("naskah", asked),
        nomor=names.find_numbers(plain),
        mitra=names.find("mitra", asked),
        unit=names.find("unit", asked),
        plain=plain,
        asked=asked,
    )
    found["kata"] = _words(session, index, text)
    chosen = [one for kind, most in MOST_OF.items() for one in found[kind][:most]]
    return tuple(chosen[:MOST])


def _initials(name: str) -> str:
    """`Badan Narkotika Nasional` is asked for as BNN."""
    return "".join(word[0] for word in words(name) if word not in _FILLERS)


def _fits(asked: Sequence[str], name: str) -> bool:
    told = {*words(name), _initials(name)}
    return all(any(word.startswith(beginning) for word in told) for beginning in asked)


def _decided(
    session: Session,
    *,
    naskah: Sequence[str],
    nomor: Sequence[str],
    mitra: Sequence[str],
    unit: Sequence[str],
    plain: str,
    asked: Sequence[str],
) -> dict[CompletionKind, list[PublicCompletion]]:
    """Of these keys, what the projection holds at this moment, in its own words."""
    found: dict[CompletionKind, list[PublicCompletion]] = {kind: [] for kind in MOST_OF}
    if not (naskah or nomor or mitra or unit):
        return found
    titles: dict[str, tuple[str, str]] = {}
    labels: dict[tuple[str, str], str] = {}
    partners: dict[str, list[str]] = defaultdict(list)
    numbers: dict[str, list[str]] = defaultdict(list)
    for kind, key, name, number, year in session.execute(_as_published({*naskah, *nomor}, mitra, unit)):
        if kind == "naskah":
            titles[key] = (name, str(year or ""))
        elif kind == "pihak":
            numbers[key].append(number)
            partners[key] += [name] if name else []
        else:
            labels[kind, key] = name
    for kode in naskah:
        if kode in titles and _fits(asked, titles[kode][0]):
            judul, year = titles[kode]
            detail = " · ".join(part for part in (*partners[kode][:1], year) if part)
            found["naskah"].append(PublicCompletion("naskah", kode, judul, detail))
    for kode in nomor:
        told = [kode, *sorted(numbers[kode])] if kode in titles else []
        fitting = [one for one in told if plain in plain_nomor(one)]
        # A code is the shorter and surer name of the two.
        found["nomor"] += [PublicCompletion("nomor", kode, one, titles[kode][0]) for one in fitting[:1]]
    named: tuple[tuple[CompletionKind, Sequence[str]], ...] = (("mitra", mitra), ("unit", unit))
    for kind, keys in named:
        kept = [key for key in keys if _fits(asked, labels.get((kind, key), ""))]
        found[kind] = [PublicCompletion(kind, key, labels[kind, key], "") for key in kept]
    shown = {one.key for one in found["nomor"]}
    found["naskah"] = [one for one in found["naskah"] if one.key not in shown]
    return found


def _as_published(kode: Iterable[str], mitra: Sequence[str], unit: Sequence[str]) -> CompoundSelect[Any]:
    """One question: titles and years, partners and numbers of these naskah, names of these partners and units."""
    no_year = null().cast(Integer)
    title = select(
        literal("naskah", String),
        Terbitan.kode,
        Terbitan.judul,
        literal("", String),
        extract("year", Terbitan.signed_on).cast(Integer),
    ).where(Terbitan.kode.in_(kode))
    partner = case((TerbitanPihak.mitra_slug.is_not(None), TerbitanPihak.nama), else_="")
    party = select(literal("pihak", String), TerbitanPihak.kode, partner, TerbitanPihak.nomor, no_year).where(
        TerbitanPihak.kode.in_(kode)
    )
    is_partner = and_(
        TerbitanNama.jenis == "mitra",
        TerbitanNama.kunci.in_(mitra),
        exists().where(TerbitanPihak.mitra_slug == TerbitanNama.kunci),
    )
    is_unit = and_(
        TerbitanNama.jenis == "unit",
        TerbitanNama.kunci.in_(unit),
        exists().where(Terbitan.unit_kode == TerbitanNama.kunci),
    )
    label = select(TerbitanNama.jenis, TerbitanNama.kunci, TerbitanNama.nama, literal("", String), no_year).where(
        or_(is_partner, is_unit)
    )
    return union_all(title, party, label)


def _words(session: Session, index: SearchIndex, text: str) -> list[PublicCompletion]:
    """Words of the index that stand, at this moment, in a published text; another question where there are any."""
    try:
        offered = index.complete(text, MOST_OF["kata"] + _SPARE)
    except SearchUnavailableError:
        return []
    if not offered:
        return []
    stands = session.execute(select(*(_stands(one).label(f"kata_{at}") for at, one in enumerate(offered)))).one()
    start = text[: len(text) - len(text.split()[-1])]
    kept = [one.word for one, is_told in zip(offered, stands, strict=True) if is_told and one.word not in _FILLERS]
    return [PublicCompletion("kata", f"{start}{word}", f"{start}{word}", "") for word in kept]


def _stands(one: Completion) -> ColumnElement[bool]:
    """Whether the word stands in a page or the title of one of its naskah."""
    in_page = exists().where(
        TerbitanHalaman.kode.in_(one.kode), TerbitanHalaman.teks.icontains(one.word, autoescape=True)
    )
    in_title = exists().where(Terbitan.kode.in_(one.kode), Terbitan.judul.icontains(one.word, autoescape=True))
    return or_(in_page, in_title)
