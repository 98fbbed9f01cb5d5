"""The list of proposals and explorations abroad as a workbook: the rows of the page, all of them, in its order."""

from io import BytesIO

from flask import Response
from openpyxl import Workbook  # type: ignore[import-untyped, unused-ignore]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped, unused-ignore]

from portal.domain.workbook_cell import Value
from portal.queries import usulan as stored
from portal.queries.usulan import UsulanItem
from portal.web.context import actor, stores, today
from portal.web.law import law_of_today
from portal.web.staff.kepatuhan.workbook import XLSX, fill_sheet
from portal.web.staff.usulan.filter import read_filter
from portal.web.words.labels import usulan
from portal.web.words.labels.lookup import label

COLUMNS = (
    "Nomor", "Jenis", "Perihal", "Calon mitra", "Unit pengusul", "Tanggal diterima", "Keadaan", "Jatuh tempo",
    "Sisa hari kerja", "Dasar", "Sementara", "Hasil", "Tanggal hasil",
)  # fmt: skip
WIDTHS = (16, 26, 50, 40, 44, 16, 22, 14, 14, 22, 30, 36, 14)


def book() -> Response:
    """What the filters leave, for the Biro or, of its own, for a unit."""
    wanted, law = read_filter(), law_of_today()
    with stores().database.reading() as session:
        items = stored.all_usulan(session, actor(), wanted, law, today())
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - tells the type checker what a new workbook holds
    sheet.title = "Usulan dan penjajakan"
    fill_sheet(sheet, COLUMNS, (_row(item) for item in items), WIDTHS)
    out = BytesIO()
    made.save(out)
    response = Response(out.getvalue(), content_type=XLSX)
    name = f"usulan-{wanted.kelompok.value}-{today().isoformat()}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _row(item: UsulanItem) -> tuple[Value, ...]:
    jam, fakta = item.jam, item.fakta
    return (
        item.nomor, usulan.SHORT[item.jenis.value], item.perihal, item.calon_mitra, item.unit_nama,
        fakta.received_on, label(jam.keadaan), jam.due_on, jam.days if jam.is_open and jam.due_on else None,
        jam.tenggat.rule.dasar if jam.tenggat is not None else "", jam.notice,
        label(fakta.hasil) if fakta.hasil is not None else "", fakta.hasil_on,
    )  # fmt: skip
