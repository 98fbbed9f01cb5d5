"""The office calendar for the administrator: days off by year, and every change with a look at what it moves.

A change is sent twice: first to be looked at, then, with the version of the calendar it was looked at on, to be made.
"""

import csv
from datetime import date
from io import StringIO

from flask import Response, request
from flask.typing import ResponseReturnValue

from portal.domain.kalender.change import COLUMNS, FIRST_YEAR, LAST_YEAR, KalenderChange, check_day, read_libur
from portal.domain.kalender.kalender import HariLibur, JenisLibur, StatusTahun, TahunKalender
from portal.domain.whole_number import read_count
from portal.errors import BadInputError, ConflictError, RowsRefusedError
from portal.queries import kalender as stored
from portal.queries.kepatuhan.kepatuhan import unit_tree
from portal.services import kalender as kalender_service
from portal.web.context import reading, stores, today
from portal.web.staff import frame
from portal.web.staff.reading import read_table
from portal.web.typed import choice, clean, clean_line, read_day, read_iso_day, show_day
from portal.web.words.labels.lookup import members

Typed = dict[str, str]
_FIELDS = ("aksi", "tanggal", "jenis", "nama", "dasar", "tahun", "status", "nomor_skb")


def show_kalender() -> ResponseReturnValue:
    """The days off of a year, with the forms to change them."""
    return _show()


def change_kalender() -> ResponseReturnValue:
    """Show what a change would move, or make the change that was looked at."""
    typed = {name: clean_line(request.form.get(name, "")) for name in _FIELDS}
    try:
        if typed["aksi"] == "impor":
            typed["isi"] = clean(request.form.get("isi", "")) or read_table()
        perubahan = _change(typed)
        if "versi" in request.form:
            return _make(perubahan, typed)
        return _preview(perubahan, typed)
    except RowsRefusedError as error:
        return _show(422, tuple(("tabel", problem) for problem in error.problems), typed, error.message)
    except BadInputError as error:
        return _show(422, ((error.field or "tanggal", error.message),), typed)


def kalender_table() -> Response:
    """All days off as the table that can be imported."""
    with reading() as session:
        kalender = stored.load_kalender(session)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for libur in sorted(kalender.days, key=lambda day: day.tanggal):
        writer.writerow((libur.tanggal.isoformat(), libur.jenis.value, libur.nama, libur.dasar))
    response = Response(out.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="hari-libur.csv"'
    return response


def _make(perubahan: KalenderChange, typed: Typed) -> ResponseReturnValue:
    version = clean_line(request.form.get("versi", ""))[:64]
    try:
        with stores().database.transaction() as session:
            effective_on = stores().config.effective_on
            kalender_service.change(session, perubahan, frame.act(), version=version, effective_on=effective_on)
    except ConflictError as error:
        return _preview(perubahan, typed, error.message)
    return frame.go("admin.kalender", "libur", tahun=_year_of(perubahan))


def _preview(perubahan: KalenderChange, typed: Typed, problem: str = "") -> ResponseReturnValue:
    with reading() as session:
        found = kalender_service.preview(session, perubahan, frame.act(), stores().config.effective_on)
        pohon = {kode: unit.nama for kode, unit in unit_tree(session).items()}
    return frame.show(
        "admin/kalender_preview",
        409 if problem else 200,
        di="libur",
        found=found,
        typed=typed,
        problem=problem,
        pohon=pohon,
        tahun=_year_of(perubahan),
        is_effective=stores().config.effective_on is not None,
    )


def _show(
    status: int = 200, problems: tuple[tuple[str, str], ...] = (), typed: Typed | None = None, title: str = ""
) -> ResponseReturnValue:
    with reading() as session:
        kalender = stored.load_kalender(session)
    wanted = (typed or {}).get("tahun") or request.args.get("tahun", "")
    tahun = _read_year(wanted) or today().year
    edited_day = read_iso_day(request.args.get("ubah", ""))
    shown = typed if typed else _typed_day(stored.day_for(kalender, edited_day)) if edited_day else {}
    known = {year.tahun for year in kalender.years} | {today().year, today().year + 1, tahun}
    return frame.show(
        "admin/kalender",
        status,
        di="libur",
        tahun=tahun,
        tahun_ini=stored.year_of(kalender, tahun),
        is_decided=kalender.is_decided(tahun),
        tahun_list=sorted(known),
        belum=[year for year in sorted(known) if year >= today().year and not kalender.is_decided(year)],
        days=sorted((day for day in kalender.days if day.tanggal.year == tahun), key=lambda day: day.tanggal),
        jenis=members(JenisLibur),
        status_tahun=members(StatusTahun),
        problems=problems,
        problem_title=title or "Periksa isian berikut",
        errors=dict(problems),
        typed=shown,
        is_editing=bool(edited_day),
    )


def _change(typed: Typed) -> KalenderChange:
    match typed["aksi"]:
        case "hari":
            jenis = choice(JenisLibur, typed["jenis"], "jenis", "jenis")
            if jenis is None:
                raise BadInputError("Pilih jenis hari libur.", "jenis")
            libur = check_day(HariLibur(_day(typed), jenis, typed["nama"], typed["dasar"]))
            return KalenderChange(set_days=(libur,))
        case "hapus":
            return KalenderChange(drop_days=(_day(typed),))
        case "tahun":
            return KalenderChange(years=(_year(typed),))
        case "impor":
            return KalenderChange(set_days=read_libur(typed["isi"]))
    raise BadInputError("Perubahan itu tidak dikenal. Muat ulang laman ini.", "tanggal")


def _day(typed: Typed) -> date:
    day = read_day(typed["tanggal"], "tanggal")
    if day is None:
        raise BadInputError("Isi tanggal.", "tanggal")
    return day


def _year(typed: Typed) -> TahunKalender:
    tahun = _read_year(typed["tahun"])
    if tahun is None:
        raise BadInputError(f"Tahun harus antara {FIRST_YEAR} dan {LAST_YEAR}.", "status")
    status = choice(StatusTahun, typed["status"], "status", "status")
    if status is None:
        raise BadInputError("Pilih status tahun.", "status")
    if status is StatusTahun.DITETAPKAN and not typed["nomor_skb"]:
        raise BadInputError("Isi nomor SKB: tanpa nomor, tahun itu tetap perkiraan.", "nomor_skb")
    if len(typed["nomor_skb"]) > 200:
        raise BadInputError("Nomor SKB paling panjang 200 karakter.", "nomor_skb")
    return TahunKalender(tahun, status, typed["nomor_skb"])


def _year_of(perubahan: KalenderChange) -> int:
    days = [*(day.tanggal for day in perubahan.set_days), *perubahan.drop_days]
    return perubahan.years[0].tahun if perubahan.years else min(days).year


def _read_year(text: str) -> int | None:
    found = read_count(text, 4)
    return found if found is not None and FIRST_YEAR <= found <= LAST_YEAR else None


def _typed_day(libur: HariLibur | None) -> Typed:
    if libur is None:
        return {}
    return {
        "tanggal": show_day(libur.tanggal),
        "jenis": libur.jenis.value,
        "nama": libur.nama,
        "dasar": libur.dasar,
        "tahun": str(libur.tanggal.year),
    }
