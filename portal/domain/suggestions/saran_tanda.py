"""Suggestions for who signed for each party and in which office."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from portal.domain.suggestions.blok_pihak import PartyBlock
from portal.domain.suggestions.bukti import Evidence
from portal.domain.suggestions.lembaga import plain_name
from portal.domain.suggestions.lines import Line
from portal.domain.suggestions.saran_pihak import Party
from portal.domain.suggestions.tanda_tangan import SignatureBlock, signature_blocks
from portal.domain.suggestions.values import Bidang, Saran

_ALIKE = 90.0
_LAST_PAGES = 5
_LABELS = ("KESATU PERTAMA I 1 FIRST", "KEDUA II 2 SECOND", "KETIGA III 3 THIRD", "KEEMPAT IV 4 FOURTH")


def suggest_signers(
    blocks: Sequence[PartyBlock],
    parties: Sequence[Party],
    by_page: list[tuple[int, tuple[Line, ...]]],
    evidence: Evidence,
) -> list[Saran]:
    """Signer and office of each party, from its own block, confirmed or supplied by the signature block."""
    tail = [line for _, lines in by_page[-_LAST_PAGES:] for line in lines]
    signatures = signature_blocks(tail)
    everything = " ".join(line.text for line in tail[-150:]).lower()
    pages = [party.page for party in parties]
    found: list[Saran] = []
    for number, party in enumerate(parties, 1):
        block = party.block
        signature = _signature_of(number, party, signatures)
        if signature is None and len(signatures) == len(parties):
            signature = signatures[number - 1]
        if block is not None and block.penanda_tangan:
            is_confirmed = block.penanda_tangan.lower() in everything
            found += _pair(
                number, block.penanda_tangan, block.jabatan, pages[number - 1], block.cuplikan, is_confirmed, evidence
            )
        elif signature is not None:
            snippet = f"{signature.side} {signature.jabatan} {signature.nama}"
            found += _pair(number, signature.nama, signature.jabatan, signature.page, snippet, False, evidence)
        elif block is not None and block.jabatan:
            found += _pair(number, "", block.jabatan, pages[number - 1], block.cuplikan, False, evidence)
    return found


def _pair(
    number: int, name: str, office: str, page: int, snippet: str, is_confirmed: bool, evidence: Evidence
) -> list[Saran]:
    found = []
    if name:
        base = 0.93 if is_confirmed else 0.82
        found.append(
            evidence.saran(
                Bidang.PENANDA_TANGAN, name, page, snippet, base, pihak=number, is_checked=is_confirmed, place_of=name
            )
        )
    if office:
        base = 0.9 if is_confirmed else 0.8
        found.append(evidence.saran(Bidang.JABATAN, office[:300], page, snippet, base, pihak=number, place_of=office))
    return found


def _signature_of(number: int, party: Party, signatures: Sequence[SignatureBlock]) -> SignatureBlock | None:
    """The block under the party's own name, or under its label."""
    plain = plain_name(party.nama)
    printed = plain_name(party.printed)
    for signature in signatures:
        side = plain_name(signature.side)
        words = signature.side.upper().split()
        is_label = number <= len(_LABELS) and words[0] == "PIHAK" and words[-1] in _LABELS[number - 1].split()
        if is_label or max(fuzz.partial_ratio(plain, side), fuzz.partial_ratio(printed, side)) >= _ALIKE:
            return signature
    return None
