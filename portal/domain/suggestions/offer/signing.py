"""Suggestions for the day and the place of signing."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rapidfuzz.distance import Levenshtein

from portal.domain.suggestions import sureness as sure
from portal.domain.suggestions.evidence import Evidence
from portal.domain.suggestions.find.dates import DayRead
from portal.domain.suggestions.find.institution_names import INSTITUTION
from portal.domain.suggestions.find.signatures import SignatureBlock
from portal.domain.suggestions.find.signing import (
    PlaceRead,
    SignedMonth,
    SigningRead,
    find_closing,
    find_free_day,
    find_made_at,
    find_month_alone,
    find_opening,
    find_place_alone,
    find_place_told,
    find_signed_at,
    find_signed_days,
    find_town,
)
from portal.domain.suggestions.find.towns import towns_of, without_building
from portal.domain.suggestions.offer.days import day_sureness
from portal.domain.suggestions.text.lines import Line, flowing
from portal.domain.suggestions.values import Field, Saran

_LAST_PAGES = 4
_CAPITAL_WORD = re.compile(r"\b[A-Z][A-Za-z]{3,}\b")
_FAR_ENOUGH = 6_000
_SAID_AGAIN = 2
_LONG_WORD = 8
_LEAST_WORD = 4
_ON_TWO_DAYS = "Para pihak menandatangani pada dua tanggal; ini yang terakhir."
_ONLY_ELSEWHERE = "Pembukaan dan penutup tidak menyebut tanggal; ini dari kolom tanda tangan atau kepala naskah."

_MONTH_ALONE = "Hanya bulan dan tahun yang terbaca; lengkapi harinya bila naskah menyebutnya."


def suggest_days(
    before: Sequence[Line],
    behind: Sequence[Line],
    texts: list[tuple[int, str]],
    signatures: Sequence[Sequence[SignatureBlock]],
    evidence: Evidence,
    units: tuple[str, ...] = (),
) -> list[Saran]:
    """The signing day and the place; the opening comes first, the closing confirms it or stands second.

    Where neither tells the day, what the signatures, a table or the text above say of it is offered, never as sure.
    """
    page = behind[0].page if behind else 1
    opening, where = find_opening(page, flowing(behind[:120]))
    closing, there = find_closing(texts[-_LAST_PAGES:])
    found: list[Saran] = []
    reads = [read for read in (opening, closing) if read is not None]
    elsewhere = find_signed_days(before, flowing(behind[:120]), page, signatures)
    agree = len(reads) == 2 and reads[0].day.on == reads[1].day.on
    free, beside = (None, None) if reads and (where or there) else find_free_day(behind[:120])
    if free is None and not reads:
        free, beside = find_free_day(before)
    if not reads and not elsewhere and free is not None:
        elsewhere = [free]
    month = None if reads else find_month_alone(page, flowing(behind[:120]), texts[-2:])
    if month is not None and not any(_is_in(read.day.on, month) for read in elsewhere):
        found.append(_of_month(month, evidence))
    elif not reads and elsewhere:
        found += _elsewhere(elsewhere, evidence)
    for rank, read in enumerate(reads[:1] if agree else reads, 1):
        found.append(_signed(read, rank, evidence, agree=agree, is_alone=len(reads) == 1 or agree))
    if len(reads) == 1:
        found += _disputed(reads[0], evidence)
    if len(reads) == 1 and reads[0].earlier is not None:
        found.append(_earlier(reads[0], reads[0].earlier, evidence))
    known = towns_of(units, flowing([*before, *behind[:60]]), " ".join(text for _, text in texts[-2:]))
    places: list[PlaceRead] = []
    for place in (where, there):
        if place is not None and place.tempat.lower() not in [other.tempat.lower() for other in places]:
            places.append(place)
    made = (
        (
            find_made_at(texts[-2:])
            or find_signed_at(signatures)
            or find_place_alone(page, flowing(behind[:12]))
            or find_place_told(before)
            or find_town(page, flowing(behind[:20]), known)
            or beside
            or (PlaceRead(month.town, month.page, month.snippet, "dated") if month is not None and month.town else None)
        )
        if not places
        else None
    )
    places += [made] if made is not None else []
    towns = _words_with_capitals(texts)
    places = [replace(place, tempat=without_building(_as_mostly_spelt(place.tempat, towns), known)) for place in places]
    for rank, place in enumerate(places, 1):
        first = sure.PLACE_ONE if len(places) == 1 else sure.PLACE_FIRST
        is_doubtful = place.kind in ("dated", "made") or _is_building(place)
        base = sure.PLACE_OTHER if rank > 1 else sure.PLACE_DOUBTFUL if is_doubtful else first
        if any(towns[word] < _SAID_AGAIN and _alike(word, towns) for word in place.tempat.split()):
            # The naskah spells the town in two ways, and neither more often.
            base = min(base, sure.BELOW_SURE)
        found.append(
            evidence.saran(Field.TEMPAT, _in_title_case(place.tempat), place.page, place.snippet, base, rank=rank)
        )
    return found


def _words_with_capitals(texts: Sequence[tuple[int, str]]) -> Counter[str]:
    """How often the first and last pages say each longer word that begins with a capital, all in a title's case."""
    pages = [*texts[:2], *texts[2:][-2:]]
    return Counter(word.title() for _, text in pages for word in _CAPITAL_WORD.findall(text[:_FAR_ENOUGH]))


def _alike(word: str, towns: Counter[str]) -> list[str]:
    """Other words that differ from this one by what a recogniser confuses: one letter, or two of a long word."""
    most = 2 if len(word) >= _LONG_WORD else 1
    return [
        other for other in towns
        if other != word and abs(len(other) - len(word)) <= 1 and len(word) >= _LEAST_WORD
        and Levenshtein.distance(word, other, score_cutoff=most) <= most
    ]  # fmt: skip


def _as_mostly_spelt(place: str, towns: Counter[str]) -> str:
    """A town as the naskah spells it most, where its place of signing was read otherwise."""
    words = []
    for word in place.split():
        better = max(_alike(word.title(), towns), key=lambda other: towns[other], default=word)
        is_better = towns[better] >= _SAID_AGAIN and towns[better] > 2 * towns[word.title()]
        words.append(better if is_better else word)
    return " ".join(words)


def _is_in(on: date, month: SignedMonth) -> bool:
    return (on.year, on.month) == (month.month.year, month.month.month)


def _of_month(read: SignedMonth, evidence: Evidence) -> Saran:
    """Month and year where no day is said: a day would be invented, and nothing would lose what the naskah tells."""
    return evidence.saran(
        Field.SIGNED_ON, read.month.iso, read.page, read.snippet, sure.SIGNED_IN_MONTH, note=_MONTH_ALONE
    )


def _disputed(read: SigningRead, evidence: Evidence) -> list[Saran]:
    """The other days that one sentence says, as choices below the first."""
    return [
        evidence.saran(
            Field.SIGNED_ON,
            on.isoformat(),
            read.page,
            read.snippet,
            sure.SIGNED_OTHER_OF_TWO,
            rank=2,
            note=read.day.doubt,
        )
        for on in read.day.others
    ]


def _elsewhere(reads: Sequence[SigningRead], evidence: Evidence) -> list[Saran]:
    """The last of the days that the signatures or a table name; each party's own where they differ."""
    signed = [read for read in reads if read.kind == "signature"]
    last = max(signed or reads[:1], key=lambda read: read.day.on)
    days = {read.day.on for read in signed}
    base = sure.SIGNED_ON_TWO_DAYS if len(days) > 1 else sure.SIGNED_BY_DATED_LINE
    base = min(base, day_sureness(last.day))
    note = _ON_TWO_DAYS if len(days) > 1 else last.day.doubt or _ONLY_ELSEWHERE
    found = [evidence.saran(Field.SIGNED_ON, last.day.on.isoformat(), last.page, last.snippet, base, note=note)]
    if len(days) > 1:
        found += [
            evidence.saran(
                Field.SIGNED_ON,
                read.day.on.isoformat(),
                read.page,
                read.snippet,
                base,
                pihak=read.pihak,
                rank=2,
                note=note,
            )
            for read in signed
        ]
    return found


def _is_building(place: PlaceRead) -> bool:
    """Whether a unit's or a building's name was read rather than a town."""
    is_long = len(place.tempat.split()) > 2
    return is_long or bool(INSTITUTION.match(place.tempat)) or " kelas " in place.snippet.lower()


def _signed(read: SigningRead, rank: int, evidence: Evidence, *, agree: bool, is_alone: bool) -> Saran:
    base = day_sureness(read.day)
    note = read.day.doubt
    if agree and not note:
        base = sure.SIGNED_SAID_TWICE
    elif not is_alone:
        base = min(base, sure.SIGNED_FIRST_OF_TWO if rank == 1 else sure.SIGNED_OTHER_OF_TWO)
        note = note or "Pembukaan dan penutup naskah menyebut tanggal yang berbeda."
    if read.kind == "dated":
        base = min(base, sure.SIGNED_BY_DATED_LINE)
    if read.earlier is not None:
        base = min(base, sure.SIGNED_ON_TWO_DAYS)
        note = note or _ON_TWO_DAYS
    return evidence.saran(
        Field.SIGNED_ON, read.day.on.isoformat(), read.page, read.snippet, base, rank=rank, note=note,
        is_checked=not note and (agree or read.day.checks > 0),
    )  # fmt: skip


def _earlier(read: SigningRead, day: DayRead, evidence: Evidence) -> Saran:
    note = "Para pihak menandatangani pada dua tanggal; ini yang lebih awal."
    on = day.on.isoformat()
    return evidence.saran(Field.SIGNED_ON, on, read.page, read.snippet, sure.SIGNED_OTHER_OF_TWO, rank=2, note=note)


def _in_title_case(place: str) -> str:
    return place.title() if place.isupper() else place
