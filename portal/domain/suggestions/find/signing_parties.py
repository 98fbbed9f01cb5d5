"""The parties as their signatures tell them, for a paper that names fewer than two anywhere else; never sure."""

import re
from collections.abc import Sequence

from portal.domain.berkas.reading import PageText
from portal.domain.suggestions import sureness as sure
from portal.domain.suggestions.find.headed import headed, served
from portal.domain.suggestions.find.institution_names import INSTITUTION, plain_name
from portal.domain.suggestions.find.institutions import ministry_sureness
from portal.domain.suggestions.find.parties import LONGEST_NAME, Party, of_block
from portal.domain.suggestions.find.party_blocks import PartyBlock
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
    is_each_own = len({plain_name(name) for _, name in named}) == len(named)
    if not is_each_own or not all(name for _, name in named):
        return tuple(parties)
    return tuple(_party(name, one.page, known) for one, name in named)


def _institution(signature: SignatureBlock) -> str:
    side = _LABEL.sub("", signature.side).strip(" ,:;.-")
    alias, _, rest = side.partition(" ")
    side = rest if alias.isupper() and not rest.isupper() and INSTITUTION.match(rest) else side
    return side if INSTITUTION.match(side) and not headed(side) else served(signature.jabatan) or served(side)


def _party(name: str, page: int, known: Known) -> Party:
    name = name[:LONGEST_NAME]
    return Party(name, page, name, sure.NAME_ODD, False, ministry_sureness(name, known.units), None)
