"""The cover sheet of a naskah, to be printed."""

from flask import Response, current_app, url_for

from portal.domain.kiriman.lembar_pengantar import write_mark
from portal.queries.naskah import dossier
from portal.web.context import actor, reading, stores
from portal.web.delivery import PRIVATE
from portal.web.staff.sheets.lembar_pengantar import cover_sheet


def lembar_pengantar(kode: str) -> Response:
    """The sheet as a PDF."""
    # Drawing takes a library that a start does not wait for.
    from portal.web.staff.sheets.paper import sheet_pdf

    with reading() as session:
        naskah = dossier.find_naskah(session, kode, actor())
    config = stores().config
    mark = write_mark(naskah.kode, str(current_app.config["SECRET_KEY"]))
    mitra = tuple(one.nama for one in naskah.fields.pihak if not one.is_kementerian)
    address = config.base_url + url_for("work.detail", kode=naskah.kode)
    response = Response(
        sheet_pdf(cover_sheet(naskah, mitra, mark, address, is_sample=config.is_demo)), mimetype="application/pdf"
    )
    response.headers["Cache-Control"] = PRIVATE
    response.headers["Content-Disposition"] = f'inline; filename="lembar-pengantar-{naskah.kode}.pdf"'
    return response
