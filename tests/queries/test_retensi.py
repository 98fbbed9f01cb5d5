"""Lists of the Biro and of the archive: what is over, what waits, what is held."""

from datetime import date

from portal.domain.permissions import Peran
from portal.domain.retensi import NasibAkhir, RetensiFields
from portal.queries.retensi import RetensiGroup, due_for_archive, list_retensi
from portal.services import retensi
from tests.factories.desk import Desk, person
from tests.factories.naskah import Office

OVER = RetensiFields("HK.05.01", "JRA CONTOH butir 7", date(2010, 1, 1), 2, 3, NasibAkhir.PERMANEN)
TODAY = date(2026, 11, 30)
BIRO = person(Peran.BIRO, "BIRO")


def save(desk: Desk, kode: str, fields: RetensiFields = OVER) -> None:
    with desk.stores.database.transaction() as session:
        retensi.save_retensi(session, kode, 0, fields, desk.act(BIRO))


def test_each_list_holds_what_it_says_and_a_hold_keeps_from_the_archive(office: Office) -> None:
    desk = Desk(office)
    due, held, other, running, bare = (desk.publish() for _ in range(5))
    for kode in (due, held):
        save(desk, kode)
    save(desk, other, RetensiFields("HK.06", OVER.jra, OVER.mulai_on, 1, 1, NasibAkhir.MUSNAH))
    save(desk, running, RetensiFields("HK.07", OVER.jra, date(2026, 1, 1), 2, 8, NasibAkhir.PERMANEN))
    with desk.stores.database.transaction() as session:
        retensi.freeze(session, held, "Perkara CONTOH", "", desk.act(BIRO))

    with desk.stores.database.reading() as session:
        lists = {
            group: [item.kode for item in list_retensi(session, BIRO, group, "", 1, TODAY).items]
            for group in RetensiGroup
        }
        foreign = list_retensi(session, person(Peran.PENGELOLA, "KANIM-B"), RetensiGroup.SERAHKAN, "", 1, TODAY)
        assert due_for_archive(session, TODAY) == ([due], [held])
    assert lists == {
        RetensiGroup.SERAHKAN: [due],
        RetensiGroup.NILAI: [other],
        RetensiGroup.DIBEKUKAN: [held],
        RetensiGroup.BERJALAN: [running],
        RetensiGroup.BELUM: [bare],
    }
    assert foreign.total == 0
