"""The application on somebody's phone: it was told the seed, and shows codes."""

from datetime import datetime, timedelta

import pyotp

from portal.models.user import User
from portal.services.acts import Act
from portal.services.users import accounts, factors
from portal.services.users.seal import Seal
from portal.wiring import Stores

SEAL = Seal(["kunci-uji" * 8])
"""The seal of the settings that tests use."""


class Authenticator:
    """Codes of one seed."""

    def __init__(self, seed: str) -> None:
        self.totp = pyotp.TOTP(seed)

    def code(self, at: datetime, steps: int = 0) -> str:
        """What it shows, so many steps later."""
        return self.totp.at(at + timedelta(seconds=30 * steps))


def own_act(stores: Stores, user_id: int, now: datetime) -> Act:
    """The person acting for themselves."""
    with stores.database.reading() as session:
        return Act(accounts.load_actor(session, session.get_one(User, user_id), now.date()), now)


def set_up(
    stores: Stores, user_id: int, *, now: datetime, nama: str = "Ponsel"
) -> tuple[Authenticator, tuple[str, ...]]:
    """Give an account a second factor; also gives the recovery codes."""
    act = own_act(stores, user_id, now)
    with stores.database.transaction() as session:
        factors.begin(session, act, SEAL)
    with stores.database.transaction() as session:
        found = factors.setup(session, act, SEAL)
        assert found is not None
        phone = Authenticator(found.seed)
        return phone, factors.confirm(session, nama, phone.code(now), act, SEAL)
