"""The page of one naskah for staff, as it is and with what an act upon it was refused for."""

import secrets

from flask import Response, request

from portal.domain.berkas.arrangement import arrange, in_order
from portal.domain.naskah.enumerations import Lingkup
from portal.domain.naskah.masa_berlaku import MasaBerlaku, masa_berlaku
from portal.domain.naskah.status import Status, allowed_actions
from portal.domain.naskah_asli.penerimaan import DITERIMA
from portal.domain.permissions import Peran
from portal.domain.publication.penahanan import HOLD_OWNERS, UNANSWERABLE
from portal.domain.publication.public_fields import scan_fields
from portal.domain.tanggal import last_signed
from portal.domain.tenggat.clocks import tenggat_naskah
from portal.queries import evaluasi, lampiran, usulan
from portal.queries import retensi as stored_retensi
from portal.queries.kemiripan import find_kemiripan
from portal.queries.naskah import dossier, family
from portal.queries.naskah.values import HistoryEntry, NaskahDossier, StaffBerkas, StaffNaskah
from portal.queries.naskah_asli import dossier as asli_dossier
from portal.services import evaluasi as evaluasi_service
from portal.services.retensi import KEEPERS
from portal.web.context import actor, reading, stores, today
from portal.web.law import law_of_today
from portal.web.staff import frame
from portal.web.staff.naskah import checks, kemiripan_card, reminders
from portal.web.staff.naskah.family_card import family_card
from portal.web.staff.outcome import NOTHING_REFUSED, Refusal
from portal.web.tanda_tangan import file_signatures
from portal.web.typed import show_day
from portal.web.words import acts, fields
from portal.web.words.fields import Change
from portal.web.words.labels.pemberitahuan import LETTERS

PAGES_AT_ONCE = 60
"""Small pictures of one file on the page of a naskah; `?hlm=` turns to those around another page."""


def show_refused(kode: str, refusal: Refusal, form: str = "") -> Response:
    """The page after an act that could not be done, with what was typed; `form` tells its fields from others'."""
    return show(kode, refusal, form, request.form)


def show(kode: str, refusal: Refusal = NOTHING_REFUSED, form: str = "", typed: object = None) -> Response:
    """The page of one naskah, with what was refused on top."""
    with reading() as session:
        found = dossier.find_dossier(session, kode, actor())
        kembar = find_kemiripan(session, found.naskah.id, actor())
        is_foreign = found.naskah.fields.lingkup is Lingkup.LUAR_NEGERI
        asli = asli_dossier.naskah_asli_of(session, found.naskah) if is_foreign else None
        clock_state = tenggat_naskah(asli.naskah.facts, law_of_today(), today()) if asli else None
        pengingat = reminders.load(session, found.naskah, reminders.waited_for(asli, clock_state))
        notes = evaluasi.notes_of(session, found.naskah.id)
        retensi = stored_retensi.retensi_of(session, found.naskah.id)
        asal = usulan.numbers_of(session, found.naskah.id, actor())
        # Plans are for domestic cooperation, originals are asked for of foreign ones.
        rencana = None if is_foreign else lampiran.plan_of(session, kode, actor())
        isi = checks.content_of(found.naskah.current_berkas)
        warnings = checks.warnings_of(session, found.naskah, found.naskah.fields, isi)
        family_acts = family.load_acts(session, found.naskah.id) if found.naskah.status is not Status.DRAF else ()
    naskah, problems = found.naskah, refusal.pairs(form)
    peran = actor().peran_for(naskah.unit_kode)
    return frame.show(
        "naskah/detail",
        refusal.status,
        pages_at_once=PAGES_AT_ONCE,
        di="naskah",
        dossier=found,
        naskah=naskah,
        actions={action.value for action in allowed_actions(naskah.status, peran)},
        may_answer={
            hold.alasan
            for hold in found.holds
            if peran & set(HOLD_OWNERS[hold.alasan]) and hold.alasan not in UNANSWERABLE
        },
        isian=scan_fields(naskah.fields),
        warnings=warnings,
        keluarga=family_card(naskah, family_acts, peran, dict(problems), typed),
        masa=_term(naskah),
        is_reading=_is_reading(naskah.current_berkas),
        berkas_places=arrange(naskah.current_berkas),
        ordered_berkas=in_order(naskah.current_berkas),
        **kemiripan_card.shown(naskah, kembar, actor()),
        ttd={
            berkas.id: file_signatures(berkas.signatures_checked_at, berkas.keterangan_tanda_tangan, berkas.signatures)
            for berkas in naskah.current_berkas
        },
        timeline=_timeline(found),
        pemilik={reason: owners[0] for reason, owners in HOLD_OWNERS.items()},
        tinjau=show_day(naskah.fields.tinjau_on),
        kunci=secrets.token_urlsafe(16),
        has_other_ways=stores().config.has_other_ways,
        pengingat=pengingat,
        rencana=rencana,
        surat=LETTERS,
        asli=asli,
        clock_state=clock_state,
        evaluasi=notes,
        retensi=retensi,
        may_keep=bool(peran & KEEPERS),
        may_evaluate=bool(peran & evaluasi_service.WRITERS) and naskah.status in (Status.DIAJUKAN, Status.TERBIT),
        asal=asal,
        may_dispatch=asli and peran & {Peran.PENGELOLA, Peran.BIRO} and asli.keadaan not in DITERIMA,
        hari_ini=show_day(today()),
        tanggal_ini=today(),
        problems=problems,
        typed=typed or {},
    )


def _is_reading(files: tuple[StaffBerkas, ...]) -> bool:
    return any(berkas.is_in_work for berkas in files)


def _term(naskah: StaffNaskah) -> MasaBerlaku:
    return masa_berlaku(
        signed_on=last_signed(pihak.signed for pihak in naskah.fields.pihak).on,
        effective_on=naskah.fields.effective_on,
        expires_on=naskah.fields.expires_on,
        is_open_ended=naskah.fields.is_open_ended,
        ended_on=naskah.ended_on,
        end_kind=naskah.end_kind,  # type: ignore[arg-type]  # held to the two values by a CHECK
        today=today(),
    )


def _timeline(found: NaskahDossier) -> list[tuple[HistoryEntry, str, tuple[Change, ...]]]:
    return [(entry, acts.action_text(entry.action), fields.changes(entry)) for entry in found.history]
