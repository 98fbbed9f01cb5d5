"""Suggestions for who signed for each party and in which office."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from portal.domain.berkas.reading import PageText
from portal.domain.suggestions import sureness as sure
from portal.domain.suggestions.evidence import Evidence
from portal.domain.suggestions.find.institution_names import plain_name
from portal.domain.suggestions.find.name_columns import names_in_columns, whole_name
from portal.domain.suggestions.find.parties import Party
from portal.domain.suggestions.find.signature_columns import side_by_side
from portal.domain.suggestions.find.signatures import SignatureBlock, signature_blocks
from portal.domain.suggestions.text.lines import Line
from portal.domain.suggestions.text.personal import name_alone
from portal.domain.suggestions.values import Field, Saran

_ALIKE = 90.0
"""Likeness in per cent from which on the label of a signature names a party."""

_SAME = 92.0
"""Likeness in per cent from which on a line at the end is a signer's very name, give or take a misread letter."""

_LATER_WINS = 0.1
"""Of two signatures alike, the one further down counts only if it is more like the name than by this."""

_LAST_PAGES = 5
_LABELS = ("KESATU PERTAMA I 1 FIRST", "KEDUA II 2 SECOND", "KETIGA III 3 THIRD", "KEEMPAT IV 4 FOURTH")
_FOR = re.compile(r"^(?:for|untuk|on behalf of|atas nama)(?: and on behalf of| dan atas nama)? (?:the )?")


def suggest_signers(
    parties: Sequence[Party], by_page: list[tuple[int, tuple[Line, ...]]], pages: Sequence[PageText], evidence: Evidence
) -> list[Saran]:
    """Signer and office of each party, from its own block, confirmed or supplied by the signature block."""
    tail = [line for _, lines in by_page[-_LAST_PAGES:] for line in lines]
    signatures = side_by_side(pages, [name for p in parties for name in (p.nama, p.printed)]) or signature_blocks(tail)
    columns = [name for page in pages[:2] for name in names_in_columns(page.words)]
    signed = [plain_name(line.text) for line in tail[-150:]] + [plain_name(one.nama) for one in signatures if one.nama]
    found: list[Saran] = []
    for number, (party, signature) in enumerate(zip(parties, _assigned(parties, signatures), strict=True), 1):
        block = party.block
        if block is not None and block.penanda_tangan:
            name = whole_name(block.penanda_tangan, columns)
            is_confirmed = _is_signed(name, signed)
            page, snippet = party.page, block.snippet
            found += _pair(number, name, block.jabatan, page, snippet, is_confirmed, evidence)
        elif signature is not None:
            snippet = f"{signature.side} {signature.jabatan} {signature.nama}"
            office = signature.jabatan or (block.jabatan if block is not None else "")
            found += _pair(number, signature.nama, office, signature.page, snippet, False, evidence)
        elif block is not None and block.jabatan:
            found += _pair(number, "", block.jabatan, party.page, block.snippet, False, evidence)
    return found


def _is_signed(name: str, signed: Sequence[str]) -> bool:
    """Whether a line at the end is this very name, whole: a name that only begins like it confirms nothing."""
    plain = plain_name(name)
    return len(name.split(",")[0].split()) >= 2 and any(fuzz.ratio(plain, line) >= _SAME for line in signed)


def _pair(
    number: int, name: str, office: str, page: int, snippet: str, is_confirmed: bool, evidence: Evidence
) -> list[Saran]:
    # The number, rank and grade behind a name or an office are the person's own: they are read over.
    name, office = name_alone(name), name_alone(office)
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
        found.append(evidence.saran(Field.JABATAN, office[:300], page, snippet, base, pihak=number, place_of=office))
    return found


def _assigned(parties: Sequence[Party], signatures: Sequence[SignatureBlock]) -> list[SignatureBlock | None]:
    """The signature of each party by label or name; where one is left for one, or as many as parties, in order."""
    chosen = [_signature_of(number, party, signatures) for number, party in enumerate(parties, 1)]
    if len(signatures) == len(parties):
        left = [one for one in signatures if not any(one is other for other in chosen)]
        if len(left) == sum(one is None for one in chosen):
            chosen = [one if one is not None else left.pop(0) for one in chosen]
    return chosen


def _signature_of(number: int, party: Party, signatures: Sequence[SignatureBlock]) -> SignatureBlock | None:
    """The block under the party's label, else the one whose institution is most like its name."""
    order = party.block.order if party.block is not None else number
    names = [_folded(party.nama), _folded(party.printed)]
    best: tuple[float, SignatureBlock | None] = (_ALIKE, None)
    for signature in signatures:
        # `PIHAK KEDUA,` is as common as the bare label.
        words = re.sub(r"[^\w ]", " ", signature.side.upper()).split() or [""]
        if words[0] == "PIHAK" and len(words) > 1 and any(words[1] in label.split() for label in _LABELS):
            if order <= len(_LABELS) and words[1] in _LABELS[order - 1].split():
                return signature
            continue
        side = _FOR.sub("", _folded(signature.side))
        alike = max((fuzz.partial_ratio(name, side) for name in names if len(side) >= 4), default=0.0)
        if alike >= best[0]:
            best = (alike + _LATER_WINS, signature)
    return best[1]


def _folded(text: str) -> str:
    """Small letters and figures; the country stays, for it may be all that differs between two governments."""
    return " ".join(re.sub(r"[\W_]+", " ", text.lower()).split()).removeprefix("the ")
