"""The parties as their signatures tell them, for a paper that names fewer than two anywhere else; never sure."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from portal.domain.berkas.reading import PageText
from portal.domain.suggestions import sureness as sure
from portal.domain.suggestions.find.headed import headed, served
from portal.domain.suggestions.find.institution_names import INSTITUTION, plain_name
from portal.domain.suggestions.find.institutions import ministry_sureness
from portal.domain.suggestions.find.parties import LONGEST_NAME, Party, of_block
from portal.domain.suggestions.find.party_blocks import PartyBlock
from portal.domain.suggestions.find.person_names import core_of
from portal.domain.suggestions.find.signature_cells import signatures_by_name
from portal.domain.suggestions.find.signature_owners import labelled_order
from portal.domain.suggestions.find.signatures import SignatureBlock
from portal.domain.suggestions.values import Known

_LABEL = re.compile(
    r"(?i)^\W*(?:pihak \w+\W*|(?:the )?\w+ party\W*|(?:(?:signed )?for|untuk)(?: (?:and on behalf of|dan atas nama))?\s"
    r"|(?:on behalf of|atas nama)\s|the )+"
)
_WITNESS = re.compile(r"(?i)\b(?:mengetahui|menyetujui|menyaksikan|saksi|witness\w*|acknowledged)\b")
_LEAST = 2
_MOST = 5
_SAME_PERSON = 90.0


def with_signers(
    parties: Sequence[Party], blocks: Sequence[PartyBlock], pages: Sequence[PageText], known: Known
) -> tuple[Party, ...]:
    """The parties, or, where there are fewer than two, those for whom somebody signs, by the office or label there.

    Where labels tell the order, one party that presents itself stands in its own place, and one of which nothing but
    its signer is known has no name.
    """
    if len(parties) >= _LEAST:
        return tuple(parties)
    signed = [one for one in signatures_by_name(pages, ()) if not _WITNESS.search(f"{one.side} {one.jabatan}")]
    # A table above the text may name the same persons: the last place is that of the signature.
    signed = [one for at, one in enumerate(signed) if not any(_is_same(one, other) for other in signed[at + 1 :])]
    named = [(one, _institution(one)) for one in signed]
    orders = [labelled_order(one.side) for one in signed]
    told = {block.order: block for block in blocks if block.nama and not block.alias}
    if not _LEAST <= len(named) <= _MOST:
        return tuple(parties)
    if all(orders) and len(set(orders)) == len(orders):
        named = [pair for _, pair in sorted(zip(orders, named, strict=True), key=lambda entry: entry[0])]
        found = [
            of_block(told[place], one.page, known) if place in told else _party(name, one.page, known)
            for place, (one, name) in enumerate(named, 1)
        ]
        return tuple(found) if any(party.nama for party in found) else tuple(parties)
    found = [_presented(one, blocks, known) or _party(name, one.page, known) for one, name in named]
    said = [plain_name(party.nama) for party in found if party.nama]
    # One that signs without a word of whom for may stand beside one that is known.
    return tuple(found) if said and len(set(said)) == len(said) else tuple(parties)


def _is_same(one: SignatureBlock, other: SignatureBlock) -> bool:
    return bool(one.nama) and fuzz.ratio(core_of(one.nama).lower(), core_of(other.nama).lower()) >= _SAME_PERSON


def _presented(signature: SignatureBlock, blocks: Sequence[PartyBlock], known: Known) -> Party | None:
    """The party that presents itself with this very signer."""
    name = core_of(signature.nama).lower()
    own = [one for one in blocks if name and fuzz.ratio(core_of(one.penanda_tangan).lower(), name) >= _SAME_PERSON]
    return of_block(own[0], signature.page, known) if own and own[0].nama else None


def _institution(signature: SignatureBlock) -> str:
    side = _LABEL.sub("", signature.side).strip(" ,:;.-")
    alias, _, rest = side.partition(" ")
    side = rest if alias.isupper() and not rest.isupper() and INSTITUTION.match(rest) else side
    return side if INSTITUTION.match(side) and not headed(side) else served(signature.jabatan) or served(side)


def _party(name: str, page: int, known: Known) -> Party:
    name = name[:LONGEST_NAME]
    return Party(name, page, name, sure.NAME_ODD, False, ministry_sureness(name, known.units), None, is_guessed=True)
