"""Offices of signers: at which level the person stands who signed for the ministry (Pasal 4, 23 and 34).

An office is read from the words of the naskah. What is not recognised stays unknown and is never judged; neither is
whoever signed on behalf of somebody else.
"""

import re
from dataclasses import dataclass

from portal.domain.naskah.enumerations import Tingkat

_ON_BEHALF = re.compile(r"\b(?:a\.? ?n\.|u\.? ?b\.|atas nama|untuk dan atas nama|on behalf of|for and on behalf)")
_ACTING = re.compile(r"^(?:(?:plt|plh|pj|pgs)\b\.?|pelaksana (?:tugas|harian)|penjabat|the|acting)\s+")
_OFFICES: tuple[tuple[str, Tingkat | None], ...] = (
    (r"wakil menteri|deputy minister|vice minister", None),
    (r"menteri|minister\b", Tingkat.KEMENTERIAN),
    (r"(?:kepala kantor wilayah|kakanwil|head of (?:the )?regional office)", Tingkat.KANWIL),
    (r"(?:direktur jenderal|dirjen|sekretaris jenderal|sekjen|inspektur jenderal|irjen)\b", Tingkat.ESELON1),
    (r"(?:director|secretary|inspector)[ -]general\b", Tingkat.ESELON1),
    (r"kepala badan\b|head of (?:the )?agency", Tingkat.ESELON1),
    (r"kepala (?:kantor imigrasi|rumah detensi|rudenim|lembaga pemasyarakatan|lapas|rumah tahanan|rutan)", Tingkat.UPT),
    (r"kepala (?:balai pemasyarakatan|bapas|lembaga pembinaan|lpka|rumah penyimpanan|rupbasan)", Tingkat.UPT),
    (r"(?:kakanim|karudenim|kalapas|karutan|kabapas)\b|head of (?:the )?immigration office", Tingkat.UPT),
    (r"direktur\b|director\b|sekretaris direktorat|sekretaris inspektorat|inspektur\b|staf ahli", None),
    (r"kepala (?:biro|pusat|divisi|bagian|bidang|subbagian|subbidang|seksi|subseksi|subdirektorat)\b", None),
)
_PATTERNS = tuple((re.compile(pattern), tingkat) for pattern, tingkat in _OFFICES)


@dataclass(frozen=True)
class Jabatan:
    """A recognised office; `tingkat` is None where the regulation names it nowhere as a signer."""

    tingkat: Tingkat | None


def read_jabatan(text: str) -> Jabatan | None:
    """The office in these words; None where it is not recognised or was held on behalf of somebody else."""
    words = " ".join(text.lower().split())
    if not words or _ON_BEHALF.search(words):
        return None
    words = _ACTING.sub("", words)
    for pattern, tingkat in _PATTERNS:
        if pattern.match(words):
            return Jabatan(tingkat)
    return None
