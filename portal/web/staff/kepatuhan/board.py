"""The compliance board, and the lists behind its figures."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.domain.kepatuhan.penyerahan import OPEN, Penyerahan, PenyerahanState, penyerahan
from portal.errors import BadInputError
from portal.queries.kepatuhan import counts, kepatuhan, received
from portal.queries.kepatuhan import facts as facts_queries
from portal.queries.kepatuhan.received import ReceivedPenyerahan
from portal.web.context import actor, stores
from portal.web.filters import SHORT_MONTHS
from portal.web.pagination import page_links
from portal.web.staff import frame
from portal.web.staff.kepatuhan import drawing, params, view, wording
from portal.web.staff.kepatuhan.view import Board
from portal.web.typed import clean_line

ON_BOARD = 10
PER_PAGE = 50
_RECEIVED = (PenyerahanState.TEPAT_WAKTU, PenyerahanState.DITERIMA_TERLAMBAT)
_STATES = {state.value: (state,) for state in PenyerahanState} | {"terbuka": OPEN}


def board() -> ResponseReturnValue:
    """Who is late, how many, how long; then everything behind it."""
    papan = view.load(ON_BOARD)
    kept = papan.saringan.query
    first = papan.saringan.bulan or papan.today.replace(day=1)
    bulan = drawing.month(papan.angka.due_counts(), first, papan.found.kalender, papan.today)
    largest = max((unit.berjalan for unit in papan.units), default=0)
    return frame.show(
        "kepatuhan/board",
        di="kepatuhan",
        papan=papan,
        rows=papan.angka.papan[:ON_BOARD],
        bulan=bulan,
        usia=drawing.ages(papan.angka),
        ketepatan=drawing.rates(papan.riwayat, SHORT_MONTHS),
        tumpukan={unit.kode: drawing.stack(unit, largest) for unit in papan.units},
        isian=drawing.progress,
        warna=drawing.COLOURS,
        kata=wording,
        periode_list=params.period_choices(papan.today),
        unit_list=_unit_choices(papan),
        alamat=lambda endpoint, **more: url_for(f"compliance.{endpoint}", **kept(**more)),
        belum_diunggah=_without_file(papan),
        tanggal_belum=papan.angka.count(PenyerahanState.TANGGAL_BELUM_JELAS),
        today=papan.today,
    )


def listing() -> ResponseReturnValue:
    """The rows behind one figure, by group or by due date."""
    group = clean_line(request.args.get("kelompok", "")) or "terbuka"
    if group not in wording.GROUPS:
        raise BadInputError("Kelompok tidak dikenal. Buka daftar dari papan kepatuhan.", "kelompok")
    number = frame.page_number()
    if group in ("dalam_negeri_belum", "dalam_negeri_sudah", "tanpa_tenggat"):
        return _stored_listing(group, number)
    papan = view.load(0)
    due_on = _due_on(request.args.get("jatuh_tempo", ""))
    here = slice((number - 1) * PER_PAGE, number * PER_PAGE)
    with stores().database.reading() as session:
        found = _received(session, papan, _STATES[group][0]) if group in _RECEIVED else _group(papan, group)
        rows = [row for row in found if due_on is None or row.due_on == due_on]
        shown = _in_full(session, papan, rows[here])
        mitra = kepatuhan.partners(session, {row.fakta.naskah_id for row in shown})
    return _list_page(papan, group, number, len(rows), rows=shown, mitra=mitra, due_on=due_on, isian=drawing.progress)


def _stored_listing(group: str, number: int) -> ResponseReturnValue:
    """Lists without a deadline: they can be long, so the database cuts them."""
    papan = view.load(0)
    start = (number - 1) * PER_PAGE
    if group == "tanpa_tenggat":
        return _legacy_listing(papan, start, number)
    is_handed_in = group == "dalam_negeri_sudah"
    with stores().database.reading() as session:
        items = counts.list_domestic(
            session, actor(), papan.lingkup.units, is_handed_in=is_handed_in, limit=PER_PAGE, offset=start
        )
    domestic = papan.found.dalam_negeri
    return _list_page(papan, group, number, domestic.sudah if is_handed_in else domestic.belum, items=items)


def _legacy_listing(papan: Board, start: int, number: int) -> ResponseReturnValue:
    with stores().database.reading() as session:
        judged = received.old_rows(session, papan.lingkup)
        rows = list(judged[start : start + PER_PAGE])
        facts = facts_queries.list_legacy(
            session,
            actor(),
            papan.lingkup.units,
            stores().config.effective_on,
            limit=PER_PAGE - len(rows),
            offset=max(0, start - len(judged)),
        )
        rows += [penyerahan(fakta, papan.found.hukum, papan.today)[0] for fakta in facts]
        mitra = kepatuhan.partners(session, {row.fakta.naskah_id for row in rows})
    return _list_page(papan, "tanpa_tenggat", number, papan.found.lama, rows=rows, mitra=mitra)


def _list_page(papan: Board, group: str, number: int, total: int, **values: Any) -> ResponseReturnValue:
    kept = papan.saringan.query(kelompok=group, jatuh_tempo=request.args.get("jatuh_tempo", ""))
    return frame.show(
        "kepatuhan/list",
        di="kepatuhan",
        papan=papan,
        group=group,
        judul_daftar=wording.GROUPS[group],
        total=total,
        links=page_links(number, max(1, -(-total // PER_PAGE))),
        alamat=frame.address_of("compliance.listing", **kept),
        kembali=url_for("compliance.board", **papan.saringan.query()),
        kata=wording,
        warna=drawing.COLOURS,
        today=papan.today,
        **values,
    )


def _group(papan: Board, group: str) -> list[Penyerahan]:
    if group == "belum_diunggah":
        return _without_file(papan)
    rows = [row for row in papan.angka.rows if row.keadaan in _STATES[group]]
    return [row for row in papan.angka.papan if row.keadaan in _STATES[group]] or rows


def _received(session: Session, papan: Board, keadaan: PenyerahanState) -> list[Penyerahan | ReceivedPenyerahan]:
    """What was received, counted like the on-time rate, the newest first."""
    rows: list[Penyerahan | ReceivedPenyerahan] = [row for row in papan.ketepatan.rows if row.keadaan is keadaan]
    rows += received.list_received(session, papan.lingkup, papan.rentang_ketepatan, keadaan)
    return sorted(rows, key=lambda row: (row.closed_on or date.min, row.kode), reverse=True)


def _in_full(session: Session, papan: Board, rows: Sequence[Penyerahan | ReceivedPenyerahan]) -> list[Penyerahan]:
    settled = [row.naskah_id for row in rows if isinstance(row, ReceivedPenyerahan)]
    found = received.load_received(session, papan.lingkup, settled)
    return [found[row.naskah_id] if isinstance(row, ReceivedPenyerahan) else row for row in rows]


def _without_file(papan: Board) -> list[Penyerahan]:
    """Open handovers of naskah that were registered as signed, without any file of them."""
    return [row for row in papan.angka.papan if not row.fakta.has_file]


def _unit_choices(papan: Board) -> list[tuple[str, str]]:
    pohon, readable = papan.found.pohon, actor().readable_units()
    owners = papan.found.angka.units | set(papan.found.selalu())
    kept = {kode for kode in owners if readable is None or kode in readable} | {papan.saringan.unit} - {""}
    if readable is not None:
        kept |= {assignment.unit for assignment in actor().assignments if assignment.unit in readable}
    return sorted(((kode, pohon[kode].nama) for kode in kept if kode in pohon), key=lambda pair: pair[1].lower())


def _due_on(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise BadInputError("Tanggal jatuh tempo tidak dikenal. Buka daftar dari kalender.", "jatuh_tempo") from error
