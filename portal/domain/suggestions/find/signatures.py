"""Signature blocks on the last pages: for which side, in which office, by whom."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from portal.domain.suggestions.find.institution_names import INSTITUTION
from portal.domain.suggestions.find.party_blocks import without_honorific
from portal.domain.suggestions.text.lines import Line

_ANCHOR = re.compile(
    r"^\W*(?:PIHAK\s?(?:KESATU|PERTAMA|KEDUA|KETIGA|KEEMPAT|I{1,3}|IV|[12345])|(?:THE )?(?:FIRST|SECOND|THIRD) PARTY"
    r"|(?:FOR|For|UNTUK|Untuk)(?: AND ON BEHALF OF| and on behalf of| DAN ATAS NAMA)? .{4,}|(?:ON BEHALF OF"
    r"|ATAS NAMA) .{4,}|(?:Signed|Agreed|Accepted|Confirmed) (?:for|on behalf of|for and on behalf of) .{4,})\W*$"
)
OFFICE = re.compile(
    r"(?i)^(?:a\.?n\.?|u\.?b\.?|plt\.?|plh\.?|pj\.?|pjs\.?)?\s*(?:menteri|minister|kepala|ketua|direktur"
    r"|director|rektor|dekan"
    r"|bupati|gubernur|wali ?kota|sekretaris|secretary|inspektur|inspector|chief|head|president|deputi|deputy"
    r"|wakil|vice"
    r"|duta|ambassador|commissioner|komisaris|kapol\w*|pimpinan|jaksa|panglima|camat|pejabat|general|executive"
    r"|chairman|manager"
    r"|under|state|attorney|senior|acting|plt|plh|ko+rdinator|coordinator|komisioner|commissioner|national"
    r"|regional|country"
    r"|federal|councillor|chancellor|rear|brigadier|major|colonel|surgeon|resident|managing"
    r"|rector|dean|provost|principal"
    r"|professor(?= of\b| in\b|$)|project|programme|program|team|governor|mayor|advokat|pelatih|vikaris"
    r"|jogugu|founder|owner|pemilik|pendiri|koordinator|kapten"
    r"|kolonel"
    r"|letnan|mayor|lurah|kuwu|perbekel|penanggung|ppk|kadis|sekda|dir\.|provincial|district|registrar|treasurer"
    r"|bendahara"
    r"|perwakilan|representative|kuasa|panitera|manajer|asisten|assistant|permanent|dirjen|kasat|danrem"
    r"|dandim|pengurus|komandan|kasdim|kalapas|karutan|kakanim|kabapas|kakanwil|karudenim|kajari|kajati|kabag|kabid|kasi"
    r"|kasub\w+|kadiv\w*|sekjen|sekwan|pengasuh|pengelola|peneliti|pustakawan|konsultan|consultant|juru bicara"
    r"|spokesperson|ahli (?=gizi|hukum|bahasa)|notaris|penyuluh|trustee|warden|superintendent|commander|commandant"
    r"|administrator|guardian|grants|programme|officer|penerima (?=kuasa|beasiswa|hibah|bantuan)|imam besar|uskup)\b"
)
_NOT_NAME = re.compile(
    r"(?i)\d{4,}|\bNIP\b|\bNRP\b|materai|meterai|tempel|halaman|paraf|\bpasal\b|contoh –|signed|^\W*$|republi[ck]|"
    r"kementerian|ministry|pihak|cap\b|ttd|memorandum|understanding|perjanjian|\bnota\b"
)
_NAME = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ÖØ-öø-ÿ'’`.,\-() ]{3,70}")
_LABELLED = re.compile(r"^(Name|Nama|Title|Jabatan|Position)\s*:\s*(\S.*)$")
_OTHER_LABEL = re.compile(r"^[A-Z][a-z]+\s*:")
_LAST_LINES = 150
_REACH = 9


@dataclass(frozen=True)
class SignatureBlock:
    """One signature: `side` is the label or institution it stands under; empty texts for what is not there.

    `rest` are lines that say something of themselves (`Tanggal : …`, `Nomor : …`); `is_column` if found by its places.
    """

    side: str
    jabatan: str
    nama: str
    page: int
    rest: tuple[str, ...] = ()
    is_column: bool = False


def signature_blocks(lines: Sequence[Line]) -> tuple[SignatureBlock, ...]:
    """The blocks among the last lines of a naskah, in reading order."""
    tail = list(lines[-_LAST_LINES:])
    anchors = [index for index, line in enumerate(tail) if is_anchor(line.text)]
    blocks = []
    before = ""
    for place, start in enumerate(anchors):
        end = min(anchors[place + 1] if place + 1 < len(anchors) else len(tail), start + _REACH)
        block = _block(tail[start:end])
        if block.nama or block.jabatan:
            blocks.append(SignatureBlock(f"{before} {block.side}".strip(), block.jabatan, block.nama, block.page))
            before = ""
        else:
            # The same side in another language stands above.
            before = block.side
    return tuple(blocks)


_OFFICE_NOUN = re.compile(
    r"(?i)\b(?:director|manager|chief|head|president|secretary|chair\w*|representative|coordinator|officer"
    r"|minister|commissioner"
    r"|rector|chancellor|dean|leader|general|advisor|superintendent|treasurer|direktur|manajer|kepala|ketua)\b"
)
_OFFICE_OR_NAME = re.compile(
    r"(?i)^(?:national|regional|country|federal|state|general|executive|project|programme?|provincial|district"
    r"|international)\b"
)
"""Offices begin with these words, and institutions too."""


def is_office(text: str) -> bool:
    """Whether a line begins an office rather than the name of an institution."""
    if _OFFICE_OR_NAME.match(text):
        return bool(_OFFICE_NOUN.search(text))
    return bool(OFFICE.match(text))


def is_no_name(text: str) -> bool:
    """Whether a line cannot be the name of a person: figures, stamps, institutions, marks."""
    return bool(_NOT_NAME.search(text) or INSTITUTION.match(text) or not _NAME.match(text))


def is_anchor(text: str) -> bool:
    """A label or `FOR …`; two labels side by side stand over two columns, whose lines cannot be told apart."""
    return len(text) < 90 and bool(_ANCHOR.match(text)) and text.upper().count("PIHAK") <= 1


def _block(lines: list[Line]) -> SignatureBlock:
    """Side on top, then the office (title case, mostly ending with a comma), then the name; or the name above it."""
    side, name, above = [lines[0].text], "", ""
    office: list[str] = []
    for line in lines[1:]:
        text = line.text.strip()
        labelled = _LABELLED.match(text)
        if labelled is not None:
            if not labelled[1].lower().startswith("na"):
                office.append(labelled[2])
            elif _is_person(labelled[2]):
                above = labelled[2]
            continue
        if office and _OTHER_LABEL.match(text):
            break
        if name or "PIHAK" in text.upper():
            break
        is_titled = not line.is_capitals and text.endswith(",") and text[:1].isupper() and len(text.split()) <= 12
        if (
            OFFICE.match(text)
            or (is_titled and not office)
            or (office and not office[-1].endswith(",") and not _is_name(text, office))
        ):
            office.append(text)
        elif not office and line.is_capitals and not _is_plain_person(text):
            side.append(text)
        elif _is_name(text, office):
            name = text
        elif not office and not line.is_capitals and _is_person(text):
            above = text
    name = name or (above if office else "")
    title = " ".join(office).strip(" ,")
    if "," in title or title.isupper():
        # Two columns read across: two offices in one, and nobody knows whose name follows.
        title = name = ""
    return SignatureBlock(" ".join(side), title, without_honorific(name), lines[0].page)


def _is_person(text: str) -> bool:
    """Whether a line may be a name by itself: two to ten words that all begin with a capital, nothing official."""
    words = text.split()
    return (
        bool(_NAME.fullmatch(text)) and 2 <= len(words) <= 10 and all(word[0].isupper() for word in words)
        and not _NOT_NAME.search(text) and not INSTITUTION.match(text)
    )  # fmt: skip


def _is_name(text: str, office: list[str]) -> bool:
    return (
        bool(office)
        and bool(_NAME.fullmatch(text))
        and not _NOT_NAME.search(text)
        and 2 <= len(text.split()) <= 10
        and (office[-1].endswith(",") or text.isupper())
    )


def _is_plain_person(text: str) -> bool:
    return False if len(text.split()) > 6 else "," in text and "." in text
