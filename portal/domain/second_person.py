"""The second person: from which day on an account can speak beside another one.

Two people guard little where one of them can make the other: an account made, opened again or given a new key by an
admin may be in that admin's hands. So it speaks as the second person only after it has stood for a while, in which its
owner, the Biro and the trail can see it. What the operator of the server did counts for nothing: they stand above this.
"""

from collections.abc import Iterable
from datetime import date, timedelta

STANDING = timedelta(days=7)
"""How long; the letter about a new key reaches its owner within one."""
KEY_ACTS = frozenset({"akun.tambah", "akun.aktif", "akun.setel_ulang_sandi", "akun.lepas_faktor"})
"""Acts after which somebody else than its owner may hold an account, as the trail names them."""


def speaks_from(key_days: Iterable[date]) -> date | None:
    """The first day on which an account can be the second person, by the days of such acts; None without any."""
    latest = max(key_days, default=None)
    return latest + STANDING if latest is not None else None


def waits_until(key_days: Iterable[date], today: date) -> date | None:
    """The day for which an account still waits; None where it speaks today."""
    day = speaks_from(key_days)
    return day if day is not None and today < day else None
