"""The table of who may do what: routes and methods down, people across, states behind the letters.

It is written by hand and read by the test of the whole application; the code never reads it.
"""

from portal.domain.publication import HoldReason

STATES = (
    "draf", "diajukan", "embargo", "dikembalikan", "terbit", "metadata", "dikecualikan", "ditarik",
)  # fmt: skip
OUT = ("anonymous", "disabled", "expired", "ended")
"""Nobody, or nobody any more: a closed account, a session that idled, a session that was ended."""
IN = ("own", "above", "beside", "chief", "stranger_chief", "biro", "ppid", "admin", "former")
"""Pengelola of the unit, of the one above, of another; pimpinan of the unit, of another; the ministry-wide roles;
and somebody signed in whose assignment is over."""

# What a cell may say, by state where it differs.
ANY = dict.fromkeys(STATES, "ok")
WITH_RECEIPT = ANY | {"draf": "404"}
EDITABLE = ANY | {"ditarik": "409"}
SUBMITTABLE = ANY | {"diajukan": "409", "embargo": "409", "ditarik": "409"}
RETURNABLE = ANY | {"draf": "409", "dikembalikan": "409", "ditarik": "409"}
TAKEN_DOWN = ANY | {"draf": "409", "ditarik": "409"}
GONE = dict.fromkeys(STATES, "409") | {"ditarik": "ok"}
HELD = dict.fromkeys(STATES, "409") | {"diajukan": "ok", "embargo": "ok"}
UNSAID = dict.fromkeys(STATES, "404") | {"ditarik": "409"}
DRAFT_ONLY = dict.fromkeys(STATES, "409") | {"draf": "ok"}
NOT_ENDED = dict.fromkeys(STATES, "409") | {"draf": "ok"}
CELLS = {
    "ok": ANY, "T": WITH_RECEIPT, "E": EDITABLE, "S": SUBMITTABLE, "R": RETURNABLE, "W": TAKEN_DOWN, "G": GONE,
    "U": UNSAID,
    "V": NOT_ENDED, "H": HELD, "N": dict.fromkeys(STATES, "404"), "D": DRAFT_ONLY,
}  # fmt: skip

Row = tuple[str, ...]


def row(text: str) -> Row:
    cells = tuple(text.split())
    assert len(cells) == len(IN)
    return cells


# One row a route and method:           own above beside chief other-chief biro ppid admin former
NASKAH: dict[tuple[str, str], Row] = {
    ("work.detail", "GET"): row("ok  ok 404 ok  404 ok  ok  403 403"),
    ("work.state", "GET"): row("ok  ok 404 ok  404 ok  ok  403 403"),
    ("work.receipt", "GET"): row("T   T  404 T   404 T   T   403 403"),
    ("work.file", "GET"): row("ok  ok 404 ok  404 ok  ok  403 403"),
    ("work.page_image", "GET"): row("ok  ok 404 ok  404 ok  ok  403 403"),
    ("work.edit", "GET"): row("ok  ok 404 403 403 ok  403 403 403"),
    ("work.edit", "POST"): row("ok  ok 404 403 403 ok  403 403 403"),
    ("work.autosave", "POST"): row("D   D  404 403 403 D   403 403 403"),
    ("work.submit", "POST"): row("S   S  404 403 403 S   403 403 403"),
    ("work.add_file", "POST"): row("E   E  404 403 403 E   403 403 403"),
    ("work.retry_reading", "POST"): row("E   E  404 403 403 E   403 403 403"),
    ("work.shift_file", "POST"): row("E   E  404 403 403 E   403 403 403"),
    ("work.file_role", "POST"): row("E   E  404 403 403 E   403 403 403"),
    ("work.move_file", "POST"): row("D   D  404 403 403 D   403 403 403"),
    ("work.dismiss_twin", "POST"): row("E   E  404 403 403 E   403 403 403"),
    ("work.restore_twin", "POST"): row("U   U  404 403 403 U   403 403 403"),
    ("work.join", "GET"): row("D   D  404 403 403 D   403 403 403"),
    ("work.join", "POST"): row("D   D  404 403 403 D   403 403 403"),
    ("work.recommend", "POST"): row("403 403 403 403 403 ok 403 403 403"),
    ("work.end", "POST"): row("ok  ok 404 403 403 ok  403 403 403"),
    ("work.replace", "POST"): row("ok  ok 404 403 403 ok  403 403 403"),
    ("work.void_ending", "POST"): row("403 403 403 403 403 V  403 403 403"),
    ("work.return_naskah", "POST"): row("403 403 403 403 403 R  403 403 403"),
    ("work.withdraw", "POST"): row("W   W  404 403 403 W   W   403 403"),
    ("work.explain_withdrawal", "POST"): row("G   G  404 403 403 G   G   403 403"),
    ("work.reinstate", "POST"): row("403 403 403 403 403 G  403 403 403"),
    ("work.visibility", "POST"): row("E   E  404 403 403 E   E   403 403"),
    ("biro.remind", "POST"): row("403 403 403 403 403 409 403 403 403"),
    ("work.receipt_pdf", "GET"): row("T   T  404 T   404 T   T   403 403"),
    ("work.original_receipt", "GET"): row("N N 404 N 404 N N 403 403"),
    ("work.deadline", "GET"): row("ok  ok 404 ok  404 ok  ok  403 403"),
    ("work.dispatch", "POST"): row("ok  ok 404 403 403 ok  403 403 403"),
    ("biro.receive", "GET"): row("403 403 403 403 403 ok 403 403 403"),
    ("biro.receive", "POST"): row("403 403 403 403 403 ok 403 403 403"),
    ("biro.original", "GET"): row("403 403 403 403 403 ok 403 403 403"),
    ("biro.void", "POST"): row("403 403 403 403 403 ok 403 403 403"),
    ("biro.photo", "GET"): row("403 403 403 403 403 N 403 403 403"),
    ("biro.custody", "POST"): row("403 403 403 403 403 ok 403 403 403"),
    ("biro.archive", "POST"): row("403 403 403 403 403 ok 403 403 403"),
    ("biro.kemlu", "POST"): row("403 403 403 403 403 ok 403 403 403"),
    ("biro.decide", "POST"): row("403 403 403 403 403 ok 403 403 403"),
    ("biro.ratify", "POST"): row("403 403 403 403 403 ok 403 403 403"),
    ("work.answer_hold", "POST"): row("H   H  404 403 403 H   H   403 403"),
    # Pasal 42: the pengelola of the Pemrakarsa and the Biro. There is no note with the number that is asked for.
    ("work.add_evaluation", "GET"): row("ok ok 404 403 403 ok 403 403 403"),
    ("work.add_evaluation", "POST"): row("ok ok 404 403 403 ok 403 403 403"),
    ("work.evaluation", "GET"): row("N N 404 403 403 N 403 403 403"),
    ("work.evaluation", "POST"): row("N N 404 403 403 N 403 403 403"),
    ("work.void_evaluation", "POST"): row("N N 404 403 403 N 403 403 403"),
}
HOLDS: dict[HoldReason, Row] = {
    HoldReason.BELUM_TERBACA: row("403 403 404 403 403 403 403 403 403"),
    HoldReason.BACA_GAGAL: row("ok  ok 404 403 403 ok  403 403 403"),
    HoldReason.DATA_PRIBADI: row("ok  ok 404 403 403 ok  ok  403 403"),
    HoldReason.TANPA_TEKS: row("ok  ok 404 403 403 ok  ok  403 403"),
    HoldReason.KLAUSUL: row("ok  ok 404 403 403 ok  ok  403 403"),
    HoldReason.MENUNGGU_BIRO: row("403 403 404 403 403 ok  403 403 403"),
    HoldReason.PUTUSAN_PPID: row("403 403 404 403 403 403 ok  403 403"),
    HoldReason.EMBARGO: row("403 403 404 403 403 403 403 403 403"),
}
ELSEWHERE: dict[tuple[str, str], Row] = {
    ("work.home", "GET"): row("ok ok ok ok ok ok ok ok 403"),
    ("work.list", "GET"): row("ok ok ok ok ok ok ok 403 403"),
    ("work.search", "GET"): row("ok ok ok ok ok ok ok 403 403"),
    ("work.upload", "GET"): row("ok ok ok 403 403 ok 403 403 403"),
    ("work.upload", "POST"): row("ok ok ok 403 403 ok 403 403 403"),
    ("work.upload_file", "POST"): row("ok ok ok 403 403 ok 403 403 403"),
    ("work.partners", "GET"): row("ok ok ok 403 403 ok 403 403 403"),
    ("work.register_signing", "GET"): row("ok ok ok 403 403 ok 403 403 403"),
    ("work.register_signing", "POST"): row("ok ok ok 403 403 ok 403 403 403"),
    ("work.register", "GET"): row("ok ok ok ok ok ok 403 403 403"),
    ("work.register_export", "GET"): row("ok ok ok ok ok ok 403 403 403"),
    ("work.register_row", "GET"): row("ok ok 404 ok 404 ok 403 403 403"),
    ("work.register_row", "POST"): row("ok ok 404 403 404 ok 403 403 403"),
    ("work.register_add", "GET"): row("ok ok ok 403 403 ok 403 403 403"),
    ("work.register_add", "POST"): row("ok ok 403 403 403 ok 403 403 403"),
    ("work.register_import", "GET"): row("ok ok ok 403 403 ok 403 403 403"),
    ("work.register_import", "POST"): row("ok ok 403 403 403 ok 403 403 403"),
    ("work.register_remove", "POST"): row("ok ok 404 403 403 ok 403 403 403"),
    ("work.register_restore", "POST"): row("409 409 404 403 403 409 403 403 403"),
    ("work.plan_to_naskah", "GET"): row("ok ok 404 403 403 ok 403 403 403"),
    ("work.plan_to_naskah", "POST"): row("ok ok 404 403 403 ok 403 403 403"),
    ("compliance.board", "GET"): row("ok ok ok ok ok ok 403 403 403"),
    ("compliance.listing", "GET"): row("ok ok ok ok ok ok 403 403 403"),
    ("compliance.workbook", "GET"): row("ok ok ok ok ok ok 403 403 403"),
    ("compliance.report", "GET"): row("ok ok ok ok ok ok 403 403 403"),
    ("compliance.feeds", "GET"): row("ok ok ok ok ok ok 403 403 403"),
    ("compliance.add_feed", "POST"): row("ok ok ok ok ok ok 403 403 403"),
    ("compliance.revoke_feed", "POST"): row("404 404 404 404 404 404 403 403 403"),
    ("biro.counter", "GET"): row("403 403 403 403 403 ok 403 403 403"),
    ("biro.copies", "GET"): row("403 403 403 403 403 ok 403 403 403"),
    ("biro.ratifications", "GET"): row("403 403 403 403 403 ok 403 403 403"),
    # Pasal 16 and 28: the Biro records; a unit reads what is its own, and there is none here with that number.
    ("biro.proposals", "GET"): row("403 403 403 403 403 ok 403 403 403"),
    ("biro.proposals_book", "GET"): row("403 403 403 403 403 ok 403 403 403"),
    ("biro.record_proposal", "GET"): row("403 403 403 403 403 ok 403 403 403"),
    ("biro.record_proposal", "POST"): row("403 403 403 403 403 ok 403 403 403"),
    ("biro.proposal", "GET"): row("403 403 403 403 403 404 403 403 403"),
    ("biro.edit_proposal", "GET"): row("403 403 403 403 403 404 403 403 403"),
    ("biro.edit_proposal", "POST"): row("403 403 403 403 403 404 403 403 403"),
    ("biro.close_proposal", "POST"): row("403 403 403 403 403 404 403 403 403"),
    ("biro.reopen_proposal", "POST"): row("403 403 403 403 403 404 403 403 403"),
    ("biro.void_proposal", "POST"): row("403 403 403 403 403 404 403 403 403"),
    ("biro.link_proposal", "POST"): row("403 403 403 403 403 404 403 403 403"),
    ("biro.evaluations", "GET"): row("403 403 403 403 403 ok 403 403 403"),
    ("work.proposals", "GET"): row("ok ok ok ok ok ok ok 403 403"),
    ("work.proposals_book", "GET"): row("ok ok ok ok ok ok ok 403 403"),
    ("work.proposal", "GET"): row("404 404 404 404 404 404 404 403 403"),
    ("work.resume_begin", "POST"): row("ok ok ok 403 403 ok 403 403 403"),
    ("work.resume_state", "GET"): row("404 404 404 403 403 404 403 403 403"),
    ("work.resume_part", "PUT"): row("404 404 404 403 403 404 403 403 403"),
    ("work.resume_finish", "POST"): row("404 404 404 403 403 404 403 403 403"),
    ("auth.password", "GET"): row("ok ok ok ok ok ok ok ok 403"),
    ("auth.password", "POST"): row("ok ok ok ok ok ok ok ok 403"),
    ("auth.logout", "POST"): row("ok ok ok ok ok ok ok ok 403"),
    ("admin.audit_trail", "GET"): row("403 403 403 403 403 ok 403 ok 403"),
    ("admin.export_audit", "POST"): row("403 403 403 403 403 ok 403 ok 403"),
    ("admin.jobs", "GET"): row("403 403 403 403 403 ok 403 ok 403"),
    ("admin.retry_job", "POST"): row("403 403 403 403 403 409 403 409 403"),
    ("admin.enable_user", "POST"): row("403 403 403 403 403 403 403 409 403"),
    **{
        (f"admin.{name}", method): row("403 403 403 403 403 403 403 ok 403")
        for name, method in (
            ("users", "GET"),
            ("add_user", "POST"),
            ("user", "GET"),
            ("disable_user", "POST"),
            ("reset_password", "POST"),
            ("assign", "POST"),
            ("end_assignment", "POST"),
            ("units", "GET"),
            ("import_units", "POST"),
            ("holidays", "GET"),
            ("change_holidays", "POST"),
            ("holidays_table", "GET"),
        )
    },
}
HIDDEN_404 = dict.fromkeys(STATES, 404)
PAGE = HIDDEN_404 | {"terbit": 200, "metadata": 200, "ditarik": 410}
FILE = HIDDEN_404 | {"terbit": 200}
PUBLIC: dict[str, dict[str, int]] = {
    "public.naskah": PAGE,
    "public.file": FILE,
    "public.file_numbered": FILE,
    "public.page_image": FILE,
    "api.naskah": PAGE,
}
OPEN = {
    "public.home", "public.search", "public.browse_mitra", "public.browse_unit", "public.browse_negara",
    "public.browse_tahun", "public.about", "public.sitemap", "public.robots", "public.security_txt", "api.search",
    "api.openapi", "api.health", "api.tenggat",
}  # fmt: skip
# Checked by tests of their own: files of the look, the door, and the feed with its secret address.
ASIDE = {
    ("feed.due_dates", "GET"),
    ("static", "GET"),
    ("assets.stylesheet", "GET"),
    ("auth.login", "GET"),
    ("auth.login", "POST"),
}
