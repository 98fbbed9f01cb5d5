"""The optional registers of the Lampiran: the list of one register, narrowed by unit and year."""

from flask import request
from flask.typing import ResponseReturnValue

from portal.domain.lampiran.columns import PERENCANAAN, lampiran_of
from portal.domain.whole_number import read_count
from portal.queries import lampiran as registers
from portal.queries.naskah import worklist
from portal.web.context import actor, reading, today
from portal.web.pagination import page_links
from portal.web.staff import frame
from portal.web.staff.lampiran.filter import ALL_YEARS, read_filter


def register(lampiran: str) -> ResponseReturnValue:
    """One register, narrowed by unit and year; this year unless another is asked for."""
    form = lampiran_of(lampiran)
    wanted = read_filter()
    with reading() as session:
        found = registers.list_rows(session, form, actor(), wanted, frame.page_number())
        units = worklist.units_to_act_for(session, actor())
        readable = registers.units_to_read(session, form, actor())
    tahun = str(wanted.tahun or ALL_YEARS)
    dihapus = "1" if wanted.is_removed else ""
    return frame.show(
        "lampiran/list",
        di=PERENCANAAN.nama,
        lampiran=form,
        found=found,
        wanted=wanted,
        tahun=tahun,
        tahun_list=sorted({*found.years, today().year, today().year + 1}, reverse=True),
        units=readable,
        may_keep=bool(units),
        counts={name: read_count(request.args.get(name, ""), 6) for name in ("masuk", "sama")},
        links=page_links(found.page, total=found.total, per_page=found.per_page),
        alamat=frame.address_of(
            "work.lampiran", lampiran=lampiran, unit=wanted.unit, tahun=tahun, dihapus=dihapus
        ),
    )  # fmt: skip
