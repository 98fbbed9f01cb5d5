"""The lists of proposals and explorations abroad, for the Biro and for units; the same rows as a workbook."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from portal.domain.usulan.usulan import JenisUsulan
from portal.domain.workbook_cell import Value
from portal.queries import usulan as stored
from portal.queries.usulan import UsulanFilter, UsulanGroup, UsulanItem
from portal.web.context import actor, reading, today
from portal.web.law import law_of_today
from portal.web.pagination import page_links
from portal.web.staff import frame
from portal.web.staff.sheets.workbook import fill_sheet, workbook_answer
from portal.web.typed import choice, clean_line
from portal.web.words.labels import usulan as usulan_page
from portal.web.words.labels.lookup import label

COLUMNS = (
    "Nomor", "Jenis", "Perihal", "Calon mitra", "Unit pengusul", "Tanggal diterima", "Keadaan", "Jatuh tempo",
    "Sisa hari kerja", "Dasar", "Sementara", "Hasil", "Tanggal hasil",
)  # fmt: skip
WIDTHS = (16, 26, 50, 40, 44, 16, 22, 14, 14, 22, 30, 36, 14)


def all_usulan_list() -> ResponseReturnValue:
    """The list for the Biro."""
    return _list("biro.usulan_list", "biro.usulan", "usulan")


def unit_usulan_list() -> ResponseReturnValue:
    """The same for a unit: what it has proposed, to be read."""
    return _list("work.usulan_list", "work.usulan", "usulan-unit")


def workbook() -> Response:
    """What the filters leave, for the Biro or, of its own, for a unit."""
    wanted, law = _filter(), law_of_today()
    with reading() as session:
        items = stored.all_usulan(session, actor(), wanted, law, today())
    # Rare, and a start does not wait for the library.
    from openpyxl import Workbook  # type: ignore[import-untyped, unused-ignore]
    from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped, unused-ignore]

    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - tells the type checker what a new workbook holds
    sheet.title = "Usulan dan penjajakan"
    fill_sheet(sheet, COLUMNS, (_row(item) for item in items), WIDTHS)
    response = workbook_answer(made, f"usulan-{wanted.kelompok.value}-{today().isoformat()}")
    response.headers["Cache-Control"] = "no-store"
    return response


def _list(endpoint: str, one: str, di: str) -> Response:
    wanted = _filter()
    law = law_of_today()
    with reading() as session:
        found = stored.list_usulan(session, actor(), wanted, law, today(), frame.page_number())
        ringkas = stored.summary(stored.open_facts(session, actor()), law, today())
        units = stored.units_with_usulan(session, actor())
    daftar = "" if wanted.kelompok is UsulanGroup.BERJALAN else wanted.kelompok.value
    jenis = wanted.jenis.value if wanted.jenis else ""
    return frame.show(
        "usulan/list",
        di=di,
        found=found,
        wanted=wanted,
        ringkas=ringkas,
        units=units,
        kelompok=usulan_page.GROUPS,
        daftar_list=[(group.value, words) for group, words in usulan_page.GROUPS.items()],
        kata=usulan_page,
        halaman_ini=endpoint,
        satu=one,
        is_unit=endpoint == "work.usulan_list",
        is_effective=law.effective_on is not None,
        links=page_links(found.page, total=found.total, per_page=found.per_page),
        buku=frame.address_of(endpoint.replace("_list", "_workbook"), daftar=daftar, jenis=jenis, unit=wanted.unit)(1),
        alamat=frame.address_of(endpoint, daftar=daftar, jenis=jenis, unit=wanted.unit),
    )


def _filter() -> UsulanFilter:
    """The filters of the address. Raises BadInputError for a list or a kind there is not."""
    return UsulanFilter(
        kelompok=choice(UsulanGroup, clean_line(request.args.get("daftar", "")), "daftar", "daftar")
        or UsulanGroup.BERJALAN,
        jenis=choice(JenisUsulan, clean_line(request.args.get("jenis", "")), "jenis", "jenis"),
        unit=clean_line(request.args.get("unit", ""))[:40],
    )


def _row(item: UsulanItem) -> tuple[Value, ...]:
    clock, facts = item.clock_state, item.facts
    days = clock.days if clock.is_open and clock.due_on else None
    return (
        item.nomor, usulan_page.SHORT[item.jenis.value], item.perihal, item.calon_mitra, item.unit_nama,
        facts.received_on, label(clock.keadaan), clock.due_on, days,
        clock.tenggat.rule.dasar if clock.tenggat is not None else "", clock.notice,
        label(facts.hasil) if facts.hasil is not None else "", facts.hasil_on,
    )  # fmt: skip
