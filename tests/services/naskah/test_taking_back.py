"""A draft that is discarded and a record that is voided count nowhere at once, and the Biro can open both again."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TypeVar

import pytest
from sqlalchemy import select

from portal.domain.naskah.status import Status
from portal.domain.naskah_asli.penerimaan import PenerimaanFields
from portal.domain.permissions import OPERATOR, Peran
from portal.domain.tenggat.clocks import Law
from portal.errors import (
    BadInputError,
    ConflictError,
    NotAllowedError,
    TransitionNotAllowedError,
)
from portal.legal.load import load_kalender, load_rules
from portal.models.audit_entry import AuditEntry
from portal.models.pemberitahuan import LetterState, Pemberitahuan
from portal.queries.kepatuhan import kepatuhan
from portal.queries.naskah_asli import lists
from portal.queries.pemberitahuan import reminders
from portal.services.acts import Act
from portal.services.naskah import taking_back
from portal.services.naskah_asli import penerimaan
from portal.services.pemberitahuan import outbox, reminding
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from tests.factories.desk import Desk, person
from tests.factories.naskah import foreign_fields

T = TypeVar("T")
EFFECTIVE = date(2025, 6, 2)
TODAY, NOW = date(2026, 7, 1), datetime(2026, 7, 1, 5, tzinfo=UTC)
UNIT, BIRO = person(Peran.PENGELOLA, "IMI"), person(Peran.BIRO, "BIRO")


def do(desk: Desk, verb: Callable[..., T], *arguments: object, **more: object) -> T:
    with desk.stores.database.transaction() as session:
        return verb(session, *arguments, **more)


def counted(desk: Desk) -> tuple[int, int, int, int]:
    """Open handovers on the board, all foreign naskah of it, originals letters are about, treaties on the track."""
    kalender = load_kalender()
    with desk.stores.database.reading() as session:
        board = kepatuhan.load(session, OPERATOR, kalender=kalender, today=TODAY, effective_on=EFFECTIVE)
        told = reminders.open_naskah_asli(session, kalender=kalender, today=TODAY, effective_on=EFFECTIVE)
        return len(board.figures.board), len(board.figures.rows), len(told), len(lists.treaties(session, OPERATOR))


def actions(desk: Desk, kode: str) -> list[str]:
    with desk.stores.database.reading() as session:
        query = select(AuditEntry.action).where(AuditEntry.object_key == kode).order_by(AuditEntry.seq)
        return list(session.scalars(query))


def test_a_registration_made_in_error_is_out_of_board_letters_and_tracks_at_once(desk: Desk) -> None:
    kode = do(
        desk, penerimaan.register_signing, foreign_fields(perjanjian_internasional=True), Act(UNIT, NOW)
    )  # signed on 4 May 2026
    with desk.stores.database.transaction() as session:
        keadaan = reminding.circumstances(session, NOW, "https://naskah.contoh.example", EFFECTIVE)
        reminding.remind_due(session, keadaan)
    assert counted(desk) == (1, 1, 1, 1)

    do(desk, taking_back.discard, kode, " Terdaftar dua kali. ", Act(UNIT, NOW))

    assert counted(desk) == (0, 0, 0, 0)
    naskah = desk.naskah(kode)
    assert (naskah.status, naskah.alasan_status) == (Status.DITARIK, "Terdaftar dua kali.")
    assert actions(desk, kode)[-1] == "naskah.buang"
    with desk.stores.database.reading() as session:
        assert outbox.waiting(session) == 0
        states = set(session.scalars(select(Pemberitahuan.state)))
    assert states <= {LetterState.DILEWATI}
    do(desk, verbs.reinstate, kode, Act(BIRO, NOW))
    assert counted(desk) == (1, 1, 1, 1)


def test_what_was_published_in_error_becomes_a_tombstone_that_counts_nowhere(desk: Desk) -> None:
    kode = desk.publish(foreign_fields(perjanjian_internasional=True))
    assert counted(desk) == (1, 1, 1, 1)
    with pytest.raises(NotAllowedError):
        do(desk, taking_back.void, kode, "Keliru.", Act(person(Peran.PIMPINAN, "IMI"), NOW))
    with pytest.raises(TransitionNotAllowedError):
        do(desk, taking_back.void, kode, "Keliru.", Act(UNIT, NOW))

    do(desk, taking_back.void, kode, "Sama dengan naskah lain.", Act(BIRO, NOW))

    assert desk.published(kode) is None
    assert counted(desk) == (0, 0, 0, 0)
    assert actions(desk, kode)[-1] == "naskah.batal"
    with pytest.raises(ConflictError, match="sudah dibatalkan"):
        do(desk, taking_back.void, kode, "Sekali lagi.", Act(BIRO, NOW))
    do(desk, verbs.reinstate, kode, Act(BIRO, NOW))
    assert desk.naskah(kode).voided_at is None
    assert counted(desk) == (1, 1, 1, 1)


def test_a_withdrawal_alone_keeps_the_duty_until_the_record_is_voided(desk: Desk) -> None:
    kode = desk.publish(foreign_fields())
    do(desk, verbs.withdraw, kode, Act(BIRO, NOW), alasan=WithdrawalClass.PERMINTAAN_PIHAK)
    assert counted(desk)[0] == 1

    do(desk, taking_back.void, kode, "Ternyata keliru.", Act(BIRO, NOW))

    assert counted(desk)[0] == 0


def test_it_needs_a_reason_and_no_original_that_counts_as_received(desk: Desk) -> None:
    kode = desk.draft(foreign_fields())
    for reason in ("  ", "x" * 2001):
        with pytest.raises(BadInputError) as refused:
            do(desk, taking_back.discard, kode, reason, Act(UNIT, NOW))
        assert refused.value.field == "alasan_batal"
    law = Law(load_rules(), load_kalender(), EFFECTIVE)
    fields = PenerimaanFields(date(2026, 5, 20), alasan_mundur="Dicatat kemudian.")
    nomor = do(desk, penerimaan.receive, kode, fields, law, Act(BIRO, NOW))

    with pytest.raises(ConflictError, match=nomor):
        do(desk, taking_back.discard, kode, "Keliru.", Act(UNIT, NOW))
    do(desk, penerimaan.void, kode, nomor, "Keliru.", Act(BIRO, NOW))
    do(desk, taking_back.discard, kode, "Keliru.", Act(UNIT, NOW))
    with pytest.raises(TransitionNotAllowedError):
        do(desk, taking_back.discard, kode, "Sekali lagi.", Act(UNIT, NOW))
