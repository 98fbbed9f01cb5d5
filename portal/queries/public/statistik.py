"""Figures over everything published: what the page of statistics draws and its tables hold.

Read from the public projection alone; what was withdrawn counts in none of them.
"""

import statistics
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import Bentuk, JenisMitra, Presisi
from portal.domain.tanggal import wib_today
from portal.models.terbitan import Terbitan, TerbitanPihak
from portal.models.unduhan import Unduhan
from portal.queries.public.values import BrowseEntry
from portal.search.interface import facet_text

STEPS_OF_DAYS = (7, 30, 90, 365)
"""Last days of the steps in which the time from signing to publication is told."""
MONTHS = 12
MOST_FETCHED = 10


@dataclass(frozen=True)
class PublicationTime:
    """Days from the last signature to the first publication: how many naskah a step, and the middle one.

    `steps` holds (last day of the step, naskah); the last step has no end. `median` is None where nothing is known.
    """

    steps: tuple[tuple[int | None, int], ...]
    median: int | None


@dataclass(frozen=True)
class Fetched:
    """Files fetched: by month of the last year, oldest first, and the naskah fetched most in that time."""

    months: tuple[tuple[str, int], ...]
    """(`2026-11`, times)."""
    most: tuple[BrowseEntry, ...]
    """Naskah by code and title."""


def bentuk(session: Session) -> tuple[tuple[Bentuk, int], ...]:
    """Naskah by form, the most frequent first."""
    count = func.count()
    rows = session.execute(
        select(Terbitan.bentuk, count).group_by(Terbitan.bentuk).order_by(count.desc(), Terbitan.bentuk)
    )
    return tuple((row[0], row[1]) for row in rows)


def nama_bentuk(session: Session) -> tuple[BrowseEntry, ...]:
    """Naskah of a form by another name, by that name; one spelling whatever the capitals."""
    names = session.scalars(select(Terbitan.nama_bentuk).where(Terbitan.nama_bentuk.is_not(None)))
    return _by_text(name for name in names if name)


def subjek(session: Session) -> tuple[BrowseEntry, ...]:
    """Naskah by subject."""
    return _by_text(word for words in session.scalars(select(Terbitan.subjek)) for word in {*map(facet_text, words)})


def jenis_mitra(session: Session) -> tuple[tuple[JenisMitra, int], ...]:
    """Naskah by class of partner (Pasal 3 and 4), the most frequent first; one with two classes counts in both."""
    count = func.count(TerbitanPihak.kode.distinct())
    rows = session.execute(
        select(TerbitanPihak.jenis, count)
        .where(TerbitanPihak.jenis.is_not(None), TerbitanPihak.mitra_slug.is_not(None))
        .group_by(TerbitanPihak.jenis)
        .order_by(count.desc(), TerbitanPihak.jenis)
    )
    return tuple((jenis, n) for jenis, n in rows if jenis is not None)


def publication_time(session: Session) -> PublicationTime:
    """How long it took from signing to publication, of naskah whose day of signing is known."""
    rows = session.execute(
        select(Terbitan.signed_on, Terbitan.first_published_at).where(
            Terbitan.signed_on.is_not(None), Terbitan.signed_presisi == Presisi.HARI
        )
    )
    days = [(wib_today(at) - on).days for on, at in rows if on is not None]
    steps = Counter(next((last for last in STEPS_OF_DAYS if taken <= last), None) for taken in days)
    told = tuple((last, steps[last]) for last in (*STEPS_OF_DAYS, None))
    return PublicationTime(told, round(statistics.median(days)) if days else None)


def fetched(session: Session, today: date) -> Fetched:
    """What was fetched in the last MONTHS months up to `today`, of what is published now."""
    months = _months_back(today)
    since = date(int(months[0][:4]), int(months[0][5:]), 1)
    published = (Unduhan.kode == Terbitan.kode, Unduhan.on >= since, Unduhan.on <= today)
    year, month = extract("year", Unduhan.on), extract("month", Unduhan.on)
    rows = session.execute(select(year, month, func.sum(Unduhan.jumlah)).where(*published).group_by(year, month))
    counts = {f"{int(y):04}-{int(m):02}": int(n) for y, m, n in rows}
    total = func.sum(Unduhan.jumlah)
    most = session.execute(
        select(Terbitan.kode, Terbitan.judul, total)
        .where(*published)
        .group_by(Terbitan.kode, Terbitan.judul)
        .order_by(total.desc(), Terbitan.kode)
        .limit(MOST_FETCHED)
    )
    return Fetched(
        tuple((name, counts.get(name, 0)) for name in months),
        tuple(BrowseEntry(kode, judul, int(n)) for kode, judul, n in most),
    )


def _months_back(today: date) -> tuple[str, ...]:
    index = today.year * 12 + today.month - 1
    return tuple(f"{place // 12:04}-{place % 12 + 1:02}" for place in range(index - MONTHS + 1, index + 1))


def _by_text(texts: Iterable[str]) -> tuple[BrowseEntry, ...]:
    counts = Counter(filter(None, map(facet_text, texts)))
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(BrowseEntry(key, key[:1].upper() + key[1:], count) for key, count in ordered)
