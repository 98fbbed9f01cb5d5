"""What the card of extensions and endings shows: the recorded acts, and which of them somebody may record now."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.naskah.enumerations import AlasanPengakhiran, JenisAcara, JenisHubungan
from portal.domain.naskah.follow_up import offered
from portal.domain.naskah.status import Status
from portal.domain.permissions import Peran
from portal.queries.naskah.family import FamilyAct
from portal.queries.naskah.values import StaffNaskah
from portal.web.words.labels.hubungan import UPLOAD_LINKS
from portal.web.words.labels.lookup import LABELS

RECOMMEND, REPLACE, END, VOID = "rekomendasi", "ganti", "akhiri", "batal_akhiri"
"""The forms of the card, by which their fields are told apart."""
FORMS = (RECOMMEND, REPLACE, END, VOID)


@dataclass(frozen=True)
class FamilyCard:
    """The card. `form` is the form whose typed values (`typed`) are shown again; `alasan` and `berkas` are choices."""

    tindakan: tuple[FamilyAct, ...]
    turunan: tuple[tuple[str, str], ...]
    """What may be uploaded as following from it: kind of relation and words of the link."""
    pengganti: str
    """Code of the naskah that says it replaces this one; empty for none."""
    may_recommend: bool
    may_end: bool
    may_void: bool
    berkas: tuple[tuple[int, str], ...]
    form: str
    typed: object
    alasan: tuple[tuple[str, str], ...] = tuple(LABELS[AlasanPengakhiran].items())

    @property
    def is_recommended(self) -> bool:
        """Whether a recommendation to extend stands."""
        return any(act.jenis is JenisAcara.DIPERPANJANG and not act.is_voided for act in self.tindakan)


def family_card(
    naskah: StaffNaskah,
    acts: tuple[FamilyAct, ...],
    peran: frozenset[Peran],
    problems: Mapping[str, str],
    typed: object,
) -> FamilyCard | None:
    """The card for somebody with these roles; None for a draft, which has no family acts yet."""
    if naskah.status is Status.DRAF:
        return None
    may_edit = bool(peran & {Peran.PENGELOLA, Peran.BIRO})
    is_ended = naskah.ended_on is not None
    card = FamilyCard(
        tindakan=acts,
        turunan=_following(naskah, is_ended=is_ended) if may_edit else (),
        pengganti=next(
            (one.kode for one in naskah.hubungan if one.jenis is JenisHubungan.PENGGANTI and not one.is_outgoing), ""
        ),
        may_recommend=Peran.BIRO in peran and not is_ended,
        may_end=may_edit and not is_ended,
        may_void=Peran.BIRO in peran and is_ended,
        berkas=tuple((berkas.id, berkas.nama) for berkas in naskah.current_berkas),
        form=next((form for form in FORMS if any(name.startswith(f"{form}-") for name in problems)), ""),
        typed=typed or {},
    )
    return card if may_edit or acts else None


def _following(naskah: StaffNaskah, *, is_ended: bool) -> tuple[tuple[str, str], ...]:
    return tuple((jenis.value, UPLOAD_LINKS[jenis.value]) for jenis in offered(naskah.fields, is_ended=is_ended))
