"""The suggestion whether a naskah is domestic or foreign, out of what its partners' names tell."""

from collections.abc import Sequence

from portal.domain.naskah.enumerations import FOREIGN_JENIS_MITRA, JenisMitra, Lingkup
from portal.domain.suggestions.bukti import Evidence
from portal.domain.suggestions.lembaga import is_abroad, partner_class
from portal.domain.suggestions.saran_pihak import HOME_IN_DOUBT, Party, is_at_home
from portal.domain.suggestions.values import Bidang, Saran

_TONGUE_NOTE = "Naskah juga berbahasa asing; pastikan mitra berkedudukan di Indonesia."


def suggest_scope(parties: Sequence[Party], evidence: Evidence, *, is_tongue_foreign: bool) -> list[Saran]:
    """Domestic or foreign, by the classes of all partners together.

    Institutes and ministries abroad carry Indonesian names in the Indonesian text: where another language stands beside
    it and no name says Indonesia, domestic is never sure.
    """
    classes = [partner_class(party.printed) for party in parties if party.ministry < 0.6]
    abroad = next(
        (p for p in parties if p.ministry < 0.6 and partner_class(p.printed) is None and is_abroad(p.printed)), None
    )
    if abroad is not None:
        scope = Lingkup.LUAR_NEGERI
        return [evidence.saran(Bidang.LINGKUP, scope.value, abroad.page, abroad.printed, 0.84)]
    known = [item for item in classes if item is not None]
    if not known:
        return []
    foreign = [item for item in known if item[0] in FOREIGN_JENIS_MITRA]
    if not foreign and len(known) < len(classes):
        return []
    scope = Lingkup.LUAR_NEGERI if foreign else Lingkup.DALAM_NEGERI
    sureness = max(item[2] for item in foreign) if foreign else min(item[2] for item in known)
    partner = next(
        party for party in parties if party.ministry < 0.6 and partner_class(party.printed) in (foreign or known)
    )
    if not foreign and is_tongue_foreign and not all(is_at_home(party) for party in parties):
        return [
            evidence.saran(Bidang.LINGKUP, scope.value, partner.page, partner.printed, HOME_IN_DOUBT, note=_TONGUE_NOTE)
        ]
    if foreign and all(jenis is JenisMitra.LEMBAGA_PEMERINTAH_NEGARA_ASING and not land for jenis, land, _ in foreign):
        return [evidence.saran(Bidang.LINGKUP, scope.value, partner.page, partner.printed, 0.84)]
    return [
        evidence.saran(Bidang.LINGKUP, scope.value, partner.page, partner.printed, max(0.86, sureness), is_checked=True)
    ]
