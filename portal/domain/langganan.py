"""Subscriptions of searches by mail: limits, addresses, and when a letter may go; pure."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.domain.pemberitahuan.reminders import MORNING
from portal.domain.tanggal import WIB
from portal.errors import BadInputError

CONFIRM_WITHIN = timedelta(hours=48)
"""What nobody confirmed by then is deleted with its address."""
MOST_SEARCHES = 10
"""Confirmed searches of one address."""
MOST_REQUESTS = 3
"""Letters that ask one mailbox to confirm, in a day: nobody can have a stranger flooded."""
REQUESTS_WITHIN = timedelta(hours=24)
MOST_REFUSALS = 3
"""So often a server may refuse an address for good before it is given up."""
MOST_LISTED = 20
"""Naskah in one letter; how many more there are is said."""
LONGEST_ADDRESS = 254
KEEP_LINKS = timedelta(days=400)
"""How long the links of a letter lead to what its reader follows."""

_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+[a-z]{{2,63}}", re.ASCII)
_LONGEST_LOCAL = 64


@dataclass(frozen=True)
class MailAddress:
    """An address that letters may be sent to, in small letters, and the mailbox behind it."""

    address: str

    @property
    def mailbox(self) -> str:
        """The same without dots and what stands behind a plus: many addresses of one reader are counted as one.

        Some providers deliver `a.b` and `ab` alike. Where they are two people, these share an allowance and no more.
        """
        local, _, domain = self.address.rpartition("@")
        return f"{(local.partition('+')[0] or local).replace('.', '')}@{domain}"


def read_mail_address(text: str) -> MailAddress:
    """Read what was typed. Raises BadInputError where no letter could be sent there."""
    address = text.strip().lower()
    if not address:
        raise BadInputError("Tulis alamat surel Anda.", "surel")
    is_too_long = len(address) > LONGEST_ADDRESS or len(address.partition("@")[0]) > _LONGEST_LOCAL
    if is_too_long or _ADDRESS.fullmatch(address) is None:
        raise BadInputError("Tulis alamat surel lengkap, misalnya nama@contoh.id.", "surel")
    return MailAddress(address)


def may_write_news(now: datetime) -> bool:
    """Whether the day's letters may go: from the morning on, in Jakarta."""
    return now.astimezone(WIB).hour >= MORNING
