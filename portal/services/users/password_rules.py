"""What the password of an account has to be: its length by whether a second factor is asked for, and no name near."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.second_factor import FactorPolicy
from portal.models.unit import Unit, UnitNama
from portal.models.user import Penugasan, User
from portal.queries.account_security import has_factor
from portal.services.users.passwords import PasswordRules


def rules_of(session: Session, user: User, policy: FactorPolicy) -> PasswordRules:
    """The rules for somebody who chooses a password now."""
    units = session.execute(
        select(Unit.kode, UnitNama.nama)
        .join(UnitNama, UnitNama.unit_id == Unit.id)
        .join(Penugasan, Penugasan.unit_id == Unit.id)
        .where(Penugasan.user_id == user.id)
    )
    words = (user.nama, *(word for row in units for word in row))
    return PasswordRules(user.email, words, policy is not FactorPolicy.OFF and has_factor(session, user.id))
