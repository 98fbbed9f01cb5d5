"""Subscriptions behind the link of a letter, and their number."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from portal import clock
from portal.domain.langganan import CONFIRM_WITHIN
from portal.queries.langganan import FollowedSearch, count_active, find_followed, find_offer
from portal.services.langganan import following, tokens
from portal.wiring import Stores
from tests.factories.langganan import Readers, token
from tests.fixtures.smtp_sink import smtp_sink


@pytest.fixture
def readers(stores: Stores) -> Iterator[Readers]:
    """Readers, before a server that takes letters."""
    with smtp_sink("smtp") as sink:
        yield Readers(stores, sink)


def test_a_link_shows_what_it_was_made_for_and_each_kind_its_own(readers: Readers) -> None:
    now = clock.utc_now()
    readers.follow("q=lain", "lain@contoh.example")
    readers.ask("q=pelatihan", at=now)
    readers.deliver(now)
    offer = token(readers.fresh()[0])
    digest = tokens.digest_of(offer)

    with readers.stores.database.reading() as session:
        asked = find_offer(session, digest, now)
        ran_out = find_offer(session, digest, now + CONFIRM_WITHIN)
        assert (count_active(session), find_followed(session, digest), ran_out) == (1, None, None)
    assert asked == FollowedSearch(2, "q=pelatihan", is_active=False)

    with readers.stores.database.transaction() as session:
        own = tokens.digest_of(following.confirm(session, offer, now))
    readers.ask("q=belum", at=now + timedelta(minutes=1))
    with readers.stores.database.reading() as session:
        assert find_followed(session, own) == (FollowedSearch(2, "q=pelatihan", is_active=True),)
        assert find_offer(session, digest, now) == FollowedSearch(2, "q=pelatihan", is_active=True)
        assert (count_active(session), find_offer(session, own, now)) == (2, None)
