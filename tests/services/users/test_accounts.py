"""Accounts: entering, and assignments that come and go by the day."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.domain.permissions import OPERATOR, Peran
from portal.errors import BadInputError, ConflictError, NotFoundError
from portal.models.user import LoginFailure, User
from portal.services.acts import Act
from portal.services.users import accounts, entering, passwords, penugasan
from portal.services.users.penugasan import NewPenugasan
from portal.wiring import Stores
from tests.factories.known_account import EMAIL, HASH, NOW, TODAY
from tests.factories.shared import PASSWORD


def test_entering_gives_a_session_and_a_wrong_password_is_counted(stores: Stores, user_id: int) -> None:
    def enter(email: str, password: str) -> str | None:
        return entering.enter(stores.database, entering.Attempt(email, password, "192.0.2.1"), now=NOW)

    token = enter(f"  {EMAIL.upper()} ", PASSWORD)

    assert token is not None
    assert enter(EMAIL, "bukan sandi yang benar") is None
    assert enter("tak\0dikenal@contoh.go.id", PASSWORD) is None
    with stores.database.reading() as session:
        found = accounts.session_user(session, token, now=NOW)
        assert found is not None
        assert found.user.id == user_id
        assert session.scalars(select(LoginFailure.email).order_by(LoginFailure.id)).all() == [
            EMAIL,
            "takdikenal@contoh.go.id",
        ]


@pytest.mark.parametrize("email", ["takada@contoh.go.id", EMAIL], ids=["akun tak dikenal", "akun nonaktif"])
def test_a_hash_is_computed_whether_or_not_the_account_may_enter(
    stores: Stores, user_id: int, monkeypatch: pytest.MonkeyPatch, email: str
) -> None:
    asked: list[str] = []
    real: Callable[[str, str], bool] = passwords.is_right

    def watched(password_hash: str, password: str) -> bool:
        asked.append(password_hash)
        return real(password_hash, password)

    monkeypatch.setattr(passwords, "is_right", watched)
    with stores.database.transaction() as session:
        session.get_one(User, user_id).is_active = False

    with stores.database.reading() as session:
        assert accounts.verify_password(session, email=email, password=PASSWORD) is None
    assert asked == [HASH if email == EMAIL else passwords.UNKNOWN_USER_HASH]


def test_the_hash_for_unknown_accounts_costs_as_much_as_a_real_one() -> None:
    parameters = slice(0, len("$argon2id$v=19$m=65536,t=3,p=4$"))

    assert passwords.UNKNOWN_USER_HASH[parameters] == HASH[parameters] == "$argon2id$v=19$m=65536,t=3,p=4$"
    assert not passwords.needs_rehash(passwords.UNKNOWN_USER_HASH)


@pytest.mark.parametrize(
    ("email", "nama", "peran", "unit", "password", "error", "field"),
    [
        ("tanpa-at", "Contoh", Peran.PENGELOLA, "KANIM-A", PASSWORD, BadInputError, "email"),
        ("a b@contoh.go.id", "Contoh", Peran.PENGELOLA, "KANIM-A", PASSWORD, BadInputError, "email"),
        ("a@contoh.go.id", " ", Peran.PENGELOLA, "KANIM-A", PASSWORD, BadInputError, "nama"),
        ("a@contoh.go.id", "Contoh", Peran.SISTEM, "KANIM-A", PASSWORD, BadInputError, "peran"),
        ("a@contoh.go.id", "Contoh", Peran.PENGELOLA, "TAKADA", PASSWORD, BadInputError, "unit"),
        ("a@contoh.go.id", "Contoh", Peran.PENGELOLA, "KANIM-A", "pendek", BadInputError, "password"),
        (EMAIL.upper(), "Contoh", Peran.PENGELOLA, "KANIM-A", PASSWORD, ConflictError, None),
    ],
)
def test_an_account_that_cannot_be_is_refused(
    stores: Stores, user_id: int, email: str, nama: str, peran: Peran, unit: str, password: str,
    error: type[Exception], field: str | None,
) -> None:  # fmt: skip
    new = accounts.NewUser(email, nama, peran, unit, password)

    with pytest.raises(error) as refused, stores.database.transaction() as session:
        accounts.add_user(session, new, actor=OPERATOR, now=NOW, today=TODAY)
    assert getattr(refused.value, "field", None) == field


def test_roles_hold_on_their_days_and_reach_the_units_below(stores: Stores, user_id: int) -> None:
    later = TODAY + timedelta(days=10)
    with stores.database.transaction() as session:
        new = NewPenugasan(Peran.PIMPINAN, "IMI", later, later + timedelta(days=5))
        penugasan.assign(session, user_id, new, Act(OPERATOR, NOW))

    def peran_on(day_number: int) -> set[Peran]:
        with stores.database.reading() as session:
            user = session.get_one(User, user_id)
            return set(accounts.load_actor(session, user, TODAY + timedelta(days=day_number)).peran_for("KANIM-A"))

    assert [peran_on(day) for day in (9, 10, 15, 16)] == [
        {Peran.PENGELOLA},
        {Peran.PENGELOLA, Peran.PIMPINAN},
        {Peran.PENGELOLA, Peran.PIMPINAN},
        {Peran.PENGELOLA},
    ]


@pytest.mark.parametrize(
    ("peran", "unit", "starts", "ends", "error"),
    [
        (Peran.PENGELOLA, "KANIM-A", 5, None, ConflictError),
        (Peran.PENGELOLA, "TAKADA", 0, None, BadInputError),
        (Peran.SISTEM, "KANIM-A", 0, None, BadInputError),
        (Peran.PPID, "BIRO", 5, 4, BadInputError),
    ],
    ids=["bertumpuk", "unit tak dikenal", "peran sistem", "akhir sebelum awal"],
)
def test_an_assignment_that_cannot_be_is_refused(
    stores: Stores, user_id: int, peran: Peran, unit: str, starts: int, ends: int | None, error: type[Exception]
) -> None:
    last = TODAY + timedelta(days=ends) if ends is not None else None
    new = NewPenugasan(peran, unit, TODAY + timedelta(days=starts), last)

    with pytest.raises(error), stores.database.transaction() as session:
        penugasan.assign(session, user_id, new, Act(OPERATOR, NOW))


def test_nobody_locks_themselves_out(stores: Stores, user_id: int) -> None:
    with stores.database.transaction() as session:
        penugasan.assign(session, user_id, NewPenugasan(Peran.ADMIN, "BIRO", TODAY), Act(OPERATOR, NOW))
    with stores.database.reading() as session:
        user = session.get_one(User, user_id)
        actor = accounts.load_actor(session, user, TODAY)
        held = next(row.id for row in user.penugasan_list if row.peran is Peran.ADMIN)

    with pytest.raises(ConflictError), stores.database.transaction() as session:
        penugasan.disable(session, user_id, Act(actor, NOW))
    with pytest.raises(ConflictError), stores.database.transaction() as session:
        penugasan.end_penugasan(session, user_id, held, TODAY, Act(actor, NOW))
    with pytest.raises(NotFoundError), stores.database.transaction() as session:
        penugasan.disable(session, user_id + 999, Act(actor, NOW))
