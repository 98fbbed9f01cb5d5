"""What the address of a register asks for, and the years its forms offer; list, rows and workbook read it alike."""

from flask import request

from portal.domain.lampiran.columns import check_year
from portal.domain.whole_number import read_count
from portal.queries.lampiran import LampiranFilter
from portal.web.context import today
from portal.web.typed import clean_line

ALL_YEARS = "semua"


def read_filter() -> LampiranFilter:
    """Unit, year and whether taken-out rows are wanted, from the address. Raises BadInputError."""
    text = clean_line(request.args.get("tahun", ""))[:20]
    tahun = None if text == ALL_YEARS else check_year(text) if text else today().year
    return LampiranFilter(clean_line(request.args.get("unit", ""))[:100], tahun, request.args.get("dihapus") == "1")


def year_choices(typed: str) -> list[tuple[str, str]]:
    """The years around this one, and the one that was typed."""
    years = {str(today().year + shift) for shift in (-1, 0, 1, 2)}
    if read_count(typed) is not None:
        years.add(typed)
    return [(year, year) for year in sorted(years)]
