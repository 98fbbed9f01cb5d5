"""Suggestions for the day and place of signing, the term, its end, and the day of entry into force."""

from collections.abc import Sequence
from datetime import date

from portal.domain.suggestions.baris_kepala import INSTITUTION
from portal.domain.suggestions.bukti import Evidence
from portal.domain.suggestions.jangka import DayPlace, find_effective, find_signing_start, find_term, find_until
from portal.domain.suggestions.lines import Line, flowing
from portal.domain.suggestions.penandatanganan import PlaceRead, SigningRead, find_closing, find_made_at, find_opening
from portal.domain.suggestions.tanggal_baca import DayRead
from portal.domain.suggestions.values import Bidang, Saran

_LAST_PAGES = 4


def suggest_days(behind: Sequence[Line], texts: list[tuple[int, str]], evidence: Evidence) -> list[Saran]:
    """The signing day and the place; the opening comes first, the closing confirms it or stands second."""
    page = behind[0].page if behind else 1
    opening, where = find_opening(page, flowing(behind[:120]))
    closing, there = find_closing(texts[-_LAST_PAGES:])
    found: list[Saran] = []
    reads = [read for read in (opening, closing) if read is not None]
    agree = len(reads) == 2 and reads[0].day.on == reads[1].day.on
    for rank, read in enumerate(reads[:1] if agree else reads, 1):
        found.append(_signed(read, rank, evidence, agree=agree, is_alone=len(reads) == 1 or agree))
    if len(reads) == 1 and reads[0].earlier is not None:
        found.append(_earlier(reads[0], reads[0].earlier, evidence))
    places: list[PlaceRead] = []
    for place in (where, there):
        if place is not None and place.tempat.lower() not in [other.tempat.lower() for other in places]:
            places.append(place)
    made = find_made_at(texts[-2:]) if not places else None
    places += [made] if made is not None else []
    for rank, place in enumerate(places, 1):
        sole = 0.9 if len(places) == 1 else 0.86
        is_doubtful = place.kind in ("dated", "made") or _is_building(place)
        base = 0.7 if is_doubtful and rank == 1 else sole if rank == 1 else 0.5
        found.append(
            evidence.saran(Bidang.TEMPAT, _in_title_case(place.tempat), place.page, place.snippet, base, rank=rank)
        )
    return found


def _is_building(place: PlaceRead) -> bool:
    """Whether a unit's or a building's name was read rather than a town."""
    is_long = len(place.tempat.split()) > 2
    return is_long or bool(INSTITUTION.match(place.tempat)) or " kelas " in place.snippet.lower()


def suggest_term(texts: list[tuple[int, str]], evidence: Evidence, signing: Sequence[Saran]) -> list[Saran]:
    """The term as written, the last day said or reckoned, and the day it came into force."""
    signed = next((saran for saran in signing if saran.bidang is Bidang.SIGNED_ON), None)
    found = _effective(texts, evidence, signed)
    starts = next((saran for saran in found), None) or signed
    term, until = find_term(texts), find_until(texts)
    ends: list[Saran] = []
    if until is not None:
        ends.append(_day(Bidang.EXPIRES_ON, until, evidence, 0.86))
    if term is not None:
        base = 0.92 if term.agrees and not term.is_doubted else 0.6
        note = "" if term.agrees else "Jangka waktu dengan huruf dan dengan angka tidak dapat dicocokkan."
        saran = evidence.saran(
            Bidang.JANGKA_WAKTU, term.says, term.page, term.snippet, base, note=note, is_checked=term.agrees
        )
        found.append(saran)
        end = term.end(date.fromisoformat(starts.nilai)) if starts is not None else None
        if end is not None and starts is not None and not any(other.nilai == end.isoformat() for other in ends):
            sureness = min(saran.keyakinan, starts.keyakinan, 0.9 if not ends else 0.5)
            ends.append(
                evidence.saran(
                    Bidang.EXPIRES_ON,
                    end.isoformat(),
                    term.page,
                    term.snippet,
                    sureness,
                    rank=len(ends) + 1,
                    is_checked=True,
                    note=f"Dihitung dari {starts.nilai} ditambah {term.says}.",
                )
            )
    return found + ends


def _effective(texts: list[tuple[int, str]], evidence: Evidence, signed: Saran | None) -> list[Saran]:
    said = find_effective(texts)
    if said is not None:
        return [_day(Bidang.EFFECTIVE_ON, said, evidence, 0.86)]
    start = find_signing_start(texts)
    if start is None or signed is None:
        return []
    page, snippet = start
    sureness = min(signed.keyakinan, 0.9)
    return [evidence.saran(Bidang.EFFECTIVE_ON, signed.nilai, page, snippet, sureness, is_checked=True)]


def _signed(read: SigningRead, rank: int, evidence: Evidence, *, agree: bool, is_alone: bool) -> Saran:
    base = _sureness(read.day)
    note = read.day.doubt
    if agree and not note:
        base = 0.96
    elif not is_alone:
        base = min(base, 0.7 if rank == 1 else 0.4)
        note = note or "Pembukaan dan penutup naskah menyebut tanggal yang berbeda."
    if read.kind == "dated":
        base = min(base, 0.7)
    if read.earlier is not None:
        base, note = min(base, 0.8), note or "Para pihak menandatangani pada dua tanggal; ini yang terakhir."
    return evidence.saran(
        Bidang.SIGNED_ON, read.day.on.isoformat(), read.page, read.snippet, base, rank=rank, note=note,
        is_checked=not note and (agree or read.day.checks > 0),
    )  # fmt: skip


def _earlier(read: SigningRead, day: DayRead, evidence: Evidence) -> Saran:
    note = "Para pihak menandatangani pada dua tanggal; ini yang lebih awal."
    on = day.on.isoformat()
    return evidence.saran(Bidang.SIGNED_ON, on, read.page, read.snippet, 0.4, rank=2, note=note)


def _day(bidang: Bidang, place: DayPlace, evidence: Evidence, base: float) -> Saran:
    base = min(base, _sureness(place.day))
    return evidence.saran(bidang, place.day.on.isoformat(), place.page, place.snippet, base, note=place.day.doubt)


def _sureness(day: DayRead) -> float:
    """A day with a disagreement is never sure; one that was mended needs a second saying that agrees."""
    if day.doubt:
        return 0.55
    if not day.is_exact:
        return 0.87 if day.checks else 0.65
    return 0.95 if day.checks else 0.9


def _in_title_case(place: str) -> str:
    return place.title() if place.isupper() else place
