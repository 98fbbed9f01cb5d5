"""The facts about an electronic signature as sentences for everybody, one for each question, never one verdict.

Each sentence says what was checked and what was not. Nothing here says "sah" or "tidak sah": that is for the issuers
of the certificates to say, at the places named in `OFFICIAL_CHECKS`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.domain.tanda_tangan.report import (
    Changes,
    Coverage,
    Integrity,
    Kind,
    NotCheckable,
    Revocation,
    SignatureReport,
    TimeStamp,
    Trust,
)

NO_SIGNATURE = "Tidak ada tanda tangan elektronik"
NOT_LOOKED_YET = "Tanda tangan elektronik belum diperiksa."
DISCLAIMER = "Informasi, bukan pengganti verifikasi resmi BSrE/Komdigi."
OFFICIAL_CHECKS = (
    ("Verifikasi PDF Komdigi", "https://tte.komdigi.go.id/verifyPDF"),
    ("Verifikasi BSrE BSSN", "https://bsre.bssn.go.id/verifikasi"),
)
"""Where a file is verified officially; for links that a person follows, never called by the portal."""

Say = Callable[[datetime], str]
"""Turns an instant into words for people, for instance "13 November 2026, 09.14 WIB"."""


class Tone(StrEnum):
    """How a fact is coloured; the sentence alone must say the same."""

    GOOD = "good"
    NEUTRAL = "neutral"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True)
class Fact:
    """The answer to one question about a signature; `key` is for code, `label` and `sentence` are for people."""

    key: str
    label: str
    tone: Tone
    sentence: str


def summary(count: int) -> str:
    """How many signatures a file carries."""
    return f"{count} tanda tangan elektronik" if count else NO_SIGNATURE


def kind_label(report: SignatureReport) -> str:
    """What the signature is for: approval, certification with what it permits, or a document time stamp."""
    if report.kind is Kind.CERTIFICATION:
        return "Tanda tangan pengesahan (sertifikasi)" + _PERMITS.get(report.docmdp_level or 0, "")
    return "Cap waktu dokumen" if report.kind is Kind.TIMESTAMP else "Tanda tangan persetujuan"


def time_sentence(report: SignatureReport, say: Say) -> str:
    """When it was signed, and what that statement rests on."""
    if report.stamped_at is not None and report.is_time_proven:
        return f"{say(report.stamped_at)}, dibuktikan oleh cap waktu tepercaya."
    if report.claimed_at is not None:
        return f"{say(report.claimed_at)}, menurut jam penanda tangan sendiri."
    if report.stamped_at is not None:
        return f"{say(report.stamped_at)}, menurut cap waktu yang belum terbukti tepercaya."
    return "Waktu penandatanganan tidak tercantum."


def facts(report: SignatureReport, say: Say) -> tuple[Fact, ...]:
    """Integrity, trusted certificate, time stamp, revocation and coverage, each on its own and in this order."""
    return (
        _integrity(report),
        _trust(report, say),
        _time_stamp(report, say),
        _revocation(report, say),
        _coverage(report),
    )


def not_checkable_sentence(reason: NotCheckable) -> str:
    """Why nothing can be said about a signature, or about the signatures of a file."""
    return _NOT_CHECKABLE[reason]


_PERMITS = {
    1: ": tidak mengizinkan perubahan apa pun",
    2: ": mengizinkan pengisian formulir dan tanda tangan berikutnya",
    3: ": mengizinkan pengisian formulir, tanda tangan berikutnya, dan catatan",
}

_NOT_CHECKABLE = {
    NotCheckable.DAMAGED: "Tanda tangan tidak dapat diperiksa: strukturnya rusak.",
    NotCheckable.EMPTY: "Tanda tangan tidak dapat diperiksa: isinya kosong.",
    NotCheckable.UNSUPPORTED: "Tanda tangan tidak dapat diperiksa: jenis atau algoritmanya tidak didukung.",
    NotCheckable.ENCRYPTED: "Tanda tangan tidak dapat diperiksa: berkas terenkripsi dengan kata sandi.",
    NotCheckable.LIMIT: "Tanda tangan tidak dapat diperiksa: pemeriksaan melampaui batas waktu atau memori.",
    NotCheckable.FAILED: "Tanda tangan tidak dapat diperiksa: alat pemeriksa gagal membacanya.",
    NotCheckable.DETACHED: "Berkas memuat sisa tanda tangan yang sudah dilepas.",
}

_CHANGES = {
    Changes.NONE: "",
    Changes.MAINTENANCE: " Sesudahnya hanya ditambahkan data pemeriksaan jangka panjang.",
    Changes.FORM: " Sesudahnya hanya ditambahkan tanda tangan lain atau isian formulir yang diizinkan.",
    Changes.ANNOTATION: " Sesudahnya ditambahkan catatan yang diizinkan.",
    Changes.UNKNOWN: " Perubahan sesudah penandatanganan tidak dapat dinilai.",
}


def _integrity(report: SignatureReport) -> Fact:
    label = "Keutuhan"
    if report.integrity is Integrity.TIDAK_DAPAT_DIPERIKSA:
        sentence = _NOT_CHECKABLE[report.not_checkable or NotCheckable.FAILED]
        return Fact("integrity", label, Tone.WARNING, sentence)
    if report.integrity is Integrity.BERUBAH:
        return Fact("integrity", label, Tone.BAD, "Bagian yang ditandatangani telah berubah sejak ditandatangani.")
    if report.changes is Changes.CONTENT:
        sentence = "Bagian yang ditandatangani utuh, tetapi isi dokumen diubah sesudah ditandatangani."
        return Fact("integrity", label, Tone.BAD, sentence)
    tone = Tone.WARNING if report.changes is Changes.UNKNOWN else Tone.GOOD
    return Fact("integrity", label, tone, "Bagian yang ditandatangani utuh." + _CHANGES[report.changes])


def _trust(report: SignatureReport, say: Say) -> Fact:
    tone, sentence = _TRUST[report.trust]
    if report.trust is Trust.EXPIRED and report.not_after is not None:
        sentence = f"Masa berlaku sertifikat berakhir pada {say(report.not_after)}; {_UNPROVEN}"
    elif report.trust is Trust.NOT_YET_VALID and report.not_before is not None:
        sentence = f"Sertifikat baru berlaku mulai {say(report.not_before)}, sesudah waktu yang dinilai."
    elif report.trust is Trust.TRUSTED and report.trust_at is not None:
        sentence = f"Sertifikat tersambung ke daftar kepercayaan dan dinilai berlaku pada {say(report.trust_at)}."
    return Fact("trust", "Sertifikat tepercaya", tone, sentence)


_UNPROVEN = "tidak ada bukti tepercaya bahwa penandatanganan terjadi sebelumnya."
_TRUST = {
    Trust.TRUSTED: (Tone.GOOD, "Sertifikat tersambung ke daftar kepercayaan."),
    Trust.NO_CHAIN: (Tone.WARNING, "Sertifikat tidak tersambung ke daftar kepercayaan portal ini."),
    Trust.EXPIRED: (Tone.WARNING, f"Masa berlaku sertifikat atau penerbitnya telah berakhir; {_UNPROVEN}"),
    Trust.NOT_YET_VALID: (Tone.WARNING, "Sertifikat belum berlaku pada waktu yang dinilai."),
    Trust.REVOKED: (Tone.BAD, "Sertifikat tersambung ke daftar kepercayaan, tetapi telah dicabut."),
    Trust.UNSUITABLE: (Tone.WARNING, "Sertifikat tidak diterbitkan untuk tanda tangan seperti ini."),
    Trust.EMPTY_LIST: (Tone.NEUTRAL, "Sertifikat belum dapat diperiksa: daftar kepercayaan kosong."),
    Trust.UNKNOWN: (Tone.WARNING, "Sertifikat tidak dapat diperiksa."),
}


def _time_stamp(report: SignatureReport, say: Say) -> Fact:
    when = f" {say(report.stamped_at)}" if report.stamped_at is not None else ""
    if report.time_stamp is TimeStamp.NONE and report.integrity is Integrity.TIDAK_DAPAT_DIPERIKSA:
        tone, sentence = Tone.NEUTRAL, "Cap waktu tidak diperiksa."
    else:
        tone, sentence = {
            TimeStamp.NONE: (Tone.NEUTRAL, "Tidak ada cap waktu; waktu hanya menurut penanda tangan."),
            TimeStamp.VALID: (Tone.GOOD, f"Cap waktu{when} utuh dan tepercaya."),
            TimeStamp.INVALID: (Tone.BAD, "Cap waktu tidak cocok dengan tanda tangan ini atau rusak."),
            TimeStamp.UNTRUSTED: (
                Tone.WARNING,
                f"Cap waktu{when} utuh, tetapi penerbitnya tidak tersambung ke daftar kepercayaan.",
            ),
        }[report.time_stamp]
    return Fact("time_stamp", "Cap waktu", tone, sentence)


def _revocation(report: SignatureReport, say: Say) -> Fact:
    label = "Pencabutan"
    if report.revocation is Revocation.NOT_CHECKED:
        return Fact("revocation", label, Tone.NEUTRAL, "Status pencabutan tidak diperiksa.")
    if report.revocation is Revocation.REVOKED:
        since = f" pada {say(report.revoked_at)}" if report.revoked_at is not None else ""
        return Fact("revocation", label, Tone.BAD, f"Sertifikat dicabut{since}, menurut data di dalam berkas.")
    return Fact("revocation", label, Tone.GOOD, "Sertifikat tidak dicabut, menurut data di dalam berkas.")


def _coverage(report: SignatureReport) -> Fact:
    is_bad = report.changes is Changes.CONTENT
    tone, sentence = {
        Coverage.WHOLE: (Tone.GOOD, "Tanda tangan mencakup seluruh berkas."),
        Coverage.LATER_BYTES: (
            Tone.BAD if is_bad else Tone.NEUTRAL,
            "Tanda tangan mencakup berkas sampai saat ditandatangani; ada bagian yang ditambahkan sesudahnya.",
        ),
        Coverage.PARTIAL: (Tone.BAD, "Tanda tangan hanya mencakup sebagian berkas."),
        Coverage.UNKNOWN: (Tone.WARNING, "Cakupan tanda tangan tidak dapat ditentukan."),
    }[report.coverage]
    return Fact("coverage", "Cakupan", tone, sentence)
