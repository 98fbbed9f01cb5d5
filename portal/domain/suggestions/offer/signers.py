"""Suggestions for who signed for each party and in which office."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from portal.domain.berkas.reading import PageText
from portal.domain.suggestions import sureness as sure
from portal.domain.suggestions.evidence import Evidence
from portal.domain.suggestions.find.institution_names import is_institution, plain_name
from portal.domain.suggestions.find.name_columns import names_in_columns, whole_name
from portal.domain.suggestions.find.parties import Party
from portal.domain.suggestions.find.person_names import core_of, looks_like_person
from portal.domain.suggestions.find.signatures import SignatureBlock, is_office
from portal.domain.suggestions.text.lines import Line
from portal.domain.suggestions.text.personal import name_alone
from portal.domain.suggestions.values import Field, Saran

_SAME = 92.0
"""Likeness in per cent from which on a line at the end is a signer's very name, give or take a misread letter."""

_ALIKE = 80.0
"""The same for one name read in two places."""

_LEAST_ALIKE = 60.0
"""Likeness in per cent below which a presentation says another institution than the party."""

_IN_OFFICES = frozenset(
    [
        "dan", "dalam", "di", "untuk", "bagi", "pada", "kepada", "atas", "nama", "oleh", "selaku", "serta", "bidang",
        "antar", "dr", "drg", "of", "the", "for", "and", "in", "to", "on", "at", "ex", "tugas", "harian", "a.n", "u.b",
        "al", "utama", "negeri",
    ]
)  # fmt: skip
"""Small words that offices hold."""

_NOT_PLAIN = re.compile(r"[\W_]+")
_BARE_OFFICES = ("kepala", "plt. kepala", "plh. kepala")
_SENTENCE_ENDS = re.compile(r"(?<=[a-z]{4})\.\s(?=[A-Z])")
_PARTY = re.compile(r"(?i)\bpihak (?:ke|per)\w+|\bmengetahui\b")
"""Labels of signatures, which no office holds."""
_TWO_NAMES = "Pembukaan dan kolom tanda tangan menyebut nama yang berbeda."


def suggest_signers(
    parties: Sequence[Party],
    signatures: Sequence[Sequence[SignatureBlock]],
    tail: Sequence[Line],
    pages: Sequence[PageText],
    evidence: Evidence,
) -> list[Saran]:
    """Signer and office of each party, from its own block, confirmed or supplied by the signature block."""
    columns = [name for page in pages[:2] for name in names_in_columns(page.words)]
    signed = [plain_name(line.text) for line in tail[-150:]]
    signed += [plain_name(one.nama) for own in signatures for one in own if one.nama]
    found: list[Saran] = []
    for number, (party, own) in enumerate(zip(parties, signatures, strict=True), 1):
        own = [_whole(one, party) for one in own]
        block = party.block
        name = whole_name(block.penanda_tangan, columns) if block is not None else ""
        below = next((one for one in own if one.nama), None)
        is_cut = below is not None and _goes_on(name, below.nama)
        if below is not None and is_cut:
            name = below.nama
        if (
            block is not None
            and name
            and (below is None or looks_like_person(name) or not looks_like_person(below.nama))
        ):
            is_confirmed = not is_cut and _is_signed(name, signed) and _is_own(name, party, below)
            office = block.jabatan or next((one.jabatan for one in own if one.jabatan), "")
            if office.strip(" ,").lower() in _BARE_OFFICES and not looks_like_person(party.nama):
                office = f"{office.strip(' ,')} {party.nama}"
            office = completed_office(office, party.nama, block.snippet)
            found += _pair(number, name, office, party.page, block.snippet, is_confirmed, evidence)
            if not is_confirmed and below is not None:
                found += _other(number, name, below, evidence)
        elif own:
            signature = below or own[0]
            snippet = f"{signature.side} {signature.jabatan} {signature.nama}"
            office = signature.jabatan or next((one.jabatan for one in own if one.jabatan), "")
            office = office or (block.jabatan if block is not None else "")
            found += _pair(number, signature.nama, office, signature.page, snippet, False, evidence)
        elif block is None and looks_like_person(party.printed) and not is_institution(party.printed):
            # A private person signs for nobody else.
            found += _pair(number, party.printed, "", party.page, party.printed, False, evidence)
        elif block is not None and block.jabatan:
            found += _pair(number, "", block.jabatan, party.page, block.snippet, False, evidence)
    return found


def _goes_on(name: str, whole: str) -> bool:
    """Whether the opening lost the end of a name that stands whole below the text."""
    return (
        bool(name)
        and looks_like_person(whole)
        and plain_name(core_of(whole)).startswith(f"{plain_name(core_of(name))} ")
    )


def _is_own(name: str, party: Party, below: SignatureBlock | None) -> bool:
    """Whether nothing says that a presentation, or the signature of a party, is another party's."""
    block = party.block
    if below is not None and looks_like_person(below.nama):
        return fuzz.ratio(plain_name(core_of(name)), plain_name(core_of(below.nama))) >= _ALIKE
    if block is None or not block.nama:
        return True
    said = plain_name(f"{block.nama} {block.jabatan} {block.alias}")
    return any(fuzz.partial_ratio(plain_name(one), said) >= _LEAST_ALIKE for one in (party.nama, party.printed))


def _holds_prose(office: str) -> bool:
    """Whether a small word stands in an office that offices do not hold."""
    return any(word[0].islower() and word.strip(",.") not in _IN_OFFICES for word in office.split())


def _whole(signature: SignatureBlock, party: Party) -> SignatureBlock:
    """`Kepala` below the name of its institution as the office it is."""
    if signature.jabatan.strip(" ,").lower() not in _BARE_OFFICES or looks_like_person(party.nama):
        return signature
    return replace(signature, jabatan=f"{signature.jabatan.strip(' ,')} {party.nama}")


def completed_office(office: str, institution: str, said: str) -> str:
    """`Kepala Dinas Koperasi` of a `Dinas Koperasi, Usaha Kecil …` whole, where the text itself goes on so.

    An office ends at a comma, and names of institutions hold commas.
    """
    own, words = _folded(office).split(), institution.split()
    names = [_folded(word) for word in words]
    count = next((count for count in range(len(words) - 1, 0, -1) if own[-count:] == names[:count]), 0)
    if not count and own[:1] == ["menteri"] and names[:1] == ["kementerian"]:
        words, names = words[1:], names[1:]
        count = next((count for count in range(len(words) - 1, 0, -1) if own[-count:] == names[:count]), 0)
    mark = "," if count and words[count - 1].endswith(",") else ""
    for end in range(len(words), count, -1) if count else ():
        whole = f"{office.rstrip(' ,')}{mark} {' '.join(words[count:end])}"
        if _folded(whole) in _folded(said):
            return whole.rstrip(" ,")
    return office


def _folded(text: str) -> str:
    return " ".join(_NOT_PLAIN.sub(" ", text.lower()).split())


def _first_of_two(office: str) -> str:
    """`Direktur / Director` in one language."""
    first, stroke, second = office.partition(" / ")
    return first.strip() if stroke and is_office(first) and is_office(second.strip()) else office


def _other(number: int, name: str, signature: SignatureBlock, evidence: Evidence) -> list[Saran]:
    """The name below the text as a second choice, where it is another one than the opening tells."""
    other = name_alone(signature.nama)
    if fuzz.ratio(plain_name(core_of(name)), plain_name(core_of(other))) >= _SAME or not looks_like_person(other):
        return []
    return [
        evidence.saran(
            Field.PENANDA_TANGAN, other, signature.page, other, sure.SIGNER_OTHER, pihak=number, rank=2, note=_TWO_NAMES
        )
    ]


def _is_signed(name: str, signed: Sequence[str]) -> bool:
    """Whether a line at the end is this very name, whole: a name that only begins like it confirms nothing."""
    plain = plain_name(name)
    return len(name.split(",")[0].split()) >= 2 and any(fuzz.ratio(plain, line) >= _SAME for line in signed)


def _pair(
    number: int, name: str, office: str, page: int, snippet: str, is_confirmed: bool, evidence: Evidence
) -> list[Saran]:
    # The number, rank and grade behind a name or an office are the person's own: they are read over.
    name, office = name_alone(name), _first_of_two(name_alone(office))
    found = []
    if name:
        base = sure.SIGNER_CONFIRMED if is_confirmed else sure.SIGNER
        found.append(
            evidence.saran(
                Field.PENANDA_TANGAN, name, page, snippet, base, pihak=number, is_checked=is_confirmed, place_of=name
            )
        )
    if office:
        base = sure.OFFICE_CONFIRMED if is_confirmed else sure.OFFICE
        whole, office = office, _SENTENCE_ENDS.split(office)[0]
        if (
            any(letter.isdigit() for letter in office)
            or _holds_prose(office)
            or office != whole
            or _PARTY.search(office)
        ):
            # An office has no figures and no sentence: something else ran into it.
            base = min(base, sure.BELOW_SURE)
        found.append(evidence.saran(Field.JABATAN, office[:300], page, snippet, base, pihak=number, place_of=office))
    return found
