"""Suggestions for the numbers of the parties."""

from collections.abc import Sequence
from dataclasses import replace

from portal.domain.suggestions import sureness as sure
from portal.domain.suggestions.evidence import Evidence
from portal.domain.suggestions.find.head_parts import Head
from portal.domain.suggestions.find.number_repairs import repaired
from portal.domain.suggestions.find.numbers import (
    NumberRead,
    is_ministry_number,
    read_again,
    read_numbers,
    well_formed,
    with_month,
)
from portal.domain.suggestions.find.parties import Party
from portal.domain.suggestions.find.signatures import SignatureBlock
from portal.domain.suggestions.text.lines import Line
from portal.domain.suggestions.values import Field, Saran

_NOT_THEIRS = "Nomor ini berpola Kementerian, tetapi berdiri di tempat pihak lain."
_OPEN = "Nomor urut kosong atau ditulis tangan; isi sesuai naskah."
_BY_PEN = "Nomor urut tampaknya ditulis tangan. Cocokkan dengan halamannya."
_YEARS_APART = "Tahun pada nomor tidak sesuai dengan tahun penandatanganan."
_OTHER_YEAR = "Tahun pada nomor berbeda dari tahun penandatanganan."
_OTHER_MONTH = "Bulan pada nomor berbeda dari bulan penandatanganan."
DAY_DIFFERS = (_YEARS_APART, _OTHER_YEAR, _OTHER_MONTH)
"""What is said of a number whose year or month is not that of the signing."""


_LENGTH_OF_MONTH = 7


def suggest_numbers(
    head: Head | None,
    parties: Sequence[Party],
    signatures: Sequence[Sequence[SignatureBlock]],
    behind: Sequence[Line],
    evidence: Evidence,
    signing: Sequence[Saran],
) -> list[Saran]:
    """One number a party where one is printed; sure only if well formed, well read and in step with the signing"
    " day."""
    ours = [number for number, party in enumerate(parties, 1) if party.is_ours]
    numbers = read_numbers(head, parties, signatures, behind)
    signed = next((saran.nilai for saran in signing if saran.bidang is Field.SIGNED_ON), "")
    found = []
    taken: set[int] = set()
    for read in numbers:
        number = _of_month(read, signed)
        rank = 2 if number.pihak in taken else 1
        taken.add(number.pihak)
        sureness, note = _judge(number, signed)
        if number.value != read.value:
            sureness = min(sureness, sure.BELOW_SURE)
        if (
            head is not None
            and len(head.numbers) % max(len(parties), 1)
            and not (is_ministry_number(number.value) and number.pihak in ours)
        ):
            sureness = min(sureness, sure.NUMBER_UNEVEN)
        if is_ministry_number(number.value) and ours and number.pihak not in ours:
            sureness, note = min(sureness, sure.NUMBER_OURS_ELSEWHERE), _NOT_THEIRS
        if parties and number.pihak <= len(parties) and parties[number.pihak - 1].is_guessed:
            sureness = min(sureness, sure.BELOW_SURE)
        if number.is_by_pen:
            sureness, note = min(sureness, sure.NUMBER_BY_PEN), note or _BY_PEN
        if number.is_open:
            note = _OPEN
        found.append(
            evidence.saran(
                Field.PIHAK_NOMOR,
                number.value,
                number.page,
                number.snippet,
                sureness,
                pihak=number.pihak,
                rank=rank,
                note=note,
                place_of=read.value,
            )
        )
    return found


def _of_month(number: NumberRead, signed: str) -> NumberRead:
    """The number repaired by its form, and its Roman month where its strokes are as many as the month of signing."""
    month = int(signed[5:7]) if len(signed) >= _LENGTH_OF_MONTH else None
    value = repaired(number.value, month) if not number.is_open else number.value
    if value != number.value:
        number = replace(read_again(number, value), is_by_pen=True)
    if month is None:
        return number
    value = with_month(number.value, month)
    if value == number.value:
        return number
    return replace(number, value=value, pattern=well_formed(value), roman_month=month)


def _judge(number: NumberRead, signed: str) -> tuple[float, str]:
    """The pattern's own sureness, less where its year or its Roman month do not fit the day of signing."""
    if not signed:
        return min(number.pattern, sure.NUMBER_UNDATED), ""
    year, month = int(signed[:4]), int(signed[5:7])
    if number.year is not None and abs(number.year - year) > 1:
        return min(number.pattern, sure.NUMBER_YEARS_APART), _YEARS_APART
    if number.year is not None and number.year != year:
        return min(number.pattern, sure.NUMBER_OTHER_YEAR), _OTHER_YEAR
    if number.roman_month is not None and number.roman_month != month:
        return min(number.pattern, sure.NUMBER_OTHER_MONTH), _OTHER_MONTH
    return number.pattern, ""
