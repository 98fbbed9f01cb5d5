"""The desk: an office whose files are never opened, for tests of the verbs."""

from collections.abc import Iterator

import pytest

from portal.domain.permissions import OPERATOR, Peran
from portal.models.user import User
from portal.services.acts import Act
from portal.services.users import penugasan
from portal.services.users.penugasan import NewPenugasan
from portal.wiring import Stores
from tests.factories.desk import Desk
from tests.factories.known_account import EMAIL, HASH, NOW, TODAY
from tests.factories.naskah import Office
from tests.fixtures.public_writes import no_silent_changes


@pytest.fixture
def desk(office: Office) -> Desk:
    """The verbs of a test, over the database under test."""
    return Desk(office)


@pytest.fixture(autouse=True)
def every_public_change_is_told(request: pytest.FixtureRequest) -> Iterator[None]:
    """No verb of any test may change a public row without raising the version of what is public."""
    if "stores" not in request.fixturenames:
        yield
        return
    stores: Stores = request.getfixturevalue("stores")
    with no_silent_changes(stores.database.engine) as silent:
        yield
    assert silent == []


@pytest.fixture
def user_id(stores: Stores) -> int:
    """An account of KANIM-A, without waiting for its password to be hashed."""
    with stores.database.transaction() as session:
        user = User(email=EMAIL, nama="Contoh", password_hash=HASH, is_active=True, created_at=NOW)
        session.add(user)
        session.flush()
        penugasan.assign(session, user.id, NewPenugasan(Peran.PENGELOLA, "KANIM-A", TODAY), Act(OPERATOR, NOW))
        return user.id
