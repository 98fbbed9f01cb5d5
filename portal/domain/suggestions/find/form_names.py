"""Names that naskah give themselves: a table of the usual ones, and the words that the others are made of."""

import re

from portal.domain.naskah.enumerations import Bentuk

_NK, _PKS, _LAIN = Bentuk.NOTA_KESEPAHAMAN, Bentuk.PERJANJIAN_KERJA_SAMA, Bentuk.NAMA_LAIN
FORMS: tuple[tuple[str, str, Bentuk], ...] = tuple(
    (name.upper().replace(" ", "").replace("-", ""), name, bentuk)
    for name, bentuk in (
        ("Nota Kesepahaman Bersama", _NK),
        ("Nota Kesepahaman", _NK),
        ("Nota Kesepahaman Kerja Sama", _NK),
        ("Perjanjian Kerja Sama", _PKS),
        ("Naskah Perjanjian Kerja Sama", _PKS),
        ("Surat Perjanjian Kerja Sama", _PKS),
        ("Perjanjian Kerja Sama Operasional", _PKS),
        ("Nota Kesepakatan Bersama", _LAIN),
        ("Nota Kesepakatan", _LAIN),
        ("Nota Saling Pengertian", _LAIN),
        ("Memorandum Saling Pengertian", _LAIN),
        ("Memorandum Kesepahaman", _LAIN),
        ("Memorandum of Understanding", _LAIN),
        ("Memorandum of Cooperation", _LAIN),
        ("Memorandum of Agreement", _LAIN),
        ("Kesepakatan Bersama", _LAIN),
        ("Kesepahaman Bersama", _LAIN),
        ("Keputusan Bersama", _LAIN),
        ("Komitmen Bersama", _LAIN),
        ("Pernyataan Bersama", _LAIN),
        ("Piagam Kerja Sama", _LAIN),
        ("Naskah Kerja Sama", _LAIN),
        ("Kontrak Kerja Sama", _LAIN),
        ("Kesepakatan Kerja Sama", _LAIN),
        ("Adendum", _LAIN),
        ("Addendum", _LAIN),
        ("Amandemen", _LAIN),
        ("Amendment", _LAIN),
        ("Perjanjian Kerahasiaan", _LAIN),
        ("Perjanjian Pelaksanaan", _LAIN),
        ("Perjanjian Hibah", _LAIN),
        ("Perjanjian Pinjam Pakai", _LAIN),
        ("Surat Perjanjian", _LAIN),
        ("Rencana Aksi", _LAIN),
        ("Pedoman Kerja", _LAIN),
        ("Pedoman Kerja Bersama", _LAIN),
        ("Implementing Arrangement", _LAIN),
        ("Implementation Arrangement", _LAIN),
        ("Implementation Agreement", _LAIN),
        ("Technical Arrangement", _LAIN),
        ("Pengaturan Pelaksanaan", _LAIN),
        ("Pengaturan Pelaksana", _LAIN),
        ("Pengaturan Teknis", _LAIN),
        ("Pengaturan", _LAIN),
        ("Arrangement", _LAIN),
        ("Persetujuan", _LAIN),
        ("Cooperation Agreement", _LAIN),
        ("Agreement", _LAIN),
        ("Trilateral Arrangement", _LAIN),
        ("Bilateral Arrangement", _LAIN),
        ("Trilateral Agreement", _LAIN),
        ("Bilateral Agreement", _LAIN),
        ("Framework Agreement", _LAIN),
        ("Framework of Cooperation", _LAIN),
        ("Plan of Action", _LAIN),
        ("Record of Discussions", _LAIN),
        ("Declaration of Intent", _LAIN),
        ("Treaty", _LAIN),
        ("Convention", _LAIN),
        ("Protokol", _LAIN),
        ("Protocol", _LAIN),
        ("Letter of Intent", _LAIN),
        ("Surat Pernyataan Minat", _LAIN),
        ("Joint Declaration", _LAIN),
        ("Joint Statement", _LAIN),
        ("Joint Statement of Intent", _LAIN),
        ("Agreed Minutes", _LAIN),
        ("Pernyataan Kehendak", _LAIN),
        ("Rencana Kerja Tahunan", _LAIN),
        ("Annual Work Plan", _LAIN),
        ("Deklarasi Bersama", _LAIN),
        ("Perjanjian", _LAIN),
        ("Perjanjian Kemitraan", _LAIN),
        ("Kontrak", _LAIN),
        ("Kontrak Swakelola", _LAIN),
        ("Piagam", _LAIN),
        ("Piagam Kesepakatan", _LAIN),
        ("Kesepakatan", _LAIN),
        ("Kerangka Acuan", _LAIN),
        ("Partnership Agreement", _LAIN),
        ("Letter of Agreement", _LAIN),
        ("Berita Acara Kesepakatan", _LAIN),
        ("Berita Acara Kesepakatan Bersama", _LAIN),
        ("Berita Acara Kerja Sama", _LAIN),
        ("Surat Kesepakatan", _LAIN),
        ("Surat Kesepakatan Bersama", _LAIN),
        ("Nota Kerja Sama", _LAIN),
        ("Nota Saling Mengerti", _LAIN),
        ("Ikrar Bersama", _LAIN),
        ("Surat Perintah Kerja", _LAIN),
        ("Exchange of Notes", _LAIN),
        ("Exchange of Letters", _LAIN),
        ("Pertukaran Nota", _LAIN),
        ("Memorandum of Collaboration", _LAIN),
        ("Letter of Understanding", _LAIN),
        ("Letter of Cooperation", _LAIN),
        ("Statement of Intent", _LAIN),
        ("Contract", _LAIN),
        ("Charter", _LAIN),
    )
)

_CORES = frozenset([
    "perjanjian", "kontrak", "kesepakatan", "kesepahaman", "piagam", "memorandum", "pakta", "persetujuan",
    "pengaturan", "perikatan", "ikrar", "protokol", "deklarasi", "komitmen", "kerangka", "agreement", "contract",
    "arrangement", "protocol", "treaty", "charter", "declaration", "compact", "convention", "letter", "mou", "moa",
    "loi", "pks", "statement", "minutes", "pernyataan",
])  # fmt: skip
"""One of them stands in every name of a form."""

_OTHERS = frozenset([
    "surat", "naskah", "dokumen", "nota", "kerja", "sama", "kerjasama", "bersama", "swakelola", "pendanaan",
    "pembiayaan", "hibah", "kemitraan", "kerahasiaan", "pelaksanaan", "penugasan", "penelitian", "pelayanan",
    "sewa", "menyewa", "pinjam", "pakai", "jual", "beli", "penggunaan", "jasa", "konsultansi", "kredit", "induk",
    "payung", "program", "kegiatan", "penyaluran", "bantuan", "dana", "operasional", "teknis", "koordinasi",
    "beasiswa", "ikatan", "dinas", "pendampingan", "tambahan", "pendahuluan", "tripartit", "kemitraan", "acuan",
    "saling", "pengertian", "mengerti", "berita", "acara", "on", "layanan", "kemitraan", "lisensi", "titip",
    "rekening", "tugas", "pengadaan", "pekerjaan", "pemborongan", "kso", "hukum", "daerah", "of",
    "for", "and", "understanding", "intent", "partnership", "project", "grant", "sub", "subgrant", "service",
    "services", "cooperation", "collaboration", "collaborative", "research", "academic", "student", "staff",
    "exchange", "joint", "degree", "double", "dual", "programme", "implementing", "implementation", "funding",
    "framework", "master", "general", "consortium", "material", "transfer", "non", "disclosure", "confidentiality",
    "mutual", "specific", "technical", "contribution", "financing", "loan", "license", "licence", "affiliation",
    "articulation", "strategic", "bilateral", "trilateral", "tripartite", "educational", "scholarship",
    "sponsorship", "partners", "kolaborasi", "kesepahaman", "perikatan", "standard", "reference",
    "terms", "field", "small", "scale", "agreed", "kehendak", "minat", "perpanjangan", "extension", "renewal",
])  # fmt: skip
_SHORT = {
    "mou": "Memorandum of Understanding", "moa": "Memorandum of Agreement", "loi": "Letter of Intent",
    "pks": "Perjanjian Kerja Sama",
}  # fmt: skip
_MOST_WORDS = 8
_MOST_BESIDE = 4
_MOST_SCRAPS = 3
_LONGEST_SCRAP = 3
_AS_SPELT = ("MoU", "MOU", "MoA", "MOA", "LoI", "LOI")
_BRACKETED = re.compile(r"(?i)\((mou|moa|loi)\)")
_WORD = re.compile(r"[A-Za-z]+")
_SMALL = frozenset(["of", "for", "and", "on"])
_BEGINS_PKS = ("perjanjian kerja sama", "naskah perjanjian kerja sama", "surat perjanjian kerja sama")
_OF_A_TYPE = re.compile(r"(?i)\s+(?:tipe|type)\s+\w{1,4}\W*$")
"""`PERJANJIAN SWAKELOLA TIPE III`: the kind is told by the words before."""
_HAS_MARKS = re.compile(r"[:;,\d]")


def composed(text: str) -> tuple[str, Bentuk] | None:
    """The name and form of a line that consists of words of such names alone (`PROJECT PARTNERSHIP AGREEMENT`)."""
    text = _OF_A_TYPE.sub("", text)
    if _HAS_MARKS.search(text):
        return None
    words = [word.lower() for word in _WORD.findall(re.sub(r"\((?:\w{2,4}|PKS|MoU)\)", " ", text))]
    if not 1 <= len(words) <= _MOST_WORDS or not all(word in _CORES or word in _OTHERS for word in words):
        return None
    if not _CORES.intersection(words) or words[-1] in _SMALL or (len(words) == 1 and words[0] in _SHORT):
        return None
    spelt = " ".join(words).replace("kerjasama", "kerja sama")
    if spelt in ("letter", "kerangka", "memorandum", "komitmen", "statement", "minutes", "pernyataan"):
        return None
    name = " ".join(word if word in _SMALL else word.title() for word in spelt.split())
    bentuk = _PKS if spelt.startswith(_BEGINS_PKS) else _NK if spelt.startswith("nota kesepahaman") else _LAIN
    return name, bentuk


def abbreviated(text: str) -> tuple[str, Bentuk] | None:
    """The name and form of a line that holds nothing but their abbreviation (`(MoU)`)."""
    bracketed = _BRACKETED.search(text)
    words = [bracketed[1]] if bracketed and len(text.split()) <= _MOST_BESIDE else _WORD.findall(text)
    is_short = "/" not in text and 1 < len(words) <= _MOST_SCRAPS and all(len(word) <= _LONGEST_SCRAP for word in words)
    if is_short:
        # Scraps of a stamp or a logo beside it; spelt as people spell abbreviations.
        words = [word for word in words if word in _AS_SPELT]
    name = _SHORT.get(words[0].lower()) if len(words) == 1 else None
    return None if name is None else (name, _PKS if name.startswith("Perjanjian") else _LAIN)
