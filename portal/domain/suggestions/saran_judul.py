"""Suggestions for the form and the title."""

from portal.domain.berkas.text_quality import quality_of
from portal.domain.naskah.enumerations import Bentuk
from portal.domain.suggestions.bukti import BELOW_SURE, Evidence
from portal.domain.suggestions.head import Head
from portal.domain.suggestions.lines import Line, flowing
from portal.domain.suggestions.ulangan import has_doubtful_word, mend, name_apart, said_again, words_of
from portal.domain.suggestions.values import Bidang, Saran

LONGEST_TITLE = 480
_WELL_KNOWN = 0.7
_REACH = 14_000


def suggest_form(head: Head, evidence: Evidence) -> list[Saran]:
    """The form of Pasal 5 and, for another name, that name."""
    form = head.form
    if not form.name:
        return []
    base = 0.96 if form.is_exact and (form.is_alone or head.parties or head.title) else 0.8
    page = _first_page(head)
    found = [evidence.saran(Bidang.BENTUK, form.bentuk.value, page, form.name, base, is_checked=form.is_exact)]
    if form.bentuk is Bentuk.NAMA_LAIN:
        found.append(evidence.saran(Bidang.NAMA_BENTUK, form.name, page, form.name, base, is_checked=form.is_exact))
    return found


def part_title(head: Head, text: str) -> None:
    """Take the title out of the last party where the word before it (`TENTANG`) was not read; never a sure one."""
    if head.title or not head.is_framed or len(head.parties) < 2:
        return
    count = name_apart(head.parties[-1], text)
    head.title, head.parties[-1] = head.parties[-1][count:], head.parties[-1][:count]
    head.is_title_guessed = bool(head.title)


def suggest_title(head: Head, evidence: Evidence, behind: tuple[Line, ...]) -> list[Saran]:
    """The title behind TENTANG; where no such word stands, the capitals between form and parties, never sure."""
    lines = head.title or head.loose[:6]
    text = _without_scraps(" ".join(flowing(lines).split()).strip(" \"“”'*:;|—–-°."))
    if len(text) < 4 or not any(letter.isalpha() for letter in text):
        return []
    title = text[:LONGEST_TITLE]
    base = 0.6 if head.is_title_guessed else 0.93 if head.title and head.parties else 0.84 if head.title else 0.6
    # A recital mostly says the title again; the same words twice are no misreading.
    again = said_again(title, flowing(behind)[:_REACH])
    is_said_twice = again is not None
    if again is not None and len(again.split()) != len(title.split()):
        title = again
    elif again is None:
        said = words_of(flowing(behind)[:_REACH])
        mended = mend(title, said)
        if mended != title or has_doubtful_word(title, said):
            title, base = mended, min(base, BELOW_SURE)
    quality = quality_of(title)
    if not is_said_twice and (quality.known_share < _WELL_KNOWN or quality.garbage_share > 0.05):
        base = min(base, BELOW_SURE)
    if len(text) > LONGEST_TITLE or len(lines) > 9:
        base = min(base, 0.6)
    return [evidence.saran(Bidang.JUDUL, title, lines[0].page, text, base, is_checked=is_said_twice)]


def _without_scraps(text: str) -> str:
    """A title in capitals without small scraps before and behind it, which recognisers make of lines and marks."""
    words = text.split()
    capitals = sum(word.isupper() for word in words)
    if capitals < 0.75 * len(words):
        return text
    is_scrap = [not any(letter.isupper() or letter.isdigit() for letter in word) for word in words]
    while words and is_scrap[0]:
        words, is_scrap = words[1:], is_scrap[1:]
    while words and is_scrap[-1]:
        words, is_scrap = words[:-1], is_scrap[:-1]
    return " ".join(words)


def _first_page(head: Head) -> int:
    groups = [*head.parties, *head.numbers, head.title, head.loose]
    return min((line.page for group in groups for line in group), default=1)
