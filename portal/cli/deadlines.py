"""Command `portal tenggat`: a due date with a line for every day counted or skipped. Needs no database.

The calendar is the one that travels with the code; rule and basis of the counting are printed with the result.
"""

import json
from datetime import date

from portal.cli.context import EXIT_OK, say
from portal.domain.kalender import HARI
from portal.domain.naskah import Presisi
from portal.domain.tanggal import parse_tanggal
from portal.domain.tenggat import Aturan, Tenggat, tenggat
from portal.errors import BadInputError
from portal.legal.load import load_calendar


def run(start: str, *, hari: int, as_json: bool) -> int:
    """Print the due date `hari` working days after `start` (ISO date). Raises BadInputError naming what is wrong."""
    rule = Aturan(
        kode="bebas",
        hari_kerja=hari,
        peraturan="Perpres 21/2023",
        dasar="Pasal 3 dan Pasal 6",
        dihitung_dari="tanggal yang disebut",
        keterangan="Hitungan atas permintaan.",
    )
    found = tenggat(rule, _whole_day(start), load_calendar())
    if as_json:
        say(json.dumps(_as_json(found), ensure_ascii=False, indent=1))
    else:
        _tell(found)
    return EXIT_OK


def _whole_day(text: str) -> date:
    tanggal = parse_tanggal(text, field="start")
    if tanggal.on is None or tanggal.presisi is not Presisi.HARI:
        raise BadInputError("Tulis tanggal lengkap sebagai TTTT-BB-HH, misalnya 2026-11-13.", "start")
    return tanggal.on


def _as_json(found: Tenggat) -> dict[str, object]:
    return {
        "start": found.start_on.isoformat(),
        "hari_kerja": found.rule.hari_kerja,
        "due": found.due_on.isoformat(),
        "provisional": found.is_provisional,
        "days": [
            {"date": day.tanggal.isoformat(), "counted": day.is_counted, "reason": day.alasan} for day in found.days
        ],
    }


def _tell(found: Tenggat) -> None:
    say(f"Mulai:   {_with_weekday(found.start_on)} (tidak dihitung; hari ke-1 adalah hari kerja pertama sesudahnya)")
    for day in found.days:
        say(f"{day.ke or '–':>4}  {_with_weekday(day.tanggal)}  {day.alasan}")
    rule = found.rule
    say(f"Tenggat: {_with_weekday(found.due_on)} ({rule.hari_kerja} hari kerja; {rule.peraturan} {rule.dasar})")
    if found.is_provisional:
        say(found.notice)


def _with_weekday(day: date) -> str:
    return f"{day.isoformat()} {HARI[day.weekday()]}"
