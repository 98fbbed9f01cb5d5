"""The compliance board, and the lists behind its figures."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.domain.formats import SHORT_MONTHS
from portal.domain.kepatuhan.penyerahan import Penyerahan, penyerahan
from portal.domain.naskah.enumerations import Presisi
from portal.domain.permissions import Peran
from portal.domain.tenggat.state import ClockState
from portal.errors import BadInputError
from portal.queries.kemiripan import SigningPlace, registered_twice
from portal.queries.kepatuhan import counts, received
from portal.queries.kepatuhan import facts as facts_queries
from portal.queries.kepatuhan.received import ReceivedPenyerahan
from portal.queries.naskah.mitra import mitra_of
from portal.queries.pemberitahuan.reminders import UnitWithoutReceiver, units_without_receiver
from portal.web.context import actor, reading, stores
from portal.web.pagination import page_links
from portal.web.staff import frame
from portal.web.staff.kepatuhan import drawing, params
from portal.web.staff.kepatuhan.figures import Board, load_board
from portal.web.typed import clean_line, read_iso_day
from portal.web.words import kepatuhan as kepatuhan_words
from portal.web.words.labels.kepatuhan import GROUPS

ON_BOARD = 10
PER_PAGE = 50
_RECEIVED = {"tepat_waktu": ClockState.TEPAT_WAKTU, "diterima_terlambat": ClockState.SELESAI_TERLAMBAT}
"""Lists of what was received, which may be long: the database narrows them."""


def board() -> ResponseReturnValue:
    """Who is late, how many, how long; then everything behind it."""
    board = load_board(ON_BOARD)
    kept = board.wanted.query
    first = board.wanted.month or board.today.replace(day=1)
    month = drawing.month(board.figures.due_counts(), first, board.found.kalender, board.today)
    largest = max((unit.running for unit in board.units), default=0)
    return frame.show(
        "kepatuhan/board",
        di="kepatuhan",
        papan=board,
        rows=board.figures.board[:ON_BOARD],
        bulan=month,
        usia=drawing.ages(board.figures, board.limit),
        ketepatan=drawing.rates(board.history, SHORT_MONTHS),
        tumpukan={unit.kode: drawing.stack(unit, largest) for unit in board.units},
        isian=drawing.progress,
        warna=drawing.colour,
        kata=kepatuhan_words,
        periode_list=params.period_choices(board.today),
        unit_list=_unit_choices(board),
        alamat=lambda endpoint, **more: url_for(f"kepatuhan.{endpoint}", **kept(**more)),
        belum_diunggah=_without_file(board),
        dua_kali=_twice(board, board.figures.board),
        tanpa_penerima=_without_receiver(board),
        tanggal_belum=board.figures.count(ClockState.BELUM_DIKETAHUI),
        today=board.today,
    )


def listing() -> ResponseReturnValue:
    """The rows behind one figure, by group or by due date."""
    group = clean_line(request.args.get("kelompok", "")) or "terbuka"
    if group not in GROUPS:
        raise BadInputError("Kelompok tidak dikenal. Buka daftar dari papan kepatuhan.", "kelompok")
    number = frame.page_number()
    if group in ("dalam_negeri_belum", "dalam_negeri_sudah", "tanpa_tenggat"):
        return _stored_listing(group, number)
    board = load_board(0)
    due_on = _due_on(request.args.get("jatuh_tempo", ""))
    here = slice((number - 1) * PER_PAGE, number * PER_PAGE)
    with reading() as session:
        found = _received(session, board, _RECEIVED[group]) if group in _RECEIVED else _group(board, group)
        rows = [row for row in found if due_on is None or row.due_on == due_on]
        shown = _in_full(session, board, rows[here])
        mitra = mitra_of(session, {row.facts.naskah_id for row in shown})
    more = {"rows": shown, "mitra": mitra, "due_on": due_on, "dua_kali": _twice(board, shown)}
    return _list_page(board, group, number, len(rows), isian=drawing.progress, **more)


def _stored_listing(group: str, number: int) -> ResponseReturnValue:
    """Lists without a deadline: they can be long, so the database cuts them."""
    board = load_board(0)
    start = (number - 1) * PER_PAGE
    if group == "tanpa_tenggat":
        return _legacy_listing(board, start, number)
    is_handed_in = group == "dalam_negeri_sudah"
    with reading() as session:
        items = counts.list_domestic(
            session, actor(), board.scope.units, is_handed_in=is_handed_in, limit=PER_PAGE, offset=start
        )
    domestic = board.found.dalam_negeri
    return _list_page(board, group, number, domestic.handed_in if is_handed_in else domestic.not_handed_in, items=items)


def _legacy_listing(board: Board, start: int, number: int) -> ResponseReturnValue:
    with reading() as session:
        judged = received.old_rows(session, board.scope)
        rows = list(judged[start : start + PER_PAGE])
        facts = facts_queries.list_legacy(
            session,
            actor(),
            board.scope.units,
            stores().config.effective_on,
            limit=PER_PAGE - len(rows),
            offset=max(0, start - len(judged)),
        )
        rows += [penyerahan(one, board.found.law, board.today)[0] for one in facts]
        mitra = mitra_of(session, {row.facts.naskah_id for row in rows})
    return _list_page(board, "tanpa_tenggat", number, board.found.legacy, rows=rows, mitra=mitra)


def _list_page(board: Board, group: str, number: int, total: int, **values: Any) -> ResponseReturnValue:
    kept = board.wanted.query(kelompok=group, jatuh_tempo=request.args.get("jatuh_tempo", ""))
    return frame.show(
        "kepatuhan/list",
        di="kepatuhan",
        papan=board,
        group=group,
        judul_daftar=GROUPS[group],
        total=total,
        links=page_links(number, total=total, per_page=PER_PAGE),
        alamat=frame.address_of("kepatuhan.listing", **kept),
        kembali=url_for("kepatuhan.board", **board.wanted.query()),
        kata=kepatuhan_words,
        warna=drawing.colour,
        today=board.today,
        **values,
    )


def _group(board: Board, group: str) -> list[Penyerahan]:
    if group == "belum_diunggah":
        return _without_file(board)
    if group == "terbuka":
        return list(board.figures.board)
    rows = [row for row in board.figures.rows if kepatuhan_words.list_of(row) == group]
    return [row for row in board.figures.board if kepatuhan_words.list_of(row) == group] or rows


def _received(session: Session, board: Board, keadaan: ClockState) -> list[Penyerahan | ReceivedPenyerahan]:
    """What was received, counted like the on-time rate, the newest first."""
    rows: list[Penyerahan | ReceivedPenyerahan] = [row for row in board.on_time.rows if row.keadaan is keadaan]
    rows += received.list_received(session, board.scope, board.on_time_period, keadaan)
    return sorted(rows, key=lambda row: (row.closed_on or date.min, row.kode), reverse=True)


def _in_full(session: Session, board: Board, rows: Sequence[Penyerahan | ReceivedPenyerahan]) -> list[Penyerahan]:
    settled = [row.naskah_id for row in rows if isinstance(row, ReceivedPenyerahan)]
    found = received.load_received(session, board.scope, settled)
    return [found[row.naskah_id] if isinstance(row, ReceivedPenyerahan) else row for row in rows]


def _without_file(board: Board) -> list[Penyerahan]:
    """Open handovers of naskah that were registered as signed, without any file of them."""
    return [row for row in board.figures.board if not row.facts.has_file]


def _twice(board: Board, rows: Sequence[Penyerahan]) -> Mapping[str, str]:
    """Rows that may be counted twice: a registered signing and the file of it."""
    places = [
        SigningPlace(row.facts.naskah_id, row.kode, row.facts.unit, row.facts.signed.on, row.facts.has_file)
        for row in rows
        if row.facts.signed.presisi is Presisi.HARI
    ]
    with reading() as session:
        return registered_twice(session, places)


def _without_receiver(board: Board) -> tuple[UnitWithoutReceiver, ...]:
    """Units whose letters reach nobody of their own; the Biro sees to it."""
    if Peran.BIRO not in actor().peran:
        return ()
    with reading() as session:
        found = units_without_receiver(session, board.today)
    units = board.scope.units
    return tuple(unit for unit in found if units is None or unit.kode in units)


def _unit_choices(board: Board) -> list[tuple[str, str]]:
    pohon, readable = board.found.tree, actor().readable_units()
    owners = board.found.figures.units | set(board.found.always_listed())
    kept = {kode for kode in owners if readable is None or kode in readable} | {board.wanted.unit} - {""}
    if readable is not None:
        kept |= {assignment.unit for assignment in actor().assignments if assignment.unit in readable}
    return sorted(((kode, pohon[kode].nama) for kode in kept if kode in pohon), key=lambda pair: pair[1].lower())


def _due_on(text: str) -> date | None:
    found = read_iso_day(text)
    if text and found is None:
        raise BadInputError("Tanggal jatuh tempo tidak dikenal. Buka daftar dari kalender.", "jatuh_tempo")
    return found
