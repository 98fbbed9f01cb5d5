"""What narrows the list of proposals, read from its address; the page and its workbook read it alike."""

from flask import request

from portal.domain.usulan.usulan import JenisUsulan
from portal.queries.usulan import UsulanFilter, UsulanGroup
from portal.web.typed import choice, clean_line


def read_filter() -> UsulanFilter:
    """The filters of the address. Raises BadInputError for a list or a kind there is not."""
    return UsulanFilter(
        kelompok=choice(UsulanGroup, clean_line(request.args.get("daftar", "")), "daftar", "daftar")
        or UsulanGroup.BERJALAN,
        jenis=choice(JenisUsulan, clean_line(request.args.get("jenis", "")), "jenis", "jenis"),
        unit=clean_line(request.args.get("unit", ""))[:40],
    )
