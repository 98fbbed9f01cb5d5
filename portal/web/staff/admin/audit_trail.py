"""The audit page: who did what, when, before and after; filtered, by pages, exported. It offers no way to change it."""

import json
from collections.abc import Iterator

from flask import Response, request
from flask.typing import ResponseReturnValue

from portal.domain.formats import clock_time, long_date
from portal.errors import BadInputError
from portal.queries import admin
from portal.queries import audit_trail as audit_trail_queries
from portal.queries.audit_trail import AuditFilter, AuditRow
from portal.services.acts import Subject, record
from portal.web.context import actor, reading, stores, today
from portal.web.csv_text import csv_lines
from portal.web.pagination import page_links
from portal.web.staff import frame
from portal.web.typed import clean_line, read_day, show_day
from portal.web.words import acts, fields

FIELDS = ("pelaku", "tindakan", "objek", "unit", "dari", "sampai")
LONGEST = 200
FORMATS = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}
COLUMNS = (
    "nomor", "waktu_utc", "waktu_wib", "pelaku", "nama", "untuk_unit", "tindakan", "tindakan_teks", "jenis_objek",
    "objek", "sebelum", "sesudah", "sidik_sebelumnya", "sidik",
)  # fmt: skip


def audit_trail() -> ResponseReturnValue:
    """The newest acts, or those the filters leave."""
    typed = _typed(request.args)
    try:
        wanted = _wanted(typed)
    except BadInputError as error:
        return _show(AuditFilter(), typed, 422, ((error.field or "dari", error.message),))
    return _show(wanted, typed)


def export_audit() -> ResponseReturnValue:
    """All acts the filters leave, as a table or as lines of JSON. The export is an act itself, and is logged first."""
    typed = _typed(request.form)
    form = request.form.get("bentuk", "")
    if form not in FORMATS:
        raise BadInputError("Pilih ekspor CSV atau JSON.", "bentuk")
    wanted, act = _wanted(typed), frame.act()
    with stores().database.transaction() as session:
        count = audit_trail_queries.count_trail(session, act.actor, wanted)
        after = {"format": form, "baris": count, "saringan": wanted.as_values()}
        seq = record(session, act, "audit.ekspor", Subject("audit", "jejak"), after=after).seq
    database, who = stores().database, act.actor

    def rows() -> Iterator[AuditRow]:
        with database.reading() as session:
            yield from audit_trail_queries.whole_trail(session, who, wanted, seq)

    lines = _as_csv(rows()) if form == "csv" else _as_json_lines(rows())
    response = Response(lines, content_type=FORMATS[form])
    response.headers["Content-Disposition"] = f'attachment; filename="jejak-audit-{today().isoformat()}.{form}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _show(
    wanted: AuditFilter, typed: dict[str, str], status: int = 200, problems: tuple[tuple[str, str], ...] = ()
) -> ResponseReturnValue:
    with reading() as session:
        found = audit_trail_queries.list_trail(session, actor(), wanted, frame.page_number())
        end = audit_trail_queries.load_end(session)
        units = admin.all_units(session)
    links = page_links(found.page, total=found.total, per_page=found.per_page)
    return frame.show(
        "admin/audit_trail",
        status,
        di="jejak",
        found=found,
        end=end,
        units=units,
        typed=typed,
        problems=problems,
        errors=dict(problems),
        links=links,
        alamat=frame.address_of("admin.audit_trail", **typed),
        acts=acts,
        changes=fields.all_changes,
        is_filtered=bool(wanted.as_values()),
    )


def _typed(values: object) -> dict[str, str]:
    get = values.get  # type: ignore[attr-defined]
    return {name: clean_line(get(name, ""))[:LONGEST] for name in FIELDS}


def _wanted(typed: dict[str, str]) -> AuditFilter:
    dari, sampai = read_day(typed["dari"], "dari"), read_day(typed["sampai"], "sampai")
    if dari is not None and sampai is not None and sampai < dari:
        raise BadInputError(f"Tanggal akhir harus sama dengan atau sesudah {show_day(dari)}.", "sampai")
    return AuditFilter(typed["pelaku"], typed["tindakan"], typed["objek"], typed["unit"], dari, sampai)


def _values(entry: AuditRow) -> tuple[object, ...]:
    hidden = "tidak ditampilkan untuk peran Anda"
    return (
        entry.seq,
        entry.at.isoformat(timespec="seconds"),
        f"{long_date(entry.at_wib)}, {clock_time(entry.at)}",
        entry.email,
        entry.nama,
        entry.acting_for,
        entry.action,
        acts.action_text(entry.action),
        entry.object_kind,
        hidden if entry.is_hidden else entry.object_key,
        hidden if entry.is_hidden else entry.before,
        hidden if entry.is_hidden else entry.after,
        entry.previous_hash,
        entry.entry_hash,
    )


def _as_csv(entries: Iterator[AuditRow]) -> Iterator[str]:
    return csv_lines(COLUMNS, ([_cell(value) for value in _values(entry)] for entry in entries))


def _as_json_lines(entries: Iterator[AuditRow]) -> Iterator[str]:
    for entry in entries:
        yield json.dumps(dict(zip(COLUMNS, _values(entry), strict=True)), ensure_ascii=False) + "\n"


def _cell(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, dict) else str(value)
