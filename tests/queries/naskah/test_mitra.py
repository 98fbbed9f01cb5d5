"""Names of partners for whoever shows several naskah at once."""

from dataclasses import replace

from sqlalchemy import select

from portal.models.naskah import Naskah
from portal.queries.naskah.mitra import mitra_of
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields
from tests.queries.conftest import Ask


def test_partners_stand_in_their_order_without_the_ministry(desk: Desk, ask: Ask) -> None:
    ministry, partner = sample_fields().pihak
    kode = desk.draft(sample_fields(pihak=(partner, ministry, replace(partner, nama="Aneka Contoh"))))
    (naskah_id,) = ask(lambda session: list(session.scalars(select(Naskah.id).where(Naskah.kode == kode))))

    assert ask(mitra_of, [naskah_id]) == {naskah_id: (partner.nama, "Aneka Contoh")}
    assert ask(mitra_of, []) == {}
