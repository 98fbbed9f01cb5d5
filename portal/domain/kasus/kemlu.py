"""The track of a treaty original at the foreign ministry up to its certified true copy (Pasal 39 ayat (6)).

The regulation names no day for sending it; the foreign ministry gives some working days to complete what is missing
(Permenlu 4/2023 Pasal 8) and itself some to issue the copy (Pasal 12). These are watched, they judge no unit.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain.formats import long_date
from portal.errors import Problem, TransitionNotAllowedError

LONGEST = 1000
NO_COPY = "Pilih PDF salinan naskah resmi. Berkas tersimpan bersama langkah ini."
EARLIEST = "langkah sebelumnya, penerimaan, atau penandatanganan"


class KemluState(StrEnum):
    """Where the original stands with the foreign ministry (Permenlu 4/2023 Pasal 7, 8 and 12)."""

    BELUM_DIKIRIM = "belum_dikirim"
    DIKIRIM = "dikirim"
    KURANG_LENGKAP = "kurang_lengkap"
    LENGKAP_TERCATAT = "lengkap_tercatat"
    CTC_TERBIT = "ctc_terbit"
    TANDA_TERIMA_DIKIRIM = "tanda_terima_dikirim"


_S = KemluState
NEXT: Mapping[KemluState, tuple[KemluState, ...]] = {
    _S.BELUM_DIKIRIM: (_S.DIKIRIM,),
    _S.DIKIRIM: (_S.LENGKAP_TERCATAT, _S.KURANG_LENGKAP),
    _S.KURANG_LENGKAP: (_S.DIKIRIM,),
    _S.LENGKAP_TERCATAT: (_S.CTC_TERBIT,),
    _S.CTC_TERBIT: (_S.TANDA_TERIMA_DIKIRIM,),
    _S.TANDA_TERIMA_DIKIRIM: (),
}
"""The steps that may follow, the usual one first."""
WATCHED: Mapping[KemluState, str] = {
    _S.KURANG_LENGKAP: "kelengkapan_kemlu",
    _S.LENGKAP_TERCATAT: "salinan_resmi",
}
"""The rule of `tenggat.toml` whose days run from the act that led to this state."""


@dataclass(frozen=True)
class LangkahKemluFields:
    """A dated act with its document: number of the letter, of the Buku Agenda, or of the copy."""

    on: date
    dokumen: str
    keterangan: str = ""


def check_step(now: KemluState, step: KemluState) -> None:
    """Raises TransitionNotAllowedError where `step` may not follow."""
    if step not in NEXT[now]:
        raise TransitionNotAllowedError("Langkah itu tidak dapat menyusul keadaan sekarang. Muat ulang halaman.")


def check_received(step: KemluState, *, is_received: bool) -> None:
    """Nothing goes to the foreign ministry that the Biro does not have (Pasal 39 ayat (4) before ayat (6)).

    Raises TransitionNotAllowedError.
    """
    if step is KemluState.DIKIRIM and not is_received:
        raise TransitionNotAllowedError(
            "Naskah asli belum tercatat diterima Biro, jadi belum dapat dikirim ke Kementerian Luar Negeri."
            " Catat dulu penerimaannya."
        )


def state_after(steps: Iterable[KemluState]) -> KemluState:
    """Where the original stands after these steps, oldest first: the last one, or nowhere yet."""
    return ([KemluState.BELUM_DIKIRIM, *steps])[-1]


def check_act(fields: LangkahKemluFields, *, earliest: date | None, today: date) -> Iterator[Problem]:
    """What is impossible or missing in an act; `earliest` is the day of the act before it, or of the signature."""
    if fields.on > today:
        yield Problem("on", "Tanggal tidak boleh setelah hari ini.")
    if earliest is not None and fields.on < earliest:
        yield Problem("on", f"Tanggal tidak boleh sebelum {long_date(earliest)}: {EARLIEST}.")
    if not fields.dokumen.strip():
        yield Problem("dokumen", "Tulis nomor surat atau dokumen yang menjadi buktinya.")
    for name in ("dokumen", "keterangan"):
        if len(getattr(fields, name)) > LONGEST:
            yield Problem(name, f"Paling panjang {LONGEST} karakter.")


def check_kemlu(
    step: KemluState, fields: LangkahKemluFields, *, earliest: date | None, today: date, has_copy: bool = False
) -> tuple[Problem, ...]:
    """Everything wrong with an act of this track; what is missing must be named, since the unit has to bring it.

    `has_copy`: the file of the certified true copy is given with the act.
    """
    problems = list(check_act(fields, earliest=earliest, today=today))
    if step is KemluState.KURANG_LENGKAP and not fields.keterangan.strip():
        problems.append(Problem("keterangan", "Tulis apa yang harus dilengkapi."))
    if step is KemluState.CTC_TERBIT and not has_copy:
        problems.append(Problem("berkas_id", NO_COPY))
    return tuple(problems)
