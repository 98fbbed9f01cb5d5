"""Command `portal tenggat`: a due date with a line for every day counted or skipped.

The calendar is the one the portal counts by: that of the database where there is one, else the one that travels with
the code. Which one it was is printed with the result, and so are rule and basis of the counting.
"""

import json
from datetime import date
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from portal.cli.lines import EXIT_OK, note, say
from portal.config import Config
from portal.db import Database, make_engine
from portal.domain.formats import WEEKDAYS
from portal.domain.kalender.kalender import Kalender
from portal.domain.naskah.enumerations import Presisi
from portal.domain.tanggal import parse_tanggal
from portal.domain.tenggat.tenggat import ON_REQUEST, Tenggat, on_request, tenggat
from portal.errors import BadInputError
from portal.legal.load import load_kalender, load_rules
from portal.models.kalender import HariLibur
from portal.queries import kalender as kalender_queries

USUAL = "naskah_asli"
"""The rule whose number of working days is counted where nothing is asked for."""
SHIPPED, STORED = "bawaan program", "basis data portal"
UNREACHABLE = "Basis data tidak dapat dibuka; kalender bawaan program yang dipakai."


def run(start: str, *, hari: int | None, aturan: str | None, as_json: bool) -> int:
    """Print the due date `hari` working days after `start` (ISO date), or that of the rule of this kode.

    Raises BadInputError naming what is wrong.
    """
    if hari is not None and aturan is not None:
        raise BadInputError("Pakai --hari atau --aturan, tidak keduanya.", "hari")
    start_on = _whole_day(start)
    rule = load_rules()[aturan or USUAL].on(start_on)
    if aturan is None:
        rule = on_request(rule.hari_kerja if hari is None else hari)
    kalender, source = _calendar(Config.from_env().database_url)
    found = tenggat(rule, start_on, kalender)
    if as_json:
        say(json.dumps({**_as_json(found), "calendar": source}, ensure_ascii=False, indent=1))
    else:
        _tell(found)
        say(f"Kalender: {source}")
    return EXIT_OK


def _calendar(url: str) -> tuple[Kalender, str]:
    """The calendar of the database if there is one with a calendar, else the shipped one; nothing is created."""
    address = make_url(url)
    is_absent = address.get_backend_name() == "sqlite" and not (address.database and Path(address.database).is_file())
    if is_absent:
        return load_kalender(), SHIPPED
    database = Database(make_engine(url))
    try:
        if not inspect(database.engine).has_table(HariLibur.__tablename__):
            return load_kalender(), SHIPPED
        with database.reading() as session:
            return kalender_queries.load_kalender(session), STORED
    except SQLAlchemyError:
        note(UNREACHABLE)
        return load_kalender(), SHIPPED
    finally:
        database.close()


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
    if rule.kode != ON_REQUEST:
        say(f"Aturan:  {rule.keterangan} Dihitung dari {rule.dihitung_dari}.")
    say(f"Tenggat: {_with_weekday(found.due_on)} ({rule.hari_kerja} hari kerja; {rule.peraturan} {rule.dasar})")
    if found.is_provisional:
        say(found.notice)


def _with_weekday(day: date) -> str:
    return f"{day.isoformat()} {WEEKDAYS[day.weekday()]}"
