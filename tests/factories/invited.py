"""Letters with links as people get them: sent by the outbox, kept by a postman who reads the address out of them."""

import re
from datetime import datetime

from portal.mail.interface import Letter
from portal.services.pemberitahuan import outbox
from portal.services.users import account_links
from portal.wiring import Stores

_ADDRESS = re.compile(r"https?://\S+/masuk/tautan/[A-Za-z0-9_-]+")


class Postman:
    """Takes letters, and is away when told so."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []

    def send(self, letter: Letter) -> None:
        """Keep the letter."""
        self.letters.append(letter)

    def addresses(self) -> list[str]:
        """Of the links in all letters, oldest first."""
        return [found[0] for letter in self.letters if (found := _ADDRESS.search(letter.text))]

    def tokens(self) -> list[str]:
        """The secrets of these links."""
        return [address.rpartition("/")[2] for address in self.addresses()]


def post(stores: Stores, now: datetime, postman: Postman | None = None) -> Postman:
    """What the worker does once a minute: answer who asked at the door, then send what is due."""
    postman = postman or Postman()
    with stores.database.transaction() as session:
        account_links.answer_requests(session, stores.config.base_url, now)
    outbox.deliver_due(stores.database, postman, owner="uji", clock=lambda: now)
    return postman
