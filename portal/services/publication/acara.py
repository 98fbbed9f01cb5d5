"""The public time line of a naskah: signature, entry into force, every publication and withdrawal, and its end.

Publications and withdrawals are listed as long as it is public. While it is published they stand among its public
rows; while it is withdrawn they wait beside the tombstone.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, literal, select, union_all
from sqlalchemy.orm import Session

from portal.domain.kasus.kemlu import KemluState
from portal.domain.kasus.pengesahan import PengesahanAct
from portal.domain.naskah.enumerations import JenisAcara, JenisHubungan, Lingkup, Presisi
from portal.domain.naskah.masa_berlaku import end_shown
from portal.domain.naskah_asli.penerimaan import DITERIMA, Penyampaian
from portal.models.kasus import KasusKemlu, KasusPengesahan, LangkahKemlu, LangkahPengesahan
from portal.models.naskah import Naskah
from portal.models.naskah_asli import Penerimaan
from portal.models.terbitan import Terbitan, TerbitanAcara, TerbitanHubungan, TerbitanRiwayat
from portal.services.publication import changes

KINDS = (JenisAcara.DITERBITKAN, JenisAcara.DITERBITKAN_ULANG, JenisAcara.DITARIK)

OFFICE = (JenisAcara.ASLI_DITERIMA, JenisAcara.CTC_TERBIT, JenisAcara.DISAHKAN)

PublicAct = tuple[JenisAcara, date]


def taken(session: Session, kode: str) -> list[PublicAct]:
    """Every public act until now in its order; what waited beside a tombstone waits no longer."""
    found = _waiting(session, kode) + _shown(session, kode)
    forget(session, kode)
    return found


def keep(session: Session, kode: str, *, withdrawn_on: date) -> None:
    """Let the acts of a published naskah outlive its public rows, and add its withdrawal."""
    for jenis, on in [*_shown(session, kode), (JenisAcara.DITARIK, withdrawn_on)]:
        session.add(TerbitanRiwayat(kode=kode, jenis=jenis, on=on))
    session.flush()


def forget(session: Session, kode: str) -> None:
    """Leave no act behind that waits for a next publication."""
    session.execute(delete(TerbitanRiwayat).where(TerbitanRiwayat.kode == kode))


def time_line(
    row: Terbitan, history: Sequence[PublicAct], office: Sequence[PublicAct], today: date
) -> list[TerbitanAcara]:
    """The time line of a naskah that is published today, with what `taken` and `of_office` gave."""
    listed = [
        TerbitanAcara(jenis=JenisAcara.DITANDATANGANI, on=row.signed_on, presisi=row.signed_presisi, keterangan="")
    ]
    # A signature known by its year alone is not that of its first day.
    is_same_day = row.signed_presisi is Presisi.HARI and row.effective_on == row.signed_on
    if row.effective_on is not None and not is_same_day:
        listed.append(_day(JenisAcara.MULAI_BERLAKU, row.effective_on))
    kind = JenisAcara.DITERBITKAN if row.nomor_terbit == 1 else JenisAcara.DITERBITKAN_ULANG
    listed += [_day(jenis, on) for jenis, on in history]
    listed.append(_day(kind, today))
    listed += [_day(jenis, on) for jenis, on in office]
    end = end_shown(row.expires_on, row.ended_on)
    if end is not None:
        listed.append(_day(JenisAcara.BERAKHIR, end))
    return listed


def of_office(session: Session, naskah: Naskah) -> list[PublicAct]:
    """What became of its original: received by the Biro, certified copy issued, ratified; days alone, as they stand.

    Domestic naskah have no such acts (Pasal 39 ayat (4) to (6)).
    """
    if naskah.lingkup is not Lingkup.LUAR_NEGERI:
        return []
    received = (
        select(literal(JenisAcara.ASLI_DITERIMA.value), Penerimaan.arrived_on)
        .where(Penerimaan.naskah_id == naskah.id, Penerimaan.jenis == Penyampaian.ASLI)
        .where(Penerimaan.hasil.in_(DITERIMA), Penerimaan.voided_at.is_(None))
    )
    issued = (
        select(literal(JenisAcara.CTC_TERBIT.value), LangkahKemlu.on)
        .join(KasusKemlu, KasusKemlu.id == LangkahKemlu.kasus_id)
        .where(KasusKemlu.naskah_id == naskah.id, LangkahKemlu.keadaan == KemluState.CTC_TERBIT)
        .where(LangkahKemlu.voided_at.is_(None))
    )
    ratified = (
        select(literal(JenisAcara.DISAHKAN.value), LangkahPengesahan.on)
        .join(KasusPengesahan, KasusPengesahan.id == LangkahPengesahan.kasus_id)
        .where(KasusPengesahan.naskah_id == naskah.id, LangkahPengesahan.tindakan == PengesahanAct.SAHKAN)
        .where(LangkahPengesahan.voided_at.is_(None))
    )
    rows = session.execute(union_all(received, issued, ratified)).all()
    return sorted({(JenisAcara(jenis), on) for jenis, on in rows}, key=lambda act: (act[1], act[0]))


def show_office(session: Session, naskah: Naskah) -> None:
    """Bring what became of the original up on the time line; does nothing for what is not public."""
    row = session.get(Terbitan, naskah.kode)
    if row is None:
        return
    changes.note(session, naskah.kode)
    old = delete(TerbitanAcara).where(TerbitanAcara.kode == naskah.kode, TerbitanAcara.jenis.in_(OFFICE))
    session.execute(old.execution_options(synchronize_session="fetch"))
    session.add_all(_day(jenis, on, kode=naskah.kode) for jenis, on in of_office(session, naskah))
    session.flush()
    session.expire(row, ["acara_list"])


def show_replacement(session: Session, kode: str, replaced: str) -> None:
    """Let the public page of the naskah `kode` say that it replaces another one that is public; else nothing.

    That the other has ended, and how, is public at once; a reader needs the way to what stands in its place as soon.
    """
    row = session.get(Terbitan, kode)
    if row is None or session.get(Terbitan, replaced) is None:
        return
    is_there = select(TerbitanHubungan.id).where(
        TerbitanHubungan.kode == kode,
        TerbitanHubungan.target_kode == replaced,
        TerbitanHubungan.jenis == JenisHubungan.PENGGANTI,
    )
    if session.scalar(is_there) is None:
        session.add(TerbitanHubungan(kode=kode, target_kode=replaced, jenis=JenisHubungan.PENGGANTI))
        session.flush()
        session.expire(row, ["hubungan_list"])
        changes.note(session, kode)


def hide_replacement(session: Session, kode: str, replaced: str) -> None:
    """Let the public page of `kode` say no longer that it replaces the other: that was recorded in error."""
    row = session.get(Terbitan, kode)
    if row is None:
        return
    changes.note(session, kode)
    wrong = delete(TerbitanHubungan).where(
        TerbitanHubungan.kode == kode,
        TerbitanHubungan.target_kode == replaced,
        TerbitanHubungan.jenis == JenisHubungan.PENGGANTI,
    )
    session.execute(wrong.execution_options(synchronize_session="fetch"))
    session.flush()
    session.expire(row, ["hubungan_list"])


def show_end(session: Session, kode: str, ended_on: date | None, end_kind: str | None) -> None:
    """Show the end that stands now, None for the one that was agreed; does nothing for what is not public.

    Nothing else is published by it. The grounds of an ending (Pasal 37 ayat (1)) stay internal: one of them is a
    breach by somebody.
    """
    row = session.get(Terbitan, kode)
    if row is None:
        return
    row.ended_on, row.end_kind = ended_on, end_kind
    changes.note(session, kode)
    old = delete(TerbitanAcara).where(TerbitanAcara.kode == kode, TerbitanAcara.jenis == JenisAcara.BERAKHIR)
    session.execute(old.execution_options(synchronize_session="fetch"))
    end = end_shown(row.expires_on, ended_on)
    if end is not None:
        session.add(_day(JenisAcara.BERAKHIR, end, kode=kode))
    session.flush()
    session.expire(row, ["acara_list"])


def _shown(session: Session, kode: str) -> list[PublicAct]:
    rows = session.execute(
        select(TerbitanAcara.jenis, TerbitanAcara.on)
        .where(TerbitanAcara.kode == kode, TerbitanAcara.jenis.in_(KINDS))
        .order_by(TerbitanAcara.id)
    )
    return [(jenis, on) for jenis, on in rows if on is not None]


def _waiting(session: Session, kode: str) -> list[PublicAct]:
    rows = session.execute(
        select(TerbitanRiwayat.jenis, TerbitanRiwayat.on)
        .where(TerbitanRiwayat.kode == kode)
        .order_by(TerbitanRiwayat.id)
    )
    return [(jenis, on) for jenis, on in rows]


def _day(jenis: JenisAcara, on: date, **values: str) -> TerbitanAcara:
    return TerbitanAcara(jenis=jenis, on=on, presisi=Presisi.HARI, keterangan="", **values)
