"""The hints of a first upload: open until the person puts them away, and then for nobody else."""

from portal.domain.permissions import Peran
from portal.models.user import User
from portal.queries.guide import is_guide_open
from portal.wiring import Stores
from tests.factories.naskah import Office
from tests.queries.conftest import Ask


def test_the_hints_are_open_until_the_person_closes_them(office: Office, stores: Stores, ask: Ask) -> None:
    ani = office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    budi = office.add_user("budi@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    assert ask(is_guide_open, ani) is True

    with stores.database.transaction() as session:
        session.get_one(User, ani.user_id).has_closed_guide = True

    assert (ask(is_guide_open, ani), ask(is_guide_open, budi)) == (False, True)
