"""The suggestion for the title."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from portal.domain.berkas.text_quality import quality_of
from portal.domain.language.judul import in_reading_case
from portal.domain.suggestions import sureness as sure
from portal.domain.suggestions.evidence import Evidence
from portal.domain.suggestions.find.form_names import composed
from portal.domain.suggestions.find.furniture import is_address
from portal.domain.suggestions.find.head_lines import is_number_line, is_work
from portal.domain.suggestions.find.head_parts import Head
from portal.domain.suggestions.find.institution_names import begins_as_institution, is_institution
from portal.domain.suggestions.find.signatures import is_office
from portal.domain.suggestions.text.lines import Line, flowing, squeeze
from portal.domain.suggestions.text.repeats import has_doubtful_word, mend, said_again, words_of
from portal.domain.suggestions.values import Field, Saran

LONGEST_TITLE = 480
_MOST_LINES = 9
_OPENER = re.compile(r"(?i)^\W*(?:on|for|concerning|regarding|tentang|mengenai|dalam rangka)\s(?=\S+\s\S)")
_MOST_ON_COVER = 14
_BRACKETS_ALONE = re.compile(r"\W*\([^()]{1,40}\)\W*")
_BEGUN_BEFORE = re.compile(r"(?i)(?:bagi|dan|dengan|serta|di|melalui|dari|pada|atas|and|of|in|for|to|the)\s")
_GOES_ON = re.compile(
    r"(?i)(?:,|\s(?:dan|serta|di|bagi|untuk|dalam|dengan|pada|dari|melalui|antara|rangka|oleh|of|and|for|in|the|to|on))$"
)
"""A title that begins or ends with such a word lost a line."""
_SHORT_TITLE = 4
"""Words: fewer may be the rest of a title whose other lines were lost."""
_WELL_KNOWN = 0.7
"""Share of known words; below, a title was misread or is all names."""

_GARBAGE = 0.05
"""Share of what is no word at all; above, the title was misread."""

_IN_CAPITALS = 0.75
"""Share of words in capitals from which on a title is one in capitals."""

_REACH = 14_000
_OPENING = 4_000
_MOST_BELOW = 40
_LEAST_LETTERS = 10
_REPEATED = 0.6
"""Share of its words that a matter told by a sentence takes from the capitals above, where it only repeats them."""
_ARTICLE = re.compile(r"\b(?:Pasal|PASAL|Article|ARTICLE) ?[1Il]\b")
_RECITES = re.compile(
    r"(?i)\b(?:undang|peraturan|keputusan|nomor|menindaklanjuti|menandatangani|berdasarkan|tindak lanjut)\b"
)
_BEFORE = 90
_LABELLED = re.compile(
    r"^\W*(?:[Ss]ubject|SUBJECT|R[Ee]|[Pp]erihal|[Jj]udul|[Tt]itle|[Pp]roject(?: [Tt]itle)?)\s*:\s*(.{10,})$"
    r"|^on (?=(?:the )?[A-Z])(.{10,})$"
)
_WORK_QUOTED = re.compile(
    r"(?i)(?:(?:the|a|joint|program(?:me)?|kegiatan|pekerjaan|proyek|project|activity|penelitian|research|study)\s){1,4}"
    r"[\"“”„]([^\"“”]{10,300})[\"“”]?[.,]?"
)
_AGREED_ON = re.compile(
    r"(?i)\b(?:agree\w*|(?:ber)?sepakat|menyetujui|menyepakati)\b.{0,60}\b(?:concerning|regarding|on|tentang"
    r"|mengenai|dalam hal|perihal)\W*$"
)
_QUOTED = re.compile(r"(?i)\b(?:judul|entitled|titled)(?: \w+){0,3}\W{1,4}[\"“”]([^\"“”]{12,400})[\"“”]")


_MATTER = re.compile(
    r"(?i:\b(?:kerja ?sama|perjanjian|kesepakatan|kesepahaman|kontrak))\s(?i:ini\s|bersama\s)?"
    r"(?i:antara\s[^.;:]{10,220}?\s)?"
    r"(?i:tentang|mengenai|di bidang|dalam bidang|bidang|dalam hal|perihal|dalam rangka)\s(.{10,240}?)"
    r"(?=,?\s(?i:yang (?:diatur|selanjutnya|akan|meliputi)|dengan (?:k\w{1,3}t\w+|syarat|rincian|itikad|hasil"
    r"|berdasarkan)|antara|sebagai berikut|sebagaimana|menurut|berdasarkan)\b|[.;:])"
)
"""`sepakat mengadakan kerja sama tentang X, yang diatur …`: what a paper without a title says it is about."""
_MATTER_FAR = re.compile(
    r"(?i:\b(?:kerja ?sama|perjanjian|kesepakatan|kesepahaman)\santara)\s[^;:]{10,420}?\s"
    r"(?i:tentang|mengenai)\s([^;:]{10,200}?)"
    r"(?=,?\s(?i:dengan (?:hasil|ketentuan|syarat)|sebagai berikut|sebagaimana)\b|[.;:])"
)
"""The same where both parties and their signers stand between; only for a paper whose head says no title at all."""
_CAPITALS_FOR = re.compile(
    r"(?i:\b(?:untuk|tentang|mengenai|kegiatan|program(?:me)?|project|for|on|concerning))\s(?i:the\s)?"
    r"([A-Z][A-Z/,\-]{2,}(?:\s[A-Z][A-Z/,\-]*){2,})(?=[,.;:]|\s[a-z])"
)
"""`a programme for the STUDY EXCHANGE OF OFFICERS;`: capitals amid small letters, where no other words say a title."""
_WORKING_TOGETHER = re.compile(
    r"(?i:\bbekerja ?sama (?:tentang|mengenai|dalam hal|di bidang|dalam bidang))\s([^.;:]{10,240}?)"
    r"(?=,?\s(?i:yang (?:diatur|selanjutnya|akan|meliputi)|dengan (?:k\w{1,3}t\w+|syarat|rincian)|sebagai berikut)\b"
    r"|[.;:])"
)
"""`setuju bekerja sama tentang X, dengan ketentuan …`: likewise only where the head says no title."""
_OF_FORM = re.compile(
    r"\b(?i:this) (?:[A-Z][a-z]+ (?:of )?){1,4}(?:on|concerning|regarding|for)\s(?:the\s)?([A-Z][^.;:]{9,240}?)"
    r"\s(?:is|was|has been) (?:hereby )?(?:made|entered|signed|concluded|executed)\b"
)
"""`This Memorandum of Agreement on X is made …`."""
_AGREED_IN_CAPITALS = re.compile(
    r"(?i:\b(?:mengadakan|melakukan|melaksanakan|menjalin|menyelenggarakan))(?i:\skerja ?sama)?\s"
    r"([A-Z][A-Z/,\-]{2,}(?:\s(?:[A-Z][A-Z/,\-]*|[A-Z]{1,2}))+)(?=\s(?i:dengan|sebagai|yang|menurut|berdasarkan)\b|[.;:])"
)
"""`setuju mengadakan LATIHAN KERJA X dengan ketentuan …`: set in capitals in a sentence of small letters."""
_WORK_AGREED = re.compile(
    r"(?i:\b(?:mengadakan|melakukan|melaksanakan|menjalin|setuju|sepakat)\b[^.;:]{0,40}\bkerja ?sama)\s"
    r"((?i:pe[mnl]\w{4,12}an)\s.{4,240}?)"
    r"(?=,?\s(?i:yang (?:diatur|selanjutnya|akan)|dengan (?:k\w{1,3}t\w+|syarat|rincian)|antara|sebagai berikut"
    r"|sebagaimana|menurut|berdasarkan)\b|[.;:])"
)
"""`setuju mengadakan kerja sama penyelenggaraan X dengan ketentuan …`: the work itself, which no word announces."""


def suggest_title(head: Head, evidence: Evidence, behind: tuple[Line, ...]) -> list[Saran]:
    """The title behind TENTANG; where no such word stands, the capitals between form and parties, never sure."""
    lines = head.title or _solid(_untold(head, squeeze(flowing(behind)[:_REACH])))
    is_weak = not head.title or (head.is_title_guessed and not head.is_title_labelled)
    if not lines or (is_weak and _is_said_otherwise(lines, flowing(behind)[:_REACH])):
        return _said_in_text(behind, evidence)
    text = _without_scraps(" ".join(_OPENER.sub("", flowing(_in_quotes(lines))).split()).strip(" \"“”'*:;|—–-°._"))
    if len(text) < 4 or not any(letter.isalpha() for letter in text):
        return []
    title = text[:LONGEST_TITLE]
    base = _base(head)
    # A recital mostly says the title again; the same words twice are no misreading.
    again = said_again(title, flowing(behind)[:_REACH])
    is_said_twice = again is not None
    if again is not None and len(again.split()) != len(title.split()):
        title = again
    elif again is None:
        said = words_of(flowing(behind)[:_REACH])
        mended = mend(title, said)
        if mended != title or has_doubtful_word(title, said):
            title, base = mended, min(base, sure.BELOW_SURE)
    quality = quality_of(title)
    if not is_said_twice and (quality.known_share < _WELL_KNOWN or quality.garbage_share > _GARBAGE):
        base = min(base, sure.BELOW_SURE)
    if len(title.split()) < _SHORT_TITLE and not is_said_twice:
        base = min(base, sure.BELOW_SURE)
    if (_BEGUN_BEFORE.match(title) or _GOES_ON.search(title)) and not is_said_twice:
        base = min(base, sure.BELOW_SURE)
    if len(text) > LONGEST_TITLE or len(lines) > _MOST_LINES:
        base = min(base, sure.TITLE_LONG)
    return [evidence.saran(Field.JUDUL, in_reading_case(title), lines[0].page, text, base, is_checked=is_said_twice)]


def _in_quotes(lines: Sequence[Line]) -> Sequence[Line]:
    """The title in quotation marks without the work before it (`the Project "X"`)."""
    found = _WORK_QUOTED.fullmatch(flowing(lines).strip())
    return [replace(lines[0], text=found[1])] if found else lines


def _untold(head: Head, said: str) -> list[Line]:
    """The lines that no word announces and that are not told otherwise: what a title goes on with belongs to it.

    So does the one line that begins as an institution right below it and is called by nobody in the text (`said`,
    squeezed): two of them are parties.
    """
    is_only_one = sum(_is_told_otherwise(line) for line in head.loose[:12]) == 1
    kept: list[Line] = []
    before: Line | None = None
    above: Line | None = None
    for line in head.loose[:12]:
        is_below = before is not None and not line.is_apart
        goes_on = is_below and before is not None and _GOES_ON.search(before.text) is not None
        # What is not apart from the line above and begins as no institution does is its second line.
        goes_on = goes_on or (is_below and not begins_as_institution(line.text) and composed(line.text) is None)
        goes_on = goes_on or (is_below and is_only_one and bool(said) and line.squeezed not in said)
        if above is not None and above not in kept and not line.is_apart and _BEGUN_BEFORE.match(line.text):
            # `SEKOLAH SAHABAT ANAK` / `DAN PENCEGAHAN …`: the first line is no institution, for the title goes on.
            kept.append(above)
        above = line
        if goes_on or not _is_told_otherwise(line):
            kept.append(line)
            before = line
        else:
            before = None
    return kept[:6]


def _is_told_otherwise(line: Line) -> bool:
    """Whether a line that no word announces is a party, or the form again by another name."""
    if _BRACKETS_ALONE.fullmatch(line.text):
        return True
    return (is_institution(line.text) and not is_work(line.text)) or composed(line.text) is not None


def suggest_cover_title(cover: Sequence[Line], evidence: Evidence) -> list[Saran]:
    """The title of a cover that names no form: its first lines that name no institution, number, day or address."""
    if len(cover) > _MOST_ON_COVER:
        return []
    found: list[Line] = []
    for line in cover:
        is_title = (
            len(line.text.split()) > 1
            and not (is_institution(line.text) or is_address(line.text) or is_number_line(line.text))
            and not any(letter.isdigit() for letter in line.text)
            and all(word[0].isupper() for word in line.text.split() if len(word) > 3)
        )
        if not is_title or (found and line.is_apart):
            if found:
                break
            continue
        found.append(line)
    text = flowing(found).strip(" \"“”'*:;|—–-.")
    if sum(letter.isalpha() for letter in text) < _LEAST_LETTERS:
        return []
    return [evidence.saran(Field.JUDUL, in_reading_case(text), found[0].page, text, sure.TITLE_UNMARKED)]


def _solid(loose: list[Line]) -> list[Line]:
    """Loose capitals that may be a title: scraps of stamps and numbers are none."""
    text = flowing(loose)
    return loose if sum(letter.isalpha() for letter in text) >= _LEAST_LETTERS else []


def _is_said_otherwise(lines: Sequence[Line], text: str) -> bool:
    """Whether the text says a title of its own; one that only repeats words of these lines is none."""
    found = _QUOTED.search(text) or _matter(text)
    if found is None:
        return False
    said, printed = words_of(found[1]), words_of(flowing(lines))
    return len(said & printed) <= _REPEATED * len(said)


def _matter(text: str) -> re.Match[str] | None:
    """What the opening says the naskah is about; the matter of a paper that it only recites is none."""
    article = _ARTICLE.search(text)
    opening = text[: min(article.start() if article else _OPENING, _OPENING)]
    patterns = (_MATTER, _WORK_AGREED, _AGREED_IN_CAPITALS, _OF_FORM)
    places = (found for pattern in patterns for found in pattern.finditer(opening))
    return next(
        (one for one in places if not _RECITES.search(opening[max(0, one.start() - _BEFORE) : one.start()])), None
    )


def _said_in_text(behind: tuple[Line, ...], evidence: Evidence) -> list[Saran]:
    """`… dengan judul “X”` in the text, where the head names no title."""
    text = flowing(behind)[:_REACH]
    below = _below_sentence(behind)
    if below:
        title = flowing(below)[:LONGEST_TITLE].strip(' .,;"“”')
        return [evidence.saran(Field.JUDUL, in_reading_case(title), below[0].page, title, sure.TITLE_UNMARKED)]
    for line in behind[:_MOST_BELOW]:
        labelled = _LABELLED.match(line.text)
        if labelled:
            title = re.split(r",\s(?=to\b|held\b|which\b)", labelled[1] or labelled[2])[0].strip(' .,;"“”')
            if is_office(title):
                # Below a signature `Title` is an office.
                continue
            return [evidence.saran(Field.JUDUL, in_reading_case(title), line.page, title, sure.TITLE_UNMARKED)]
    opening = text[:_OPENING]
    found = _QUOTED.search(text) or _matter(text) or _MATTER_FAR.search(opening) or _WORKING_TOGETHER.search(opening)
    found = found or next((one for one in _CAPITALS_FOR.finditer(opening) if not is_institution(one[1])), None)
    if found is None:
        return []
    title = " ".join(found[1].split()).strip(" .,;")[:LONGEST_TITLE]
    return [evidence.saran(Field.JUDUL, in_reading_case(title), behind[0].page, title, sure.TITLE_UNMARKED)]


def _below_sentence(behind: Sequence[Line]) -> list[Line]:
    """The capitals below a line that ends what was agreed (`have agreed on the following concerning`)."""
    for at, line in enumerate(behind[:_MOST_BELOW], 1):
        if _AGREED_ON.search(line.text):
            found = list(takewhile(lambda one: one.is_capitals, behind[at : at + _MOST_LINES]))
            return found if len(squeeze(flowing(found))) >= _LEAST_LETTERS else []
    return []


def _base(head: Head) -> float:
    """How sure the title is by what announced it."""
    if head.is_title_guessed or not head.title:
        return sure.TITLE_UNMARKED
    return sure.TITLE_MARKED if head.parties and not head.is_title_labelled else sure.TITLE_ALONE


def _without_scraps(text: str) -> str:
    """A title in capitals without small scraps before and behind it, which recognisers make of lines and marks."""
    words = text.split()
    capitals = sum(word.isupper() for word in words)
    if capitals < _IN_CAPITALS * len(words):
        return text
    is_scrap = [not any(letter.isupper() or letter.isdigit() for letter in word) for word in words]
    while words and is_scrap[0]:
        words, is_scrap = words[1:], is_scrap[1:]
    while words and is_scrap[-1]:
        words, is_scrap = words[:-1], is_scrap[:-1]
    return " ".join(words)
