"""Exempting is the act of the PPID alone (UU 14/2008 Pasal 19): for a term, or refused; what others type is nothing."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from portal.domain.naskah.enumerations import Visibilitas
from portal.domain.naskah.status import Status
from portal.domain.permissions import Actor
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.errors import ConflictError, FieldsRefusedError, NotAllowedError
from portal.models.audit_entry import AuditEntry
from portal.services.publication import exempting
from portal.services.publication.exempting import Decision
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields
from tests.factories.public_view import BIRO, OWNER, PPID, SECRET, do, page, set_level, submitted

YES = Decision(True, "PPID-1/2026", "Pasal 17 huruf f", date(2099, 12, 31))
NO = Decision(False, "PPID-2/2026", "Tidak memenuhi Pasal 17.")
ASKED: dict[str, Any] = {"visibilitas": Visibilitas.DIKECUALIKAN, "putusan_ppid": "PPID-9 (diketik unit)", **SECRET}


def decide(desk: Desk, kode: str, decision: Decision, actor: Actor = PPID) -> None:
    do(desk, exempting.decide, kode, decision, desk.act(actor))


def test_what_a_unit_types_is_no_decision(desk: Desk) -> None:
    kode = submitted(desk, sample_fields(**ASKED))

    assert desk.advance(kode) == {AlasanPenahanan.PUTUSAN_PPID}
    assert desk.naskah(kode).putusan_ppid == ""


@pytest.mark.parametrize("actor", [OWNER, BIRO])
def test_nobody_else_decides(desk: Desk, actor: Actor) -> None:
    kode = submitted(desk, sample_fields(**ASKED))

    for decision in (YES, NO):
        with pytest.raises(NotAllowedError):
            decide(desk, kode, decision, actor)


def test_a_decision_is_for_a_term_and_is_written_down(desk: Desk) -> None:
    kode = submitted(desk, sample_fields(**ASKED))
    desk.advance(kode)

    decide(desk, kode, YES)
    assert desk.advance(kode) == frozenset()

    naskah = desk.naskah(kode)
    assert (naskah.status, naskah.putusan_ppid, naskah.tinjau_on) == (Status.TERBIT, YES.nomor, YES.until)
    assert page(desk, kode) is None
    with desk.stores.database.reading() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "naskah.kecualikan")).one()
        assert (entry.actor_email, YES.nomor in entry.after) == (PPID.email, True)


def test_a_request_takes_the_page_down_and_waits_for_the_ppid(desk: Desk) -> None:
    kode = desk.publish()

    set_level(desk, kode, Visibilitas.DIKECUALIKAN, OWNER)

    assert page(desk, kode) is None
    assert desk.naskah(kode).status is Status.DIAJUKAN
    assert desk.advance(kode) == {AlasanPenahanan.PUTUSAN_PPID}


def test_a_refusal_gives_it_back_to_its_unit_and_a_later_request_is_decided_anew(desk: Desk) -> None:
    kode = desk.publish()
    set_level(desk, kode, Visibilitas.DIKECUALIKAN, OWNER)
    desk.advance(kode)

    decide(desk, kode, NO)

    naskah = desk.naskah(kode)
    assert (naskah.status, naskah.visibilitas) == (Status.DIKEMBALIKAN, Visibilitas.PUBLIK)
    assert "PPID-2/2026" in naskah.alasan_status
    assert page(desk, kode) is None, "nothing becomes public by surprise"
    with pytest.raises(ConflictError, match="permintaan"):
        decide(desk, kode, NO)
    set_level(desk, kode, Visibilitas.DIKECUALIKAN, OWNER)
    desk.office.submit(kode)
    assert desk.advance(kode) == {AlasanPenahanan.PUTUSAN_PPID}


def test_only_the_ppid_opens_again_and_the_decision_ends_with_it(desk: Desk) -> None:
    kode = desk.publish()
    decide(desk, kode, YES)
    for actor in (OWNER, BIRO):
        with pytest.raises(NotAllowedError, match="PPID"):
            set_level(desk, kode, Visibilitas.PUBLIK, actor)

    set_level(desk, kode, Visibilitas.PUBLIK, PPID)
    assert (desk.naskah(kode).putusan_ppid, desk.advance(kode)) == ("", frozenset())
    assert page(desk, kode) is not None

    set_level(desk, kode, Visibilitas.DIKECUALIKAN, OWNER)
    assert desk.advance(kode) == {AlasanPenahanan.PUTUSAN_PPID}


@pytest.mark.parametrize(
    ("decision", "field"),
    [
        (Decision(True, " ", "Dasar", date(2099, 1, 1)), "nomor_putusan"),
        (Decision(True, "PPID-1", "", date(2099, 1, 1)), "dasar_putusan"),
        (Decision(True, "PPID-1", "Dasar"), "berlaku_sampai"),
        (Decision(True, "PPID-1", "Dasar", date(2020, 1, 1)), "berlaku_sampai"),
        (Decision(False, "PPID-1", " "), "dasar_putusan"),
    ],
)
def test_number_ground_and_term_are_asked_for(desk: Desk, decision: Decision, field: str) -> None:
    kode = submitted(desk, sample_fields(**ASKED))

    with pytest.raises(FieldsRefusedError) as refused:
        decide(desk, kode, decision)
    assert [problem.field for problem in refused.value.problems] == [field]
