"""Suggestions for the term, its end, and the day of entry into force."""

from collections.abc import Sequence
from datetime import date

from portal.domain.suggestions import sureness as sure
from portal.domain.suggestions.evidence import Evidence
from portal.domain.suggestions.find.term import (
    DayPlace,
    find_effective,
    find_signing_start,
    find_term,
    find_term_anywhere,
    find_until,
    from_first_article,
)
from portal.domain.suggestions.offer.days import day_sureness
from portal.domain.suggestions.values import Field, Saran


def suggest_term(texts: list[tuple[int, str]], evidence: Evidence, signing: Sequence[Saran]) -> list[Saran]:
    """The term as written, the last day said or reckoned, and the day it came into force."""
    # From a month alone nothing is reckoned.
    signed = next((saran for saran in signing if saran.bidang is Field.SIGNED_ON and _is_day(saran.nilai)), None)
    found = _effective(texts, evidence, signed)
    starts = next((saran for saran in found), None) or signed
    own = from_first_article(texts)
    term = find_term(own) or find_term(texts) or find_term_anywhere(own) or find_term_anywhere(texts)
    until = find_until(own) or find_until(texts)
    ends: list[Saran] = []
    if until is not None:
        ends.append(_day(Field.EXPIRES_ON, until, evidence, sure.END_SAID))
    if term is not None:
        base = sure.TERM_AGREES if term.agrees and not term.is_doubted else sure.TERM_DOUBTED
        note = "" if term.agrees else "Jangka waktu dengan huruf dan dengan angka tidak dapat dicocokkan."
        saran = evidence.saran(
            Field.JANGKA_WAKTU, term.says, term.page, term.snippet, base, note=note, is_checked=term.agrees
        )
        found.append(saran)
        end = term.end(date.fromisoformat(starts.nilai)) if starts is not None else None
        if end is not None and starts is not None and not any(other.nilai == end.isoformat() for other in ends):
            sureness = min(
                saran.keyakinan,
                starts.keyakinan,
                sure.END_ELSEWHERE if term.starts_elsewhere else 1.0,
                sure.END_RECKONED if not ends else sure.END_RECKONED_BESIDE_SAID,
            )
            ends.append(
                evidence.saran(
                    Field.EXPIRES_ON,
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


def _is_day(value: str) -> bool:
    return len(value) == len("2003-04-01")


def _effective(texts: list[tuple[int, str]], evidence: Evidence, signed: Saran | None) -> list[Saran]:
    said = find_effective(texts)
    if said is not None:
        return [_day(Field.EFFECTIVE_ON, said, evidence, sure.START_SAID)]
    start = find_signing_start(texts)
    if start is None or signed is None:
        return []
    page, snippet = start
    sureness = min(signed.keyakinan, sure.START_BY_SIGNING)
    return [evidence.saran(Field.EFFECTIVE_ON, signed.nilai, page, snippet, sureness, is_checked=True)]


def _day(field: Field, place: DayPlace, evidence: Evidence, base: float) -> Saran:
    base = min(base, day_sureness(place.day))
    return evidence.saran(field, place.day.on.isoformat(), place.page, place.snippet, base, note=place.day.doubt)
