"""What was decided after a backup is done again; what was decided before it is told and keeps nothing from opening."""

from datetime import date

from sqlalchemy import select

from portal import clock
from portal.domain.backup.ground import OpeningGround
from portal.domain.kunci_akses import KeyScope
from portal.domain.naskah.enumerations import Visibilitas
from portal.domain.permissions import Peran
from portal.models.audit_entry import AuditEntry
from portal.models.webhook import Webhook
from portal.services import reopening
from portal.services.kunci_akses import making, opening
from portal.services.kunci_akses.making import NewKunciAkses
from portal.services.reopening import Decided
from portal.services.users.seal import WEBHOOK, Seal
from portal.services.webhook import registering
from portal.services.webhook.registering import WebhookRegistration
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


def test_no_key_and_no_address_of_before_opens_or_is_told_anything_after(desk: Desk) -> None:
    # Which of them were ended after the backup, because they had leaked, nobody can know.
    maker = desk.office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    with desk.stores.database.transaction() as session:
        new = NewKunciAkses("KANIM-A", "Persuratan", frozenset(KeyScope), clock.today())
        key = making.make(session, new, desk.office.act(maker), "rahasia-uji" * 4)
        named = WebhookRegistration("KANIM-A", "https://unit.example/", is_production=True)
        registering.register(session, named, desk.office.act(maker), Seal(["rahasia-uji" * 4], WEBHOOK))
    with desk.stores.database.transaction() as session:
        reopening.note_opening(session, "20261130T060000Z", Decided(), [], OpeningGround.WORD, desk.office.act())

    with desk.stores.database.reading() as session:
        assert opening.open_kunci_akses(session, key, clock.utc_now()) is None
        assert session.scalars(select(Webhook.ended_at)).one() is not None
        ended = session.scalars(
            select(AuditEntry.after).where(AuditEntry.action.in_(["kunci.akhiri", "webhook.akhiri"]))
        )
        assert ["dipulihkan" in after for after in ended] == [True, True]
