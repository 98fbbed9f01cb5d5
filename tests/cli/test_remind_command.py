"""`portal remind` sends what is due to readers of searches too, and says how many; nobody's address is printed."""

import json

from portal import clock
from portal.domain.langganan import read_mail_address
from portal.search.params import read_saved
from portal.services.langganan import following
from portal.wiring import Stores
from tests.cli.conftest import Run
from tests.factories.langganan import READER, letters_in


def test_letters_to_readers_are_sent_and_counted(run: Run, stores: Stores) -> None:
    with stores.database.transaction() as session:
        following.ask(session, read_mail_address(READER), read_saved("q=pelatihan"), clock.utc_now())

    first, second = run("remind", "--json"), run("remind")

    assert (first.code, json.loads(first.out)["sent_to_readers"]) == (0, 1)
    assert "0 surat ke pelanggan pencarian." in second.out
    assert [one["To"] for one in letters_in(stores)] == [READER]
    assert READER not in first.out + first.err + second.out + second.err
