"""Suggestions for the day and the place of signing."""

from collections.abc import Sequence

from portal.domain.suggestions import sureness as sure
from portal.domain.suggestions.evidence import Evidence
from portal.domain.suggestions.find.dates import DayRead
from portal.domain.suggestions.find.institution_names import INSTITUTION
from portal.domain.suggestions.find.signatures import SignatureBlock
from portal.domain.suggestions.find.signing import (
    PlaceRead,
    SigningRead,
    find_closing,
    find_free_day,
    find_made_at,
    find_opening,
    find_place_alone,
    find_place_told,
    find_signed_at,
    find_signed_days,
)
from portal.domain.suggestions.offer.days import day_sureness
from portal.domain.suggestions.text.lines import Line, flowing
from portal.domain.suggestions.values import Field, Saran

_LAST_PAGES = 4
_ON_TWO_DAYS = "Para pihak menandatangani pada dua tanggal; ini yang terakhir."
_ONLY_ELSEWHERE = "Pembukaan dan penutup tidak menyebut tanggal; ini dari kolom tanda tangan atau kepala naskah."


def suggest_days(
    before: Sequence[Line],
    behind: Sequence[Line],
    texts: list[tuple[int, str]],
    signatures: Sequence[Sequence[SignatureBlock]],
    evidence: Evidence,
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
    if not reads and elsewhere:
        found += _elsewhere(elsewhere, evidence)
    for rank, read in enumerate(reads[:1] if agree else reads, 1):
        found.append(_signed(read, rank, evidence, agree=agree, is_alone=len(reads) == 1 or agree))
    if len(reads) == 1:
        found += _disputed(reads[0], evidence)
    if len(reads) == 1 and reads[0].earlier is not None:
        found.append(_earlier(reads[0], reads[0].earlier, evidence))
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
            or beside
        )
        if not places
        else None
    )
    places += [made] if made is not None else []
    for rank, place in enumerate(places, 1):
        first = sure.PLACE_ONE if len(places) == 1 else sure.PLACE_FIRST
        is_doubtful = place.kind in ("dated", "made") or _is_building(place)
        base = sure.PLACE_OTHER if rank > 1 else sure.PLACE_DOUBTFUL if is_doubtful else first
        found.append(
            evidence.saran(Field.TEMPAT, _in_title_case(place.tempat), place.page, place.snippet, base, rank=rank)
        )
    return found


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
