"""When and where a naskah was signed: the opening sentence, the closing of foreign naskah, a dated line at the"
" end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from portal.domain.formats import ENGLISH, WEEKDAYS, weekday_names
from portal.domain.suggestions.find.dates import DayRead, MonthRead, first_day, first_month
from portal.domain.suggestions.find.head_lines import is_number_line
from portal.domain.suggestions.find.institution_names import begins_as_institution
from portal.domain.suggestions.find.signatures import SignatureBlock, is_office
from portal.domain.suggestions.find.towns import town_named, town_of_building
from portal.domain.suggestions.text.lines import Line

_OPENING = re.compile(
    r"(?<!ap )(?<!tiap )\b(?:senin|selasa|rabu|kamis|jum[’']?at|sabtu|minggu),?"
    r" (?:tanggal\b|tgl\b|(?=\d{1,2} [a-z]{3,9} \d{4}))"
    r"|pada\s?har[il1]|on this\b|(?<!\w)hari ini,?|pada tanggal|this \w+ day of"
    r"|made (?:and entered into )?on|as of(?= \d)|on the day"
    r"|\bis (?:hereby )?(?:made|signed|executed|concluded|entered into)(?: and \w+(?: into)?)?(?: (?:at"
    r"|in) \w+)? on\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\b(?:done|signed(?! (?:the|that|an?) (?!present|following)(?:\w+ ){0,3}(?:memorandum"
    r"|agreement|mou|arrangement)\b)"
    r"(?! (?:for|on behalf|by(?! (?:the |their |its )?(?:\w+ ){1,3}representatives)))"
    r"|dibuat|ditanda ?tangani|ditetapkan|disetujui|diperbuat|executed)\b"
    r"(?!\s\d)(?=[^.;]{0,110}?\b(?:di|at|in|on|pada)\b)",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?<![\w,])([A-Z][A-Za-z\-]+(?: [A-Z][A-Za-z\-]+){0,2})(?:, ?|(?<!\bPasal)\. )(?=\d{1,2} [A-Za-z]{3,9} \d{4})"
)
"""A town, a comma, which a reader may take for a stop, and a day."""
_DATED_MONTH = re.compile(r"(?<![\w,])([A-Z][A-Za-z\-]+(?: [A-Z][A-Za-z\-]+){0,2}),[ .…_]*(?=[A-Z][a-z]{2,9} \d{4})")
"""`Jakarta, ........ April 2003`: the day was left for the pen."""
_MADE_AT = re.compile(
    r"\b(?:Dibuat|DIBUAT|Disetujui|Ditetapkan|Ditandatangani|DITANDATANGANI|Done|DONE|Signed|SIGNED) (?:di|DI|at"
    r"|AT|in|IN) "
    r"[A-Z][A-Za-z]{2,20}(?: [A-Z][a-z]{2,20})?"
    r"|\b(?:dibuat|ditandatangani|signed|done) (?:di|at|in) [A-Z][A-Za-z]{2,20}(?: [A-Z][a-z]{2,20})?"
    r"(?=,? (?:pada|on) (?:hari|tanggal|the (?:day|date))\b|,? (?:dalam|rangkap|sebanyak|in (?:two|duplicate|three))\b"
    r"|\.(?:\s|$)| (?:PIHAK|Pihak|PARA|Para)\b)"
)
_PLACE = re.compile(
    r"(?i:\bber ?tempat di|\bbertempat|\bmengambil tempat di|\bat|\bin|\bdi)(?:\s*:)?\s+(?i:(?:kantor|gedung|aula"
    r"|ruang"
    r"|markas|balai|hotel|auditorium|pendopo|studio|kampus|lapangan|rumah|sekolah|gereja|masjid|pelabuhan|bandara"
    r"|stasiun|museum|kapal|pos)\b[^,;:]{3,70}, ?)?"
    r"((?:[A-Z][\w'’.\-]*)(?: (?:[A-Z][\w'’.\-]*)){0,3})"
)
_AT_UNIT = re.compile(
    r"(?i:\bber ?tempat di|\bdi)\s+(?i:kantor|aula|ruang|gedung|lapas|rutan|kanim|bapas|lembaga|rumah|balai)\b"
    r"[^,;:.]{0,60}?"
    r"\b(?i:ke?las) [IVX]{1,3}[AB]?(?: (?i:khusus|non|tpi))* ([A-Z][\w'’\-]+(?: [A-Z][a-z'’\-]+)?)"
)
"""Units are called after their town: `di Aula Lapas Kelas IIA Contoh`."""
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|[Dd]i|[Dd]i kota|[Dd]iteken di) ([A-Z][A-Za-z'’\-]+(?: [A-Z][A-Za-z]+)?),?\s*(?:on|pada)?\s*$"
)
_TAKES_PLACE = re.compile(
    r"\bber ?tempat di ([A-Z][A-Za-z'’\-]+(?: [A-Z][A-Za-z]+){0,2})(?=[,;:]|\s+(?:kami|yang|telah)\b)"
)
_BEFORE_SIGNERS = re.compile(r"^\W*([A-Z][a-z'’\-]{3,}(?: [A-Z][a-z]+)?), (?:kami )?yang bertanda ?tangan")
_SIGNED_AT = re.compile(
    r"\b(?i:made|signed|executed|concluded|done|given under our hands|entered into|dibuat|diperbuat"
    r"|ditandatangani|diteken"
    r"|diadakan|bertempat|disepakati|ditetapkan|di ?bawah ini,?) (?i:at|in"
    r"|di)(?: (?i:kota))? ([A-Z][A-Za-z'’\-]{2,}(?: [A-Z][a-z]+)?)"
    r"(?=[,.;:]|\s(?i:between|by|on|this|oleh|pada|antara|kami|dengan|among|and)\b)"
)
_PLACE_TOLD = re.compile(r"\b(?:Tempat|TEMPAT|Place)\s*:\s*([A-Z][A-Za-z'’\-]{2,})")
_NEAR_OPENING = 700
_WEEKDAYS = tuple(name.lower() for name in (*WEEKDAYS, *weekday_names(ENGLISH)))
_LONGEST_SHORTENED = 4
"""Letters and full stop: `Kab.` goes on, `Cirebon.` ends, whatever mark was meant."""
_BEHIND_PLACE = frozenset(["pada", "on", "tanggal", "pihak", "para", *_WEEKDAYS])
"""Words that may run in from behind a place or from the line below it."""
_JOINING = ("between", "antara", "by", "oleh", "and", "dan", "among", "pihak", "the")
_NOT_PLACE = frozenset([
    "indonesian", "english", "the", "two", "duplicate", "triplicate", "bahasa", "pihak", "both", "witness",
    "accordance", "republik", "republic", "kantor", "jalan", "aula", "ruang", "gedung", "markas", "balai", "hotel",
    "auditorium", "pendopo", "tempat", "bawah", "hadapan", "dalam", "atas", "pada", "hari", "tanggal", *_WEEKDAYS,
])  # fmt: skip
_EARLIER_ACT = re.compile(
    r"(?i)\b(?:yang (?:telah )?(?:di ?tanda ?tangani|dibuat|disepakati|disahkan|diundangkan)|tertanggal)\b[^.;]*$"
)
"""Recitals tell when another naskah was signed."""
_TERM_ENDS = re.compile(r"(?i)\b(?:berakhir|berlaku|sampai|hingga|habis|jatuh tempo|expir\w+|valid)(?: dengan)?\s*$")
"""What is extended ended on that day: `yang akan berakhir pada tanggal …, maka pada hari ini`."""
_ADDRESS = re.compile(r"(?i)\b(?:address(?: is)?|beralamat|berkedudukan|berkantor|domiciled|located|registered)\s*$")
"""What follows is where a party sits, not where it signed."""
_CITY = re.compile(r"(?i)^kota (?=\w{3,})")
"""`di Kota Batam` says what `di Batam` says."""
_TOWN_BEHIND = re.compile(
    r"[^,;:.]{0,60}\s?,\s*((?:Kota |Kabupaten )?[A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+){0,2})"
    r"(?=\s?[,;:]|\s+(?:kami|yang|telah|pada|oleh)\b)"
)
"""`di Lapas Perempuan Contoh, Kota Bandung, kami`: behind the unit in which a naskah was signed stands its town."""
_TOWN_BEHIND_UNIT = re.compile(
    r"[^;:.]{0,60}?,\s(?:Kota|Kabupaten) ([A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+)?)(?=\s?[,;:.]|\s+[a-z])"
)
"""`di Lapas Kelas IIA Wirogunan Yogyakarta, Kota Yogyakarta`: a unit may be called after more than its town."""
_PROVINCE = re.compile(
    r"(?<=\w) (?:(?:Jawa|Kalimantan|Sulawesi|Sumatera|Maluku|Papua)"
    r" (?:Barat|Timur|Tengah|Utara|Selatan|Tenggara|Pegunungan)"
    r"|Nusa Tenggara (?:Barat|Timur)|Kepulauan \w+)$"
)
"""`Samarinda Kalimantan Timur`: behind the town its province."""
_BREAK = re.compile(r"(?i:yang bertanda ?tangan|kami yang|the undersigned)|(?<![.…])[.;]\s[A-Z0-9]")
_PLACE_LABEL = re.compile(r"(?i)^\W*(?:place|tempat)\s*:\s*([A-Za-z][A-Za-z .'-]{2,40}?)\W*$")
_DAY_LABEL = re.compile(r"(?i)^\W*(?:tanggal|tgl|date(?:d)?|pada tanggal|signed on)\b")
_ON_DAY = re.compile(r"(?i)\b(?:pada tanggal|tertanggal|dated)\s")
_OWN_LABEL = re.compile(r"(?i)^\W*(?:nomor|no|number)\b")
_SHORT_LINE = 5
"""Words: a line of a head with no more and a day in it is a stamp."""
_TEXT_ENDS = re.compile(r"\b(?:Pasal|PASAL|Article|ARTICLE) ?[1Il|]\b")
_OTHER_PAPER = re.compile(
    r"(?i)\b(?:keputusan|undang|peraturan|akta|surat|sk|kepres|notaris|decree|deed|established|decision|law|lahir|berlaku|sampai"
    r"|berakhir|nomor|ditanda ?tangani|disepakati|dipa)\b"
    r"[^;]{0,70}$"
)
"""A day behind these words is that of another paper, or of the term."""
_FIRST_ARTICLE = re.compile(
    r"(?i)^\W*(?:(?:pasal|article|section|part|bab|bagian|butir|klausul|clause|ke)\b[\s-]?[\d|IVXl]{1,4}\b"
    r"|\d{1,2}\s?[.)]?\s+[A-Z][A-Za-z ]{3,45}\W*$)"
)
_DAY_OF_OTHER = re.compile(
    r"(?i)\b(?:held|from|start|end|commenc\w+|mulai|berakhir|diselenggarakan|sampai|hingga|until|s\.?d\.?"
    r"|berlaku|effective|due|paling lambat"
    r"|invitation|undangan|lahir|born|izin"
    r"|(?<!maha )kuasa|awards?|proposals?|tugas|berita acara|penawaran|keputusan|undang|peraturan|akta|sk"
    r"|kepres|notaris|decree"
    r"|decision|deed|established|dipa|nomor|no|adendum|addendum|amendment|induk|menandatangani|disepakati)\b[^;]{0,70}$"
)
"""Words behind which a day is that of another paper, of the term or of a person."""
_TOWN_BEFORE = re.compile(
    r"\b(?:(?:Diteken|Diperbuat|Dibuat|Tempat|Tanggal|Kota|Signed|Concluded|Place|Date)\b\W*)*"
    r"([A-Z][a-z'’\-]{2,}(?: [A-Z][a-z'’\-]{2,})?)\s?,\s(?:(?:hari |this )?[A-Z][a-z]{3,9}[’']?\w{0,2},? ?)?"
    r"(?:tanggal |the )?$"
)
"""A town, a comma and perhaps a weekday."""
_RECITED = re.compile(r",\s(?:yang )?(?:ditandatangani|dibuat|signed|concluded|made)\b[^,.]{0,40}$")
"""Behind a comma the words tell of the naskah named before it."""
_TOWN_ALONE = re.compile(r"[A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+)?\s?,\s?(?:tanggal )?")
_MOST_DAYS = 4
_SHORT_START = 14
"""Letters: a day so near to the margin goes on with the line above."""
_BESIDE = 110
_FIRST_TEXT = 2_500
_REACH = 330
_SENTENCE = 160
_IN_MONTH = re.compile(
    r"(?i)\b(?:pada|di|in|tanggal)\s(?:the month of|bulan|month)\b|\bin (?=[A-Z][a-z]{2,9} (?:19|20)\d\d)"
)
_NEAR_TOP = 200


@dataclass(frozen=True)
class SigningRead:
    """A day and the words it stands in, on its page; `kind` is opening, closing, dated, signature, table or text.

    `earlier` is another day of the same closing, where the sides signed on two days; the last counts.
    """

    day: DayRead
    page: int
    snippet: str
    kind: str
    earlier: DayRead | None = None
    pihak: int | None = None


@dataclass(frozen=True)
class PlaceRead:
    """A place and the words it stands in, on its page."""

    tempat: str
    page: int
    snippet: str
    kind: str


@dataclass(frozen=True)
class SignedMonth:
    """The month of a signing of which no day is said, and the words it stands in, on its page."""

    month: MonthRead
    page: int
    snippet: str
    town: str = ""


def find_opening(page: int, text: str) -> tuple[SigningRead | None, PlaceRead | None]:
    """Day and place of the opening sentence in the text behind a head."""
    for phrase in list(_OPENING.finditer(text[:3_000]))[:4]:
        # Further down, `pada tanggal` tells of other days.
        if phrase.group().lower() == "pada tanggal" and (
            phrase.start() > _NEAR_TOP
            or _EARLIER_ACT.search(text[max(0, phrase.start() - 80) : phrase.start()])
            or _TERM_ENDS.search(text[max(0, phrase.start() - 30) : phrase.start()])
        ):
            continue
        sentence = text[phrase.start() : phrase.start() + _REACH]
        stop = _BREAK.search(sentence, 10)
        sentence = sentence[: stop.start()] if stop else sentence
        day = first_day(sentence)
        place = _place(sentence, day.end if day else 0) or _place_before(text[: phrase.start()])
        if day is not None or place is not None:
            snippet = sentence[: day.end] if day else ""
            return (
                SigningRead(day, page, snippet, "opening") if day else None,
                PlaceRead(place[0], page, place[1], "opening") if place else None,
            )
    return None, None


def find_month_alone(page: int, text: str, texts: Sequence[tuple[int, str]]) -> SignedMonth | None:
    """Month and year of an opening whose day was left open (`tanggal … bulan April tahun 2003`), or of a dated line."""
    for phrase in list(_OPENING.finditer(text[:_FIRST_TEXT]))[:4]:
        sentence = text[phrase.start() : phrase.start() + _REACH]
        month = first_month(sentence)
        if month is not None and first_day(sentence) is None and month.start < _NEAR_TOP:
            if _EARLIER_ACT.search(text[max(0, phrase.start() - 80) : phrase.start()]):
                continue
            return SignedMonth(month, page, sentence[: month.end])
    for number, last in reversed(texts):
        closing = _month_of_closing(number, last)
        if closing is not None:
            return closing
        for town in reversed(list(_DATED_MONTH.finditer(last))[-3:]):
            month = first_month(last, town.end(), reach=40)
            if month is not None and month.start <= town.end() + _SHORT_START:
                return SignedMonth(month, number, last[town.start() : month.end], _town(town[1]))
    return None


def _month_of_closing(page: int, text: str) -> SignedMonth | None:
    """`Dibuat di Bengkulu pada bulan Nopember 2006`: a closing that says no day."""
    for phrase in reversed(list(_CLOSING.finditer(text))[-6:]):
        sentence = re.split(r"[.;]\s", text[phrase.start() : phrase.start() + _SENTENCE])[0]
        month = first_month(sentence) if _IN_MONTH.search(sentence) and not _is_recited(text, phrase) else None
        if month is not None and first_day(sentence) is None:
            place = _place(sentence, 0)
            return SignedMonth(month, page, sentence[: month.end], place[0] if place else "")
    return None


def _place_before(text: str) -> tuple[str, str] | None:
    """`entered into in Makassar, this …`: the place right before the day."""
    found = _PLACE_BEFORE.search(text[-60:])
    if found is None or found[1].split()[0].lower() in _NOT_PLACE:
        return None
    before = text[max(0, len(text) - len(found.group()) - 20) : len(text) - len(found.group())]
    return None if _ADDRESS.search(before) else (found[1], found.group())


def find_closing(texts: list[tuple[int, str]]) -> tuple[SigningRead | None, PlaceRead | None]:
    """Day and place of a closing (`DONE in duplicate at Jakarta on …`) in the last pages, the last page first."""
    first_place: PlaceRead | None = None
    for page, text in reversed(texts):
        for phrase in reversed(list(_CLOSING.finditer(text))[-12:]):
            if _is_recited(text, phrase):
                continue
            window = text[phrase.start() : phrase.start() + 300]
            day = first_day(window)
            if day is None or day.start > 160:
                continue
            place = _place(window[: day.end + 60], 0) or _before_day(window[: day.start])
            found = PlaceRead(place[0], page, place[1], "closing") if place else first_place or _beside_day(texts, day)
            later = first_day(window, day.end, reach=60)
            if later is not None and later.on > day.on:
                return SigningRead(later, page, window[: later.end], "closing", day), found
            return SigningRead(day, page, window[: day.end], "closing"), found
    return _dated(texts)


def _beside_day(texts: list[tuple[int, str]], day: DayRead) -> PlaceRead | None:
    """The town of a dated line that says the same day, where the words of the closing name none."""
    read, place = _dated(texts)
    return place if read is not None and read.day.on == day.on else None


def find_signed_days(
    head: Sequence[Line], behind: str, page: int, signatures: Sequence[Sequence[SignatureBlock]]
) -> list[SigningRead]:
    """Days said elsewhere: by the signatures, each with its party's place, in the table of a head, in the first"
    " text."""
    found: list[SigningRead] = []
    for place, own in enumerate(signatures, 1):
        for signature in own:
            day = next((day for line in signature.rest if _DAY_LABEL.match(line) and (day := first_day(line))), None)
            if day is not None:
                text = next(line for line in signature.rest if _DAY_LABEL.match(line) and first_day(line))
                found.append(SigningRead(day, signature.page, text, "signature", pihak=place))
                break
    for line in head:
        is_stamped = is_number_line(line.text) or len(line.text.split()) <= _SHORT_LINE
        day = first_day(line.text) if is_stamped or _DAY_LABEL.match(line.text) else None
        if day is not None and not _OTHER_PAPER.search(_OWN_LABEL.sub("", line.text[: day.start])):
            found.append(SigningRead(day, line.page, line.text, "table"))
    article = _TEXT_ENDS.search(behind)
    for phrase in list(_ON_DAY.finditer(behind[: min(_FIRST_TEXT, article.start() if article else _FIRST_TEXT)]))[:4]:
        before = behind[max(0, phrase.start() - 120) : phrase.start()]
        day = first_day(behind, phrase.end(), reach=90)
        if day is not None and day.start - phrase.end() < 30 and not _OTHER_PAPER.search(before):
            found.append(SigningRead(day, page, behind[phrase.start() : day.end], "text"))
            break
    return found


def find_free_day(lines: Sequence[Line]) -> tuple[SigningRead | None, PlaceRead | None]:
    """The first day above the articles that no word gives to another paper, and the place that stands beside it.

    For openings that say it in words of their own (`Concluded at …`, `Diteken …`, a row of a table); never sure.
    """
    end = next((at for at, line in enumerate(lines) if _FIRST_ARTICLE.match(line.text)), len(lines))
    if not end:
        return None, None
    text, page = "\n".join(line.text for line in lines[:end])[:_FIRST_TEXT], lines[0].page
    start = 0
    first: SigningRead | None = None
    for _ in range(_MOST_DAYS):
        day = first_day(text, start, reach=_FIRST_TEXT)
        if day is None:
            break
        *_, above, own = ("", *text[max(0, day.start - _BESIDE) : day.start].split("\n"))
        before = own if len(own) > _SHORT_START or _TOWN_ALONE.fullmatch(own) else f"{above} {own}"
        sentence = text[max(0, day.start - _BESIDE) : day.start].replace("\n", " ")
        if not (_DAY_OF_OTHER.search(before) or _EARLIER_ACT.search(sentence) or _RECITED.search(sentence)):
            snippet = f"{before}{text[day.start : day.end]}"
            place = _beside(before, text[day.end : day.end + _BESIDE].replace("\n", " "))
            first = first or SigningRead(day, page, snippet[-200:], "table")
            if place and first.day.on == day.on:
                return first, PlaceRead(place[0], page, place[1], "made")
        start = day.end
    return first, None


def _before_day(before: str) -> tuple[str, str] | None:
    """The town right before a day: `Bandung, Senin 6 Februari 2023`."""
    found = _TOWN_BEFORE.search(before)
    is_town = found is not None and found[1].split()[0].lower() not in _NOT_PLACE
    return (_CITY.sub("", found[1]), found.group()) if found is not None and is_town else None


def _beside(before: str, after: str) -> tuple[str, str] | None:
    """The town right before a day, or in the words around it (`in Surabaya on`)."""
    if (town := _before_day(before)) is not None:
        return town
    return _place(before.rsplit(". ", 1)[-1], 0) or _place(re.split(r"[.;]\s", after)[0], 0)


def _is_recited(text: str, phrase: re.Match[str]) -> bool:
    """`… suatu Persetujuan, ditandatangani pada …`: behind a comma the word tells of the naskah named before it."""
    start = phrase.start()
    return text[start].islower() and text[max(0, start - 2) : start].rstrip(" ").endswith(",")


def find_signed_at(signatures: Sequence[Sequence[SignatureBlock]]) -> PlaceRead | None:
    """`Place: Jakarta` below a signature."""
    for own in signatures:
        for signature in own:
            for line in signature.rest:
                found = _PLACE_LABEL.match(line)
                if found:
                    return PlaceRead(found[1].strip(), signature.page, line, "made")
    return None


def find_place_alone(page: int, text: str) -> PlaceRead | None:
    """`bertempat di Palu, kami` or `Lawang, yang bertanda tangan` of an opening whose beginning was not read."""
    for pattern in (_TAKES_PLACE, _BEFORE_SIGNERS, _SIGNED_AT, _PLACE_TOLD):
        found = pattern.search(text[:_NEAR_OPENING])
        if found is not None and found[1].split()[0].lower() not in _NOT_PLACE:
            return PlaceRead(_CITY.sub("", found[1]), page, found.group(), "made")
    return None


def find_town(page: int, text: str, towns: frozenset[str]) -> PlaceRead | None:
    """A known town in the words that tell the signing: of the building that is named there, or behind words misread."""
    opening = text[:_NEAR_OPENING]
    stop = _BREAK.search(opening, 10)
    for sentence in (opening[: stop.start()] if stop else opening, opening):
        found = town_of_building(sentence, towns) or town_named(sentence, towns)
        if found is not None:
            return PlaceRead(found[0], page, found[1], "made")
    return None


def find_place_told(head: Sequence[Line]) -> PlaceRead | None:
    """`Place : Jayapura` on a line of its own, in a head that is a table."""
    for line in head:
        found = _PLACE_LABEL.match(line.text)
        if found is not None and found[1].split()[0].lower() not in _NOT_PLACE:
            return PlaceRead(_CITY.sub("", found[1].strip()), line.page, line.text, "made")
    return None


def find_made_at(texts: list[tuple[int, str]]) -> PlaceRead | None:
    """`Dibuat di Jakarta` above the signatures, where the day stands elsewhere."""
    for page, text in reversed(texts):
        for found in reversed(list(_MADE_AT.finditer(text))[-6:]):
            place = _place(found.group(), 0)
            if place is not None:
                return PlaceRead(place[0], page, found.group(), "made")
    return None


def _dated(texts: list[tuple[int, str]]) -> tuple[SigningRead | None, PlaceRead | None]:
    """`Jakarta, 22 Mei 2025` on the last page, as letters close."""
    for page, text in reversed(texts):
        for found in list(_DATED.finditer(text))[-3:]:
            day = first_day(text, found.end(), reach=40)
            town = _town(found[1])
            is_town = town.split()[0].lower() not in _NOT_PLACE or town.lower() == "the hague"
            if day is not None and day.start == found.end() and is_town:
                snippet = text[found.start() : day.end]
                return SigningRead(day, page, snippet, "dated"), PlaceRead(_town(found[1]), page, snippet, "dated")
    return None, None


def _town(words: str) -> str:
    """The words of a place without capitals that ran in from the line above (`PIHAK KEDUA Malang`)."""
    pieces = words.split()
    while len(pieces) > 1 and is_office(pieces[0]):
        pieces = pieces[1:]
    small = [piece for piece in pieces if not piece.isupper()]
    return " ".join(small or pieces)


def _place(sentence: str, start: int) -> tuple[str, str] | None:
    unit = _AT_UNIT.search(sentence, start)
    if unit is not None:
        town = _TOWN_BEHIND_UNIT.match(sentence, unit.end())
        return (town[1], town.group().strip(" ,")) if town else (unit[1], unit.group())
    for found in list(_PLACE.finditer(sentence, start))[:6]:
        words = found[1].split()
        ends = [at for at, word in enumerate(words) if word.endswith(".") and len(word) > _LONGEST_SHORTENED]
        words = words[: ends[0] + 1] if ends else words
        stops = [at for at, word in enumerate(words) if at and word.isupper() and word.lower() in _JOINING]
        words = words[: stops[0]] if stops else words
        while len(words) > 1 and words[-1].lower().strip(".,") in _BEHIND_PLACE:
            words.pop()
        name = " ".join(words).rstrip(".,")
        if (
            name
            and _ADDRESS.search(sentence, max(0, found.start() - 20), found.start()) is None
            and (name.lower() == "the hague" or words[0].lower() not in _NOT_PLACE)
            and not any(letter.isdigit() for letter in name)
        ):
            town = _TOWN_BEHIND.match(sentence, found.end()) if begins_as_institution(name) else None
            return _PROVINCE.sub("", _CITY.sub("", town[1] if town else name)), (
                found.group() if town is None else town[1]
            )
    return None if start == 0 else _place(sentence, 0)
