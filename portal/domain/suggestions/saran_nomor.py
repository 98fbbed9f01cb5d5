"""Suggestions for the numbers of the parties."""

from collections.abc import Sequence
from dataclasses import replace

from portal.domain.suggestions.bukti import BELOW_SURE, Evidence
from portal.domain.suggestions.head import Head
from portal.domain.suggestions.nomor_baca import NumberRead, is_ours, read_numbers, well_formed, with_month
from portal.domain.suggestions.saran_pihak import Party
from portal.domain.suggestions.values import Bidang, Saran

_FEW_PLACES = 0.8


def suggest_numbers(head: Head, parties: Sequence[Party], evidence: Evidence, signing: Sequence[Saran]) -> list[Saran]:
    """One number a party where one is printed; sure only if well formed, well read and in step with the signing day."""
    ours = [number for number, party in enumerate(parties, 1) if party.ministry >= 0.6]
    numbers = read_numbers(head, ours[0] if len(ours) == 1 else None, len(parties))
    signed = next((saran.nilai for saran in signing if saran.bidang is Bidang.SIGNED_ON), "")
    found = []
    taken: set[int] = set()
    for read in numbers:
        number = _of_month(read, signed)
        rank = 2 if number.pihak in taken else 1
        taken.add(number.pihak)
        sureness, note = _judge(number, signed)
        if number.nilai != read.nilai:
            sureness = min(sureness, BELOW_SURE)
        if len(head.numbers) % max(len(parties), 1) and not (is_ours(number.nilai) and number.pihak in ours):
            sureness = min(sureness, _FEW_PLACES)
        if is_ours(number.nilai) and ours and number.pihak not in ours:
            sureness, note = min(sureness, 0.6), "Nomor ini berpola Kementerian, tetapi berdiri di tempat pihak lain."
        found.append(
            evidence.saran(
                Bidang.PIHAK_NOMOR,
                number.nilai,
                number.page,
                number.snippet,
                sureness,
                pihak=number.pihak,
                rank=rank,
                note=note,
                place_of=read.nilai,
            )
        )
    return found


def _of_month(number: NumberRead, signed: str) -> NumberRead:
    """The number with its Roman month mended where its strokes are as many as the month of signing."""
    if not signed:
        return number
    value = with_month(number.nilai, int(signed[5:7]))
    if value == number.nilai:
        return number
    return replace(number, nilai=value, pattern=well_formed(value), roman_month=int(signed[5:7]))


def _judge(number: NumberRead, signed: str) -> tuple[float, str]:
    """The pattern's own sureness, less where its year or its Roman month do not fit the day of signing."""
    if not signed:
        return min(number.pattern, 0.86), ""
    year, month = int(signed[:4]), int(signed[5:7])
    if number.year is not None and abs(number.year - year) > 1:
        return min(number.pattern, 0.5), "Tahun pada nomor tidak sesuai dengan tahun penandatanganan."
    if number.year is not None and number.year != year:
        return min(number.pattern, 0.75), "Tahun pada nomor berbeda dari tahun penandatanganan."
    if number.roman_month is not None and number.roman_month != month:
        return min(number.pattern, 0.8), "Bulan pada nomor berbeda dari bulan penandatanganan."
    return number.pattern, ""
