"""The page of one naskah for staff, its files and page images, its receipt."""

import secrets

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue

from portal import clock
from portal.domain.berkas.arrangement import arrange, in_order
from portal.domain.naskah.enumerations import Lingkup, ReadingState
from portal.domain.naskah.masa_berlaku import MasaBerlaku, masa_berlaku
from portal.domain.naskah.status import Status, allowed_actions
from portal.domain.naskah_asli.penerimaan import DITERIMA
from portal.domain.permissions import Peran
from portal.domain.publication.penahanan import HOLD_OWNERS
from portal.domain.tanggal import last_signed
from portal.domain.tenggat.clocks import tenggat_naskah
from portal.errors import NotFoundError, ObjectNotFoundError
from portal.queries import evaluasi, lampiran, usulan
from portal.queries.berkas import files as files_queries
from portal.queries.kemiripan import find_twins
from portal.queries.naskah import dossier, family
from portal.queries.naskah.values import HistoryEntry, NaskahDossier, StaffBerkas, StaffNaskah
from portal.queries.naskah_asli import record
from portal.services import audit
from portal.services import evaluasi as evaluasi_service
from portal.web.context import actor, stores, today
from portal.web.delivery import PRIVATE, Delivery, deliver
from portal.web.law import law_of_today
from portal.web.staff import frame
from portal.web.staff.form import checks
from portal.web.staff.naskah import kemiripan, reminder_facts
from portal.web.staff.naskah.family_card import family_card
from portal.web.staff.naskah.progress import progress_of, progress_text
from portal.web.tanda_tangan import file_signatures
from portal.web.typed import show_day
from portal.web.words import acts, fields
from portal.web.words.labels.lookup import label
from portal.web.words.labels.pemberitahuan import LETTERS

PAGES_AT_ONCE = 60
"""Small pictures of one file on the page of a naskah; `?hlm=` turns to those around another page."""


def detail(kode: str) -> ResponseReturnValue:
    """The page of one naskah."""
    return show_dossier(kode)


def show_with_problem(kode: str, field: str, message: str, status: int = 422, typed: object = None) -> Response:
    """The same page after an action that could not be done, with what was typed."""
    return show_dossier(kode, status, ((field, message),), typed)


def show_dossier(
    kode: str, status: int = 200, problems: tuple[tuple[str, str], ...] = (), typed: object = None
) -> Response:
    """The page of one naskah, with problems of an action on top."""
    with stores().database.reading() as session:
        found = dossier.find_dossier(session, kode, actor())
        kembar = find_twins(session, found.naskah.id, actor())
        is_foreign = found.naskah.fields.lingkup is Lingkup.LUAR_NEGERI
        asli = record.naskah_asli_of(session, found.naskah) if is_foreign else None
        jam = tenggat_naskah(asli.naskah.fakta, law_of_today(), today()) if asli else None
        pengingat = reminder_facts.load(session, found.naskah, reminder_facts.waited_for(asli, jam))
        notes = evaluasi.notes_of(session, found.naskah.id)
        asal = usulan.numbers_of(session, found.naskah.id, actor())
        # Plans are for domestic cooperation, originals are asked for of foreign ones.
        rencana = None if is_foreign else lampiran.plan_of(session, kode, actor())
        isi = checks.content_of(found.naskah.current_berkas)
        warnings = checks.warnings_of(session, found.naskah, found.naskah.fields, isi)
        acts = family.load_acts(session, found.naskah.id) if found.naskah.status is not Status.DRAF else ()
    naskah = found.naskah
    peran = actor().peran_for(naskah.unit_kode)
    return frame.show(
        "rincian",
        status,
        di="naskah",
        pages_at_once=PAGES_AT_ONCE,
        dossier=found,
        naskah=naskah,
        actions={action.value for action in allowed_actions(naskah.status, peran)},
        may_answer={hold.alasan for hold in found.holds if peran & set(HOLD_OWNERS[hold.alasan])},
        warnings=warnings,
        keluarga=family_card(naskah, acts, peran, dict(problems), typed),
        masa=_masa(naskah),
        is_reading=_is_reading(naskah.current_berkas),
        susunan=arrange(naskah.current_berkas),
        berkas_berurut=in_order(naskah.current_berkas),
        **kemiripan.shown(naskah, kembar, actor()),
        ttd={
            berkas.id: file_signatures(berkas.signatures_checked_at, berkas.keterangan_tanda_tangan, berkas.signatures)
            for berkas in naskah.current_berkas
        },
        timeline=_timeline(found),
        pemilik={reason: owners[0] for reason, owners in HOLD_OWNERS.items()},
        tinjau=show_day(naskah.fields.tinjau_on),
        kunci=secrets.token_urlsafe(16),
        pengingat=pengingat,
        rencana=rencana,
        surat=LETTERS,
        asli=asli,
        jam=jam,
        evaluasi=notes,
        may_evaluate=bool(peran & evaluasi_service.WRITERS) and naskah.status in (Status.DIAJUKAN, Status.TERBIT),
        asal=asal,
        may_dispatch=asli and peran & {Peran.PENGELOLA, Peran.BIRO} and asli.keadaan not in DITERIMA,
        hari_ini=show_day(today()),
        problems=problems,
        typed=typed or {},
    )


def state(kode: str) -> Response:
    """How far the system is, for a script that asks now and then."""
    with stores().database.reading() as session:
        found = dossier.find_state(session, kode, actor())
    files = [
        {
            "id": berkas.id,
            "nama": berkas.nama,
            "keadaan": berkas.keadaan.value,
            "teks": progress_text(berkas),
            "progress": progress_of(berkas)[0],
            "total": progress_of(berkas)[1],
            "terbaca": berkas.keadaan is ReadingState.TERBACA,
        }
        for berkas in found.berkas
        if not berkas.is_replaced
    ]
    is_done = not any(berkas.is_in_work for berkas in found.berkas if not berkas.is_replaced)
    kembar = kemiripan.address_of_warning(kode) if is_done else ""
    return jsonify(
        status=found.status.value, status_teks=label(found.status), selesai=is_done, berkas=files, kembar=kembar
    )


def receipt(kode: str) -> ResponseReturnValue:
    """The receipt, to be printed."""
    with stores().database.reading() as session:
        found = dossier.find_receipt(session, kode, actor())
    return frame.show("tanda_terima", di="naskah", receipt=found)


def file(kode: str, berkas_id: int) -> Response:
    """The file as it was sent."""
    with stores().database.reading() as session:
        found = files_queries.find_file(session, kode, berkas_id, actor())
    if request.method == "GET":
        # Every part counts: one byte left out must not make a download unseen. No trace, no file.
        with stores().database.transaction() as session:
            key, after = f"{kode}/{berkas_id}", {"sha256": found.sha256}
            audit.record(
                session,
                actor=actor(),
                now=clock.utc_now(),
                action="berkas.unduh",
                object_kind="unduhan",
                object_key=key,
                after=after,
            )
    return deliver(
        stores().objects,
        Delivery(
            digest=found.sha256,
            size=found.size,
            mimetype="application/pdf",
            filename=f"{kode}-berkas-{berkas_id}.pdf",
            is_inline=True,
            cache_control=PRIVATE,
        ),
    )


def page_image(kode: str, berkas_id: int, nomor: int) -> Response:
    """The picture of a page."""
    with stores().database.reading() as session:
        digest = files_queries.find_page_image(session, kode, berkas_id, nomor, actor())
    try:
        size = stores().derived.size(digest)
    except ObjectNotFoundError as error:
        # Derived pictures may be missing until they are made again; the original is not affected.
        raise NotFoundError("Gambar halaman tidak ditemukan.") from error
    return deliver(
        stores().derived,
        Delivery(
            digest=digest,
            size=size,
            mimetype="image/webp",
            filename=f"{kode}-{berkas_id}-{nomor}.webp",
            is_inline=True,
            cache_control=PRIVATE,
        ),
    )


def _is_reading(files: tuple[StaffBerkas, ...]) -> bool:
    return any(berkas.is_in_work for berkas in files)


def _masa(naskah: StaffNaskah) -> MasaBerlaku:
    return masa_berlaku(
        signed_on=last_signed(pihak.signed for pihak in naskah.fields.pihak).on,
        effective_on=naskah.fields.effective_on,
        expires_on=naskah.fields.expires_on,
        is_open_ended=naskah.fields.is_open_ended,
        ended_on=naskah.ended_on,
        end_kind=naskah.end_kind,  # type: ignore[arg-type]  # held to the two values by a CHECK
        today=today(),
    )


def _timeline(found: NaskahDossier) -> list[tuple[HistoryEntry, str, tuple[fields.Change, ...]]]:
    return [(entry, acts.action_text(entry.action), fields.changes(entry)) for entry in found.history]
