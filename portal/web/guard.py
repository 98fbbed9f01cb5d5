"""The guard: everything is closed unless it stands on the one list of open endpoints.

Behind the list, every endpoint names the roles that may enter. An endpoint on neither list is closed to all, so a
forgotten line denies instead of leaking.
"""

from urllib.parse import urlsplit

from flask import Flask, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.domain.permissions import Peran
from portal.errors import NotAllowedError
from portal.web.context import actor
from portal.web.errors import is_json_address

OPEN = frozenset(
    {
        "static",
        "assets.stylesheet",
        "public.home",
        "public.search",
        "public.completions",
        "public.naskah",
        "public.file",
        "public.file_numbered",
        "public.page_image",
        "public.export",
        "public.linkset",
        "public.card",
        "public.iiif_manifest",
        "public.iiif_base",
        "public.iiif_info",
        "public.iiif_image",
        "public.proof",
        "public.verify",
        "public.log",
        "public.log_checkpoint",
        "public.log_keys",
        "public.log_tile",
        "public.small_image",
        "public.compare",
        "public.version",
        "public.compare_version",
        "public.version_file",
        "public.version_file_numbered",
        "public.version_image",
        "public.version_small_image",
        "public.browse_mitra",
        "public.browse_unit",
        "public.browse_negara",
        "public.browse_tahun",
        "public.browse_bentuk",
        "public.browse_subjek",
        "public.statistik",
        "public.statistik_csv",
        "public.about",
        "public.sitemap",
        "public.robots",
        "public.security_txt",
        "public.umpan",
        "public.oai",
        "public.data",
        "public.naskah_csv",
        "public.naskah_jsonl",
        "public.change_list",
        "public.catalogue_turtle",
        "public.catalogue_json",
        "public.jdihn",
        "api.search",
        "api.naskah",
        "api.tenggat",
        "api.openapi",
        "api.health",
        "langganan.ask",
        "langganan.offer",
        "langganan.confirm",
        "langganan.manage",
        "langganan.end",
        "auth.login",
        "auth.login_code",
        "umpan.umpan_kalender",
    }
)

WITH_INITIAL_PASSWORD = frozenset({"auth.password", "auth.logout"})
"""All that is open to somebody whose password was made by somebody else: choose another one, or leave."""

WITHOUT_FACTOR = WITH_INITIAL_PASSWORD | {"auth.security", "auth.begin_factor", "auth.factor"}
"""All that is open to somebody who needs a second factor and has had their days of grace: set one up, or leave."""

_STAFF = frozenset(Peran) - {Peran.SISTEM}
_UNIT = frozenset({Peran.PENGELOLA, Peran.BIRO, Peran.PPID, Peran.PIMPINAN})
_EDIT = frozenset({Peran.PENGELOLA, Peran.BIRO})
_ACT = frozenset({Peran.PENGELOLA, Peran.BIRO, Peran.PPID})
_SEE = frozenset({Peran.PENGELOLA, Peran.BIRO, Peran.PIMPINAN})
_ADMIN = frozenset({Peran.ADMIN})
_BIRO = frozenset({Peran.BIRO})
_PPID = frozenset({Peran.PPID})

POLICY: dict[str, frozenset[Peran]] = {
    "auth.logout": _STAFF,
    "auth.password": _STAFF,
    "auth.security": _STAFF,
    "auth.begin_factor": _STAFF,
    "auth.factor": _STAFF,
    "auth.end_factor": _STAFF,
    "auth.recovery_codes": _STAFF,
    "auth.end_session": _STAFF,
    "auth.end_other_sessions": _STAFF,
    "work.home": _STAFF,
    "work.list": _UNIT,
    "work.export_list": _UNIT,
    "work.several": _UNIT,
    "work.search": _UNIT,
    "work.upload": _EDIT,
    "work.upload_file": _EDIT,
    "work.resume_begin": _EDIT,
    "work.resume_state": _EDIT,
    "work.resume_part": _EDIT,
    "work.resume_finish": _EDIT,
    "work.detail": _UNIT,
    "work.keadaan": _UNIT,
    "work.edit": _EDIT,
    "work.autosave": _EDIT,
    "work.mitra_search": _EDIT,
    "work.related_search": _EDIT,
    "work.signing_tenggat": _EDIT,
    "work.submit": _EDIT,
    "work.tanda_terima": _UNIT,
    "work.add_berkas": _EDIT,
    "work.berkas": _UNIT,
    "work.page_image": _UNIT,
    "work.return_naskah": _BIRO,
    "work.withdraw": _ACT,
    "work.withhold_version": _ACT,
    "work.explain_withdrawal": _ACT,
    "work.reinstate": _BIRO,
    "work.discard": _EDIT,
    "work.void": _BIRO,
    "work.visibilitas": _ACT,
    "work.answer_penahanan": _ACT,
    "work.decide_exemption": _PPID,
    "work.retry_reading": _EDIT,
    "work.shift_berkas": _EDIT,
    "work.berkas_peran": _EDIT,
    "work.move_berkas": _EDIT,
    "work.penghitaman": _EDIT,
    "work.ask_copies": _EDIT,
    "work.discard_penghitaman": _EDIT,
    "work.drop_left_behind": _EDIT,
    "work.dismiss_kemiripan": _EDIT,
    "work.restore_kemiripan": _EDIT,
    "work.join": _EDIT,
    "work.recommend": _BIRO,
    "work.end": _EDIT,
    "work.replace": _EDIT,
    "work.void_ending": _BIRO,
    "work.tanda_terima_pdf": _UNIT,
    "work.register_signing": _EDIT,
    "work.dispatch": _EDIT,
    "work.tenggat": _UNIT,
    "work.penerimaan_pdf": _UNIT,
    "work.lampiran": _SEE,
    "work.lampiran_export": _SEE,
    "work.lampiran_row": _SEE,
    "work.lampiran_add": _EDIT,
    "work.lampiran_import": _EDIT,
    "work.lampiran_remove": _EDIT,
    "work.lampiran_restore": _EDIT,
    "work.plan_to_naskah": _EDIT,
    "biro.penerimaan": _BIRO,
    "biro.receive": _BIRO,
    "biro.naskah_asli": _BIRO,
    "biro.void_penerimaan": _BIRO,
    "biro.penerimaan_photo": _BIRO,
    "biro.custody": _BIRO,
    "biro.void_move": _BIRO,
    "biro.archive": _BIRO,
    "biro.kemlu": _BIRO,
    "biro.void_kemlu": _BIRO,
    "biro.void_pengesahan": _BIRO,
    "biro.decide_jalur": _BIRO,
    "biro.record_pengesahan": _BIRO,
    "biro.salinan_resmi": _BIRO,
    "biro.pengesahan_list": _BIRO,
    "biro.usulan_list": _BIRO,
    "biro.usulan_workbook": _BIRO,
    "biro.record_usulan": _BIRO,
    "biro.usulan": _BIRO,
    "biro.edit_usulan": _BIRO,
    "biro.close_usulan": _BIRO,
    "biro.reopen_usulan": _BIRO,
    "biro.void_usulan": _BIRO,
    "biro.link_usulan": _BIRO,
    "biro.evaluasi_list": _BIRO,
    "biro.consents": _BIRO,
    "biro.decide_consent": _BIRO,
    "biro.decide_factor_reset": _BIRO,
    "biro.mitra_list": _BIRO,
    "biro.mitra": _BIRO,
    "biro.determine_mitra": _BIRO,
    "biro.merge_mitra": _BIRO,
    "biro.part_mitra": _BIRO,
    "work.usulan_list": _UNIT,
    "work.usulan_workbook": _UNIT,
    "work.usulan": _UNIT,
    "work.add_evaluasi": _EDIT,
    "work.evaluasi": _EDIT,
    "work.void_evaluasi": _EDIT,
    "admin.users": _ADMIN,
    "admin.add_user": _ADMIN,
    "admin.user": _ADMIN,
    "admin.disable_user": _ADMIN,
    "admin.enable_user": _ADMIN,
    "admin.reset_password": _ADMIN,
    "admin.ask_factor_reset": _ADMIN,
    "admin.decide_factor_reset": _ADMIN,
    "admin.assign": _ADMIN,
    "admin.end_penugasan": _ADMIN,
    "admin.consent": _ADMIN,
    "admin.units": _ADMIN,
    "admin.import_units": _ADMIN,
    "admin.kalender": _ADMIN,
    "admin.change_kalender": _ADMIN,
    "admin.kalender_table": _ADMIN,
    "admin.vocabulary": _ADMIN,
    "admin.change_vocabulary": _ADMIN,
    "kepatuhan.board": _SEE,
    "kepatuhan.listing": _SEE,
    "kepatuhan.workbook": _SEE,
    "kepatuhan.report": _SEE,
    "kepatuhan.umpan_kalender": _SEE,
    "kepatuhan.add_umpan_kalender": _SEE,
    "kepatuhan.revoke_umpan_kalender": _SEE,
    "biro.remind": _BIRO,
    "biro.remind_several": _BIRO,
    "admin.audit_trail": _ADMIN | {Peran.BIRO},
    "admin.export_audit": _ADMIN | {Peran.BIRO},
    "admin.jobs": _ADMIN | {Peran.BIRO},
    "admin.retry_job": _ADMIN | {Peran.BIRO},
}


def install(app: Flask) -> None:
    """Put the guard before every view of the application."""
    app.before_request(_check_origin)
    app.before_request(_check_access)


def _check_origin() -> ResponseReturnValue | None:
    # A second wall beside the form token: a browser says where a form came from.
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return None
    origin = request.headers.get("Origin")
    if origin is not None and _host_of(origin) != request.host:
        abort(403)
    return None


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""  # Not an address at all, so not ours.


def _check_access() -> ResponseReturnValue | None:
    endpoint = request.endpoint
    if endpoint is None or endpoint in OPEN:
        # An unknown address is answered 404 to everybody alike.
        return None
    if not current_user.is_authenticated:
        if request.method not in ("GET", "HEAD") or is_json_address(request.path):
            abort(401)
        return redirect(url_for("auth.login", next=request.full_path.rstrip("?")))
    g.actor = current_user.actor
    if current_user.must_change_password and endpoint not in WITH_INITIAL_PASSWORD:
        if request.method in ("GET", "HEAD"):
            return redirect(url_for("auth.password"))
        raise NotAllowedError("Ganti dulu kata sandi awal Anda di halaman Ganti kata sandi.")
    if current_user.must_set_up and endpoint not in WITHOUT_FACTOR:
        if request.method in ("GET", "HEAD"):
            return redirect(url_for("auth.security"))
        raise NotAllowedError("Siapkan dulu langkah kedua di halaman Keamanan akun.")
    if not actor().peran & POLICY.get(endpoint, frozenset()):
        abort(403)
    return None
