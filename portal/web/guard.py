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
        "public.naskah",
        "public.file",
        "public.file_numbered",
        "public.page_image",
        "public.browse_mitra",
        "public.browse_unit",
        "public.browse_negara",
        "public.browse_tahun",
        "public.about",
        "public.sitemap",
        "public.robots",
        "public.security_txt",
        "api.search",
        "api.naskah",
        "api.tenggat",
        "api.openapi",
        "api.health",
        "auth.login",
        "feed.due_dates",
    }
)

WITH_INITIAL_PASSWORD = frozenset({"auth.password", "auth.logout"})
"""All that is open to somebody whose password was made by somebody else: choose another one, or leave."""

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
    "work.home": _STAFF,
    "work.list": _UNIT,
    "work.search": _UNIT,
    "work.upload": _EDIT,
    "work.upload_file": _EDIT,
    "work.resume_begin": _EDIT,
    "work.resume_state": _EDIT,
    "work.resume_part": _EDIT,
    "work.resume_finish": _EDIT,
    "work.detail": _UNIT,
    "work.state": _UNIT,
    "work.edit": _EDIT,
    "work.autosave": _EDIT,
    "work.partners": _EDIT,
    "work.submit": _EDIT,
    "work.receipt": _UNIT,
    "work.add_file": _EDIT,
    "work.file": _UNIT,
    "work.page_image": _UNIT,
    "work.return_naskah": _BIRO,
    "work.withdraw": _ACT,
    "work.explain_withdrawal": _ACT,
    "work.reinstate": _BIRO,
    "work.discard": _EDIT,
    "work.void": _BIRO,
    "work.visibility": _ACT,
    "work.answer_hold": _ACT,
    "work.decide_exemption": _PPID,
    "work.retry_reading": _EDIT,
    "work.shift_file": _EDIT,
    "work.file_role": _EDIT,
    "work.move_file": _EDIT,
    "work.dismiss_twin": _EDIT,
    "work.restore_twin": _EDIT,
    "work.join": _EDIT,
    "work.recommend": _BIRO,
    "work.end": _EDIT,
    "work.replace": _EDIT,
    "work.void_ending": _BIRO,
    "work.receipt_pdf": _UNIT,
    "work.register_signing": _EDIT,
    "work.dispatch": _EDIT,
    "work.deadline": _UNIT,
    "work.original_receipt": _UNIT,
    "work.register": _SEE,
    "work.register_export": _SEE,
    "work.register_row": _SEE,
    "work.register_add": _EDIT,
    "work.register_import": _EDIT,
    "work.register_remove": _EDIT,
    "work.register_restore": _EDIT,
    "work.plan_to_naskah": _EDIT,
    "biro.counter": _BIRO,
    "biro.receive": _BIRO,
    "biro.original": _BIRO,
    "biro.void": _BIRO,
    "biro.photo": _BIRO,
    "biro.custody": _BIRO,
    "biro.void_move": _BIRO,
    "biro.archive": _BIRO,
    "biro.kemlu": _BIRO,
    "biro.void_kemlu": _BIRO,
    "biro.void_ratification": _BIRO,
    "biro.decide": _BIRO,
    "biro.ratify": _BIRO,
    "biro.copies": _BIRO,
    "biro.ratifications": _BIRO,
    "biro.proposals": _BIRO,
    "biro.proposals_book": _BIRO,
    "biro.record_proposal": _BIRO,
    "biro.proposal": _BIRO,
    "biro.edit_proposal": _BIRO,
    "biro.close_proposal": _BIRO,
    "biro.reopen_proposal": _BIRO,
    "biro.void_proposal": _BIRO,
    "biro.link_proposal": _BIRO,
    "biro.evaluations": _BIRO,
    "biro.mitra_list": _BIRO,
    "biro.mitra": _BIRO,
    "biro.determine_mitra": _BIRO,
    "biro.merge_mitra": _BIRO,
    "biro.part_mitra": _BIRO,
    "work.proposals": _UNIT,
    "work.proposals_book": _UNIT,
    "work.proposal": _UNIT,
    "work.add_evaluation": _EDIT,
    "work.evaluation": _EDIT,
    "work.void_evaluation": _EDIT,
    "admin.users": _ADMIN,
    "admin.add_user": _ADMIN,
    "admin.user": _ADMIN,
    "admin.disable_user": _ADMIN,
    "admin.enable_user": _ADMIN,
    "admin.reset_password": _ADMIN,
    "admin.assign": _ADMIN,
    "admin.end_assignment": _ADMIN,
    "admin.consent": _ADMIN,
    "admin.units": _ADMIN,
    "admin.import_units": _ADMIN,
    "admin.holidays": _ADMIN,
    "admin.change_holidays": _ADMIN,
    "admin.holidays_table": _ADMIN,
    "compliance.board": _SEE,
    "compliance.listing": _SEE,
    "compliance.workbook": _SEE,
    "compliance.report": _SEE,
    "compliance.feeds": _SEE,
    "compliance.add_feed": _SEE,
    "compliance.revoke_feed": _SEE,
    "biro.remind": _BIRO,
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
    if not actor().peran & POLICY.get(endpoint, frozenset()):
        abort(403)
    return None
