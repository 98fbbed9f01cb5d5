"""Access keys: who may make one for which unit, for how long it opens, and everything that ends it."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal import clock
from portal.domain.kunci_akses import LONGEST_NAMA, MOST_LIVE, KeyScope, last_day
from portal.domain.permissions import OPERATOR, Actor, Peran
from portal.domain.secret_digest import digest_of
from portal.domain.tanggal import wib_midnight
from portal.errors import BadInputError, ConflictError, FieldsRefusedError, NotAllowedError, NotFoundError
from portal.models.audit_entry import AuditEntry
from portal.models.kunci_akses import KunciAkses
from portal.models.unit import Unit
from portal.models.user import Penugasan
from portal.services.acts import Act, system_act
from portal.services.kunci_akses import ending, making, opening
from portal.services.kunci_akses.making import NewKunciAkses
from portal.services.kunci_akses.opening import OpenedKey
from portal.services.users import accounts, entering, penugasan
from portal.services.users.penugasan import NewPenugasan
from portal.wiring import Stores
from tests.factories.known_account import EMAIL
from tests.factories.naskah import Office

TODAY = clock.today()
NOW = wib_midnight(TODAY) + timedelta(hours=10)
SECRET = "rahasia-uji" * 4
NEW = NewKunciAkses("KANIM-A", "Persuratan", frozenset(KeyScope), last_day(TODAY))


@pytest.fixture
def maker(stores: Stores, user_id: int) -> Actor:
    """A pengelola of KANIM-A."""
    return actor_of(stores, user_id)


def actor_of(stores: Stores, user_id: int, today: date = TODAY) -> Actor:
    with stores.database.reading() as session:
        return accounts.load_actor(session, accounts.find_user(session, EMAIL), today)


def make(stores: Stores, actor: Actor, new: NewKunciAkses = NEW, now: datetime = NOW) -> str:
    with stores.database.transaction() as session:
        return making.make(session, new, Act(actor, now), SECRET)


def opened(stores: Stores, key: str, now: datetime = NOW) -> OpenedKey | None:
    with stores.database.reading() as session:
        return opening.open_kunci_akses(session, key, now)


def only(stores: Stores) -> KunciAkses:
    with stores.database.reading() as session:
        return session.scalars(select(KunciAkses)).one()


def trail(stores: Stores) -> list[tuple[str, str, dict[str, Any]]]:
    with stores.database.reading() as session:
        entries = session.scalars(
            select(AuditEntry).where(AuditEntry.object_kind == "kunci_akses").order_by(AuditEntry.seq)
        )
        return [(entry.action, entry.actor_email, json.loads(entry.after)) for entry in entries]


def test_a_key_opens_its_unit_and_stands_in_the_trail_and_nowhere_by_itself(stores: Stores, maker: Actor) -> None:
    key = make(stores, maker, replace(NEW, scopes=frozenset({KeyScope.BACA})))
    found = opened(stores, key)

    assert found is not None
    assert (found.unit, found.scopes) == ("KANIM-A", {KeyScope.BACA})
    assert only(stores).token_hash == digest_of(key)
    with stores.database.reading() as session:
        assert key not in "".join(str(vars(row)) for row in session.scalars(select(AuditEntry)))
    told = {"unit": "KANIM-A", "nama": "Persuratan", "cakupan": ["baca"], "berakhir": last_day(TODAY).isoformat()}
    assert trail(stores) == [("kunci.buat", EMAIL, told)]


def test_its_program_acts_for_that_unit_alone_and_is_named_beside_its_maker(stores: Stores, office: Office) -> None:
    above = office.add_user("atas@contoh.go.id", Peran.PENGELOLA, "IMI")
    found = opened(stores, make(stores, above))

    assert found is not None
    assert found.actor.can_read("KANIM-A")
    assert found.actor.readable_units() == {"KANIM-A"}
    assert not found.actor.can_read("IMI")
    assert found.actor.peran == {Peran.PENGELOLA}
    assert found.actor.user_id == above.user_id
    assert found.actor.email == f"atas@contoh.go.id (kunci akses {found.id})"


@pytest.mark.parametrize(
    ("peran", "unit", "may"),
    [
        (Peran.PENGELOLA, "KANIM-A", True),
        (Peran.PENGELOLA, "IMI", True),
        (Peran.PENGELOLA, "PAS", False),
        (Peran.BIRO, "BIRO", True),
        (Peran.PIMPINAN, "KANIM-A", False),
        (Peran.PPID, "SETJEN", False),
        (Peran.ADMIN, "KEMEN", False),
    ],
)
def test_whoever_stores_naskah_for_a_unit_may_make_one_and_nobody_else(
    stores: Stores, office: Office, peran: Peran, unit: str, may: bool
) -> None:
    actor = office.add_user("orang@contoh.go.id", peran, unit)
    if may:
        assert opened(stores, make(stores, actor)) is not None
        return
    with pytest.raises(NotAllowedError):
        make(stores, actor)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"nama": "  "}, "nama"),
        ({"nama": "x" * (LONGEST_NAMA + 1)}, "nama"),
        ({"scopes": frozenset()}, "cakupan"),
        ({"ends_on": None}, "ends_on"),
        ({"ends_on": TODAY - timedelta(days=1)}, "ends_on"),
        ({"ends_on": last_day(TODAY) + timedelta(days=1)}, "ends_on"),
    ],
)
def test_what_is_missing_or_too_much_is_told_by_its_field(
    stores: Stores, maker: Actor, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(FieldsRefusedError) as refused:
        make(stores, maker, replace(NEW, **change))

    assert [one.field for one in refused.value.problems] == [field]


def test_a_unit_that_is_not_there_or_closed_gets_none(stores: Stores, office: Office) -> None:
    biro = office.add_user("biro@contoh.go.id", Peran.BIRO, "BIRO")
    with stores.database.transaction() as session:
        session.scalars(select(Unit).where(Unit.kode == "PAS")).one().closed_on = TODAY

    for unit in ("TIADA", "PAS"):
        with pytest.raises(BadInputError) as refused:
            make(stores, biro, replace(NEW, unit=unit))
        assert refused.value.field == "unit"


def test_the_key_of_a_unit_opens_nothing_from_the_day_it_is_closed(stores: Stores, maker: Actor) -> None:
    key = make(stores, maker)
    with stores.database.transaction() as session:
        unit = session.scalars(select(Unit).where(Unit.kode == "KANIM-A")).one()
        unit.closed_on = TODAY + timedelta(days=1)

    assert opened(stores, key) is not None
    assert opened(stores, key, NOW + timedelta(days=1)) is None


def test_a_password_that_an_admin_resets_takes_the_keys_of_the_person_along(
    stores: Stores, user_id: int, maker: Actor
) -> None:
    key = make(stores, maker)
    with stores.database.transaction() as session:
        entering.reset_password(session, user_id, "x", OPERATOR, now=NOW)

    assert opened(stores, key) is None
    assert [row[2]["sebab"] for row in trail(stores) if row[0] == "kunci.akhiri"] == [ending.MAKER_RESET]


def test_a_unit_has_so_many_at_once_and_another_after_one_was_ended(stores: Stores, maker: Actor) -> None:
    for _ in range(MOST_LIVE):
        make(stores, maker)
    with pytest.raises(ConflictError):
        make(stores, maker)
    with stores.database.transaction() as session:
        ending.end(session, session.scalars(select(KunciAkses.id).limit(1)).one(), Act(maker, NOW))

    assert make(stores, maker)


def test_it_opens_to_the_end_of_its_last_day_in_jakarta(stores: Stores, maker: Actor) -> None:
    key = make(stores, maker, replace(NEW, ends_on=TODAY))
    midnight = wib_midnight(TODAY + timedelta(days=1))

    assert opened(stores, key, midnight - timedelta(seconds=1)) is not None
    assert opened(stores, key, midnight) is None


def test_an_unknown_key_opens_nothing(stores: Stores, maker: Actor) -> None:
    key = make(stores, maker)

    assert opened(stores, key[:-1]) is None
    assert opened(stores, only(stores).token_hash) is None


@pytest.mark.parametrize("peran", [Peran.PENGELOLA, Peran.BIRO, Peran.ADMIN])
def test_it_is_ended_by_the_unit_the_biro_or_an_admin_once(
    stores: Stores, office: Office, maker: Actor, peran: Peran
) -> None:
    key = make(stores, maker)
    other = office.add_user("lain@contoh.go.id", peran, "KANIM-A")
    for _ in range(2):
        with stores.database.transaction() as session:
            ending.end(session, only(stores).id, Act(other, NOW))

    assert opened(stores, key) is None
    assert [(action, who) for action, who, _ in trail(stores)] == [("kunci.buat", EMAIL), ("kunci.akhiri", other.email)]


@pytest.mark.parametrize(("peran", "unit"), [(Peran.PENGELOLA, "PAS"), (Peran.PIMPINAN, "KANIM-A")])
def test_for_anybody_else_it_is_not_there(
    stores: Stores, office: Office, maker: Actor, peran: Peran, unit: str
) -> None:
    key = make(stores, maker)
    stranger = office.add_user("lain@contoh.go.id", peran, unit)
    for key_id in (only(stores).id, 9999):
        with stores.database.transaction() as session, pytest.raises(NotFoundError):
            ending.end(session, key_id, Act(stranger, NOW))

    assert opened(stores, key) is not None


def test_a_role_that_ends_today_takes_the_key_along_for_good(stores: Stores, user_id: int, maker: Actor) -> None:
    key, act = make(stores, maker), Act(OPERATOR, NOW)
    with stores.database.transaction() as session:
        held = session.scalars(select(Penugasan).where(Penugasan.user_id == user_id)).one()
        penugasan.end_penugasan(session, user_id, held.id, TODAY - timedelta(days=1), act)
    assert opened(stores, key) is None
    with stores.database.transaction() as session:
        penugasan.assign(session, user_id, NewPenugasan(Peran.PENGELOLA, "KANIM-A", TODAY), act)

    assert opened(stores, key) is None
    assert trail(stores)[-1][0] == "kunci.akhiri"
    assert trail(stores)[-1][2]["sebab"] == ending.ROLE_LOST


def test_a_role_that_ends_by_its_day_closes_the_key_at_once_and_the_sweep_ends_it(
    stores: Stores, user_id: int, maker: Actor
) -> None:
    key = make(stores, maker)
    with stores.database.transaction() as session:
        session.scalars(select(Penugasan).where(Penugasan.user_id == user_id)).one().ends_on = TODAY
    tomorrow = NOW + timedelta(days=1)

    assert opened(stores, key) is not None
    assert opened(stores, key, tomorrow) is None
    with stores.database.transaction() as session:
        assert opening.end_lost(session, system_act(NOW)) == 0
        assert opening.end_lost(session, system_act(tomorrow)) == 1
        assert opening.end_lost(session, system_act(tomorrow)) == 0
    assert trail(stores)[-1][:2] == ("kunci.akhiri", "sistem")


def test_keys_of_others_stay_when_one_person_loses_a_role(stores: Stores, office: Office, user_id: int) -> None:
    other = office.add_user("lain@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    kept = make(stores, other)
    with stores.database.transaction() as session:
        accounts.disable_user(session, EMAIL, actor=OPERATOR, now=NOW)

    assert opened(stores, kept) is not None


def test_its_last_use_is_noted_once_a_minute(stores: Stores, maker: Actor) -> None:
    key = make(stores, maker)
    first = opened(stores, key)
    assert first is not None
    assert first.is_stale
    with stores.database.transaction() as session:
        opening.note_use(session, first.id, NOW)

    later = [opened(stores, key, NOW + timedelta(seconds=seconds)) for seconds in (0, 59, 60, -1)]
    assert [one.is_stale for one in later if one is not None] == [False, False, True, True]
    assert only(stores).used_at == NOW
