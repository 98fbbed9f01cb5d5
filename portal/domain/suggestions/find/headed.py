"""The institution that an office heads: `Kepala Dinas Contoh` signs for Dinas Contoh, a Bupati for his Kabupaten."""

import re

from portal.domain.suggestions.find.institution_names import INSTITUTION

_ACTING = re.compile(r"(?i)^(?:a\.?n\.?|pelaksana (?:tugas|harian)|p[l1|i][th]|pj|pjs|acting)\b[.\s]*")
_HOLDER = re.compile(
    r"(?i)^(?:kepala|ketua(?: umum| pengurus| yayasan(?= yayasan))?|dekan|rektor|pimpinan(?: cabang(?! \w+$))?|pemimpin"
    r"|pemilik(?: usaha)?|komandan|direktur(?: utama| eksekutif)?|presiden direktur|general manager|manajer|panglima"
    r"|pejabat pembuat komitmen|kuasa pengguna anggaran"
    r"|(?:the )?(?:rector|dean|head|chair(?:man|person)?|(?:executive )?director|president|principal) of(?: the)?)\s+"
)
_WITHIN = re.compile(
    r"\s(?=(?:universitas|institut|politeknik|sekolah tinggi|akademi|rumah sakit|yayasan|perusahaan daerah|perum|bank"
    r"|pt)\s[A-Z])",
    re.IGNORECASE,
)
_AT = re.compile(r"\s(?:pada|di|dari|PADA|DI)\s(?=[A-Z])")
_STANDS_FOR: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?i)^(?:{office})\s+(?=[A-Z(])"), name)
    for office, name in (
        ("menteri(?! negara)", "Kementerian"),
        ("direktur jenderal", "Direktorat Jenderal"),
        ("inspektur jenderal", "Inspektorat Jenderal"),
        ("sekretaris jenderal", "Sekretariat Jenderal"),
        ("bupati", "Pemerintah Kabupaten"),
        ("wali ?kota", "Pemerintah Kota"),
        ("gubernur(?: provinsi)?", "Pemerintah Provinsi"),
        ("camat", "Kecamatan"),
        ("lurah", "Kelurahan"),
        ("(?:the )?minister of", "Ministry of"),
        ("(?:the )?director[- ]general of", "Directorate General of"),
    )
)
"""Offices that are called by another word than what they head."""


def served(office: str) -> str:
    """The institution that an office belongs to (`Pemimpin Divisi pada PT Contoh`), or heads; "" where none is said."""
    at = _AT.search(office)
    return office[at.end() :] if at is not None and INSTITUTION.match(office[at.end() :]) else headed(office)


def institution_within(office: str) -> str:
    """The institution that the office of a deputy ends with (`Wakil Rektor Bidang Kerja Sama Universitas Contoh`)."""
    found = _WITHIN.search(office)
    return office[found.end() :] if found is not None else ""


def headed(office: str) -> str:
    """The institution that an office heads; "" for one that says none, as a deputy or a plain `Direktur` does."""
    office = _ACTING.sub("", office, count=1)
    for pattern, name in _STANDS_FOR:
        found = pattern.match(office)
        if found is not None:
            named = name.upper() if office.isupper() else name
            return f"{named} {office[found.end() :]}"
    held = _HOLDER.sub("", office, count=1)
    return held if held != office and len(held.split()) > 1 and INSTITUTION.match(held) else ""
