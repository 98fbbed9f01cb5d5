"""Redactions in tests: papers with something to be blackened, plans drawn on them, copies made. All is invented."""

import io
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from portal import clock
from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.penghitaman.kotak import Kotak
from portal.domain.penghitaman.penghitaman import KotakFields
from portal.domain.permissions import OPERATOR, Actor
from portal.models.berkas import Berkas
from portal.models.naskah import Naskah
from portal.models.penghitaman import Penghitaman
from portal.queries import penghitaman
from portal.queries.penghitaman import PenghitamanPlan
from portal.services.acts import system_act
from portal.services.copies import storing
from portal.services.penghitaman import burning, drafting
from portal.services.penghitaman.burning import BurnedCopy
from tests.factories.desk import Desk, pdf_bytes
from tests.factories.pdf import text_pdf

NIK = "3171051203900001"
NIP = "198001012005011001"
PHONE = "0812-3456-7890"
SECRET = "TERATAI"
"""A word that stands nowhere else."""
BOX = KotakFields(Kotak(1000, 2000, 4000, 2500))
OTHER_BOX = KotakFields(Kotak(5000, 6000, 7000, 6500))

OPENING = f"""CONTOH
PERJANJIAN KERJA SAMA
ANTARA KANTOR IMIGRASI CONTOH DAN PEMERINTAH KABUPATEN CONTOH
NOMOR: M.CTH-12.HM.05.02 TAHUN 2026
NOMOR: 100/KS/2026

Pada hari ini, Kamis tanggal dua belas Maret tahun dua ribu dua puluh enam,
bertempat di Contoh, kami yang bertanda tangan di bawah ini:

Nama : CONTOH ANDINI
NIP : {NIP}
NIK : {NIK}
Alamat : Jalan {SECRET} Nomor 1, Contoh
Telepon : {PHONE}

selanjutnya disebut PIHAK KESATU."""

CLAUSES = "\n".join(
    f"Pasal {number}\nPara pihak melaksanakan pertukaran data perlintasan sesuai ketentuan ke-{number}."
    for number in range(1, 9)
)

SIGNING = """Demikian perjanjian kerja sama ini dibuat dan ditandatangani.

PIHAK KESATU,
KEPALA KANTOR IMIGRASI CONTOH,




ANDINI CONTOH PRATIWI



PIHAK KEDUA,
BUPATI CONTOH,




BUDIMAN CONTOH SANTOSO"""


def pdf_with_numbers(pages: Sequence[str] = (OPENING, CLAUSES, SIGNING)) -> bytes:
    """Three pages: an opening full of personal data, clauses, signatures."""
    return text_pdf(pages)


def save(
    desk: Desk,
    kode: str,
    page: tuple[int, int],
    *kotak: KotakFields,
    actor: Actor = OPERATOR,
    version: int | None = None,
) -> PenghitamanPlan:
    """Let these boxes stand on a page; gives back the plan as staff see it then."""
    seen = plan_of(desk, kode).version if version is None else version
    with desk.stores.database.transaction() as session:
        drafting.save_pages(session, kode, seen, {page: kotak}, desk.act(actor))
    return plan_of(desk, kode)


def plan_of(desk: Desk, kode: str) -> PenghitamanPlan:
    """The plan of a naskah as staff see it."""
    with desk.stores.database.reading() as session:
        naskah_id = session.scalars(select(Naskah.id).where(Naskah.kode == kode)).one()
        return penghitaman.find_plan(session, naskah_id)


def ask(desk: Desk, kode: str, actor: Actor = OPERATOR) -> int:
    """Ask for the copies of the open plan; gives back its key."""
    version = plan_of(desk, kode).version
    with desk.stores.database.transaction() as session:
        drafting.ask_copies(session, kode, version, desk.act(actor), is_checked=True)
        query = select(Penghitaman.id).join(Naskah, Naskah.id == Penghitaman.naskah_id).where(Naskah.kode == kode)
        return session.scalars(query.order_by(Penghitaman.id.desc())).first() or 0


def accept(desk: Desk, penghitaman_id: int, copies: Mapping[int, bytes] | None = None) -> tuple[Berkas, ...]:
    """What the worker does at its end, with these bytes for the copies of the originals, by their keys."""
    with desk.stores.database.reading() as session:
        task = burning.find_task(session, penghitaman_id)
    assert task is not None
    made = []
    for original in task.originals:
        data = (copies or {}).get(original.berkas_id) or pdf_bytes(f"salinan {task.mark} {original.berkas_id}")
        kept = storing.keep(desk.stores.objects, io.BytesIO(data))
        made.append(BurnedCopy(original.berkas_id, original.sha256, kept, original.pages or 1))
    with desk.stores.database.transaction() as session:
        burning.accept_copies(session, task, made, system_act(clock.utc_now()))
    return copies_of(desk, task.kode)


def copies_of(desk: Desk, kode: str) -> tuple[Berkas, ...]:
    """The current public copies of a naskah."""
    with desk.stores.database.reading() as session:
        query = select(Berkas).join(Naskah).where(Naskah.kode == kode, Berkas.replaced_by_id.is_(None))
        query = query.where(Berkas.jenis == JenisBerkas.SALINAN_PUBLIK)
        return tuple(session.scalars(query.order_by(Berkas.urutan)))
