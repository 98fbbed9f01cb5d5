"""The suggestion whether a naskah is domestic or foreign, out of what its partners' names tell."""

import re
from collections.abc import Sequence

from portal.domain.naskah.enumerations import FOREIGN_JENIS_MITRA, JenisMitra, Lingkup
from portal.domain.suggestions import sureness as sure
from portal.domain.suggestions.evidence import Evidence
from portal.domain.suggestions.find.countries import country_of
from portal.domain.suggestions.find.institutions import is_abroad, partner_class
from portal.domain.suggestions.find.parties import Party
from portal.domain.suggestions.text.lines import Line
from portal.domain.suggestions.values import Field, Saran

_CLASS_NOTE = "Golongan salah satu mitra tidak terbaca dari namanya; pastikan semua mitra berkedudukan di Indonesia."
_TONGUE_NOTE = "Naskah juga berbahasa asing; pastikan mitra berkedudukan di Indonesia."


_PLACE_NOTE = "Golongan mitra tidak terbaca; ini dari alamat dan negara di awal naskah, atau dari bahasanya."
_ARTICLE = re.compile(r"(?i)^\W*(?:(?:pasal|article|section|part|bab)\s?[1Il|]\b|1\s?[.)]?\s+[A-Z][A-Za-z ]{3,45}\W*$)")
_AT_HOME = re.compile(
    r"\b(?:Indonesian?|Yayasan|PT|CV|Jalan|Jl\.|Gang|Kabupaten|Kota|Provinsi|Kelas I{1,3}[AB]?|Class I{1,3}[AB]?)\b"
    r"|\bReg(?:ency|ional Government)\b",
    re.IGNORECASE,
)
_ADDRESS_AT_HOME = re.compile(_AT_HOME.pattern.replace("Indonesian?|", ""), re.IGNORECASE)
"""In a foreign language every paper of the ministry says Indonesia; only an address or a kind of body tells."""
_OPENING_LINES = 45


def suggest_scope(
    parties: Sequence[Party], lines: Sequence[Line], evidence: Evidence, *, is_tongue_foreign: bool
) -> list[Saran]:
    """Domestic or foreign by the partners' classes; where those are silent, by what stands above the articles."""
    return _by_classes(parties, evidence, is_tongue_foreign=is_tongue_foreign) or _by_place(
        lines, evidence, has_parties=bool(parties), is_tongue_foreign=is_tongue_foreign
    )


def _by_place(lines: Sequence[Line], evidence: Evidence, *, has_parties: bool, is_tongue_foreign: bool) -> list[Saran]:
    """Foreign where a foreign country is named, else domestic where an address is Indonesian; else the language.

    The language alone says nothing of a text in which nobody makes an agreement.
    """
    if not lines:
        return []
    end = next((at for at, line in enumerate(lines) if _ARTICLE.match(line.text)), _OPENING_LINES)
    opening = lines[: min(end, _OPENING_LINES)] or lines[:1]
    abroad = next((line for line in opening if country_of(line.text)), None)
    told_home = _ADDRESS_AT_HOME if is_tongue_foreign else _AT_HOME
    home = next((line for line in opening if told_home.search(line.text)), None)
    if abroad is None and home is None and not has_parties:
        return []
    told = abroad or home or opening[0]
    is_foreign = abroad is not None or (home is None and is_tongue_foreign)
    scope = Lingkup.LUAR_NEGERI if is_foreign else Lingkup.DALAM_NEGERI
    return [evidence.saran(Field.LINGKUP, scope.value, told.page, told.text, sure.SCOPE_BY_PLACE, note=_PLACE_NOTE)]


def _by_classes(parties: Sequence[Party], evidence: Evidence, *, is_tongue_foreign: bool) -> list[Saran]:
    """Domestic or foreign, by the classes of all partners together.

    Institutes and ministries abroad carry Indonesian names in the Indonesian text: where another language stands beside
    it and no name says Indonesia, domestic is never sure.
    """
    partners = [party for party in parties if not party.is_ours]
    abroad = next(
        (
            party
            for party in partners
            if partner_class(party.printed) is None and (is_abroad(party.printed) or party.told_country)
        ),
        None,
    )
    if abroad is not None:
        return [_scope(Lingkup.LUAR_NEGERI, abroad, evidence, sure.SCOPE_BY_COUNTRY)]
    classes = [partner_class(party.printed) for party in partners]
    known = [item for item in classes if item is not None]
    if not known and (is_tongue_foreign or not partners):
        return []
    foreign = [item for item in known if item[0] in FOREIGN_JENIS_MITRA]
    if not foreign and len(known) < len(classes):
        if is_tongue_foreign:
            return []
        return [_scope(Lingkup.DALAM_NEGERI, partners[0], evidence, sure.SCOPE_BY_TONGUE, note=_CLASS_NOTE)]
    scope = Lingkup.LUAR_NEGERI if foreign else Lingkup.DALAM_NEGERI
    sureness = max(item[2] for item in foreign) if foreign else min(item[2] for item in known)
    partner = next(party for party in partners if partner_class(party.printed) in (foreign or known))
    if not foreign and is_tongue_foreign and not all(party.is_at_home for party in parties):
        return [_scope(scope, partner, evidence, sure.HOME_IN_DOUBT, note=_TONGUE_NOTE)]
    if foreign and all(jenis is JenisMitra.LEMBAGA_PEMERINTAH_NEGARA_ASING and not land for jenis, land, _ in foreign):
        return [_scope(scope, partner, evidence, sure.SCOPE_BY_COUNTRY)]
    return [_scope(scope, partner, evidence, max(sure.SCOPE_LEAST, sureness), is_checked=True)]


def _scope(
    scope: Lingkup, party: Party, evidence: Evidence, base: float, *, note: str = "", is_checked: bool = False
) -> Saran:
    return evidence.saran(Field.LINGKUP, scope.value, party.page, party.printed, base, note=note, is_checked=is_checked)
