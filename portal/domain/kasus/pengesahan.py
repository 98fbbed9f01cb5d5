"""The track of ratification: the question, the route, the documents and the result (Pasal 39 ayat (5)).

Whether a treaty needs a law is decided by a person with a reason, never computed: the list of UU 24/2000 Pasal 10 is
not exhaustive (Putusan MK 13/PUU-XVI/2018).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain.kasus.kemlu import LangkahKemluFields, check_act
from portal.errors import Problem, TransitionNotAllowedError

LONGEST_REASON = 2000


class JalurPengesahan(StrEnum):
    """How a treaty is ratified (UU 24/2000 Pasal 9 to 11); a person decides it, with a reason."""

    TIDAK_PERLU = "tidak_perlu"
    UU_DPR = "uu_dpr"
    PERPRES = "perpres"


def needs_dpr(route: JalurPengesahan | None, is_asked: bool | None) -> bool:
    """Whether the text for the DPR is due with the original: as the Biro decided, before that as the unit says.

    Source: Pasal 39 ayat (5).
    """
    return bool(is_asked) if route is None else route is JalurPengesahan.UU_DPR


class KategoriPengesahan(StrEnum):
    """Matters that need a law (UU 24/2000 Pasal 10); the list is open (Putusan MK 13/PUU-XVI/2018)."""

    POLITIK_PERTAHANAN = "politik_pertahanan"
    WILAYAH = "wilayah"
    KEDAULATAN = "kedaulatan"
    HAM_LINGKUNGAN = "ham_lingkungan"
    KAIDAH_HUKUM_BARU = "kaidah_hukum_baru"
    PINJAMAN_HIBAH = "pinjaman_hibah"
    LAINNYA = "lainnya"


class DokumenPengesahan(StrEnum):
    """The four documents the initiator prepares (UU 24/2000 Pasal 12)."""

    SALINAN_NASKAH = "salinan_naskah"
    TERJEMAHAN = "terjemahan"
    RANCANGAN = "rancangan"
    DOKUMEN_LAIN = "dokumen_lain"


class PengesahanState(StrEnum):
    """Where the ratification of a treaty stands."""

    BELUM_DITENTUKAN = "belum_ditentukan"
    TIDAK_PERLU = "tidak_perlu"
    MENYIAPKAN = "menyiapkan"
    DISAMPAIKAN = "disampaikan"
    DIBAHAS = "dibahas"
    SELESAI = "selesai"


class PengesahanAct(StrEnum):
    """A dated act of the track."""

    TENTUKAN = "tentukan"
    DOKUMEN = "dokumen"
    SAMPAIKAN = "sampaikan"
    BAHAS = "bahas"
    SAHKAN = "sahkan"


_S, _T, _J = PengesahanState, PengesahanAct, JalurPengesahan
_STEPS: Mapping[tuple[PengesahanState, PengesahanAct], PengesahanState] = {
    (_S.MENYIAPKAN, _T.DOKUMEN): _S.MENYIAPKAN,
    (_S.MENYIAPKAN, _T.SAMPAIKAN): _S.DISAMPAIKAN,
    (_S.DISAMPAIKAN, _T.DOKUMEN): _S.DISAMPAIKAN,
    (_S.DISAMPAIKAN, _T.BAHAS): _S.DIBAHAS,
    (_S.DISAMPAIKAN, _T.SAHKAN): _S.SELESAI,
    (_S.DIBAHAS, _T.SAHKAN): _S.SELESAI,
}
_AFTER: Mapping[PengesahanAct, PengesahanState] = {
    _T.SAMPAIKAN: _S.DISAMPAIKAN,
    _T.BAHAS: _S.DIBAHAS,
    _T.SAHKAN: _S.SELESAI,
}
_DECIDABLE = frozenset({_S.BELUM_DITENTUKAN, _S.TIDAK_PERLU, _S.MENYIAPKAN})
REQUIRED = frozenset({DokumenPengesahan.SALINAN_NASKAH, DokumenPengesahan.TERJEMAHAN, DokumenPengesahan.RANCANGAN})
"""Documents that must be there before they are sent on; "other documents" exist only where there are any."""


@dataclass(frozen=True)
class PengesahanDecision:
    """The answer to the question: route, matters of Pasal 10, reason, with the day and document of the decision."""

    jalur: JalurPengesahan
    alasan: str
    act: LangkahKemluFields
    kategori: tuple[KategoriPengesahan, ...] = ()


def allowed_acts(now: PengesahanState, jalur: JalurPengesahan | None) -> tuple[PengesahanAct, ...]:
    """The acts that may follow, in the order of the track."""
    return tuple(act for act in PengesahanAct if next_state(now, act, jalur) is not None)


def next_state(now: PengesahanState, act: PengesahanAct, jalur: JalurPengesahan | None) -> PengesahanState | None:
    """The state after an act; None where it may not follow. `jalur` is the route that stands, or is being chosen.

    The DPR discusses only what becomes a law; a law comes only after that discussion.
    """
    if act is _T.TENTUKAN:
        if now not in _DECIDABLE:
            return None
        return _S.TIDAK_PERLU if jalur is _J.TIDAK_PERLU else _S.MENYIAPKAN
    if act is _T.BAHAS and jalur is not _J.UU_DPR:
        return None
    if act is _T.SAHKAN and jalur is _J.UU_DPR and now is not _S.DIBAHAS:
        return None
    return _STEPS.get((now, act))


def replay(
    acts: Iterable[tuple[PengesahanAct, JalurPengesahan | None]],
) -> tuple[PengesahanState, JalurPengesahan | None]:
    """Where the ratification stands after these acts, oldest first, and by which route.

    A decision whose route is not known (None) leaves the question open.
    """
    state, route = _S.BELUM_DITENTUKAN, None
    for act, decided in acts:
        if act is _T.TENTUKAN:
            route = decided
            state = _S.BELUM_DITENTUKAN if route is None else next_state(state, act, route) or _S.MENYIAPKAN
        else:
            state = _AFTER.get(act, state)
    return state, route


def require_next(now: PengesahanState, act: PengesahanAct, jalur: JalurPengesahan | None) -> PengesahanState:
    """The state after an act. Raises TransitionNotAllowedError."""
    found = next_state(now, act, jalur)
    if found is None:
        raise TransitionNotAllowedError("Langkah itu tidak dapat menyusul keadaan sekarang. Muat ulang halaman.")
    return found


def missing_documents(there: frozenset[DokumenPengesahan]) -> tuple[DokumenPengesahan, ...]:
    """Documents of UU 24/2000 Pasal 12 that still have to be prepared before they are sent on."""
    return tuple(document for document in DokumenPengesahan if document in REQUIRED - there)


def check_decision(decision: PengesahanDecision, *, earliest: date | None, today: date) -> tuple[Problem, ...]:
    """Everything wrong with an answer to the question."""
    problems = list(check_act(decision.act, earliest=earliest, today=today))
    if not decision.alasan.strip():
        problems.append(Problem("alasan", "Tulis alasan penentuan jalur pengesahan."))
    if len(decision.alasan) > LONGEST_REASON:
        problems.append(Problem("alasan", f"Paling panjang {LONGEST_REASON} karakter."))
    if decision.jalur is JalurPengesahan.UU_DPR and not decision.kategori:
        problems.append(Problem("kategori", "Pilih materi yang memerlukan undang-undang (Pasal 10 UU 24/2000)."))
    return tuple(problems)
