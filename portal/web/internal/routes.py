"""Addresses of the pages for staff: which view answers which address. Who may enter stands in the guard."""

from collections.abc import Callable
from typing import Any, cast

from flask import Blueprint, Flask

from portal.web import spool
from portal.web.internal import (
    act,
    autosave,
    clocks,
    dossier,
    edit,
    entry,
    evaluations,
    family,
    files,
    holidays,
    lampiran,
    lampiran_buku,
    lists,
    organisation,
    original,
    partner_search,
    people,
    proposals,
    proposals_book,
    receive,
    reminding,
    resume,
    tracks,
    trail,
    twins,
    upload,
)

auth = Blueprint("auth", __name__)
work = Blueprint("work", __name__, url_prefix="/kerja")
biro = Blueprint("biro", __name__, url_prefix="/biro")
admin = Blueprint("admin", __name__, url_prefix="/admin")

GET, POST, PUT, BOTH = ("GET",), ("POST",), ("PUT",), ("GET", "POST")
NASKAH = "/naskah/<kode:kode>"
BERKAS = f"{NASKAH}/berkas/<int:berkas_id>"
KEMBAR = f"{NASKAH}/kembar/<kode:lain>"

_AUTH = (
    ("/masuk", "login", entry.login, BOTH),
    ("/keluar", "logout", entry.logout, POST),
    ("/kerja/sandi", "password", entry.password, BOTH),
)
_WORK = (
    ("/", "home", lists.home, GET),
    ("/naskah", "list", lists.list_naskah, GET),
    ("/cari", "search", lists.search, GET),
    ("/unggah", "upload", upload.upload, BOTH),
    ("/unggah/berkas", "upload_file", upload.upload_file, POST),
    ("/unggah/bagian", "resume_begin", resume.begin, POST),
    ("/unggah/bagian/<kunci>", "resume_state", resume.state, GET),
    ("/unggah/bagian/<kunci>", "resume_part", resume.part, PUT),
    ("/unggah/bagian/<kunci>/selesai", "resume_finish", resume.finish, POST),
    (NASKAH, "detail", dossier.detail, GET),
    (f"{NASKAH}/keadaan.json", "state", dossier.state, GET),
    (f"{NASKAH}/tanda-terima", "receipt", dossier.receipt, GET),
    (f"{NASKAH}/tanda-terima.pdf", "receipt_pdf", clocks.receipt_pdf, GET),
    (f"{NASKAH}/tenggat", "deadline", clocks.deadline, GET),
    (f"{NASKAH}/sudah-dikirim", "dispatch", clocks.dispatch, POST),
    (f"{NASKAH}/penerimaan/<nomor>.pdf", "original_receipt", clocks.original_receipt, GET),
    ("/daftarkan", "register_signing", receive.register_signing, BOTH),
    ("/mitra.json", "partners", partner_search.search, GET),
    (f"{NASKAH}/ubah", "edit", edit.edit, BOTH),
    (f"{NASKAH}/simpan-draf", "autosave", autosave.autosave, POST),
    (f"{NASKAH}/kirim", "submit", act.submit, POST),
    (f"{NASKAH}/kembalikan", "return_naskah", act.return_naskah, POST),
    (f"{NASKAH}/tarik", "withdraw", act.withdraw, POST),
    (f"{NASKAH}/alasan-penarikan", "explain_withdrawal", act.explain_withdrawal, POST),
    (f"{NASKAH}/buka-lagi", "reinstate", act.reinstate, POST),
    (f"{NASKAH}/keterbukaan", "visibility", act.visibility, POST),
    (f"{NASKAH}/penahanan/<alasan>", "answer_hold", act.answer_hold, POST),
    (f"{NASKAH}/rekomendasi-perpanjangan", "recommend", family.recommend, POST),
    (f"{NASKAH}/akhiri", "end", family.end, POST),
    (f"{NASKAH}/ganti", "replace", family.replace, POST),
    (f"{NASKAH}/batal-akhiri", "void_ending", family.void_ending, POST),
    (f"{NASKAH}/berkas", "add_file", upload.add_file, POST),
    (f"{BERKAS}/asli.pdf", "file", dossier.file, GET),
    (f"{BERKAS}/hlm/<int:nomor>.webp", "page_image", dossier.page_image, GET),
    (f"{BERKAS}/baca-ulang", "retry_reading", act.retry_reading, POST),
    (f"{BERKAS}/geser", "shift_file", files.shift_file, POST),
    (f"{BERKAS}/peran", "file_role", files.file_role, POST),
    (f"{BERKAS}/pindah", "move_file", files.move_file, POST),
    (f"{KEMBAR}/bukan", "dismiss_twin", twins.dismiss_twin, POST),
    (f"{KEMBAR}/mungkin", "restore_twin", twins.restore_twin, POST),
    (f"{KEMBAR}/gabung", "join", twins.join, BOTH),
    (f"{NASKAH}/evaluasi", "add_evaluation", evaluations.add_evaluation, BOTH),
    (f"{NASKAH}/evaluasi/<int:evaluasi_id>", "evaluation", evaluations.evaluation, BOTH),
    (f"{NASKAH}/evaluasi/<int:evaluasi_id>/batal", "void_evaluation", evaluations.void_evaluation, POST),
    ("/usulan", "proposals", proposals.unit_proposals, GET),
    ("/usulan.xlsx", "proposals_book", proposals_book.book, GET),
    ("/usulan/<nomor>", "proposal", proposals.unit_proposal, GET),
)
DAFTAR = "/<any(perencanaan,penjajakan):lampiran>"
BARIS = f"{DAFTAR}/<int:baris>"
_LAMPIRAN = (
    (DAFTAR, "register", lampiran.register, GET),
    (f"{DAFTAR}.xlsx", "register_export", lampiran_buku.register_export, GET),
    (f"{DAFTAR}/tambah", "register_add", lampiran.register_add, BOTH),
    (f"{DAFTAR}/impor", "register_import", lampiran_buku.register_import, BOTH),
    (BARIS, "register_row", lampiran.register_row, BOTH),
    (f"{BARIS}/hapus", "register_remove", lampiran.register_remove, POST),
    (f"{BARIS}/pulihkan", "register_restore", lampiran.register_restore, POST),
    ("/perencanaan/<int:baris>/naskah", "plan_to_naskah", lampiran.plan_to_naskah, BOTH),
)
ASLI = "/asli/<kode:kode>"
_BIRO = (
    (f"{NASKAH}/ingatkan", "remind", reminding.remind, POST),
    ("/penerimaan", "counter", receive.counter, GET),
    ("/penerimaan/<kode:kode>", "receive", receive.receive, BOTH),
    (ASLI, "original", original.original, GET),
    (f"{ASLI}/penerimaan/<nomor>/batal", "void", original.void, POST),
    (f"{ASLI}/penerimaan/<nomor>/foto", "photo", original.photo, GET),
    (f"{ASLI}/tempat", "custody", original.custody_link, POST),
    (f"{ASLI}/arsip", "archive", original.archive, POST),
    (f"{ASLI}/kemlu", "kemlu", tracks.kemlu, POST),
    (f"{ASLI}/pengesahan/jalur", "decide", tracks.decide, POST),
    (f"{ASLI}/pengesahan", "ratify", tracks.ratify, POST),
    ("/salinan-resmi", "copies", tracks.copies, GET),
    ("/pengesahan", "ratifications", tracks.ratifications, GET),
    ("/usulan", "proposals", proposals.proposals, GET),
    ("/usulan.xlsx", "proposals_book", proposals_book.book, GET),
    ("/usulan/catat", "record_proposal", proposals.record, BOTH),
    ("/usulan/<nomor>", "proposal", proposals.proposal, GET),
    ("/usulan/<nomor>/ubah", "edit_proposal", proposals.edit, BOTH),
    ("/usulan/<nomor>/hasil", "close_proposal", proposals.close, POST),
    ("/usulan/<nomor>/buka-lagi", "reopen_proposal", proposals.reopen, POST),
    ("/usulan/<nomor>/batal", "void_proposal", proposals.void, POST),
    ("/usulan/<nomor>/naskah", "link_proposal", proposals.link, POST),
    ("/evaluasi", "evaluations", evaluations.evaluations, GET),
)
_ADMIN = (
    ("/audit", "audit_trail", trail.audit_trail, GET),
    ("/audit/ekspor", "export_audit", trail.export_audit, POST),
    ("/akun", "users", people.users, GET),
    ("/akun", "add_user", people.add_user, POST),
    ("/akun/<int:user_id>", "user", people.user, GET),
    ("/akun/<int:user_id>/nonaktif", "disable_user", people.disable_user, POST),
    ("/akun/<int:user_id>/aktif", "enable_user", people.enable_user, POST),
    ("/akun/<int:user_id>/sandi", "reset_password", people.reset_password, POST),
    ("/akun/<int:user_id>/penugasan", "assign", people.assign, POST),
    ("/akun/<int:user_id>/penugasan/<int:penugasan_id>/akhiri", "end_assignment", people.end_assignment, POST),
    ("/unit", "units", organisation.units, GET),
    ("/unit", "import_units", organisation.import_units, POST),
    ("/libur", "holidays", holidays.holidays, GET),
    ("/libur", "change_holidays", holidays.change_holidays, POST),
    ("/libur.csv", "holidays_table", holidays.holidays_table, GET),
    ("/pekerjaan", "jobs", organisation.jobs, GET),
    ("/pekerjaan/<int:job_id>/ulangi", "retry_job", organisation.retry_job, POST),
)

Rule = tuple[str, str, Callable[..., Any], tuple[str, ...]]


def _register(blueprint: Blueprint, rules: tuple[Rule, ...]) -> None:
    for address, endpoint, view, methods in rules:
        blueprint.add_url_rule(address, endpoint, view, methods=list(methods))


# Uploads belong to these pages, so the way they come in is set up together with them.
work.record_once(lambda state: spool.install(cast(Flask, state.app)))
_register(auth, _AUTH)
_register(work, _WORK + _LAMPIRAN)
_register(biro, _BIRO)
_register(admin, _ADMIN)
