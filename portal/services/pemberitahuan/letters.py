"""The words of notices: what is due, by when, what to do next. Dates are written out, so a late letter stays true."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from portal.domain.formats import long_date, weekday_date, word_list
from portal.domain.pemberitahuan.recipients import Circle
from portal.domain.pemberitahuan.reminders import Moment, ReminderKind
from portal.domain.tenggat.tenggat import Tenggat
from portal.domain.usulan.usulan import JenisUsulan
from portal.mail.rendering import LetterParts
from portal.queries.pemberitahuan.reminders import ReminderSubject

MONTHS_LEFT = {ReminderKind.AKHIR_6: 6, ReminderKind.AKHIR_3: 3, ReminderKind.AKHIR_1: 1}
LONGEST_TITLE = 140
_CIRCLES = {
    Circle.PENGELOLA: "pengelola unit",
    Circle.PIMPINAN: "pimpinan unit",
    Circle.ATASAN: "unit di atasnya",
    Circle.BIRO: "Biro Hukum dan Kerja Sama",
    Circle.KEPALA_BIRO: "Kepala Biro Hukum dan Kerja Sama",
    Circle.SESJEN: "Sekretaris Jenderal",
    Circle.PPID: "PPID",
}
_BUTTONS = {True: "Buka naskah di portal", False: "Buka catatan di portal"}
_CALLED = {
    None: "naskah",
    JenisUsulan.USULAN: "usulan Kerja Sama",
    JenisUsulan.PENJAJAKAN: "hasil penjajakan",
}
_WORK = {
    JenisUsulan.USULAN: ("penyelarasan dengan rencana strategis", "Pasal 17"),
    JenisUsulan.PENJAJAKAN: ("analisis hasil penjajakan", "Pasal 29"),
}
"""What the Biro does with each (Pasal 16 ayat (1), Pasal 28 ayat (1)), and where its result goes by the regulation."""
_HAND_OVER = (
    "Serahkan naskah asli ke Biro Hukum dan Kerja Sama, lalu minta tanda terima."
    " Mengunggah PDF belum menghentikan hitungan."
)
_FOOT = (
    "Surat ini dikirim oleh Repositori Naskah Kerja Sama menurut keadaan per {hari}. Surat ini tidak perlu dibalas;"
    " pertanyaan disampaikan kepada Biro Hukum dan Kerja Sama."
)


@dataclass(frozen=True)
class LetterSubject:
    """Everything a letter speaks of. `tenggat` is there for an original; `pesan` is what a sender by hand added."""

    perkara: ReminderSubject
    saat: Moment
    today: date
    address: str
    """Full address of its page for staff."""
    tenggat: Tenggat | None = None
    pesan: str = ""
    pengirim: str = ""
    alasan: str = ""
    """Why the Biro returned it."""
    tembusan: tuple[Circle, ...] = ()
    """Who else the letter is written to."""
    home: str = ""
    """Full address of the first page for staff: where a reader is led who may not open the other one."""


def compose(pokok: LetterSubject, *, is_named: bool) -> LetterParts:
    """The letter. Without `is_named` it is called by its code alone, and its page is not linked: it would refuse."""
    perihal, paragraf = _WORDS[pokok.saat.jenis](pokok, _name(pokok.perkara, is_named))
    if pokok.pesan:
        paragraf = (*paragraf, f"Pesan {pokok.pengirim or 'Biro Hukum dan Kerja Sama'}: “{pokok.pesan}”")
    if pokok.tenggat is not None and pokok.tenggat.is_provisional:
        paragraf = (*paragraf, f"{pokok.tenggat.notice}. Batas ini dapat bergeser bila SKB ditetapkan lain.")
    link = (pokok.address, _BUTTONS[pokok.perkara.jenis_usulan is None])
    if pokok.home and not is_named:
        link = (pokok.home, "Buka portal")
    return LetterParts(
        perihal=perihal,
        paragraf=tuple(paragraf),
        fakta=_facts(pokok, is_named),
        tautan=link[0],
        tombol=link[1],
        kaki=_FOOT.format(hari=weekday_date(pokok.today)),
    )


def _name(perkara: ReminderSubject, is_named: bool) -> str:
    if not is_named or perkara.is_secret:
        return f"{_CALLED[perkara.jenis_usulan]} {perkara.kode}"
    judul = " ".join(perkara.judul.split()) or perkara.kode
    return f"“{judul if len(judul) <= LONGEST_TITLE else judul[: LONGEST_TITLE - 1].rstrip() + '…'}”"


def _facts(pokok: LetterSubject, is_named: bool) -> tuple[tuple[str, str], ...]:
    perkara, tenggat = pokok.perkara, pokok.tenggat
    is_usulan = perkara.jenis_usulan is not None
    facts = [("Nomor" if is_usulan else "Kode", perkara.kode), ("Unit", perkara.unit_nama)]
    if is_named and not perkara.is_secret and perkara.mitra:
        facts.append(("Calon mitra" if is_usulan else "Mitra", "; ".join(perkara.mitra)))
    if perkara.received_on is not None:
        facts.append(("Diterima", long_date(perkara.received_on)))
    if perkara.signed_on is not None:
        facts.append(("Ditandatangani", long_date(perkara.signed_on)))
    if tenggat is not None:
        rule = tenggat.rule
        facts.append(("Batas", f"{weekday_date(tenggat.due_on)} ({rule.hari_kerja} hari kerja, {rule.dasar})"))
    elif pokok.saat.jenis in MONTHS_LEFT:
        facts.append(("Hari terakhir berlaku", weekday_date(pokok.saat.acuan)))
    return tuple(facts)


def _before_due(pokok: LetterSubject, nama: str) -> tuple[str, tuple[str, ...]]:
    due = weekday_date(pokok.saat.acuan)
    left = f"sisa {pokok.tenggat.days_left(pokok.today)} hari kerja" if pokok.tenggat else "segera jatuh tempo"
    first = f"Naskah asli {nama} harus diterima Biro Hukum dan Kerja Sama paling lambat {due} ({left})."
    return f"Naskah asli ditunggu paling lambat {due}: {nama}", (first, _HAND_OVER)


def _on_due_date(pokok: LetterSubject, nama: str) -> tuple[str, tuple[str, ...]]:
    due = weekday_date(pokok.saat.acuan)
    first = f"Hari ini, {due}, adalah hari terakhir naskah asli {nama} diterima Biro Hukum dan Kerja Sama."
    return f"Batas naskah asli {due}: {nama}", (first, _HAND_OVER)


def _told(pokok: LetterSubject) -> tuple[str, ...]:
    """Who else the letter is written to; nothing where it is written to nobody else."""
    names = [_CIRCLES[circle] for circle in pokok.tembusan]
    return (f"Surat ini juga ditujukan kepada {word_list(names)}.",) if names else ()


def _late(pokok: LetterSubject, nama: str) -> tuple[str, tuple[str, ...]]:
    days = -pokok.tenggat.days_left(pokok.today) if pokok.tenggat else (pokok.today - pokok.saat.acuan).days
    first = f"Naskah asli {nama} sudah lewat {days} hari kerja dari batas {long_date(pokok.saat.acuan)}. {_HAND_OVER}"
    return f"Naskah asli terlambat: {nama}", (first, *_told(pokok))


def _ending(pokok: LetterSubject, nama: str) -> tuple[str, tuple[str, ...]]:
    months = MONTHS_LEFT[pokok.saat.jenis]
    how = f"{months} bulan lagi" if pokok.today == pokok.saat.on else f"kurang dari {months} bulan lagi"
    end = long_date(pokok.saat.acuan)
    return f"Kerja Sama berakhir {end}: {nama}", (
        f"Kerja Sama {nama} berakhir pada {end}, {how}.",
        "Perpanjangan memerlukan kesepakatan para pihak dan rekomendasi Biro Hukum dan Kerja Sama, lalu naskah baru"
        " disusun dan ditandatangani (Pasal 36). Bila tidak diperpanjang, Kerja Sama berakhir dengan sendirinya pada"
        " tanggal itu.",
    )


def _parent_ended(pokok: LetterSubject, nama: str) -> tuple[str, tuple[str, ...]]:
    parent = f"Naskah induk {pokok.perkara.parent_kode}"
    return f"Naskah induk sudah tidak berlaku: {nama}", (
        f"{parent} tidak berlaku lagi sejak {long_date(pokok.saat.acuan)}, sedangkan {nama} masih berjalan.",
        "Portal tidak mengakhiri naskah ini. Periksa dasarnya: perpanjang naskah induk (Pasal 36), sebutkan alasan"
        " Perjanjian Kerja Sama tanpa induk (Pasal 7 ayat (1)), atau akhiri naskah ini (Pasal 37).",
    )


def _exemption_over(pokok: LetterSubject, nama: str) -> tuple[str, tuple[str, ...]]:
    end = long_date(pokok.saat.acuan)
    return f"Masa pengecualian habis {end}: {nama}", (
        f"Putusan PPID yang mengecualikan {nama} berlaku sampai {end}. Naskah tetap tertutup sampai ada putusan baru.",
        "Catat putusan dengan hari terakhir yang baru, atau ubah keterbukaannya bila tidak dikecualikan lagi"
        " (UU 14/2008 Pasal 19 dan Pasal 20).",
    )


def _reminded(pokok: LetterSubject, nama: str) -> tuple[str, tuple[str, ...]]:
    subject, paragraphs = _before_due(pokok, nama)
    return subject, ("Biro Hukum dan Kerja Sama mengingatkan unit Anda.", *paragraphs)


def _admonished(pokok: LetterSubject, nama: str) -> tuple[str, tuple[str, ...]]:
    _, paragraphs = _late(pokok, nama)
    return f"Teguran, naskah asli terlambat: {nama}", ("Biro Hukum dan Kerja Sama menegur unit Anda.", *paragraphs)


def _returned(pokok: LetterSubject, nama: str) -> tuple[str, tuple[str, ...]]:
    why = f"Yang perlu diperbaiki: “{pokok.alasan}”"
    if pokok.perkara.is_secret:
        why = "Yang perlu diperbaiki tertulis di halaman naskah."
    return f"Dikembalikan untuk diperbaiki: {nama}", (
        f"Biro Hukum dan Kerja Sama mengembalikan {nama} kepada unit Anda.",
        why,
        "Perbaiki isiannya, lalu kirim lagi. Halaman publik, bila sudah ada, tidak berubah selama itu.",
    )


def _result_before_due(pokok: LetterSubject, nama: str) -> tuple[str, tuple[str, ...]]:
    due = weekday_date(pokok.saat.acuan)
    left = f"sisa {pokok.tenggat.days_left(pokok.today)} hari kerja" if pokok.tenggat else "segera jatuh tempo"
    first = f"{_work(pokok, nama)} harus selesai paling lambat {due} ({left})."
    return f"Hasil ditunggu paling lambat {due}: {nama}", (first, _hand_back(pokok))


def _result_on_due_date(pokok: LetterSubject, nama: str) -> tuple[str, tuple[str, ...]]:
    due = weekday_date(pokok.saat.acuan)
    first = f"Hari ini, {due}, adalah hari terakhir untuk {_work(pokok, nama, is_start=False)}."
    return f"Batas hasil {due}: {nama}", (first, _hand_back(pokok))


def _result_late(pokok: LetterSubject, nama: str) -> tuple[str, tuple[str, ...]]:
    days = -pokok.tenggat.days_left(pokok.today) if pokok.tenggat else (pokok.today - pokok.saat.acuan).days
    first = f"{_work(pokok, nama)} sudah lewat {days} hari kerja dari batas {long_date(pokok.saat.acuan)}."
    return f"Hasil terlambat: {nama}", (first, _hand_back(pokok), *_told(pokok))


def _work(pokok: LetterSubject, nama: str, *, is_start: bool = True) -> str:
    work = _WORK[pokok.perkara.jenis_usulan or JenisUsulan.USULAN][0]
    return f"{work[0].upper() + work[1:] if is_start else work} untuk {nama}"


def _hand_back(pokok: LetterSubject) -> str:
    article = _WORK[pokok.perkara.jenis_usulan or JenisUsulan.USULAN][1]
    return f"Sampaikan hasilnya menurut {article}, lalu catat di portal. Hitungan berhenti pada tanggal hasil itu."


_Words = Callable[[LetterSubject, str], tuple[str, tuple[str, ...]]]
_WORDS: Mapping[ReminderKind, _Words] = {
    ReminderKind.ASLI_H7: _before_due,
    ReminderKind.ASLI_H3: _before_due,
    ReminderKind.ASLI_H1: _before_due,
    ReminderKind.ASLI_HARI_INI: _on_due_date,
    ReminderKind.ASLI_TERLAMBAT: _late,
    ReminderKind.AKHIR_6: _ending,
    ReminderKind.AKHIR_3: _ending,
    ReminderKind.AKHIR_1: _ending,
    ReminderKind.INDUK_BERAKHIR: _parent_ended,
    ReminderKind.USULAN_H7: _result_before_due,
    ReminderKind.USULAN_H3: _result_before_due,
    ReminderKind.USULAN_H1: _result_before_due,
    ReminderKind.USULAN_HARI_INI: _result_on_due_date,
    ReminderKind.USULAN_TERLAMBAT: _result_late,
    ReminderKind.KECUALI_HABIS: _exemption_over,
    ReminderKind.INGATKAN: _reminded,
    ReminderKind.TEGUR: _admonished,
    ReminderKind.DIKEMBALIKAN: _returned,
}
