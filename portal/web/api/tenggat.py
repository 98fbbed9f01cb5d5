"""The address that explains a due date day by day: for any start date, by a rule of the law or a number of days.

It tells what the law and the calendar say of a date that the caller names; which naskah is late is nobody's here.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from portal.domain.naskah_asli.penerimaan import Penyampaian
from portal.domain.tanggal import BEFORE_EARLIEST, EARLIEST
from portal.domain.tenggat.clocks import RULES, Law
from portal.domain.tenggat.tenggat import LONGEST, Aturan, AturanVersions, Tenggat, on_request, tenggat
from portal.errors import BadInputError
from portal.legal.load import load_rules
from portal.web.api.params import Parameter, read_value, refuse_unknown

LATEST_START = date(2199, 12, 31)

MULAI = Parameter(
    "mulai",
    "Tanggal mulai, misalnya tanggal tanda tangan terakhir. Hari ini sendiri tidak dihitung. Wajib.",
    {"type": "string", "pattern": r"^(19[4-9][0-9]|2[01][0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"},
    "2026-11-13",
)
ATURAN = Parameter(
    "aturan",
    "Aturan yang dipakai; bila tidak diisi, naskah_asli (Pasal 39 ayat (4)).",
    {"type": "string", "enum": list(load_rules())},
    RULES[Penyampaian.ASLI],
)
HARI = Parameter(
    "hari",
    "Banyaknya hari kerja, sebagai ganti aturan.",
    {"type": "integer", "minimum": 1, "maximum": LONGEST},
    10,
)
TENGGAT: tuple[Parameter, ...] = (MULAI, ATURAN, HARI)


def parse_tenggat(values: Mapping[str, Sequence[str]], rules: Mapping[str, AturanVersions]) -> tuple[Aturan, date]:
    """Rule and start date that were asked for; `values` holds every text sent under a name.

    Raises BadInputError naming the first parameter that is unknown, missing, repeated, or not what the table says.
    """
    refuse_unknown(TENGGAT, values)
    start, kode, hari = (read_value(one, values) for one in TENGGAT)
    if start is None:
        raise BadInputError(f"Parameter mulai: wajib diisi, misalnya {MULAI.example}.", "mulai")
    if kode is not None and hari is not None:
        raise BadInputError("Parameter hari: isi hari atau aturan, tidak keduanya.", "hari")
    start_on = _day(str(start))
    rule = on_request(int(hari)) if hari is not None else rules[str(kode or ATURAN.example)].on(start_on)
    return rule, start_on


def explain(values: Mapping[str, Sequence[str]], law: Law) -> Tenggat:
    """The due date that was asked for. Raises BadInputError as `parse_tenggat` does."""
    rule, start_on = parse_tenggat(values, law.aturan)
    return tenggat(rule, start_on, law.kalender)


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise BadInputError(f"Parameter mulai: {text} tidak ada dalam kalender.", "mulai") from error
    if not EARLIEST <= found <= LATEST_START:
        raise BadInputError(f"Parameter mulai: tanggal {BEFORE_EARLIEST} tidak dihitung.", "mulai")
    return found
