"""What holds a publication, decided from plain facts.

Publication (Pasal 39 ayat (1) huruf b) follows by itself once reading has ended and nothing holds it.
On doubt it is held and a person is told: nothing is published by accident.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain.naskah.enumerations import Lingkup, Visibilitas
from portal.domain.permissions import Peran


class AlasanPenahanan(StrEnum):
    """Why a submitted naskah is not (yet) public."""

    BELUM_TERBACA = "belum_terbaca"
    """Reading has not ended. Lifts by itself."""
    BACA_GAGAL = "baca_gagal"
    """Reading failed for good, or not every page is known to be read; a person looks at the file and decides."""
    DATA_PRIBADI = "data_pribadi"
    """Personal numbers were found (UU 27/2022); a redacted copy or an answer is needed."""
    ISIAN_PRIBADI = "isian_pribadi"
    """A personal number stands in a field that becomes public; it is taken out, or a person answers for it."""
    TANPA_NASKAH = "tanpa_naskah"
    """It has files, and none of them is said to be the naskah itself. Lifts as soon as one is."""
    TANPA_TEKS = "tanpa_teks"
    """Pages without readable text, so no machine could look for personal numbers; a person must have."""
    BUKAN_NASKAH = "bukan_naskah"
    """A file that stands for something else: a form that only one program can draw, or nothing but blank pages."""
    BERKAS_TERTANAM = "berkas_tertanam"
    """Other files lie inside the file, unread, and would become public with it."""
    KOMENTAR = "komentar"
    """Notes hang on the pages, mostly not drawn, and would become public with them."""
    KLAUSUL = "klausul"
    """A clause on confidentiality or consent to publication was found and not answered."""
    PENGHITAMAN = "penghitaman"
    """A redaction was begun, and its copies are not made yet. Lifts as soon as they are, or the plan is dropped."""
    ORANG_KEDUA = "orang_kedua"
    """By setting: nobody but its maker has looked at the redacted copy."""
    MENUNGGU_BIRO = "menunggu_biro"
    """A foreign naskah, or every naskah by setting, awaits the Biro's word."""
    PUTUSAN_PPID = "putusan_ppid"
    """The PPID's decision on an exemption is open (UU 14/2008 Pasal 19)."""
    EMBARGO = "embargo"
    """Publication was asked for from a later day on. Lifts by itself."""


# Who answers a hold. The first of them is named to the reader as its owner.
HOLD_OWNERS: dict[AlasanPenahanan, tuple[Peran, ...]] = {
    AlasanPenahanan.BELUM_TERBACA: (Peran.SISTEM,),
    AlasanPenahanan.BACA_GAGAL: (Peran.PENGELOLA, Peran.BIRO),
    AlasanPenahanan.DATA_PRIBADI: (Peran.PENGELOLA, Peran.BIRO, Peran.PPID),
    AlasanPenahanan.ISIAN_PRIBADI: (Peran.PENGELOLA, Peran.BIRO, Peran.PPID),
    AlasanPenahanan.TANPA_NASKAH: (Peran.PENGELOLA, Peran.BIRO),
    AlasanPenahanan.TANPA_TEKS: (Peran.PENGELOLA, Peran.BIRO, Peran.PPID),
    AlasanPenahanan.BUKAN_NASKAH: (Peran.PENGELOLA, Peran.BIRO),
    AlasanPenahanan.BERKAS_TERTANAM: (Peran.PENGELOLA, Peran.BIRO, Peran.PPID),
    AlasanPenahanan.KOMENTAR: (Peran.PENGELOLA, Peran.BIRO, Peran.PPID),
    AlasanPenahanan.KLAUSUL: (Peran.PENGELOLA, Peran.BIRO, Peran.PPID),
    AlasanPenahanan.PENGHITAMAN: (Peran.PENGELOLA, Peran.BIRO),
    AlasanPenahanan.ORANG_KEDUA: (Peran.PENGELOLA, Peran.BIRO, Peran.PPID),
    AlasanPenahanan.MENUNGGU_BIRO: (Peran.BIRO,),
    AlasanPenahanan.PUTUSAN_PPID: (Peran.PPID,),
    AlasanPenahanan.EMBARGO: (Peran.SISTEM,),
}

UNANSWERABLE = frozenset(
    {
        AlasanPenahanan.BELUM_TERBACA, AlasanPenahanan.TANPA_NASKAH, AlasanPenahanan.PENGHITAMAN,
        AlasanPenahanan.EMBARGO,
    }
)  # fmt: skip
"""Holds that no words lift: what they wait for has to happen."""

# Calendar days until somebody should look at an open hold again.
REVIEW_AFTER_DAYS = 7


@dataclass(frozen=True)
class PublicationFacts:
    """Everything that decides whether a submitted naskah may become public."""

    lingkup: Lingkup
    visibilitas: Visibilitas
    is_reading: bool
    is_unreadable: bool
    is_incomplete: bool
    """Of a file whose reading is over it is not known that every page was looked at."""
    has_personal_numbers: bool
    """In the files that would become public: a redacted copy stands in for its original."""
    has_pages_without_text: bool
    has_clause: bool
    embargo_until: date | None
    answered: Collection[AlasanPenahanan]
    """Reasons that a person entitled to has answered for this very content."""
    waits_for_biro: bool
    """Setting: everything waits for the Biro."""
    has_outdated_copy: bool = False
    """The originals changed after the redacted copy that stands in for them was made."""
    has_placeholder: bool = False
    """Some file is no paper at all, whatever of it would be shown."""
    has_embedded_files: bool = False
    has_comments: bool = False
    has_personal_fields: bool = False
    """In the fields that would become public."""
    has_no_naskah: bool = False
    """There are files, and none is the naskah itself."""
    has_open_penghitaman: bool = False
    """The plan of a redaction holds boxes that no copy has yet."""
    needs_second_look: bool = False
    """Setting: a redacted copy that would become public has to be seen by somebody else than its maker."""


def holds(facts: PublicationFacts, today: date) -> frozenset[AlasanPenahanan]:
    """The reasons that hold publication on `today`; empty means it may be published."""
    shows_file = facts.visibilitas is Visibilitas.PUBLIK
    found = {
        AlasanPenahanan.BELUM_TERBACA: facts.is_reading,
        AlasanPenahanan.BACA_GAGAL: (facts.is_unreadable or facts.is_incomplete) and shows_file,
        AlasanPenahanan.DATA_PRIBADI: (facts.has_personal_numbers or facts.has_outdated_copy) and shows_file,
        AlasanPenahanan.ISIAN_PRIBADI: facts.has_personal_fields and facts.visibilitas is not Visibilitas.DIKECUALIKAN,
        AlasanPenahanan.TANPA_NASKAH: facts.has_no_naskah,
        AlasanPenahanan.TANPA_TEKS: facts.has_pages_without_text and shows_file,
        AlasanPenahanan.BUKAN_NASKAH: facts.has_placeholder,
        AlasanPenahanan.BERKAS_TERTANAM: facts.has_embedded_files and shows_file,
        AlasanPenahanan.KOMENTAR: facts.has_comments and shows_file,
        AlasanPenahanan.KLAUSUL: facts.has_clause and shows_file,
        AlasanPenahanan.PENGHITAMAN: facts.has_open_penghitaman and shows_file,
        AlasanPenahanan.ORANG_KEDUA: facts.needs_second_look and shows_file,
        AlasanPenahanan.MENUNGGU_BIRO: facts.lingkup is Lingkup.LUAR_NEGERI or facts.waits_for_biro,
        AlasanPenahanan.PUTUSAN_PPID: facts.visibilitas is Visibilitas.DIKECUALIKAN,
        AlasanPenahanan.EMBARGO: facts.embargo_until is not None and today < facts.embargo_until,
    }
    return frozenset(
        reason
        for reason, is_found in found.items()
        if is_found and (reason in UNANSWERABLE or reason not in facts.answered)
    )
