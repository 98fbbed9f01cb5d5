"""Treaty: the acts of the two tracks, at the foreign ministry (Pasal 39 ayat (6)) and of ratification (ayat (5)).

Each act has its day and its document, may only follow where the table of the track says so, and is judged against
the act before it.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.kasus.kemlu import KemluState, LangkahKemluFields, check_act, check_kemlu, check_step
from portal.domain.kasus.pengesahan import (
    DokumenPengesahan,
    PengesahanAct,
    PengesahanDecision,
    PengesahanState,
    check_decision,
    missing_documents,
    require_next,
)
from portal.domain.naskah_asli.penerimaan import DITERIMA
from portal.domain.permissions import Peran
from portal.domain.tanggal import wib_today
from portal.errors import BadInputError, Problem
from portal.models.berkas import Berkas
from portal.models.kasus import KasusKemlu, KasusPengesahan, LangkahKemlu, LangkahPengesahan
from portal.models.naskah import Naskah
from portal.queries.naskah_asli.dossier import last_act_on
from portal.services.acts import Act, flush_versioned, record, refuse, require_seen, touch
from portal.services.naskah_asli.custody import KEMLU, CustodyFields, add_link
from portal.services.naskah_asli.opening import find_foreign, open_naskah_asli
from portal.services.naskah_asli.penerimaan import last_signed_on

NOT_A_TREATY = "Jalur ini hanya untuk naskah yang ditandai sebagai perjanjian internasional. Lengkapi dulu datanya."


def record_kemlu(
    session: Session,
    kode: str,
    seen: int,
    step: KemluState,
    fields: LangkahKemluFields,
    act: Act,
    *,
    berkas_id: int | None = None,
) -> None:
    """The next act at the foreign ministry; `seen` is the version of the case that was read (0: none yet).

    Sending a received original also moves it there. Raises FieldsRefusedError, TransitionNotAllowedError,
    StaleVersionError, BadInputError for a naskah that is no treaty, NotAllowedError or NotFoundError.
    """
    naskah = _treaty(session, kode, act)
    case = session.scalar(select(KasusKemlu).where(KasusKemlu.naskah_id == naskah.id))
    require_seen(case, seen)
    check_step(case.keadaan if case is not None else KemluState.BELUM_DIKIRIM, step)
    earliest = last_act_on(session, naskah.id, kemlu=True) or last_signed_on(session, naskah)
    refuse(check_kemlu(step, fields, earliest=earliest, today=wib_today(act.now)))
    if berkas_id is not None and _file_of(session, naskah, berkas_id) is None:
        raise BadInputError("Berkas itu bukan berkas naskah ini. Pilih dari daftar.", "berkas_id")
    if case is None:
        case = KasusKemlu(naskah_id=naskah.id, keadaan=KemluState.BELUM_DIKIRIM, opened_at=act.now)
        session.add(case)
        session.flush()
    before, case.keadaan = case.keadaan, step
    session.add(
        LangkahKemlu(
            kasus_id=case.id,
            keadaan=step,
            on=fields.on,
            dokumen=fields.dokumen.strip(),
            berkas_id=berkas_id,
            keterangan=fields.keterangan.strip(),
            recorded_at=act.now,
            recorded_by=act.actor.user_id,
        )
    )
    flush_versioned(session)
    after = {"keadaan_kemlu": step, "on": fields.on, "dokumen": fields.dokumen, "keterangan": fields.keterangan}
    record(session, act, "kemlu.catat", naskah, before={"keadaan_kemlu": before}, after=after)
    if step is KemluState.DIKIRIM:
        _move_there(session, naskah, fields, act)


def decide_ratification(session: Session, kode: str, seen: int, decision: PengesahanDecision, act: Act) -> None:
    """Answer the question whether and how a treaty is ratified; the route by law makes the text for the DPR due.

    Raises the same as `record_kemlu`.
    """
    naskah = _treaty(session, kode, act)
    case = _ratification(session, naskah, seen, act)
    state = require_next(case.keadaan, PengesahanAct.TENTUKAN, decision.jalur)
    earliest = last_act_on(session, naskah.id, kemlu=False) or last_signed_on(session, naskah)
    refuse(check_decision(decision, earliest=earliest, today=wib_today(act.now)))
    before = {"jalur": case.jalur, "keadaan_pengesahan": case.keadaan, "alasan_jalur": case.alasan}
    case.keadaan, case.jalur, case.alasan = state, decision.jalur, decision.alasan.strip()
    case.kategori = decision.kategori
    _add_act(session, case, PengesahanAct.TENTUKAN, decision.act, act)
    after: dict[str, object] = {"jalur": case.jalur, "keadaan_pengesahan": state, "alasan_jalur": case.alasan}
    after |= {"kategori_pengesahan": list(decision.kategori), "on": decision.act.on, "dokumen": decision.act.dokumen}
    record(session, act, "pengesahan.tentukan", naskah, before=before, after=after)


def record_ratification(
    session: Session,
    kode: str,
    seen: int,
    what: PengesahanAct,
    fields: LangkahKemluFields,
    act: Act,
    *,
    jenis_dokumen: DokumenPengesahan | None = None,
) -> None:
    """The next act of ratification: a document, its sending, the discussion, the law or regulation.

    Raises the same as `record_kemlu`.
    """
    naskah = _treaty(session, kode, act)
    case = _ratification(session, naskah, seen, act)
    if what is PengesahanAct.TENTUKAN:
        raise ValueError("a route is decided by decide_ratification")
    state = require_next(case.keadaan, what, case.jalur)
    is_document = what is PengesahanAct.DOKUMEN
    # Documents are written before and after each other; only the steps of the track follow in the order of days.
    earliest = last_signed_on(session, naskah) if is_document else last_act_on(session, naskah.id, kemlu=False)
    problems = list(check_act(fields, earliest=earliest, today=wib_today(act.now)))
    if is_document and jenis_dokumen is None:
        problems.append(Problem("jenis_dokumen", "Pilih jenis dokumen."))
    if what is PengesahanAct.SAMPAIKAN and missing_documents(_documents(session, case)):
        message = "Dokumen belum lengkap: salinan naskah, terjemahan, dan rancangan (Pasal 12 UU 24/2000)."
        problems.append(Problem("tindakan", message))
    refuse(problems)
    before, case.keadaan = case.keadaan, state
    if what is PengesahanAct.SAHKAN:
        case.nomor_hasil, case.hasil_on = fields.dokumen.strip(), fields.on
    _add_act(session, case, what, fields, act, jenis_dokumen if is_document else None)
    after: dict[str, object] = {"keadaan_pengesahan": state, "on": fields.on, "dokumen": fields.dokumen}
    after |= {"tindakan": what, "jenis_dokumen": jenis_dokumen, "keterangan": fields.keterangan}
    record(session, act, "pengesahan.catat", naskah, before={"keadaan_pengesahan": before}, after=after)


def _treaty(session: Session, kode: str, act: Act) -> Naskah:
    naskah = find_foreign(session, kode, act, Peran.BIRO)
    if naskah.perjanjian_internasional is not True:
        raise BadInputError(NOT_A_TREATY, "perjanjian_internasional")
    return naskah


def _file_of(session: Session, naskah: Naskah, berkas_id: int) -> Berkas | None:
    return session.scalar(select(Berkas).where(Berkas.id == berkas_id, Berkas.naskah_id == naskah.id))


def _move_there(session: Session, naskah: Naskah, fields: LangkahKemluFields, act: Act) -> None:
    asli = open_naskah_asli(session, naskah, act)
    if asli.keadaan in DITERIMA:
        there = CustodyFields(fields.on, KEMLU, KEMLU.partition(" (")[0], is_at_kemlu=True, dokumen=fields.dokumen)
        add_link(session, naskah, asli, there, act)


def _ratification(session: Session, naskah: Naskah, seen: int, act: Act) -> KasusPengesahan:
    case = session.scalar(select(KasusPengesahan).where(KasusPengesahan.naskah_id == naskah.id))
    require_seen(case, seen)
    if case is None:
        case = KasusPengesahan(
            naskah_id=naskah.id,
            keadaan=PengesahanState.BELUM_DITENTUKAN,
            jalur=None,
            kategori=(),
            alasan="",
            nomor_hasil="",
            opened_at=act.now,
        )
        session.add(case)
        session.flush()
    return case


def _documents(session: Session, case: KasusPengesahan) -> frozenset[DokumenPengesahan]:
    query = select(LangkahPengesahan.jenis_dokumen).where(LangkahPengesahan.kasus_id == case.id)
    return frozenset(kind for kind in session.scalars(query) if kind is not None)


def _add_act(
    session: Session,
    case: KasusPengesahan,
    what: PengesahanAct,
    fields: LangkahKemluFields,
    act: Act,
    jenis_dokumen: DokumenPengesahan | None = None,
) -> None:
    session.add(
        LangkahPengesahan(
            kasus_id=case.id,
            tindakan=what,
            jenis_dokumen=jenis_dokumen,
            on=fields.on,
            dokumen=fields.dokumen.strip(),
            keterangan=fields.keterangan.strip(),
            recorded_at=act.now,
            recorded_by=act.actor.user_id,
        )
    )
    touch(case, "keadaan")
    flush_versioned(session)
