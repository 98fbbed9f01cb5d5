"""What was decided after a backup is done again; what was decided before it is told and keeps nothing from opening."""

from datetime import date

from portal.domain.naskah.enumerations import Visibilitas
from portal.services import reopening
from portal.services.reopening import Decided
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields


def test_a_naskah_that_was_exempted_before_the_backup_is_nothing_to_do(desk: Desk) -> None:
    closed = sample_fields(
        visibilitas=Visibilitas.DIKECUALIKAN, dasar_visibilitas="Pasal 17", tinjau_on=date(2099, 1, 1)
    )
    kode = desk.office.upload(closed).kode
    desk.office.submit(kode)
    desk.office.exempt(kode)
    open_one = desk.publish()

    with desk.stores.database.transaction() as session:
        idle = reopening.apply_again(session, Decided(confidential=(kode, open_one)), desk.act())

    assert idle == [kode]
