"""Words of a head that stand alone on their line and say what comes next: the first party, another one, the title.

They are known squeezed (capitals A to Z alone), whole as offices print them or by the parts they are made of.
"""

import re

BETWEEN = (
    "ANTARA",
    "BETWEEN",
    "BETWEENTHE",
    "OLEHDANANTARA",
    "AMONG",
    "BYANDBETWEEN",
    "ANTARABETWEEN",
    "CONCLUDEDBY",
    "CONCLUDEDBYTHE",
    "CONCLUDEDBETWEEN",
    "ENTEREDINTOBY",
    "MADEBETWEEN",
    "BYTHE",
    "OLEH",
    "DIBUATOLEH",
    "DISEPAKATIOLEH",
    "MADEBYANDBETWEEN",
    "AMONGTHE",
    "BYANDAMONG",
    "ENTEREDINTOBETWEEN",
    "ENTEREDINTOBYANDBETWEEN",
)
AND = ("DENGAN", "DAN", "AND", "ANDTHE", "WITH", "SERTA", "DANDENGAN", "DANAND", "DENGANAND", "DENGANWITH")
ABOUT = (
    "TENTANG", "MENGENAI", "CONCERNING", "ON", "REGARDING", "RELATINGTO", "INTHEFIELDOF", "DIBIDANG", "DALAMBIDANG",
    "DALAMRANGKA", "PERIHAL", "ABOUT", "TENTANGON", "TENTANGCONCERNING", "MENGENAION", "MENGENAICONCERNING",
    "UNTUKMELAKSANAKAN", "UNTUKPEKERJAAN", "UNTUKPENGADAAN", "UNTUKKEGIATAN", "DENGANJUDUL", "BERJUDUL", "JUDUL",
    "UNTUKPELAKSANAAN", "DALAM", "YANGBERJUDUL", "ONTHE", "ENTITLED", "TITLE", "HAL", "DALAMHAL", "DALAMKEGIATAN",
)  # fmt: skip
OPENERS = (
    "FOR",
    "UNTUK",
    "FORPROVISIONOF",
    "FORTHEPROVISIONOF",
    "FORTHEIMPLEMENTATIONOF",
    "DALAMRANGKAPELAKSANAAN",
    "FORTHEPROJECT",
    "FORTHE",
)
"""They open a title only where no other word does."""

OF_PARTIES = ("OF", "OFTHE", "DARI", "BY", "BYANDOF")
"""Alone on a line right below the form they open the first party (`JOINT STATEMENT` / `of` / `X` / `and` / `Y`)."""
_WORK = ("PROGRAM", "PROGRAMME", "KEGIATAN", "PEKERJAAN", "PROYEK", "PROJECT", "THEPROJECT", "PENELITIAN")
WORK_ALONE = ("PEKERJAAN", "KEGIATAN", "PAKETPEKERJAAN", "PAKET", "PROYEK", "PROGRAM")
"""Between the word that opens a title and the title, on a line of their own."""
_DONE = (
    r"(?:MADE|SIGNED|CONCLUDED|EXECUTED|AGREED|REACHED|ENTEREDINTO|DRAWNUP|DIBUAT|DIADAKAN|DISEPAKATI|DITANDATANGANI)"
)
_OPENS_PARTIES = re.compile(
    rf"(?:YANG|AS|IS|HEREBY){{0,2}}(?:{_DONE}(?:(?:AND|DAN){_DONE})?)?"
    r"(?:(?:BY|OLEH)?(?:AND|DAN)?(?:DI)?(?:BETWEEN|AMONG|AMONGST|ANTARA)(?:THE|PIHAK|PARAPIHAK)?)"
    rf"|(?:YANG|AS)?{_DONE}(?:BY|OLEH)(?:THE)?"
)
"""`made between the`, `yang dibuat oleh dan antara`: what is done, and among whom."""
_JOINS_PARTIES = re.compile(r"(?:DENGAN|DAN|AND|WITH|SERTA|BESERTA){1,2}(?:THE|BETWEENTHE|PIHAK)?")
_OPENS_TITLE = re.compile(
    r"(?:CONCERNING|REGARDING|RELATINGTO|ABOUT|(?:IN|WITH)(?:RESPECT|RELATION|REGARD|CONNECTION)(?:OF|TO|WITH)"
    r"|IN(?:THE)?(?:FIELD|AREA|MATTER)OF|ONTHESUBJECTOF)(?:THE)?"
    r"|(?:UNTUK|DALAMRANGKA|TENTANG|MENGENAI)(?:MELAKSANAKAN|MENGERJAKAN|MENYELENGGARAKAN|PELAKSANAAN|PENYELENGGARAAN)"
    r"(?:PAKET|PEKERJAAN|KEGIATAN|PROGRAM|PENGADAAN|SWAKELOLA){0,2}"
    r"|(?:UNTUK|DALAMRANGKA)(?:PAKET|PEKERJAAN|KEGIATAN|PROGRAM){1,2}"
)
"""`untuk melaksanakan pekerjaan`, `concerning the`, `in respect of`."""
IN_BOTH_LANGUAGES = ("ANTARABETWEEN", "TENTANGON", "TENTANGCONCERNING", "MENGENAION", "MENGENAICONCERNING")


def about_of(squeezed: str) -> str:
    """A line without the work that stands between TENTANG and the title (`tentang program` / `"X"`)."""
    work = next((work for work in _WORK if squeezed.endswith(work) and squeezed != work), "")
    word = squeezed.removesuffix(work)
    return word if word in ("TENTANG", "MENGENAI", "CONCERNING", "REGARDING", "ABOUT", "ON") else squeezed


def opens_parties(squeezed: str) -> bool:
    """Whether a line is a word that opens the first party, with what is done and an article beside it or without."""
    return squeezed in BETWEEN or _OPENS_PARTIES.fullmatch(squeezed) is not None


def joins_parties(squeezed: str) -> bool:
    """Whether a line is a word that joins two parties, in one language or two."""
    return squeezed in AND or _JOINS_PARTIES.fullmatch(squeezed) is not None


def opens_title(squeezed: str) -> bool:
    """Whether a line is what opens a title and nothing else."""
    return about_of(squeezed) in ABOUT or _OPENS_TITLE.fullmatch(squeezed) is not None
