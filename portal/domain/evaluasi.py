"""Monitoring and evaluation of a naskah by its Pemrakarsa (Pasal 42): what is told, and what is wrong with it.

It is done "secara berkala dan sesuai dengan kebutuhan": the regulation names no interval, so nothing here is ever due.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from portal.domain.tanggal import BEFORE_EARLIEST, EARLIEST
from portal.errors import Problem

LONGEST: Mapping[str, int] = {"ringkasan": 4000, "rekomendasi": 4000, "dokumen_nomor": 200, "delivered_nomor": 200}
"""Characters of each text."""


@dataclass(frozen=True)
class EvaluasiFields:
    """One evaluation: the period it covers (both days included), its day, what was found and what is advised.

    `is_with_biro`: whether the Biro took part (ayat (2)). `delivered_on` and `delivered_nomor` are day and number of
    the letter by which the result went to the Menteri through the Sekretaris Jenderal (ayat (3)).
    """

    period_from: date
    period_to: date
    evaluated_on: date
    ringkasan: str
    rekomendasi: str = ""
    is_with_biro: bool = False
    dokumen_nomor: str = ""
    dokumen_on: date | None = None
    delivered_on: date | None = None
    delivered_nomor: str = ""


def check_evaluasi(fields: EvaluasiFields, today: date) -> tuple[Problem, ...]:
    """What is impossible or missing, in the order of the form."""
    return (*_check_days(fields, today), *_check_words(fields), *_check_papers(fields, today))


def _check_days(fields: EvaluasiFields, today: date) -> Iterator[Problem]:
    if fields.period_from < EARLIEST:
        yield Problem("period_from", f"Awal periode tidak boleh {BEFORE_EARLIEST}.")
    if fields.period_to < fields.period_from:
        yield Problem("period_to", "Akhir periode tidak boleh sebelum awalnya.")
    if fields.evaluated_on > today:
        yield Problem("evaluated_on", "Tanggal evaluasi tidak boleh setelah hari ini.")
    elif fields.evaluated_on < fields.period_to:
        yield Problem("evaluated_on", "Tanggal evaluasi tidak boleh sebelum akhir periodenya.")


def _check_words(fields: EvaluasiFields) -> Iterator[Problem]:
    if not fields.ringkasan.strip():
        yield Problem("ringkasan", "Tulis ringkasan temuannya.")
    for name, most in LONGEST.items():
        if len(getattr(fields, name)) > most:
            yield Problem(name, f"Paling panjang {most} karakter.")


def _check_papers(fields: EvaluasiFields, today: date) -> Iterator[Problem]:
    if bool(fields.dokumen_nomor.strip()) != (fields.dokumen_on is not None):
        missing = "dokumen_on" if fields.dokumen_on is None else "dokumen_nomor"
        yield Problem(missing, "Isi nomor dan tanggal dokumennya, atau kosongkan keduanya.")
    elif fields.dokumen_on is not None and not EARLIEST <= fields.dokumen_on <= today:
        yield Problem("dokumen_on", f"Tanggal dokumen tidak boleh setelah hari ini atau {BEFORE_EARLIEST}.")
    if bool(fields.delivered_nomor.strip()) != (fields.delivered_on is not None):
        missing = "delivered_on" if fields.delivered_on is None else "delivered_nomor"
        yield Problem(missing, "Isi tanggal dan nomor surat penyampaiannya, atau kosongkan keduanya.")
    elif fields.delivered_on is not None and not fields.evaluated_on <= fields.delivered_on <= today:
        yield Problem("delivered_on", "Tanggal penyampaian harus antara tanggal evaluasi dan hari ini.")
