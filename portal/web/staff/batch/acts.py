"""Acts on several naskah at once: each is judged alone, nothing is half done, and what became of each is named."""

from dataclasses import dataclass

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.domain.naskah.fields import check_complete
from portal.domain.naskah.status import Action, allowed_actions
from portal.errors import BadInputError, ConflictError, FieldsRefusedError, NotAllowedError, NotFoundError
from portal.queries.naskah import dossier, worklist
from portal.services.pemberitahuan import by_hand, reminding
from portal.services.publication import verbs
from portal.web.context import actor, reading, stores, today
from portal.web.delivery import PRIVATE
from portal.web.staff import frame
from portal.web.staff.batch.picked import Picked, picked
from portal.web.staff.form import page as form_page
from portal.web.staff.naskah import filter as list_filter
from portal.web.staff.naskah.acts import SENT
from portal.web.staff.sheets.tanda_terima import submission_sheet
from portal.web.typed import clean_line
from portal.web.words.labels.lookup import label

MOST_NAMED = 3
"""Reasons of one refusal that are spelled out; the form shows them all."""


@dataclass(frozen=True)
class BatchOutcome:
    """What became of one naskah: what was done, or why nothing was and where to go on."""

    kode: str
    is_done: bool
    text: str
    address: str
    link: str


def several() -> ResponseReturnValue:
    """What the button under the list of naskah was pressed for: hand the chosen ones in, or take their receipts."""
    chosen = picked(request.form.getlist("pilih"))
    if not chosen:
        return frame.go("work.list", "belum-dipilih", **list_filter.values_of(list_filter.read(request.form)))
    if request.form.get("tindakan") == "kirim":
        return _answer("Hasil mengirim", [_hand_in(one) for one in chosen])
    if request.form.get("tindakan") == "tanda_terima":
        return _receipts(chosen)
    raise BadInputError("Tindakan tidak dikenal. Pakai tombol di bawah daftar.", "tindakan")


def remind_several() -> ResponseReturnValue:
    """Remind the units of the chosen originals; whoever is to read of several gets one letter of all."""
    chosen = picked(request.form.getlist("pilih"))
    if not chosen:
        return frame.go("kepatuhan.board", "belum-dipilih")
    pesan = clean_line(request.form.get("pesan", ""))
    with stores().database.transaction() as session:
        config = stores().config
        keadaan = reminding.circumstances(session, clock.utc_now(), config.base_url, config.effective_on)
        found = by_hand.remind_several(session, [one.kode for one in chosen], pesan, frame.act(), keadaan)
    outcomes = []
    for one in found:
        is_done, text = not one.refused and one.sent is not None, one.refused
        if not text:
            notice = SENT[one.sent] if one.sent is not None else "sudah-diingatkan"
            text = _REMINDED[notice]
        outcomes.append(_outcome(one.kode, is_done, text))
    return _answer("Hasil mengingatkan", outcomes)


_REMINDED = {
    "diingatkan": "Unit diingatkan.",
    "ditegur": "Unit ditegur.",
    "sudah-diingatkan": "Sudah diingatkan hari ini. Tidak ada surat baru.",
}


def _hand_in(one: Picked) -> BatchOutcome:
    """Hand one in as it was when the list was shown, in a transaction of its own."""
    try:
        with reading() as session:
            stored = dossier.find_naskah(session, one.kode, actor())
        if Action.SUBMIT not in allowed_actions(stored.status, actor().peran_for(stored.unit_kode)):
            return _outcome(one.kode, False, f"Tidak dikirim: statusnya {label(stored.status).lower()}.")
        if not check_complete(stored.fields) and (doubts := form_page.unchecked(stored, None)):
            text = f"{len(doubts)} isian belum Anda periksa. Buka formulirnya, lalu kirim dari sana."
            return _outcome(one.kode, False, text, "work.edit", "Periksa")
        with stores().database.transaction() as session:
            nomor = verbs.submit(session, one.kode, one.version, frame.act(), is_checked=False)
    except FieldsRefusedError as error:
        return _outcome(one.kode, False, _reasons([one.message for one in error.problems]), "work.edit", "Lengkapi")
    except (BadInputError, ConflictError, NotAllowedError, NotFoundError) as error:
        return _outcome(one.kode, False, error.message)
    return _outcome(one.kode, True, f"Terkirim, tanda terima {nomor}.", "work.tanda_terima", "Tanda terima")


def _receipts(chosen: tuple[Picked, ...]) -> Response:
    """The receipts in one file; where one has none, what has is offered one by one instead."""
    found, missing = [], []
    with reading() as session:
        for one in chosen:
            try:
                found.append(dossier.find_tanda_terima(session, one.kode, actor()))
            except NotFoundError as error:
                missing.append(_outcome(one.kode, False, error.message))
    if missing:
        there = [_outcome(one.kode, True, f"Ada: {one.nomor}.", "work.tanda_terima_pdf", "Unduh") for one in found]
        return _answer("Tidak semua punya tanda terima", [*missing, *there])
    config = stores().config
    sheets = [
        submission_sheet(one, config.base_url + url_for("public.naskah", kode=one.kode), is_sample=config.is_demo)
        for one in found
    ]
    # Drawing takes a library that a start does not wait for.
    from portal.web.staff.sheets.paper import sheets_pdf

    response = Response(sheets_pdf(sheets), mimetype="application/pdf")
    response.headers["Cache-Control"] = PRIVATE
    response.headers["Content-Disposition"] = f'attachment; filename="tanda-terima-{len(sheets)}.pdf"'
    return response


def _answer(title: str, outcomes: list[BatchOutcome]) -> Response:
    """The page that names what became of each; it stands under no address that could be opened again."""
    with reading() as session:
        items = worklist.load_items(session, [one.kode for one in outcomes], actor(), today())
    is_from_board = request.form.get("dari") == "papan"
    kept = list_filter.values_of(list_filter.read(request.form))
    return frame.show(
        "batch/result",
        di="kepatuhan" if is_from_board else "naskah",
        judul_hasil=title,
        outcomes=outcomes,
        judul_of={kode: item.judul for kode, item in items.items()},
        done=sum(one.is_done for one in outcomes),
        kembali=url_for("kepatuhan.board") if is_from_board else url_for("work.list", **kept),
    )


def _outcome(
    kode: str, is_done: bool, text: str, endpoint: str = "work.detail", link: str = "Buka naskah"
) -> BatchOutcome:
    return BatchOutcome(kode, is_done, text, url_for(endpoint, kode=kode), link)


def _reasons(messages: list[str]) -> str:
    shown = " ".join(messages[:MOST_NAMED])
    more = len(messages) - MOST_NAMED
    return f"{shown} Dan {more} hal lagi." if more > 0 else shown
