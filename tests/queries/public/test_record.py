"""The public rows of a publication as JSON: what is read back is what was written, whatever columns came or went."""

import json

from portal import clock
from portal.models.terbitan import Terbitan
from portal.queries.public.record import pack, unpack
from portal.queries.public.terbitan import public_naskah
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields


def packed(desk: Desk) -> tuple[str, str, object]:
    """A code, its packed rows, and what its page shows."""
    kode = desk.publish(sample_fields(subjek=("paspor", "visa")), ["Pasal 1"])
    with desk.stores.database.reading() as session:
        row = session.get(Terbitan, kode)
        assert row is not None
        return kode, pack(row), public_naskah(row, clock.today())


def test_what_is_read_back_shows_the_same_page(desk: Desk) -> None:
    kode, text, shown = packed(desk)

    assert public_naskah(unpack(kode, text), clock.today()) == shown


def test_columns_that_came_or_went_since_do_no_harm(desk: Desk) -> None:
    kode, text, _ = packed(desk)
    rows = json.loads(text)
    rows["terbitan"]["kolom_lama"] = "x"
    del rows["berkas"][0]["tanda_tangan"]

    found = unpack(kode, json.dumps(rows))

    assert (found.kode, found.berkas_list[0].tanda_tangan) == (kode, None)
    assert not hasattr(found, "kolom_lama")
