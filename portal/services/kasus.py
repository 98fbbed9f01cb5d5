"""Treaty: the acts of the two tracks, at the foreign ministry (Pasal 39 ayat (6)) and of ratification (ayat (5)).

Each act has its day and its document, may only follow where the table of the track says so, and is judged against
the act before it.
"""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.kasus.kemlu import (
    KemluState,
    LangkahKemluFields,
    check_act,
    check_kemlu,
    check_received,
    check_step,
    state_after,
)
from portal.domain.kasus.pengesahan import (
    DokumenPengesahan,
    PengesahanAct,
    PengesahanDecision,
    PengesahanState,
    check_decision,
    missing_documents,
    replay,
    require_next,
)
from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.naskah_asli.penerimaan import DITERIMA, LONGEST
from portal.domain.permissions import Peran
from portal.domain.tanggal import wib_today
from portal.errors import BadInputError, ConflictError, Problem
from portal.models.berkas import Berkas
from portal.models.kasus import KasusKemlu, KasusPengesahan, LangkahKemlu, LangkahPengesahan
from portal.models.naskah import Naskah
from portal.models.naskah_asli import NaskahAsli, RiwayatAsli
from portal.queries.naskah_asli.dossier import last_act_on
from portal.services.acts import Act, flush_versioned, record, refuse, require_reason, require_seen, touch
from portal.services.naskah_asli.custody import KEMLU, CustodyFields, add_link, arrived_on, last_link, void_link
from portal.services.naskah_asli.opening import NO_REASON, find_foreign, open_naskah_asli
from portal.services.naskah_asli.penerimaan import last_signed_on
from portal.services.publication import acara

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
    asli = open_naskah_asli(session, naskah, act)
    check_received(step, is_received=asli.keadaan in DITERIMA)
    berkas = _file_of(session, naskah, berkas_id) if berkas_id is not None else None
    if berkas_id is not None and berkas is None:
        raise BadInputError("Berkas itu bukan berkas naskah ini. Pilih dari daftar.", "berkas_id")
    has_copy = berkas is not None and berkas.jenis is JenisBerkas.CTC and berkas.replaced_by_id is None
    earliest = _earliest(session, naskah, asli, step)
    refuse(check_kemlu(step, fields, earliest=earliest, today=wib_today(act.now), has_copy=has_copy))
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
            alasan_batal="",
        )
    )
    flush_versioned(session)
    after = {"keadaan_kemlu": step, "on": fields.on, "dokumen": fields.dokumen, "keterangan": fields.keterangan}
    acara.show_office(session, naskah)
    record(session, act, "kemlu.catat", naskah, before={"keadaan_kemlu": before}, after=after)
    if step is KemluState.DIKIRIM:
        there = CustodyFields(fields.on, KEMLU, KEMLU.partition(" (")[0], is_at_kemlu=True, dokumen=fields.dokumen)
        add_link(session, naskah, asli, there, act)


def check_copy(session: Session, kode: str, seen: int, fields: LangkahKemluFields, act: Act) -> None:
    """Whether the copy that the foreign ministry issued may be recorded so, were its file here; writes nothing.

    Asked before the file is stored, so that a refused step leaves no file behind. Raises as `record_kemlu`.
    """
    naskah = _treaty(session, kode, act)
    case = session.scalar(select(KasusKemlu).where(KasusKemlu.naskah_id == naskah.id))
    require_seen(case, seen)
    check_step(case.keadaan if case is not None else KemluState.BELUM_DIKIRIM, KemluState.CTC_TERBIT)
    days = (last_act_on(session, naskah.id, kemlu=True), last_signed_on(session, naskah))
    earliest = max((day for day in days if day is not None), default=None)
    refuse(check_kemlu(KemluState.CTC_TERBIT, fields, earliest=earliest, today=wib_today(act.now), has_copy=True))


def void_kemlu(session: Session, kode: str, seen: int, alasan: str, act: Act) -> None:
    """Take the newest step at the foreign ministry back, with the place of the original that followed from it.

    Steps are taken back from the newest on, so that the track keeps its order. Raises BadInputError without a reason,
    ConflictError where there is no step, StaleVersionError, NotAllowedError or NotFoundError.
    """
    naskah = _treaty(session, kode, act)
    case = session.scalar(select(KasusKemlu).where(KasusKemlu.naskah_id == naskah.id))
    require_seen(case, seen)
    steps = _standing_kemlu(session, case) if case is not None else []
    if case is None or not steps:
        raise ConflictError("Belum ada langkah yang dapat dibatalkan. Muat ulang halaman.")
    step = steps[-1]
    _void(step, alasan, act)
    before, case.keadaan = case.keadaan, state_after(one.keadaan for one in steps[:-1])
    touch(case, "keadaan")
    flush_versioned(session)
    after = {"keadaan_kemlu": case.keadaan, "alasan_batal": step.alasan_batal, "dokumen": step.dokumen}
    acara.show_office(session, naskah)
    record(session, act, "kemlu.batal", naskah, before={"keadaan_kemlu": before}, after=after)
    if step.keadaan is KemluState.DIKIRIM:
        asli = open_naskah_asli(session, naskah, act)
        for link in _links_of(session, asli, step):
            void_link(session, naskah, asli, link, f"Langkah Kemlu dibatalkan: {step.alasan_batal}", act)


def void_pengesahan(session: Session, kode: str, seen: int, alasan: str, act: Act) -> None:
    """Take the newest act of ratification back; the route decided before it stands again. Raises as `void_kemlu`."""
    naskah = _treaty(session, kode, act)
    case = session.scalar(select(KasusPengesahan).where(KasusPengesahan.naskah_id == naskah.id))
    require_seen(case, seen)
    acts = _standing_ratification(session, case) if case is not None else []
    if case is None or not acts:
        raise ConflictError("Belum ada langkah yang dapat dibatalkan. Muat ulang halaman.")
    *others, last = acts
    _void(last, alasan, act)
    before = {"keadaan_pengesahan": case.keadaan, "jalur": case.jalur}
    case.keadaan, case.jalur = replay((one.tindakan, one.jalur) for one in others)
    decision = next((one for one in reversed(others) if one.tindakan is PengesahanAct.TENTUKAN), None)
    case.kategori = decision.kategori if decision is not None else ()
    case.alasan = decision.alasan if decision is not None else ""
    if last.tindakan is PengesahanAct.SAHKAN:
        case.nomor_hasil, case.hasil_on = "", None
    touch(case, "keadaan")
    flush_versioned(session)
    after: dict[str, object] = {"keadaan_pengesahan": case.keadaan, "jalur": case.jalur}
    after |= {"tindakan": last.tindakan, "dokumen": last.dokumen, "alasan_batal": last.alasan_batal}
    acara.show_office(session, naskah)
    record(session, act, "pengesahan.batal", naskah, before=before, after=after)


def decide_jalur(session: Session, kode: str, seen: int, decision: PengesahanDecision, act: Act) -> None:
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
    _add_act(session, case, PengesahanAct.TENTUKAN, decision.act, act, decision=decision)
    after: dict[str, object] = {"jalur": case.jalur, "keadaan_pengesahan": state, "alasan_jalur": case.alasan}
    after |= {"kategori_pengesahan": list(decision.kategori), "on": decision.act.on, "dokumen": decision.act.dokumen}
    record(session, act, "pengesahan.tentukan", naskah, before=before, after=after)


def record_pengesahan(
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
        raise ValueError("a route is decided by decide_jalur")
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
    acara.show_office(session, naskah)
    record(session, act, "pengesahan.catat", naskah, before={"keadaan_pengesahan": before}, after=after)


def _treaty(session: Session, kode: str, act: Act) -> Naskah:
    naskah = find_foreign(session, kode, act, Peran.BIRO)
    if naskah.perjanjian_internasional is not True:
        raise BadInputError(NOT_A_TREATY, "perjanjian_internasional")
    return naskah


def _file_of(session: Session, naskah: Naskah, berkas_id: int) -> Berkas | None:
    return session.scalar(select(Berkas).where(Berkas.id == berkas_id, Berkas.naskah_id == naskah.id))


def _earliest(session: Session, naskah: Naskah, asli: NaskahAsli, step: KemluState) -> date | None:
    """The first day a step may bear: not before the step before it, and what is sent lies here by then."""
    days = [last_act_on(session, naskah.id, kemlu=True), last_signed_on(session, naskah)]
    if step is KemluState.DIKIRIM:
        link = last_link(session, asli)
        days += [arrived_on(session, naskah), link.since_on if link is not None else None]
    return max((day for day in days if day is not None), default=None)


def _standing_kemlu(session: Session, case: KasusKemlu) -> list[LangkahKemlu]:
    query = select(LangkahKemlu).where(LangkahKemlu.kasus_id == case.id, LangkahKemlu.voided_at.is_(None))
    return list(session.scalars(query.order_by(LangkahKemlu.id)))


def _standing_ratification(session: Session, case: KasusPengesahan) -> list[LangkahPengesahan]:
    standing = LangkahPengesahan.voided_at.is_(None)
    query = select(LangkahPengesahan).where(LangkahPengesahan.kasus_id == case.id, standing)
    return list(session.scalars(query.order_by(LangkahPengesahan.id)))


def _links_of(session: Session, asli: NaskahAsli, step: LangkahKemlu) -> list[RiwayatAsli]:
    """The link of custody a step wrote: it was recorded at the same instant."""
    query = select(RiwayatAsli).where(
        RiwayatAsli.asli_id == asli.id,
        RiwayatAsli.is_at_kemlu,
        RiwayatAsli.voided_at.is_(None),
        RiwayatAsli.recorded_at == step.recorded_at,
    )
    return list(session.scalars(query))


def _void(step: LangkahKemlu | LangkahPengesahan, alasan: str, act: Act) -> None:
    reason = require_reason(alasan, NO_REASON, LONGEST)
    step.voided_at, step.voided_by, step.alasan_batal = act.now, act.actor.user_id, reason


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
    acts = _standing_ratification(session, case)
    return frozenset(one.jenis_dokumen for one in acts if one.jenis_dokumen is not None)


def _add_act(
    session: Session,
    case: KasusPengesahan,
    what: PengesahanAct,
    fields: LangkahKemluFields,
    act: Act,
    jenis_dokumen: DokumenPengesahan | None = None,
    decision: PengesahanDecision | None = None,
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
            jalur=decision.jalur if decision is not None else None,
            kategori=decision.kategori if decision is not None else (),
            alasan=decision.alasan.strip() if decision is not None else "",
            alasan_batal="",
        )
    )
    touch(case, "keadaan")
    flush_versioned(session)
