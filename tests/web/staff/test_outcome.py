"""The one way to carry out an act: what is done, what is refused where, and what is left to the page of errors."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, Response, g
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal import clock
from portal.domain.naskah.enumerations import JenisUnit
from portal.domain.naskah.fields import Problem
from portal.domain.permissions import Peran
from portal.errors import (
    BadInputError,
    ConflictError,
    FieldsRefusedError,
    NotFoundError,
    PortalError,
    StaleVersionError,
)
from portal.models.unit import Unit
from portal.services.acts import Act
from portal.web.staff.outcome import NOTHING_REFUSED, Refusal, carry_out
from tests.factories.naskah import Office

TWO = (Problem("judul", "Isi judul."), Problem("unit", "Pilih unit."))


@pytest.fixture
def request_of_ani(app: Flask, office: Office) -> Iterator[None]:
    """A request of somebody who is signed in."""
    actor = office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    with app.test_request_context("/"):
        g.actor = actor
        yield


def carried(error: Exception | None = None, **more: Any) -> tuple[Refusal, Response]:
    """What was refused, and the answer, of an act that raises `error`."""
    seen = [NOTHING_REFUSED]

    def verb(session: Session, act: Act) -> str:
        session.add(Unit(kode="BARU", jenis=JenisUnit.ESELON1))
        session.flush()
        if error is not None:
            raise error
        return act.actor.email

    def refused(refusal: Refusal) -> Response:
        seen.append(refusal)
        return Response(status=refusal.status)

    answer = carry_out(verb, done=lambda email: Response(email), refused=refused, blame="isi", **more)
    assert isinstance(answer, Response)
    return seen[-1], answer


def test_the_answer_is_made_from_what_the_act_gave_back(request_of_ani: None, office: Office) -> None:
    refusal, answer = carried()

    assert refusal is NOTHING_REFUSED
    assert answer.get_data(as_text=True) == "ani@contoh.go.id"


@pytest.mark.parametrize(
    ("error", "status", "problems"),
    [
        (FieldsRefusedError(TWO), 422, TWO),
        (BadInputError("Keliru.", "nomor"), 422, (Problem("nomor", "Keliru."),)),
        (BadInputError("Keliru."), 422, (Problem("isi", "Keliru."),)),
        (ConflictError("Sudah terbit."), 409, (Problem("isi", "Sudah terbit."),)),
        (StaleVersionError("Diubah orang lain."), 409, (Problem("isi", "Diubah orang lain."),)),
    ],
)
def test_what_is_refused_is_shown_and_nothing_is_stored(
    request_of_ani: None, office: Office, error: PortalError, status: int, problems: tuple[Problem, ...]
) -> None:
    refusal, answer = carried(error)

    assert (refusal.status, answer.status_code) == (status, status)
    assert refusal.problems == problems
    assert refusal.is_stale is isinstance(error, StaleVersionError)
    with office.stores.database.reading() as session:
        assert session.scalar(select(func.count()).where(Unit.kode == "BARU")) == 0


def test_what_could_not_be_read_is_shown_before_anything_is_tried(request_of_ani: None) -> None:
    refusal, _ = carried(AssertionError("never tried"), problems=TWO)

    assert refusal == Refusal(422, TWO)
    assert refusal.pairs() == (("judul", "Isi judul."), ("unit", "Pilih unit."))
    assert refusal.pairs("akhiri")[0] == ("akhiri-judul", "Isi judul.")


@pytest.mark.parametrize("error", [NotFoundError("Tidak ada."), ConflictError("Sudah terbit.")])
def test_other_errors_are_left_to_the_page_of_errors(request_of_ani: None, error: PortalError) -> None:
    with pytest.raises(type(error)):
        carried(error, shows_conflicts=False)


def test_the_moment_of_the_act_is_now(request_of_ani: None) -> None:
    before = clock.utc_now()
    seen: list[Act] = []

    carry_out(
        lambda _session, act: seen.append(act),
        done=lambda _: Response(),
        refused=lambda _: Response(),
        blame="isi",
    )

    assert before <= seen[0].now <= clock.utc_now()
