"""Outgoing mail as the portal needs it: one letter to one address, sent or refused with a reason.

A letter has a key of its own that becomes its Message-ID: sent twice (a process killed between sending and noting it),
it is the same letter, which a folder stores once and a mail server or reader can recognise.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Letter:
    """One letter to one person; `key` names it for good, `written_at` (aware) is its date."""

    key: str
    to: str
    subject: str
    text: str
    html: str
    written_at: datetime
    unsubscribe: str = ""
    """Where one POST ends what sends such letters (RFC 8058), for those that a reader has asked for."""


class MailSender(Protocol):
    """Sends letters."""

    def send(self, letter: Letter) -> None:
        """Hand one letter over.

        Raises BadInputError for an address that is none or could carry a header along, MailRefusedError where the
        server will never take it (AddressRefusedError where the recipient is at fault), MailError where trying again
        may help.
        """
        ...
