"""Addresses of the pages for staff: which view answers which address. Who may enter stands in the guard."""

from collections.abc import Callable
from typing import Any, cast

from flask import Blueprint, Flask

from portal.web import spool
from portal.web.staff import entering, frame
from portal.web.staff.admin import audit_trail, jobs, kalender, units, users
from portal.web.staff.form import autosave, edit, mitra_search
from portal.web.staff.kepatuhan import board, report, umpan_kalender
from portal.web.staff.kepatuhan import workbook as kepatuhan_workbook
from portal.web.staff.lampiran import plan, register, row, workbook
from portal.web.staff.mitra import register as mitra
from portal.web.staff.naskah import acts, berkas, detail, evaluasi, family, kemiripan, lists, tanda_terima, tenggat
from portal.web.staff.naskah_asli import detail as asli_detail
from portal.web.staff.naskah_asli import kasus, penerimaan
from portal.web.staff.upload import resume, upload
from portal.web.staff.usulan import lists as usulan_lists
from portal.web.staff.usulan import usulan

auth = Blueprint("auth", __name__)
work = Blueprint("work", __name__, url_prefix="/kerja")
biro = Blueprint("biro", __name__, url_prefix="/biro")
compliance = Blueprint("compliance", __name__, url_prefix="/biro/kepatuhan")
feed = Blueprint("feed", __name__)
admin = Blueprint("admin", __name__, url_prefix="/admin")

GET, POST, PUT, BOTH = ("GET",), ("POST",), ("PUT",), ("GET", "POST")
NASKAH = "/naskah/<kode:kode>"
BERKAS = f"{NASKAH}/berkas/<int:berkas_id>"
KEMBAR = f"{NASKAH}/kembar/<kode:lain>"

_AUTH = (
    ("/masuk", "login", entering.login, BOTH),
    ("/keluar", "logout", entering.logout, POST),
    ("/kerja/sandi", "password", entering.password, BOTH),
)
_WORK = (
    ("/", "home", lists.home, GET),
    ("/naskah", "list", lists.list_naskah, GET),
    ("/cari", "search", lists.search, GET),
    ("/unggah", "upload", upload.upload, BOTH),
    ("/unggah/berkas", "upload_file", upload.upload_file, POST),
    ("/unggah/bagian", "resume_begin", resume.begin, POST),
    ("/unggah/bagian/<kunci:kunci>", "resume_state", resume.state, GET),
    ("/unggah/bagian/<kunci:kunci>", "resume_part", resume.part, PUT),
    ("/unggah/bagian/<kunci:kunci>/selesai", "resume_finish", resume.finish, POST),
    (NASKAH, "detail", detail.detail, GET),
    (f"{NASKAH}/keadaan.json", "state", detail.state, GET),
    (f"{NASKAH}/tanda-terima", "receipt", tanda_terima.receipt, GET),
    (f"{NASKAH}/tanda-terima.pdf", "receipt_pdf", tanda_terima.receipt_pdf, GET),
    (f"{NASKAH}/tenggat", "deadline", tenggat.deadline, GET),
    (f"{NASKAH}/sudah-dikirim", "dispatch", tenggat.dispatch, POST),
    (f"{NASKAH}/penerimaan/<nomor:nomor>.pdf", "original_receipt", tanda_terima.original_receipt, GET),
    ("/daftarkan", "register_signing", penerimaan.register_signing, BOTH),
    ("/mitra.json", "partners", mitra_search.search, GET),
    (f"{NASKAH}/ubah", "edit", edit.edit, BOTH),
    (f"{NASKAH}/simpan-draf", "autosave", autosave.autosave, POST),
    (f"{NASKAH}/kirim", "submit", edit.submit, POST),
    (f"{NASKAH}/kembalikan", "return_naskah", acts.return_naskah, POST),
    (f"{NASKAH}/tarik", "withdraw", acts.withdraw, POST),
    (f"{NASKAH}/alasan-penarikan", "explain_withdrawal", acts.explain_withdrawal, POST),
    (f"{NASKAH}/buka-lagi", "reinstate", acts.reinstate, POST),
    (f"{NASKAH}/buang", "discard", acts.discard, POST),
    (f"{NASKAH}/batalkan", "void", acts.void, POST),
    (f"{NASKAH}/keterbukaan", "visibility", acts.visibility, POST),
    (f"{NASKAH}/putusan-ppid", "decide_exemption", acts.decide_exemption, POST),
    (f"{NASKAH}/penahanan/<alasan:alasan>", "answer_hold", acts.answer_hold, POST),
    (f"{NASKAH}/rekomendasi-perpanjangan", "recommend", family.recommend, POST),
    (f"{NASKAH}/akhiri", "end", family.end, POST),
    (f"{NASKAH}/ganti", "replace", family.replace, POST),
    (f"{NASKAH}/batal-akhiri", "void_ending", family.void_ending, POST),
    (f"{NASKAH}/berkas", "add_file", berkas.add_file, POST),
    (f"{BERKAS}/asli.pdf", "file", detail.file, GET),
    (f"{BERKAS}/hlm/<int:nomor>.webp", "page_image", detail.page_image, GET),
    (f"{BERKAS}/baca-ulang", "retry_reading", acts.retry_reading, POST),
    (f"{BERKAS}/geser", "shift_file", berkas.shift_file, POST),
    (f"{BERKAS}/peran", "file_role", berkas.file_role, POST),
    (f"{BERKAS}/pindah", "move_file", berkas.move_file, POST),
    (f"{KEMBAR}/bukan", "dismiss_twin", kemiripan.dismiss_twin, POST),
    (f"{KEMBAR}/mungkin", "restore_twin", kemiripan.restore_twin, POST),
    (f"{KEMBAR}/gabung", "join", kemiripan.join, BOTH),
    (f"{NASKAH}/evaluasi", "add_evaluation", evaluasi.add_evaluation, BOTH),
    (f"{NASKAH}/evaluasi/<int:evaluasi_id>", "evaluation", evaluasi.evaluation, BOTH),
    (f"{NASKAH}/evaluasi/<int:evaluasi_id>/batal", "void_evaluation", evaluasi.void_evaluation, POST),
    ("/usulan", "proposals", usulan_lists.unit_proposals, GET),
    ("/usulan.xlsx", "proposals_book", usulan_lists.book, GET),
    ("/usulan/<nomor:nomor>", "proposal", usulan.unit_proposal, GET),
)
DAFTAR = "/<any(perencanaan,penjajakan):lampiran>"
BARIS = f"{DAFTAR}/<int:baris>"
_LAMPIRAN = (
    (DAFTAR, "register", register.register, GET),
    (f"{DAFTAR}.xlsx", "register_export", workbook.register_export, GET),
    (f"{DAFTAR}/tambah", "register_add", row.register_add, BOTH),
    (f"{DAFTAR}/impor", "register_import", workbook.register_import, BOTH),
    (BARIS, "register_row", row.register_row, BOTH),
    (f"{BARIS}/hapus", "register_remove", row.register_remove, POST),
    (f"{BARIS}/pulihkan", "register_restore", row.register_restore, POST),
    ("/perencanaan/<int:baris>/naskah", "plan_to_naskah", plan.plan_to_naskah, BOTH),
)
ASLI = "/asli/<kode:kode>"
_BIRO = (
    (f"{NASKAH}/ingatkan", "remind", acts.remind, POST),
    ("/penerimaan", "counter", penerimaan.counter, GET),
    ("/penerimaan/<kode:kode>", "receive", penerimaan.receive, BOTH),
    (ASLI, "original", asli_detail.original, GET),
    (f"{ASLI}/penerimaan/<nomor:nomor>/batal", "void", asli_detail.void, POST),
    (f"{ASLI}/penerimaan/<nomor:nomor>/foto", "photo", asli_detail.photo, GET),
    (f"{ASLI}/tempat", "custody", asli_detail.custody_link, POST),
    (f"{ASLI}/tempat/batal", "void_move", asli_detail.void_move, POST),
    (f"{ASLI}/arsip", "archive", asli_detail.archive, POST),
    (f"{ASLI}/kemlu", "kemlu", kasus.kemlu, POST),
    (f"{ASLI}/kemlu/batal", "void_kemlu", kasus.void_kemlu, POST),
    (f"{ASLI}/pengesahan/batal", "void_ratification", kasus.void_ratification, POST),
    (f"{ASLI}/pengesahan/jalur", "decide", kasus.decide, POST),
    (f"{ASLI}/pengesahan", "ratify", kasus.ratify, POST),
    ("/salinan-resmi", "copies", kasus.copies, GET),
    ("/pengesahan", "ratifications", kasus.ratifications, GET),
    ("/usulan", "proposals", usulan_lists.proposals, GET),
    ("/usulan.xlsx", "proposals_book", usulan_lists.book, GET),
    ("/usulan/catat", "record_proposal", usulan.record, BOTH),
    ("/usulan/<nomor:nomor>", "proposal", usulan.proposal, GET),
    ("/usulan/<nomor:nomor>/ubah", "edit_proposal", usulan.edit, BOTH),
    ("/usulan/<nomor:nomor>/hasil", "close_proposal", usulan.close, POST),
    ("/usulan/<nomor:nomor>/buka-lagi", "reopen_proposal", usulan.reopen, POST),
    ("/usulan/<nomor:nomor>/batal", "void_proposal", usulan.void, POST),
    ("/usulan/<nomor:nomor>/naskah", "link_proposal", usulan.link, POST),
    ("/evaluasi", "evaluations", evaluasi.evaluations, GET),
    ("/mitra", "mitra_list", mitra.partners, GET),
    ("/mitra/<int:mitra_id>", "mitra", mitra.partner, GET),
    ("/mitra/<int:mitra_id>/tetapkan", "determine_mitra", mitra.determine, POST),
    ("/mitra/<int:mitra_id>/gabung", "merge_mitra", mitra.merge, POST),
    ("/mitra/<int:mitra_id>/pisah", "part_mitra", mitra.part, POST),
)
_KEPATUHAN = (
    ("", "board", board.board, GET),
    ("/daftar", "listing", board.listing, GET),
    ("/kepatuhan.xlsx", "workbook", kepatuhan_workbook.workbook, GET),
    ("/laporan.pdf", "report", report.report, GET),
    ("/kalender", "feeds", umpan_kalender.feeds, GET),
    ("/kalender", "add_feed", umpan_kalender.add_feed, POST),
    ("/kalender/<int:feed_id>/cabut", "revoke_feed", umpan_kalender.revoke_feed, POST),
)
_FEED = (("/kalender/<token:token>.ics", "due_dates", umpan_kalender.due_dates, GET),)
_ADMIN = (
    ("/audit", "audit_trail", audit_trail.audit_trail, GET),
    ("/audit/ekspor", "export_audit", audit_trail.export_audit, POST),
    ("/akun", "users", users.users, GET),
    ("/akun", "add_user", users.add_user, POST),
    ("/akun/<int:user_id>", "user", users.user, GET),
    ("/akun/<int:user_id>/nonaktif", "disable_user", users.disable_user, POST),
    ("/akun/<int:user_id>/aktif", "enable_user", users.enable_user, POST),
    ("/akun/<int:user_id>/sandi", "reset_password", users.reset_password, POST),
    ("/akun/<int:user_id>/penugasan", "assign", users.assign, POST),
    ("/akun/<int:user_id>/penugasan/<int:penugasan_id>/akhiri", "end_assignment", users.end_assignment, POST),
    ("/akun/<int:user_id>/persetujuan/<int:pending_id>", "consent", users.consent, POST),
    ("/unit", "units", units.units, GET),
    ("/unit", "import_units", units.import_units, POST),
    ("/libur", "holidays", kalender.holidays, GET),
    ("/libur", "change_holidays", kalender.change_holidays, POST),
    ("/libur.csv", "holidays_table", kalender.holidays_table, GET),
    ("/pekerjaan", "jobs", jobs.jobs, GET),
    ("/pekerjaan/<int:job_id>/ulangi", "retry_job", jobs.retry_job, POST),
)

Rule = tuple[str, str, Callable[..., Any], tuple[str, ...]]


_TRACED = (detail.file,)
"""Views that leave a trace of what was read: they write, so they are no page of one moment."""


def _register(blueprint: Blueprint, rules: tuple[Rule, ...]) -> None:
    for address, endpoint, view, methods in rules:
        shown = view if view in _TRACED else frame.one_moment(view)
        blueprint.add_url_rule(address, endpoint, shown, methods=list(methods))


# Uploads belong to these pages, so the way they come in is set up together with them.
work.record_once(lambda state: spool.install(cast(Flask, state.app)))
_register(auth, _AUTH)
_register(work, _WORK + _LAMPIRAN)
_register(biro, _BIRO)
_register(compliance, _KEPATUHAN)
_register(feed, _FEED)
_register(admin, _ADMIN)
