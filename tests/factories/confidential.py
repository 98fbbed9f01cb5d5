"""Records the public must never learn of, each full of a word of its own: the canary.

A canary has sixteen letters and stands in every field, the file name, the text of the pages and the properties of the
PDF. Wherever the public meets one, something leaks.
"""

import io
from dataclasses import dataclass
from datetime import date

import pikepdf
from sqlalchemy import select

from portal.domain.naskah.enumerations import Bentuk, JenisBerkas, JenisMitra, Lingkup, Presisi, Visibilitas
from portal.domain.naskah.fields import NaskahFields, PihakFields
from portal.domain.tanggal import Tanggal
from portal.models.naskah import Naskah
from portal.services.naskah.editing import update_naskah
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from tests.factories.naskah import Office, sample_fields
from tests.factories.pdf import text_pdf

REVIEW = date(2030, 1, 1)
KINDS = ("draf", "ditahan", "embargo", "dikecualikan", "dikembalikan", "ditarik", "ditutup", "metadata", "disunting")
CANARIES = dict(
    zip(
        KINDS,
        (
            "kolibrimerahjamb",
            "burungpuyuhhitam",
            "cendrawasihbirui",
            "elangjawakuningx",
            "gelatikputihabua",
            "jalakbalihijauan",
            "kasuariungutuala",
            "merpatiperakemas",
            "pelatukcokelatan",
        ),
        strict=True,
    )
)
HIDDEN = ("draf", "ditahan", "embargo", "dikecualikan", "dikembalikan", "ditutup")
"""Kinds of which the public must not even learn that they exist."""


@dataclass(frozen=True)
class Confidential:
    """Codes by kind. `ditarik` has a tombstone, `metadata` and `disunting` have a public page without the canary."""

    kode: dict[str, str]

    @property
    def hidden(self) -> tuple[str, ...]:
        """Codes that must answer like unknown ones."""
        return tuple(self.kode[kind] for kind in HIDDEN)


def canary_pdf(canary: str, text: str = "") -> bytes:
    """A PDF with the canary on its page and in its properties."""
    with pikepdf.open(io.BytesIO(text_pdf([f"{text} Isi {canary} perlintasan\n{canary}"]))) as pdf:
        pdf.docinfo["/Title"] = pdf.docinfo["/Author"] = pdf.docinfo["/Keywords"] = canary
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def canary_fields(canary: str, **changes: object) -> NaskahFields:
    """Every field that takes text, full of the canary."""
    signed = Tanggal(date(2025, 11, 20), Presisi.HARI)
    values: dict[str, object] = {
        "judul": f"Isi {canary} perlintasan",
        "unit": "LAPAS-B",
        "bentuk": Bentuk.NAMA_LAIN,
        "nama_bentuk": f"Bentuk {canary}",
        "ruang_lingkup": f"Isi {canary}",
        "pendanaan": f"Isi {canary}",
        "subjek": (canary,),
        "catatan_internal": f"Isi {canary}",
        "dasar_visibilitas": f"Isi {canary}",
        "tinjau_on": REVIEW,
        "pihak": (
            PihakFields("Kementerian Contoh", is_kementerian=True, nomor=f"MIP.{canary}", signed=signed),
            PihakFields(
                canary,
                jenis=JenisMitra.LEMBAGA_PEMERINTAH_NEGARA_ASING,
                negara="KP",
                nomor=f"77/{canary}/2025",
                penanda_tangan=f"Isi {canary}",
                jabatan=f"Isi {canary}",
                signed=signed,
                tempat=f"Isi {canary}",
            ),
        ),
    }
    return sample_fields(**{**values, **changes})


def add_confidential(office: Office) -> Confidential:
    """One record of every kind, by the portal's own verbs."""
    kode = {kind: _upload(office, kind) for kind in KINDS if kind not in ("dikembalikan", "metadata", "disunting")}
    _submit(office, "ditahan", kode)
    _submit(office, "embargo", kode)
    _submit(office, "dikecualikan", kode)
    office.exempt(kode["dikecualikan"], nomor=f"PPID {CANARIES['dikecualikan']}")
    _submit(office, "ditarik", kode)
    _submit(office, "ditutup", kode)
    kode["dikembalikan"] = _returned(office)
    kode["metadata"] = _without_file(office)
    kode["disunting"] = _edited_after_publication(office)
    office.drain()
    with office.stores.database.transaction() as session:
        verbs.withdraw(session, kode["ditarik"], office.act(), alasan=WithdrawalClass.KELIRU, penjelasan="Isi")
    with office.stores.database.transaction() as session:
        closed = {"level": Visibilitas.DIKECUALIKAN, "dasar": CANARIES["ditutup"], "tinjau_on": REVIEW}
        verbs.set_visibility(session, kode["ditutup"], office.act(), **closed)  # type: ignore[arg-type]
    office.drain()
    return Confidential(kode)


def _upload(office: Office, kind: str) -> str:
    canary = CANARIES[kind]
    changes: dict[str, dict[str, object]] = {
        "ditahan": {"lingkup": Lingkup.LUAR_NEGERI, "kategori": None},
        "embargo": {"embargo_until": date(2099, 1, 1)},
        "dikecualikan": {"visibilitas": Visibilitas.DIKECUALIKAN},
    }
    fields = canary_fields(canary, **changes.get(kind, {}))
    return office.upload(fields, pdf=canary_pdf(canary), nama=f"{canary}.pdf").kode


def _submit(office: Office, kind: str, kode: dict[str, str]) -> None:
    office.submit(kode[kind])


def _returned(office: Office) -> str:
    """Handed in, never public, and given back with a reason."""
    canary = CANARIES["dikembalikan"]
    kode = office.upload(canary_fields(canary), pdf=canary_pdf(canary), nama=f"{canary}.pdf").kode
    office.submit(kode)
    with office.stores.database.transaction() as session:
        verbs.return_naskah(session, kode, f"Perbaiki {canary}", office.act())
    return kode


def _without_file(office: Office) -> str:
    """Public as an entry alone: its file, its text and what is internal stay hidden."""
    canary = CANARIES["metadata"]
    secret = {"catatan_internal": f"Isi {canary}", "dasar_visibilitas": f"Isi {canary}"}
    fields = sample_fields(judul="Hanya Keterangan", visibilitas=Visibilitas.METADATA, tinjau_on=REVIEW, **secret)
    kode = office.upload(fields, pdf=canary_pdf(canary), nama=f"{canary}.pdf").kode
    office.submit(kode)
    office.drain()
    return kode


def _edited_after_publication(office: Office) -> str:
    """Public as it was; a redacted copy stands in for the original, and everything was changed privately since."""
    canary = CANARIES["disunting"]
    first = sample_fields(judul="Sudah Terbit", catatan_internal=f"Isi {canary}")
    kode = office.upload(first, pdf=canary_pdf(canary), nama=f"{canary}.pdf").kode
    _attach(office, kode, text_pdf(["Salinan yang sudah dihitamkan"]), JenisBerkas.SALINAN_PUBLIK)
    office.submit(kode)
    office.drain()
    with office.stores.database.transaction() as session:
        version = session.scalars(select(Naskah.version).where(Naskah.kode == kode)).one()
        update_naskah(session, kode, version, canary_fields(canary, unit="KANIM-A"), office.act())
    _attach(office, kode, canary_pdf(canary, "lampiran"), JenisBerkas.LAMPIRAN)
    return kode


def _attach(office: Office, kode: str, pdf: bytes, jenis: JenisBerkas) -> None:
    office.upload(kode=kode, pdf=pdf, nama=f"{CANARIES['disunting']}.pdf", jenis=jenis)
