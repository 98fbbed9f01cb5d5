"""The two receipts as sheets: of handing in (Pasal 39 ayat (1)), and of an original (Pasal 39 ayat (4) and (5))."""

from portal.domain import formats
from portal.domain.naskah_asli.penerimaan import BERBUKTI, DITERIMA, NaskahAsliState, Penyampaian
from portal.domain.tenggat.clocks import Clock
from portal.domain.tenggat.state import ClockState
from portal.queries.naskah.values import TandaTerima
from portal.queries.naskah_asli.values import PenerimaanSheet
from portal.web.staff.sheets.sheet import MINISTRY, Sheet
from portal.web.words.labels.bahasa import label_bahasa
from portal.web.words.labels.copies import safety_words
from portal.web.words.labels.lookup import label

REGULATION = "Peraturan Menteri Imigrasi dan Pemasyarakatan Nomor 8 Tahun 2025"
BIRO = (MINISTRY, "Sekretariat Jenderal", "Biro Hukum dan Kerja Sama")
SAMPLE = "CONTOH — data contoh, bukan dokumen resmi"


def submission_sheet(receipt: TandaTerima, address: str, *, is_sample: bool) -> Sheet:
    """The receipt that a unit gets for handing in a naskah."""
    files = [
        (f"Berkas {number}", f"{one.nama} ({label(one.jenis)}, {formats.file_size(one.size)})\nSHA-256 {one.sha256}")
        for number, one in enumerate(receipt.berkas, start=1)
    ]
    safety = safety_words(receipt.safety)
    return Sheet(
        title="Tanda terima naskah Kerja Sama",
        nomor=receipt.nomor,
        office=(MINISTRY, "Repositori Naskah Kerja Sama"),
        intro="Naskah Kerja Sama di bawah ini telah diterima dalam aplikasi penyimpanan dan publikasi Kerja Sama"
        f" (Pasal 39 ayat (1) dan ayat (2) {REGULATION}).",
        facts=(
            ("Kode naskah", receipt.kode),
            ("Judul", receipt.judul),
            ("Unit pemrakarsa", receipt.unit_nama),
            ("Waktu diterima", formats.date_time(receipt.submitted_at)),
            ("Dikirim oleh", receipt.submitted_by),
            *(files or [("Berkas", "Tanpa berkas")]),
            *([("Penyimpanan", safety)] if safety else []),
        ),
        address=address,
        notes=(
            "Sidik SHA-256 membuktikan bahwa berkas yang tersimpan sama dengan yang dikirim. Tanda terima ini tidak"
            " menggantikan penyerahan naskah asli Kerja Sama luar negeri (Pasal 39 ayat (4)).",
            f"Keaslian berkas yang sudah terbit dapat diperiksa di {address.rpartition('/n/')[0]}/verifikasi.",
        ),
        mark=SAMPLE if is_sample else "",
    )


def naskah_asli_sheet(found: PenerimaanSheet, clock_state: Clock | None, address: str, *, is_sample: bool) -> Sheet:
    """The receipt of an original, or of a text for the DPR; `jam` is its clock, judged with the due date it keeps."""
    one, naskah = found.penerimaan, found.naskah
    copies = ", ".join(f"{copy.banyaknya} rangkap {label_bahasa(copy.bahasa)}" for copy in one.rangkap)
    facts = [
        ("Kode naskah", naskah.kode),
        ("Judul", naskah.judul),
        ("Mitra", formats.word_list(naskah.mitra)),
        ("Unit pemrakarsa", naskah.unit_nama),
        ("Ditandatangani", formats.weekday_date(naskah.facts.signed)),
        ("Yang diserahkan", label(one.jenis)),
        ("Hasil", label(one.hasil)),
        ("Tanggal bukti" if one.hasil in BERBUKTI else "Tanggal diterima", formats.weekday_date(one.arrived_on)),
        ("Jatuh tempo", formats.weekday_date(one.due_on) if one.due_on else "Tanpa tenggat"),
        ("Penilaian", _judgement(clock_state)),
        ("Sebab terlambat", _cause(found)),
        ("Rangkap", copies),
        ("Kondisi", one.kondisi),
        ("Catatan", one.catatan),
        ("Bukti", one.bukti),
        ("Alasan dicatat kemudian", one.alasan_mundur),
        ("Dicatat", f"{formats.date_time(one.recorded_at)}, oleh {one.recorded_by}"),
    ]
    voided = ""
    if one.voided_at is not None:
        voided = f"DIBATALKAN {formats.date_time(one.voided_at)}: {one.alasan_batal}"
    return Sheet(
        title=_title(one.jenis, one.hasil),
        nomor=one.nomor,
        office=BIRO,
        intro=_intro(one.jenis),
        facts=tuple((key, value) for key, value in facts if value),
        address=address,
        notes=("Hari ke-1 adalah hari kerja pertama setelah tanggal penandatanganan; hari libur nasional dan cuti"
               " bersama tidak dihitung (Perpres 21/2023 dan SKB tahun berjalan).",),
        signers=(("Yang menyerahkan", one.penyerah), ("Yang menerima", one.recorded_by)),
        mark=" · ".join(text for text in (voided, SAMPLE if is_sample else "") if text),
    )  # fmt: skip


def _title(jenis: Penyampaian, hasil: NaskahAsliState) -> str:
    what = "naskah asli" if jenis is Penyampaian.ASLI else "naskah yang dibahas bersama DPR"
    return f"Tanda terima {what}" if hasil in DITERIMA else f"Catatan penyampaian {what}"


def _intro(jenis: Penyampaian) -> str:
    ayat = "ayat (4)" if jenis is Penyampaian.ASLI else "ayat (5)"
    return (
        f"Dicatat oleh Biro Hukum dan Kerja Sama atas nama Sekretaris Jenderal, menurut Pasal 39 {ayat} {REGULATION}."
    )


def _judgement(clock_state: Clock | None) -> str:
    if clock_state is None or clock_state.keadaan is ClockState.TEPAT_WAKTU:
        return "Tepat waktu" if clock_state is not None else ""
    if clock_state.keadaan is ClockState.SELESAI_TERLAMBAT:
        return f"Terlambat {formats.hari_kerja(clock_state.days)}"
    return ""


def _cause(found: PenerimaanSheet) -> str:
    one = found.penerimaan
    if one.sebab_terlambat is None:
        return ""
    words = label(one.sebab_terlambat)
    return f"{words}: {one.keterangan_terlambat}" if one.keterangan_terlambat else words
