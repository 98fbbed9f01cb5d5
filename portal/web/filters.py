"""How dates, times, numbers and sizes read in Bahasa Indonesia. Pure functions; the templates use them as filters.

Dates: `13 November 2026`, in tables `13 Nov 2026`; times: `09.14 WIB`; numbers: `1.284`; sizes: `0,4 MB`.
"""

from collections.abc import Sequence
from datetime import date, datetime

from flask import Flask

from portal.domain.naskah.enumerations import Presisi
from portal.domain.tanggal import WIB, Tanggal
from portal.web.context import stores
from portal.web.countries import nama_negara
from portal.web.words import acts, labels
from portal.web.words.labels.bahasa import label_bahasa
from portal.web.words.labels.lookup import label

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
UNKNOWN_DATE = "tanggal tidak diketahui"

DAYS_A_MONTH = 30.44
MOST_DAYS_IN_DAYS = 60


def tanggal(value: date | Tanggal | None) -> str:
    """A date in full, no more exact than it is known: `13 November 2026`, `November 2026`, `2026`."""
    return _date(value, MONTHS)


def tanggal_pendek(value: date | Tanggal | None) -> str:
    """The same for tables and badges: `13 Nov 2026`."""
    return _date(value, SHORT_MONTHS)


def tanggal_hari(value: date | Tanggal | None) -> str:
    """With the weekday where the day is known: `Jumat, 13 November 2026`."""
    on = value.on if isinstance(value, Tanggal) else value
    is_exact = not isinstance(value, Tanggal) or value.presisi is Presisi.HARI
    if on is None or not is_exact:
        return tanggal(value)
    return f"{WEEKDAYS[on.weekday()]}, {tanggal(value)}"


def tanggal_bulan(value: date) -> str:
    """The month of a date: `November 2026`."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def tanggal_iso(value: date | Tanggal | None) -> str:
    """For machines (`datetime`): `2026-11-13`, `2026-11` or `2026`; empty when unknown."""
    on, presisi = _parts(value)
    if on is None:
        return ""
    return on.isoformat()[: {Presisi.TAHUN: 4, Presisi.BULAN: 7}.get(presisi, 10)]


def waktu(value: datetime) -> str:
    """The time of an instant in Jakarta: `09.14 WIB`."""
    return f"{value.astimezone(WIB):%H.%M} WIB"


def tanggal_waktu(value: datetime) -> str:
    """Day and time of an instant in Jakarta: `13 November 2026, 09.14 WIB`."""
    return f"{tanggal(value.astimezone(WIB).date())}, {waktu(value)}"


def angka(value: int) -> str:
    """A whole number with dots between the thousands: `1.284`."""
    return f"{value:,}".replace(",", ".")


def ukuran(size: int) -> str:
    """Bytes as people read them (1 MB = 1,000,000 bytes): `0,4 MB`, `48 KB`, `912 byte`."""
    if size < 1_000:
        return f"{size} byte"
    if size < 100_000:
        return f"{round(size / 1_000)} KB"
    if size < 9_950_000:
        return f"{size / 1_000_000:.1f} MB".replace(".", ",")
    return f"{angka(round(size / 1_000_000))} MB"


def sisa(days: int) -> str:
    """Calendar days until a last day: `hari ini`, `besok`, `12 hari lagi`, `4 bulan lagi`."""
    if days <= 0:
        return "hari ini"
    if days == 1:
        return "besok"
    if days < MOST_DAYS_IN_DAYS:
        return f"{days} hari lagi"
    return f"{round(days / DAYS_A_MONTH)} bulan lagi"


def hari_kerja(days: int) -> str:
    """A number of working days: `8 hari kerja`."""
    return f"{angka(days)} hari kerja"


def daftar(names: Sequence[str], last: str = "dan") -> str:
    """Names as a sentence lists them: `A`, `A dan B`, `A, B, dan C`."""
    if len(names) < 2:
        return "".join(names)
    if len(names) == 2:
        return f"{names[0]} {last} {names[1]}"
    return f"{', '.join(names[:-1])}, {last} {names[-1]}"


def sorotan(parts: Sequence[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Parts of a marked text with neighbouring marks joined: `penyelundupan manusia` is one mark, not two."""
    joined: list[tuple[str, bool]] = []
    for text, is_marked in parts:
        if is_marked and len(joined) > 1 and not joined[-1][1] and joined[-1][0] == " " and joined[-2][1]:
            joined[-2:] = [(f"{joined[-2][0]} {text}", True)]
        else:
            joined.append((text, is_marked))
    return joined


FILTERS = (
    sorotan,
    tanggal,
    tanggal_pendek,
    tanggal_hari,
    tanggal_bulan,
    tanggal_iso,
    waktu,
    tanggal_waktu,
    angka,
    ukuran,
    sisa,
    hari_kerja,
    daftar,
    nama_negara,
    label,
    label_bahasa,
    acts.action_text,
    acts.object_text,
)


def install(app: Flask) -> None:
    """Give the templates these filters, the tables of labels, and what every page needs to know."""
    for function in FILTERS:
        app.jinja_env.filters[function.__name__] = function
    # The folder itself: `labels.penahanan.ANSWERS` in a template stands in words/labels/penahanan.py.
    app.jinja_env.globals["labels"] = labels
    app.context_processor(_every_page)


def _every_page() -> dict[str, object]:
    config = stores().config
    return {"is_demo": config.is_demo, "base_url": config.base_url}


def _parts(value: date | Tanggal | None) -> tuple[date | None, Presisi]:
    if isinstance(value, Tanggal):
        return value.on, value.presisi
    return value, Presisi.HARI


def _date(value: date | Tanggal | None, months: tuple[str, ...]) -> str:
    on, presisi = _parts(value)
    if on is None:
        return UNKNOWN_DATE
    if presisi is Presisi.TAHUN:
        return str(on.year)
    month = f"{months[on.month - 1]} {on.year}"
    return month if presisi is Presisi.BULAN else f"{on.day} {month}"
