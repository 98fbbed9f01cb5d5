"""Whether a piece of a page is the name of a person, by its own words alone."""

import re

from portal.domain.suggestions.find.institution_names import begins_as_institution
from portal.domain.suggestions.text.ranks import without_rank

SMALL_IN_NAMES = frozenset(
    [
        "dr",
        "drg",
        "drh",
        "apt",
        "ir",
        "h",
        "hj",
        "bin",
        "binti",
        "alias",
        "van",
        "de",
        "da",
        "al",
        "el",
        "drs",
        "prof",
        "br",
        "bru",
        "den",
        "der",
        "ter",
        "von",
        "du",
        "le",
        "bint",
        "ibn",
        "dos",
    ]
)
SMALL_BEFORE_NAMES = frozenset(
    ["bin", "binti", "alias", "van", "de", "al", "el", "da", "br", "bru", "den", "der", "von", "bint", "ibn"]
)
"""A name does not end with one of these: it goes on in the next line."""
_NAME = re.compile(
    r"(?:(?:dr|drg|drh|apt|drs|dra|ir|h|hj|prof|rer|nat|phil|med"
    r"|jur)\.?,? ?){0,3}[A-ZÀ-Þ][A-Za-zÀ-ÖØ-öø-ÿ'’`.,\-() ]{3,90}"
)
_NO_NAME = re.compile(
    r"(?i)\b(?:n[i1l]p|nrp|nidn|nik|materai|meterai|tempel|halaman|paraf|pasal|signed|republi[ck]|kementerian"
    r"|ministry|pihak"
    r"|cap|ttd|memorandum|understanding|perjanjian|nota|agreement|bidang|kerja|sama|kerjasama|universitas"
    r"|university|fakultas"
    r"|faculty|dinas|kabupaten|provinsi|kota|indonesia|program|studi|wakil|rektor|rector|dekan|dean|direktur"
    r"|director|kepala"
    r"|ketua|sekretaris|manajer|manager|institut|institute|institution|foundation|yayasan|sekolah|badan|lembaga"
    r"|balai|pusat"
    r"|date|tanggal|nomor|number|saksi|witness|mengetahui|menyetujui|pembina|penata|pengatur|tingkat|utama|tahun"
    r"|bulan|hari"
    r"|jenderal|polisi|inspektur|komisaris|kolonel|mayor|kapten|letnan|brigadir|laksamana|marsekal|menteri"
    r"|minister|bupati"
    r"|gubernur|walikota|camat|chancellor|president|chairman|chief|executive|representative|department|international"
    r"|national|nama|jabatan|name|title|place|tempat|position|signature|rumah|sakit|jalan|perusahaan|bank|dan|and"
    r"|of|untuk"
    r"|for|the|atas|selaku|unit|kantor|wilayah|daerah|perwakilan|kuasa|penerima|pemberi|pelaksana|penyedia"
    r"|penyelenggara|pejabat"
    r"|pembuat"
    r"|komitmen|keputusan|bersama|lampiran|surat|peraturan|kesepakatan|bersepakat|catatan|contoh –|rapat|acara"
    r"|berita|paraf|materi|demikian|dibuat|tembusan|disclaimer|copy|page|annex|agreed|signed|on|by|with|this|in|di"
    r"|yang|oleh|dengan|party|parties|first|second|third|kesatu|pertama|kedua|ketiga|keempat|rp|head|deputy|vice"
    r"|professor of|pt|cv|pegawai|sipil|wiraswasta|karyawan|pensiunan|notaris|swasta|naib|canselor|pengarah|timbalan"
    r"|setiausaha|pengerusi|directeur|direktorat|jenderal)\b"
)
_DEGREE_BEHIND = re.compile(
    r",\s*(?:Ph\.?\s?D|M\.?\s?B\.?\s?A|(?:S|M|A|B|D|Sp|Bc|Dipl|Grad|Ak|CA|CPA|Apt|QIA|IPM|IPU|DEA|DESS|DAA"
    r"|LL)\.?\s?(?=[A-Z.]|$)"
    r"|[A-Z][A-Za-z]{0,5}\.)"
)
_DEGREE_BEFORE = re.compile(
    r"(?i)^(?:(?:prof|professor|dr|drs|dra|drg|drh|ir|h|hj|k\.?h|apt|capt|kh|tgk|st|rev|mr|mrs|ms|rer\.|nat\.|phil\.|med\.|jur\.|hum\.)(?!\w)\.?,?\s*)+"
    r"|^(?:Prof|Dr|Drs|Dra|drg|Ir)\.\S?"
)
_DEGREES_ALONE = re.compile(r"(?:(?:[A-Z][A-Za-z]{0,4}\.){1,4}[A-Z]{0,3},?\s?)+")
"""`A.Md.IP., S.H.` below a name whose line ended."""

_REGION = re.compile(
    r"(?i)(?:jawa|sumatera|sumatra|kalimantan|sulawesi|nusa tenggara|maluku|papua|kepulauan|bangka belitung|sumbawa)"
    r"(?: (?:utara|selatan|timur|barat|tengah|tenggara|riau|pegunungan|daya|dan ham))*$"
)
_APOSTROPHE = re.compile(r"(?<=\w)['’`](?=\w)")
_LEAST_LETTERS = 4
_MOST_WORDS = 6
_MOST_TOKENS = 14
_SHORT_DEGREE = 8
_MOST_IN_DEGREE = 4


def looks_like_person(text: str) -> bool:
    """Whether a text may be the name of a person: a few words with capitals, none of them of an office."""
    text = without_rank(text)
    if _DEGREES_ALONE.fullmatch(text) or _REGION.match(text):
        return False
    if not _NAME.fullmatch(text) or begins_as_institution(text) or len(text.split()) > _MOST_TOKENS:
        return False
    core = core_of(text)
    words = core.split()
    if not 1 <= len(words) <= _MOST_WORDS or _NO_NAME.search(_APOSTROPHE.sub("", core)):
        return False
    if len(words) == 1 and not has_degree(text):
        return False
    if not all(_is_degree(part) for part in text.split(",")[1:]):
        return False
    is_capital = all(word[0].isupper() or word.strip(".,").lower() in SMALL_IN_NAMES for word in words)
    return is_capital and sum(letter.isalpha() for letter in core) >= _LEAST_LETTERS and any(len(w) > 2 for w in words)


def _is_degree(part: str) -> bool:
    """Whether what stands behind a comma may be a degree: short, or with stops; two plain words are none."""
    words = part.split()
    return len(part.strip()) <= _SHORT_DEGREE or ("." in part and len(words) <= _MOST_IN_DEGREE)


def has_degree(text: str) -> bool:
    """Whether degrees stand before or behind a name."""
    return bool(_DEGREE_BEHIND.search(text) or _DEGREE_BEFORE.match(text))


def core_of(text: str) -> str:
    """The bare name without degrees and rank."""
    return _DEGREE_BEFORE.sub("", without_rank(text.strip(" ()"))).split(",")[0].strip(" .")
