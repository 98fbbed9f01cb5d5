"""Which signature is whose: by label, short name, institution, office or the signer's own name, in whatever order."""

import re
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from portal.domain.berkas.reading import PageText
from portal.domain.suggestions.find.institution_names import plain_name
from portal.domain.suggestions.find.parties import Party
from portal.domain.suggestions.find.person_names import core_of
from portal.domain.suggestions.find.signature_cells import signatures_by_name
from portal.domain.suggestions.find.signature_columns import side_by_side
from portal.domain.suggestions.find.signature_tables import signatures_in_columns, signatures_in_table
from portal.domain.suggestions.find.signatures import SignatureBlock, signature_blocks
from portal.domain.suggestions.text.lines import Line

_LABELS = (
    "KESATU PERTAMA I 1 FIRST A", "KEDUA II 2 SECOND B", "KETIGA III 3 THIRD C",
    "KEEMPAT IV 4 FOURTH D", "KELIMA V 5 FIFTH E",
)  # fmt: skip
_FOR = re.compile(r"^(?:for|untuk|on behalf of|atas nama)(?: and on behalf of| dan atas nama)? (?:the )?")
_ALIKE = 90.0
"""Likeness in per cent from which on the label of a signature names a party."""

_LABELLED = 300.0
_SAME_PERSON = 200.0
_NAMED = 88.0
_LEAST_SHARE = 0.5
"""Share of what is a party's very own in its name that must stand in a signature's office."""

_OFFICES = {
    "bupati": "pemerintah kabupaten", "walikota": "pemerintah kota", "wali": "pemerintah kota",
    "gubernur": "pemerintah provinsi", "camat": "kecamatan pemerintah", "lurah": "kelurahan",
    "rektor": "universitas institut uin iain", "rector": "university institute", "chancellor": "university",
    "dekan": "fakultas universitas", "dean": "faculty university school",
    "kajari": "kejaksaan", "jaksa": "kejaksaan", "kapolres": "kepolisian polres", "kapolda": "kepolisian polda",
    "kapolsek": "kepolisian polsek", "kalapas": "lembaga lapas", "karutan": "rumah rutan", "kakanim": "kantor kanim",
    "kabapas": "balai bapas", "karudenim": "rumah rudenim", "kakanwil": "kantor kanwil", "kadis": "dinas",
    "sekda": "pemerintah", "rutan": "rumah", "lapas": "lembaga", "lpka": "lembaga", "lpp": "lembaga", "bapas": "balai",
    "kanim": "kantor", "kanwil": "kantor", "rudenim": "rumah", "rsud": "rumah", "polres": "kepolisian",
    "polda": "kepolisian", "polsek": "kepolisian", "kejari": "kejaksaan", "kejati": "kejaksaan", "kodim": "komando",
    "dandim": "kodim komando", "danrem": "korem komando", "pendeta": "gereja", "menteri": "kementerian",
    "minister": "ministry", "principal": "school academy college", "ambassador": "embassy", "konsul": "konsulat",
}  # fmt: skip
"""Offices that only institutions of certain kinds have, and short names of such, by the first words of their names."""
_OF_KIND = 0.5
_TWO_WORDS = 2
_MOST_BEFORE_KIND = 5
_COMMON = frozenset([
    "pemerintah", "kabupaten", "kota", "provinsi", "dinas", "badan", "lembaga", "kantor", "universitas",
    "institut", "politeknik", "fakultas", "sekolah", "tinggi", "kementerian", "direktorat", "jenderal", "republik",
    "indonesia", "dan", "di", "of", "the", "and", "for", "university", "institute", "faculty", "ministry",
    "government", "pt", "cv", "yayasan", "bank", "persero", "tbk", "rumah", "sakit", "umum", "daerah", "balai",
    "besar", "pusat", "wilayah", "kelas", "negeri", "national", "international", "department", "foundation",
])  # fmt: skip


def signatures_of(
    parties: Sequence[Party], pages: Sequence[PageText], tail: Sequence[Line]
) -> list[tuple[SignatureBlock, ...]]:
    """What each of up to two readings of the last pages says of each party's signature, the fullest reading first."""
    names = [name for party in parties for name in (party.nama, party.printed)]
    persons = [
        party.block.penanda_tangan for party in parties if party.block is not None and party.block.penanda_tangan
    ]
    table = signatures_in_columns(pages) or signatures_in_table(tail)
    placed = (table, side_by_side(pages, names), signatures_by_name(pages, persons))
    has_said = any(one.nama or one.jabatan for own in placed for one in own)
    # Lines read across two columns mix them: they count only where no places are known.
    readings = [assigned(parties, one) for one in ((*placed,) if has_said else (signature_blocks(tail),))]
    readings.sort(key=lambda reading: -sum(one is not None and bool(one.nama) for one in reading))
    return [tuple(one for one in found if one is not None) for found in zip(*readings, strict=True)]


def assigned(parties: Sequence[Party], signatures: Sequence[SignatureBlock]) -> list[SignatureBlock | None]:
    """The signature of each party, the surest pair first; where one is left for one, or as many as parties, in"
    " order."""
    kinds = [_kind_of(party.nama) for party in parties]
    starts = [_kind_of(party.nama, _TWO_WORDS) for party in parties]
    held = [{place for place in range(len(parties)) if _by_kind(kinds, place, signature)} for signature in signatures]
    pairs = [
        (
            max(
                _likeness(number, party, signature, is_anothers=bool(held[at]) and number - 1 not in held[at]),
                _by_kind(kinds, number - 1, signature),
                _by_start(starts, number - 1, signature),
            ),
            at,
            number - 1,
        )
        for number, party in enumerate(parties, 1)
        for at, signature in enumerate(signatures)
    ]
    chosen: list[SignatureBlock | None] = [None] * len(parties)
    taken: set[int] = set()
    for likeness, at, place in sorted(pairs, reverse=True):
        if likeness >= _LEAST_SHARE and chosen[place] is None and at not in taken:
            chosen[place] = signatures[at]
            taken.add(at)
    if len(signatures) == len(parties):
        left = [one for at, one in enumerate(signatures) if at not in taken]
        chosen = [one if one is not None else left.pop(0) for one in chosen]
    return chosen


def _kind_of(name: str, words: int = 1) -> str:
    """What kind of institution a party is by the first words of its name."""
    return " ".join(plain_name(name).split()[:words])


def _by_start(starts: Sequence[str], place: int, signature: SignatureBlock) -> float:
    """`Kepala Kantor Imigrasi` signs for the only Kantor that is a Kantor Imigrasi, where no label says otherwise."""
    own = starts[place]
    is_only = starts.count(own) == 1 and len(own.split()) == _TWO_WORDS
    is_said = f" {own} " in f" {plain_name(signature.jabatan)} "
    return _OF_KIND if is_only and is_said and not labelled_order(signature.side) else 0.0


def _by_kind(kinds: Sequence[str], place: int, signature: SignatureBlock) -> float:
    """`Kepala Balai` signs for the only party that is a Balai, where no label says otherwise."""
    said = plain_name(signature.jabatan).replace("sekretaris daerah", "sekda").split()
    own = {kinds[place], *(office for office, names in _OFFICES.items() if kinds[place] in names.split())}
    others = {kind for kind in kinds if kind != kinds[place]}
    is_only = kinds.count(kinds[place]) == 1 and len(kinds[place]) > 1
    held = own.intersection(said[:_MOST_BEFORE_KIND])
    is_shared = any(others.intersection(_OFFICES.get(office, "").split()) for office in held)
    return _OF_KIND if is_only and held and not is_shared and not labelled_order(signature.side) else 0.0


def _likeness(number: int, party: Party, signature: SignatureBlock, *, is_anothers: bool) -> float:
    """How much speaks for this signature being this party's; 0 where nothing does, or its label names another.

    Where the office is one of another party's kind (`is_anothers`), words that both names share say nothing.
    """
    order = party.block.order if party.block is not None and not party.block.alias else number
    labelled = labelled_order(signature.side)
    if labelled:
        return _LABELLED if labelled == order else 0.0
    person = (party.block.penanda_tangan if party.block is not None else "") or party.nama
    if person and fuzz.ratio(core_of(person).lower(), core_of(signature.nama).lower()) >= _NAMED:
        return _SAME_PERSON
    side = _FOR.sub("", _folded(signature.side))
    aliases = [_folded(alias) for alias in party.aliases]
    if side and any(re.search(rf"(?:^|\W){re.escape(alias)}(?:$|\W)", side) for alias in aliases if len(alias) >= 2):
        return _ALIKE + 9.0
    names = [_folded(party.nama), _folded(party.printed)]
    alike = max((fuzz.partial_ratio(name, side) for name in names if len(side) >= 4), default=0.0)
    if alike >= _ALIKE or is_anothers:
        return alike if alike >= _ALIKE else 0.0
    return _share(names[0], f"{side} {_folded(signature.jabatan)}")


def labelled_order(side: str) -> int:
    """The place that a label names (`PIHAK KEDUA,`); 0 where it names none."""
    words = re.sub(r"[^\w ]", " ", side.upper()).split()
    for first, second in pairwise(words):
        for order, labels in enumerate(_LABELS, 1):
            if (first == "PIHAK" and second in labels.split()) or (second == "PARTY" and first in labels.split()[4:]):
                return order
    return 0


def _share(name: str, text: str) -> float:
    """The share of a party's own words that stand in the text of a signature."""
    own = {word for word in plain_name(name).split() if word not in _COMMON and len(word) > 2}
    said = set(plain_name(text).split())
    return len(own & said) / len(own) if own else 0.0


def _folded(text: str) -> str:
    """Small letters and figures; the country stays, for it may be all that differs between two governments."""
    return " ".join(re.sub(r"[\W_]+", " ", text.lower()).split()).removeprefix("the ")
