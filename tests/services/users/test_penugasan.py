"""Roles are given and taken on days; a change ends the person's sessions and stands in the audit trail."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.domain.permissions import Actor, Peran
from portal.errors import BadInputError, ConflictError, NotFoundError
from portal.models.audit_entry import AuditEntry
from portal.models.user import Penugasan
from portal.services.users import accounts, penugasan
from portal.services.users.penugasan import NewPenugasan
from tests.factories.naskah import Office

EMAIL = "ani@contoh.go.id"


@pytest.fixture
def ani(office: Office) -> Actor:
    return office.add_user(EMAIL, Peran.PENGELOLA, "KANIM-A")


@pytest.fixture
def admin(office: Office) -> Actor:
    return office.add_user("admin@contoh.go.id", Peran.ADMIN, "KEMEN")


def assign(office: Office, admin: Actor, user_id: int | None, new: NewPenugasan) -> None:
    assert user_id is not None
    with office.stores.database.transaction() as session:
        penugasan.assign(session, user_id, new, office.act(admin))


def test_a_new_role_counts_from_its_day_and_ends_running_sessions(office: Office, ani: Actor, admin: Actor) -> None:
    now = clock.utc_now()
    with office.stores.database.transaction() as session:
        token = accounts.start_session(session, ani.user_id or 0, device="", now=now)

    assign(office, admin, ani.user_id, NewPenugasan(Peran.PIMPINAN, "LAPAS-B", clock.today()))

    assert office.actor(EMAIL).peran == {Peran.PENGELOLA, Peran.PIMPINAN}
    with office.stores.database.reading() as session:
        assert accounts.session_user(session, token, now=now) is None
        actions = session.scalars(select(AuditEntry.action).where(AuditEntry.object_key == EMAIL)).all()
    assert actions[-1] == "akun.tugaskan"


def test_what_cannot_be_assigned_is_refused(office: Office, ani: Actor, admin: Actor) -> None:
    today = clock.today()
    refused = [
        (NewPenugasan(Peran.PENGELOLA, "TIDAK-ADA", today), BadInputError),
        (NewPenugasan(Peran.SISTEM, "KANIM-A", today), BadInputError),
        (NewPenugasan(Peran.BIRO, "BIRO", today, today - timedelta(days=1)), BadInputError),
        (NewPenugasan(Peran.PENGELOLA, "KANIM-A", today), ConflictError),
    ]
    for new, error in refused:
        with pytest.raises(error):
            assign(office, admin, ani.user_id, new)
    with pytest.raises(NotFoundError):
        assign(office, admin, 999, NewPenugasan(Peran.BIRO, "BIRO", today))


@pytest.mark.parametrize(("days", "is_kept"), [(-1, False), (0, True), (5, True)])
def test_an_assignment_ends_on_its_last_day(office: Office, ani: Actor, admin: Actor, days: int, is_kept: bool) -> None:
    with office.stores.database.reading() as session:
        penugasan_id = session.scalars(select(Penugasan.id).where(Penugasan.user_id == ani.user_id)).one()

    with office.stores.database.transaction() as session:
        last_day = clock.today() + timedelta(days=days)
        penugasan.end_penugasan(session, ani.user_id or 0, penugasan_id, last_day, office.act(admin))

    assert (Peran.PENGELOLA in office.actor(EMAIL).peran) is is_kept


def test_an_admin_cannot_lock_themselves_out(office: Office, admin: Actor) -> None:
    assert admin.user_id is not None
    with office.stores.database.transaction() as session:
        penugasan_id = session.scalars(select(Penugasan.id).where(Penugasan.user_id == admin.user_id)).one()
        with pytest.raises(ConflictError):
            penugasan.end_penugasan(session, admin.user_id, penugasan_id, clock.today(), office.act(admin))
        with pytest.raises(ConflictError):
            penugasan.disable(session, admin.user_id, office.act(admin))
