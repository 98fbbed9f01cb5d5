"""Addresses of the pages for staff: which view answers which. Who may enter stands in `portal/web/policy.csv`."""

from collections.abc import Callable
from typing import Any, cast

from flask import Blueprint, Flask
from flask.typing import ResponseReturnValue

from portal.web import spool
from portal.web.staff import account_links, entering, frame, oidc, passkeys, security
from portal.web.staff.admin import audit_trail, consent, jobs, kalender, units, users, vocabulary
from portal.web.staff.batch import acts as batch
from portal.web.staff.form import autosave, edit, mitra_search, related_search
from portal.web.staff.kepatuhan import board, umpan_kalender
from portal.web.staff.kepatuhan import workbook as kepatuhan_workbook
from portal.web.staff.kiriman import lists as kiriman
from portal.web.staff.kunci_akses import keys
from portal.web.staff.lampiran import plan, register, row, workbook
from portal.web.staff.mitra import register as mitra
from portal.web.staff.naskah import (
    acts,
    berkas,
    detail,
    evaluasi,
    export,
    family,
    kemiripan,
    lembar_pengantar,
    lists,
    penghitaman,
    retensi,
    tanda_terima,
    tenggat,
)
from portal.web.staff.naskah_asli import detail as asli_detail
from portal.web.staff.naskah_asli import kasus, penerimaan, signing
from portal.web.staff.upload import resume, upload
from portal.web.staff.usulan import lists as usulan_lists
from portal.web.staff.usulan import usulan

auth = Blueprint("auth", __name__)
work = Blueprint("work", __name__, url_prefix="/kerja")
biro = Blueprint("biro", __name__, url_prefix="/biro")
kepatuhan = Blueprint("kepatuhan", __name__, url_prefix="/biro/kepatuhan")
umpan = Blueprint("umpan", __name__)
admin = Blueprint("admin", __name__, url_prefix="/admin")


def _report() -> ResponseReturnValue:
    # It draws with a library that a start does not wait for.
    from portal.web.staff.kepatuhan import report

    return report.report()


GET, POST, PUT, BOTH = ("GET",), ("POST",), ("PUT",), ("GET", "POST")
NASKAH = "/naskah/<kode:kode>"
BERKAS = f"{NASKAH}/berkas/<int:berkas_id>"
KEMBAR = f"{NASKAH}/kembar/<kode:lain>"

RESET = "/<int:user_id>/langkah-kedua"

_AUTH = (
    ("/masuk", "login", entering.login, BOTH),
    ("/masuk/kode", "login_code", entering.login_code, BOTH),
    ("/masuk/kunci", "login_challenge", entering.challenge, POST),
    ("/masuk/lupa", "login_forgot", account_links.forgot, BOTH),
    ("/masuk/tautan/<token:token>", "login_link", account_links.link, GET),
    ("/masuk/tautan-baru", "login_link_again", account_links.again, POST),
    ("/masuk/sandi", "login_password", account_links.choose, BOTH),
    ("/masuk/penyedia", "login_oidc", oidc.begin, GET),
    (oidc.ANSWER_PATH, "oidc_answer", oidc.answer, GET),
    ("/keluar", "logout", entering.logout, POST),
    ("/kerja/sandi", "password", entering.password, BOTH),
    ("/kerja/keamanan", "security", security.security, GET),
    ("/kerja/keamanan/aplikasi", "begin_factor", security.begin_factor, POST),
    ("/kerja/keamanan/aplikasi/baru", "factor", security.factor, BOTH),
    ("/kerja/keamanan/aplikasi/<int:factor_id>/hapus", "end_factor", security.end_factor, POST),
    ("/kerja/keamanan/kunci", "begin_passkey", passkeys.begin, POST),
    ("/kerja/keamanan/kunci/baru", "passkey", passkeys.passkey, BOTH),
    ("/kerja/keamanan/kunci/tantangan", "challenge", passkeys.challenge, POST),
    ("/kerja/keamanan/kunci/<int:passkey_id>/hapus", "end_passkey", passkeys.end, POST),
    ("/kerja/keamanan/penyedia", "connect_oidc", oidc.connect, POST),
    ("/kerja/keamanan/penyedia/<int:identity_id>/lepas", "end_oidc", oidc.disconnect, POST),
    ("/kerja/keamanan/kode-pemulihan", "recovery_codes", security.recovery_codes, POST),
    ("/kerja/keamanan/sesi/akhiri", "end_other_sessions", security.end_other_sessions, POST),
    ("/kerja/keamanan/sesi/<int:session_id>/akhiri", "end_session", security.end_session, POST),
)
_WORK = (
    ("/", "home", lists.home, GET),
    ("/naskah", "list", lists.list_naskah, GET),
    ("/naskah/ekspor", "export_list", export.export_list, POST),
    ("/naskah/beberapa", "several", batch.several, POST),
    ("/cari", "search", lists.search, GET),
    ("/unggah", "upload", upload.upload, BOTH),
    ("/unggah/berkas", "upload_file", upload.upload_file, POST),
    ("/unggah/bagian", "resume_begin", resume.begin, POST),
    ("/unggah/bagian/<kunci:kunci>", "resume_state", resume.state, GET),
    ("/unggah/bagian/<kunci:kunci>", "resume_part", resume.part, PUT),
    ("/unggah/bagian/<kunci:kunci>/selesai", "resume_finish", resume.finish, POST),
    (NASKAH, "detail", detail.detail, GET),
    (f"{NASKAH}/keadaan.json", "keadaan", detail.state, GET),
    (f"{NASKAH}/tanda-terima", "tanda_terima", tanda_terima.tanda_terima, GET),
    (f"{NASKAH}/tanda-terima.pdf", "tanda_terima_pdf", tanda_terima.tanda_terima_pdf, GET),
    (f"{NASKAH}/lembar-pengantar.pdf", "lembar_pengantar", lembar_pengantar.lembar_pengantar, GET),
    (f"{NASKAH}/tenggat", "tenggat", tenggat.show_tenggat, GET),
    (f"{NASKAH}/sudah-dikirim", "dispatch", tenggat.dispatch, POST),
    (f"{NASKAH}/penerimaan/<nomor:nomor>.pdf", "penerimaan_pdf", tanda_terima.penerimaan_pdf, GET),
    ("/daftarkan", "register_signing", signing.register_signing, BOTH),
    ("/daftarkan/tenggat.json", "signing_tenggat", signing.tenggat, GET),
    ("/mitra.json", "mitra_search", mitra_search.search, GET),
    ("/naskah-terkait.json", "related_search", related_search.search, GET),
    (f"{NASKAH}/ubah", "edit", edit.edit, BOTH),
    (f"{NASKAH}/simpan-draf", "autosave", autosave.autosave, POST),
    (f"{NASKAH}/kirim", "submit", edit.submit, POST),
    (f"{NASKAH}/kembalikan", "return_naskah", acts.return_naskah, POST),
    (f"{NASKAH}/tarik", "withdraw", acts.withdraw, POST),
    (f"{NASKAH}/tahan-terbitan", "withhold_version", acts.withhold_version, POST),
    (f"{NASKAH}/alasan-penarikan", "explain_withdrawal", acts.explain_withdrawal, POST),
    (f"{NASKAH}/buka-lagi", "reinstate", acts.reinstate, POST),
    (f"{NASKAH}/buang", "discard", acts.discard, POST),
    (f"{NASKAH}/batalkan", "void", acts.void, POST),
    (f"{NASKAH}/keterbukaan", "visibilitas", acts.change_visibilitas, POST),
    (f"{NASKAH}/putusan-ppid", "decide_exemption", acts.decide_exemption, POST),
    (f"{NASKAH}/penahanan/<alasan:alasan>", "answer_penahanan", acts.answer_penahanan, POST),
    (f"{NASKAH}/rekomendasi-perpanjangan", "recommend", family.recommend, POST),
    (f"{NASKAH}/akhiri", "end", family.end, POST),
    (f"{NASKAH}/ganti", "replace", family.replace, POST),
    (f"{NASKAH}/batal-akhiri", "void_ending", family.void_ending, POST),
    (f"{NASKAH}/berkas", "add_berkas", berkas.add_berkas, POST),
    (f"{BERKAS}/asli.pdf", "berkas", detail.file, GET),
    (f"{BERKAS}/hlm/<int:nomor>.webp", "page_image", detail.page_image, GET),
    (f"{BERKAS}/baca-ulang", "retry_reading", acts.retry_reading, POST),
    (f"{BERKAS}/geser", "shift_berkas", berkas.shift_berkas, POST),
    (f"{BERKAS}/peran", "berkas_peran", berkas.change_peran, POST),
    (f"{BERKAS}/pindah", "move_berkas", berkas.move_berkas, POST),
    (f"{BERKAS}/hitamkan", "penghitaman", penghitaman.plan_page, BOTH),
    (f"{BERKAS}/hitamkan/salin", "ask_copies", penghitaman.ask_copies, POST),
    (f"{BERKAS}/hitamkan/buang", "discard_penghitaman", penghitaman.discard, POST),
    (f"{BERKAS}/hitamkan/buang-lama", "drop_left_behind", penghitaman.drop_left_behind, POST),
    (f"{KEMBAR}/bukan", "dismiss_kemiripan", kemiripan.dismiss_kemiripan, POST),
    (f"{KEMBAR}/mungkin", "restore_kemiripan", kemiripan.restore_kemiripan, POST),
    (f"{KEMBAR}/gabung", "join", kemiripan.join, BOTH),
    (f"{NASKAH}/evaluasi", "add_evaluasi", evaluasi.add_evaluasi, BOTH),
    (f"{NASKAH}/evaluasi/<int:evaluasi_id>", "evaluasi", evaluasi.edit_evaluasi, BOTH),
    (f"{NASKAH}/evaluasi/<int:evaluasi_id>/batal", "void_evaluasi", evaluasi.void_evaluasi, POST),
    (f"{NASKAH}/retensi", "retensi", retensi.edit_retensi, BOTH),
    (f"{NASKAH}/pembekuan", "freeze", retensi.freeze, POST),
    (f"{NASKAH}/pembekuan/<int:pembekuan_id>/lepas", "lift", retensi.lift, POST),
    ("/kiriman", "kiriman", kiriman.list_kiriman, GET),
    ("/usulan", "usulan_list", usulan_lists.unit_usulan_list, GET),
    ("/usulan.xlsx", "usulan_workbook", usulan_lists.workbook, GET),
    ("/usulan/<nomor:nomor>", "usulan", usulan.unit_usulan, GET),
    ("/kunci-akses", "kunci_akses", keys.list_kunci_akses, GET),
    ("/kunci-akses", "add_kunci_akses", keys.add_kunci_akses, POST),
    ("/kunci-akses/<int:key_id>/akhiri", "end_kunci_akses", keys.end_kunci_akses, POST),
    ("/kunci-akses/webhook", "add_webhook", keys.add_webhook, POST),
    ("/kunci-akses/webhook/<int:webhook_id>/akhiri", "end_webhook", keys.end_webhook, POST),
)
DAFTAR = "/<any(perencanaan,penjajakan):lampiran>"
BARIS = f"{DAFTAR}/<int:baris>"
_LAMPIRAN = (
    (DAFTAR, "lampiran", register.register, GET),
    (f"{DAFTAR}.xlsx", "lampiran_export", workbook.register_export, GET),
    (f"{DAFTAR}/tambah", "lampiran_add", row.register_add, BOTH),
    (f"{DAFTAR}/impor", "lampiran_import", workbook.register_import, BOTH),
    (BARIS, "lampiran_row", row.register_row, BOTH),
    (f"{BARIS}/hapus", "lampiran_remove", row.register_remove, POST),
    (f"{BARIS}/pulihkan", "lampiran_restore", row.register_restore, POST),
    ("/perencanaan/<int:baris>/naskah", "plan_to_naskah", plan.plan_to_naskah, BOTH),
)
ASLI = "/asli/<kode:kode>"
_BIRO = (
    (f"{NASKAH}/ingatkan", "remind", acts.remind, POST),
    ("/naskah/ingatkan", "remind_several", batch.remind_several, POST),
    ("/penerimaan", "penerimaan", penerimaan.counter, GET),
    ("/penerimaan/<kode:kode>", "receive", penerimaan.receive, BOTH),
    (ASLI, "naskah_asli", asli_detail.show_naskah_asli, GET),
    (f"{ASLI}/penerimaan/<nomor:nomor>/batal", "void_penerimaan", asli_detail.void_penerimaan, POST),
    (f"{ASLI}/penerimaan/<nomor:nomor>/foto", "penerimaan_photo", asli_detail.photo, GET),
    (f"{ASLI}/tempat", "custody", asli_detail.custody_link, POST),
    (f"{ASLI}/tempat/batal", "void_move", asli_detail.void_move, POST),
    (f"{ASLI}/arsip", "archive", asli_detail.archive, POST),
    (f"{ASLI}/kemlu", "kemlu", kasus.kemlu, POST),
    (f"{ASLI}/kemlu/batal", "void_kemlu", kasus.void_kemlu, POST),
    (f"{ASLI}/pengesahan/batal", "void_pengesahan", kasus.void_pengesahan, POST),
    (f"{ASLI}/pengesahan/jalur", "decide_jalur", kasus.decide_jalur, POST),
    (f"{ASLI}/pengesahan", "record_pengesahan", kasus.record_pengesahan, POST),
    ("/salinan-resmi", "salinan_resmi", kasus.list_copies, GET),
    ("/pengesahan", "pengesahan_list", kasus.list_pengesahan, GET),
    ("/usulan", "usulan_list", usulan_lists.all_usulan_list, GET),
    ("/usulan.xlsx", "usulan_workbook", usulan_lists.workbook, GET),
    ("/usulan/catat", "record_usulan", usulan.record, BOTH),
    ("/usulan/<nomor:nomor>", "usulan", usulan.show_usulan, GET),
    ("/usulan/<nomor:nomor>/ubah", "edit_usulan", usulan.edit, BOTH),
    ("/usulan/<nomor:nomor>/hasil", "close_usulan", usulan.close, POST),
    ("/usulan/<nomor:nomor>/buka-lagi", "reopen_usulan", usulan.reopen, POST),
    ("/usulan/<nomor:nomor>/batal", "void_usulan", usulan.void, POST),
    ("/usulan/<nomor:nomor>/naskah", "link_usulan", usulan.link, POST),
    ("/persetujuan", "consents", consent.waiting, GET),
    ("/persetujuan/<int:user_id>/<int:pending_id>", "decide_consent", consent.decide, POST),
    (f"/persetujuan{RESET}/<int:reset_id>", "decide_factor_reset", consent.decide_factor_reset, POST),
    ("/evaluasi", "evaluasi_list", evaluasi.list_evaluasi, GET),
    ("/retensi", "retensi_list", retensi.list_retensi, GET),
    ("/mitra", "mitra_list", mitra.list_mitra, GET),
    ("/mitra/<int:mitra_id>", "mitra", mitra.show_mitra, GET),
    ("/mitra/<int:mitra_id>/tetapkan", "determine_mitra", mitra.determine, POST),
    ("/mitra/<int:mitra_id>/gabung", "merge_mitra", mitra.merge, POST),
    ("/mitra/<int:mitra_id>/pisah", "part_mitra", mitra.part, POST),
)
_KEPATUHAN = (
    ("", "board", board.board, GET),
    ("/daftar", "listing", board.listing, GET),
    ("/kepatuhan.xlsx", "workbook", kepatuhan_workbook.workbook, GET),
    ("/laporan.pdf", "report", _report, GET),
    ("/kalender", "umpan_kalender", umpan_kalender.list_umpan_kalender, GET),
    ("/kalender", "add_umpan_kalender", umpan_kalender.add_umpan_kalender, POST),
    ("/kalender/<int:feed_id>/cabut", "revoke_umpan_kalender", umpan_kalender.revoke_umpan_kalender, POST),
)
_FEED = (("/kalender/<token:token>.ics", "umpan_kalender", umpan_kalender.show_umpan, GET),)
_ADMIN = (
    ("/audit", "audit_trail", audit_trail.audit_trail, GET),
    ("/audit/ekspor", "export_audit", audit_trail.export_audit, POST),
    ("/akun", "users", users.users, GET),
    ("/akun", "add_user", users.add_user, POST),
    ("/akun/<int:user_id>", "user", users.user, GET),
    ("/akun/<int:user_id>/nonaktif", "disable_user", users.disable_user, POST),
    ("/akun/<int:user_id>/aktif", "enable_user", users.enable_user, POST),
    ("/akun/<int:user_id>/sandi", "reset_password", users.reset_password, POST),
    ("/akun/<int:user_id>/tautan", "send_link", users.send_link, POST),
    (f"/akun{RESET}", "ask_factor_reset", users.ask_factor_reset, POST),
    (f"/akun{RESET}/<int:reset_id>", "decide_factor_reset", users.decide_factor_reset, POST),
    ("/akun/<int:user_id>/penyedia/<int:identity_id>/lepas", "end_oidc", users.end_oidc, POST),
    ("/akun/<int:user_id>/penugasan", "assign", users.assign, POST),
    ("/akun/<int:user_id>/penugasan/<int:penugasan_id>/akhiri", "end_penugasan", users.end_penugasan, POST),
    ("/akun/<int:user_id>/persetujuan/<int:pending_id>", "consent", users.consent, POST),
    ("/unit", "units", units.units, GET),
    ("/unit", "import_units", units.import_units, POST),
    ("/libur", "kalender", kalender.show_kalender, GET),
    ("/libur", "change_kalender", kalender.change_kalender, POST),
    ("/libur.csv", "kalender_table", kalender.kalender_table, GET),
    ("/kosakata", "vocabulary", vocabulary.show_vocabulary, GET),
    ("/kosakata", "change_vocabulary", vocabulary.change_vocabulary, POST),
    ("/kunci-akses", "kunci_akses", keys.list_kunci_akses, GET),
    ("/kunci-akses/<int:key_id>/akhiri", "end_kunci_akses", keys.end_kunci_akses, POST),
    ("/kunci-akses/webhook/<int:webhook_id>/akhiri", "end_webhook", keys.end_webhook, POST),
    ("/pekerjaan", "jobs", jobs.jobs, GET),
    ("/pekerjaan/<int:job_id>/ulangi", "retry_job", jobs.retry_job, POST),
)

Rule = tuple[str, str, Callable[..., Any], tuple[str, ...]]


_TRACED = (detail.file, oidc.begin, oidc.answer)
"""Views that are only looked at and write all the same, or wait for another machine: no pages of one moment."""


def _register(blueprint: Blueprint, rules: tuple[Rule, ...]) -> None:
    for address, endpoint, view, methods in rules:
        shown = view if view in _TRACED else frame.one_moment(view)
        blueprint.add_url_rule(address, endpoint, shown, methods=list(methods))


# Uploads belong to these pages, so the way they come in is set up together with them.
work.record_once(lambda state: spool.install(cast(Flask, state.app)))
_register(auth, _AUTH)
_register(work, _WORK + _LAMPIRAN)
_register(biro, _BIRO)
_register(kepatuhan, _KEPATUHAN)
_register(umpan, _FEED)
_register(admin, _ADMIN)
