"""Addresses of the compliance board and of the feeds of due dates. Who may enter stands in the guard."""

from flask import Blueprint

from portal.web.staff.kepatuhan import board, report, umpan_kalender, workbook

compliance = Blueprint("compliance", __name__, url_prefix="/biro/kepatuhan")
feed = Blueprint("feed", __name__)

for address, endpoint, view, methods in (
    ("", "board", board.board, ("GET",)),
    ("/daftar", "listing", board.listing, ("GET",)),
    ("/kepatuhan.xlsx", "workbook", workbook.workbook, ("GET",)),
    ("/laporan.pdf", "report", report.report, ("GET",)),
    ("/kalender", "feeds", umpan_kalender.feeds, ("GET",)),
    ("/kalender", "add_feed", umpan_kalender.add_feed, ("POST",)),
    ("/kalender/<int:feed_id>/cabut", "revoke_feed", umpan_kalender.revoke_feed, ("POST",)),
):
    compliance.add_url_rule(address, endpoint, view, methods=list(methods))
feed.add_url_rule("/kalender/<token>.ics", "due_dates", umpan_kalender.due_dates)
