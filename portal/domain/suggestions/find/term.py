"""How long a naskah runs: the term as written, a last day, and from when it is in force."""

import re
from dataclasses import dataclass
from datetime import date

from portal.domain.suggestions.find.dates import DayRead, first_day
from portal.domain.suggestions.text.numerals import read_number

_UNITS = {
    "tahun": ("tahun", 12), "year": ("tahun", 12), "years": ("tahun", 12), "bulan": ("bulan", 1), "month": ("bulan", 1),
    "months": ("bulan", 1), "hari": ("hari", 0), "day": ("hari", 0), "days": ("hari", 0),
}  # fmt: skip
_TERM = re.compile(
    r"(?:(?P<figure>\d{1,3}|(?<!\w)[|lI!](?=\s?\(s[ae]))\s?\(\s?(?P<said>[a-z][a-z \-]{1,40})\)?"
    r"|(?P<word>(?:[a-z\-]{2,12} ){0,2}[a-z\-]{2,14})\s?\(\s?(?P<paren>\d{1,3})\s?\)"
    r"|\(\s?(?P<told>(?:[a-z]{3,12}\s?){1,4})\)"
    r"|(?P<bare>\d{1,3}))\s{0,2}(?:\(\w{1,12}\) ?)?(?P<unit>tahun|years?|bulan|months?|hari"
    r"|days?)\b(?!['’]?\s(?:kerja|prior|sebelum|written|notice|in advance|pemberitahuan))",
    re.IGNORECASE,
)
_WORDS_ONLY = re.compile(
    r"\b(?P<word>(?:[a-z]{3,12} ){0,2}[a-z]{3,14}) (?P<unit>tahun|years?|bulan|months?)\b", re.IGNORECASE
)
_CONTEXT = re.compile(
    r"jangka waktu|\b(?:lama|waktu|masa|berlaku|durasi|duration|term|period|validity)\s*:"
    r"|waktu pelaksanaan|waktu penyelesaian|lama (?:kegiatan|kerja ?sama"
    r"|pekerjaan|waktu)|\blasts?\b"
    r"|berlangsung|masa (?:kontrak|perjanjian|kerja ?sama|pelaksanaan|tugas|pinjam)|periode\b"
    r"|(?:sejak|mulai|terhitung|dari)(?: tanggal)? \d{1,2} \w+ \d{4},? (?=sampai|hingga|s\.)"
    r"|dilaksanakan selama|for a (?:term|duration) of"
    r"|\bberlaku\b(?=\s(?:\d|(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh"
    r"|dua belas)\s(?:tahun|bulan)))"
    r"|(?:term|duration)\s(?:is|of)"
    r"|(?:mulai )?berlaku\s+(?:untuk|selama|efektif|sejak|terhitung|sampai|hingga)|masa berlaku|period of"
    r"|remain in (?:force|effect)|(?:project|programme?|work) (?:starts|begins|commences)\b"
    r"|(?:valid|effective|in force|in effect|continues?) (?:for|until)|duration of",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"(?:sampai dengan|sampai(?=\s(?:pada\s)?(?:tanggal\b|\d))|hingga"
    r"|(?:berakhir|selesai) (?:pada|tanggal)|s\.?/?d\.?|until|(?:expires?|ends) on"
    r"|shall end on)\s(?:hari \w+,? )?(?:pada )?(?:tanggal)?",
    re.IGNORECASE,
)
_AS_BEFORE = re.compile(r"(?i)\b(?:semula|sebelumnya|tadinya|originally|formerly|previously)\b[^.;]{0,40}$")
_FROM_SIGNING = re.compile(
    r"(?:sejak|pada|terhitung (?:sejak|mulai))\s(?:hari dan )?(?:saat |tanggal )*(?:di ?tanda ?tangani"
    r"|penanda ?tanganan|dan ditandatangani)"
    r"|(?:on|from|upon|since) the (?:date of )?(?:its )?(?:last )?(?:signature|signing)"
    r"|date of (?:its )?(?:signature|signing)",
    re.IGNORECASE,
)
_EFFECTIVE_ON = re.compile(
    r"(?:mulai berlaku (?:efektif )?(?:pada|sejak|terhitung mulai)|berlaku (?:efektif )?(?:mulai|sejak"
    r"|terhitung (?:mulai|sejak))"
    r"|terhitung (?:sejak|mulai)|(?:tahun|bulan),? sejak|enter(?:s|ed)? into (?:force|effect) on"
    r"|comes? into (?:force|effect) on)\s(?:tanggal )?",
    re.IGNORECASE,
)
_NOT_TERM = re.compile(
    r"sebelum|selambat|paling lambat|notice|prior|diperpanjang untuk|evaluasi|pemberitahuan|evaluat"
    r"|unlimited|indefinite|tidak terbatas|tanpa batas",
    re.IGNORECASE,
)
_SURVIVES = re.compile(
    r"\s*(?:setelah|sesudah|terhitung setelah|after|following)\b(?!\s(?:the )?(?:\w*tanda ?tangan\w*"
    r"|signing|signature))",
    re.IGNORECASE,
)
"""A duty that outlives the agreement: its term is not the agreement's."""
_STARTS_ELSEWHERE = re.compile(
    r"(?i)\s*(?:\w+\s){0,2}(?:terhitung\s)?(?:sejak|mulai|from|after)\s(?:tanggal\s)?(?!.{0,50}(?:tanda ?tangan"
    r"|sign|tersebut|ini\b|kontrak))"
    r"[A-Za-z].{3,}"
)
"""The term runs from another event: its end cannot be reckoned from the signing."""
_HINT = re.compile(
    r"(?i)\b(?:jangka|masa|lama(?:nya)?|durasi|kurun|periode|selama|mengikat|berjalan|duration|term|period|life|lives"
    r"|validity|valid|currency|binds?|binding|covers?|continues?|runs?|extends? over)\b"
)
"""A word that tells of how long something goes on, at most a line before the term."""
_OF_SOMETHING_ELSE = re.compile(
    r"(?i)\b(?:tiap|setiap|per|every|each|usia|umur|aged?|pengalaman|experience|penjara|pidana|garansi|warranty"
    r"|pemeliharaan|simpan|retain|arsip|within|dalam waktu|kali|anggaran|angsuran|cicilan|kadaluwarsa"
    r"|setelah|sesudah|sisa|sedikit|kurang|minimal|least|minimum"
    r"|after|following|lalu|terakhir|last|past|(?:dapat|bisa|may be|can be) (?:\w*perpanjang\w*|renewed"
    r"|extended)|sebelum|before|selambat\w*)\b"
)
_LASTING = re.compile(r"(?i)\b(?=selama\b|for\b|during\b)")
_COUNTED_FROM = re.compile(r"(?i)\s*(?:sejak|terhitung|dihitung|from|since)\b")
_FIRST_ARTICLE = re.compile(
    r"\b(?:P[Aa][Ss][Aa][LlI1]|Article|ARTICLE|Artikel|ARTIKEL)\s?(?:1|I|l|\||[Ss]atu|SATU)(?!\w)"
)
_NEAR_TERM = 80
_REACH = 230
_MOST_PLACES = 40


@dataclass(frozen=True)
class TermRead:
    """A term found on a page: `months` (or days where that is its unit); `says` is how it is shown, `5 tahun`."""

    says: str
    count: int
    unit: str
    page: int
    snippet: str
    agrees: bool
    is_doubted: bool
    starts_elsewhere: bool = False

    def end(self, start: date) -> date | None:
        """The same day after the term, or the last of its month; None beyond the calendar."""
        if self.unit == "hari":
            return date.fromordinal(start.toordinal() + self.count) if self.count < 20_000 else None
        months = start.year * 12 + start.month - 1 + self.count * (12 if self.unit == "tahun" else 1)
        for day in (start.day, 30, 29, 28):
            try:
                return date(months // 12, months % 12 + 1, min(day, start.day))
            except ValueError:
                continue
        return None


@dataclass(frozen=True)
class DayPlace:
    """A day found on a page with the words around it."""

    day: DayRead
    page: int
    snippet: str


def from_first_article(texts: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The page texts from the first article on; none where no article is headed.

    Above it a naskah recites others, and the terms of those are not its own.
    """
    for at, (page, text) in enumerate(texts):
        article = _FIRST_ARTICLE.search(text)
        if article is not None:
            return [(page, text[article.start() :]), *texts[at + 1 :]]
    return []


def find_term(texts: list[tuple[int, str]]) -> TermRead | None:
    """The first term of the whole agreement in page texts; terms of notice and of single duties are passed over."""
    for page, text in texts:
        for context in list(_CONTEXT.finditer(text))[:_MOST_PLACES]:
            window = text[context.start() : context.end() + _REACH]
            term = _term_in(window, page)
            if term is not None:
                return term
    return None


def find_term_anywhere(texts: list[tuple[int, str]]) -> TermRead | None:
    """Years or months that a word of lasting announces, or that words and figures both say, wherever they stand.

    For papers that call their term by a name of their own (`Kurun waktu`, `Life of the Memorandum`); never sure.
    """
    second: TermRead | None = None
    for page, text in texts:
        for found in list(_TERM.finditer(text))[:_MOST_PLACES]:
            unit, months = _UNITS[found["unit"].lower()]
            before = re.split(r"(?<=[a-z)])[.;]\s", text[max(0, found.start() - _NEAR_TERM) : found.start()])
            # `setiap Kamis selama 6 bulan sejak …`: the rhythm of the work, and behind it the term.
            is_counted = _COUNTED_FROM.match(text[found.end() :]) is not None
            own = _LASTING.split(before[-1])[-1] if is_counted and _LASTING.search(before[-1]) else before[-1]
            sentence = own + found.group()
            count, agrees = _count(found)
            if not months or not count or _OF_SOMETHING_ELSE.search(sentence) or _NOT_TERM.search(sentence):
                continue
            if _SURVIVES.match(text[found.end() :]):
                continue
            snippet = text[max(0, found.start() - _NEAR_TERM) : found.end()]
            term = TermRead(f"{count} {unit}", count, unit, page, snippet, agrees, True)
            if _HINT.search(" ".join(before[-2:]) + found.group()):
                return term
            second = second or (term if agrees and (found["said"] or found["word"]) else None)
    return second


def find_until(texts: list[tuple[int, str]]) -> DayPlace | None:
    """A last day said in so many words near the term."""
    for page, text in texts:
        for context in list(_CONTEXT.finditer(text))[:_MOST_PLACES]:
            window = text[context.start() : context.end() + _REACH]
            # `semula berakhir tanggal …, diubah menjadi …`: the day that an amendment takes away is not its own.
            until = next((one for one in _UNTIL.finditer(window) if not _AS_BEFORE.search(window[: one.start()])), None)
            day = first_day(window, until.end(), reach=90) if until else None
            if day is not None and until is not None and day.start - until.end() < 30:
                return DayPlace(day, page, window[: day.end])
    return None


def find_effective(texts: list[tuple[int, str]]) -> DayPlace | None:
    """A day of entry into force said as a day."""
    for page, text in texts:
        for phrase in list(_EFFECTIVE_ON.finditer(text))[:_MOST_PLACES]:
            day = first_day(text, phrase.end(), reach=90)
            if day is not None and day.start - phrase.end() < 24:
                return DayPlace(day, page, text[phrase.start() : day.end])
    return None


def find_signing_start(texts: list[tuple[int, str]]) -> tuple[int, str] | None:
    """Page and words where it is said to be in force from its signing."""
    for page, text in texts:
        for phrase in list(_FROM_SIGNING.finditer(text))[:_MOST_PLACES]:
            before = text[max(0, phrase.start() - 130) : phrase.start()]
            if re.search(r"berlaku|force|effect|jangka waktu|commence", before, re.IGNORECASE):
                return page, before[-100:] + phrase.group()
    return None


def _term_in(window: str, page: int) -> TermRead | None:
    found = _TERM.search(window)
    count, agrees = _count(found) if found else (None, False)
    if found is None or count is None:
        found = _WORDS_ONLY.search(window)
        said = read_number(_last_numbers(found["word"])) if found else None
        count, agrees = (said[0], said[1]) if said else (None, False)
    if found is None or not count or _NOT_TERM.search(window[: found.start()]):
        return None
    if _SURVIVES.match(window[found.end() :]):
        return None
    unit, _ = _UNITS[found["unit"].lower()]
    return TermRead(
        f"{count} {unit}", count, unit, page, window[: found.end()], agrees,
        not agrees or (count > 50 and unit == "tahun"), _STARTS_ELSEWHERE.match(window[found.end() :]) is not None,
    )  # fmt: skip


def _count(found: re.Match[str]) -> tuple[int | None, bool]:
    """The number and whether words and figures say the same; figures win, but a disagreement is not sure."""
    if found["told"]:
        # What stands before the brackets was written by pen on dots, and no figure was read.
        told = read_number(found["told"].strip().lower())
        return (told[0] if told else None), False
    figure = found["figure"] or found["paren"] or found["bare"]
    words = found["said"] or found["word"]
    said = read_number(_last_numbers(words)) if words else None
    if words is None:
        return int(figure), False
    # A one alone is read as a stroke: `| (satu) tahun`.
    count = int(figure) if figure.isdigit() else 1
    return count, said is not None and said[0] == count


def _last_numbers(words: str) -> str:
    """The number words at the end of some words (`waktu lima` is `lima`)."""
    pieces = words.lower().split()
    while pieces and read_number(" ".join(pieces)) is None:
        pieces.pop(0)
    return " ".join(pieces)
