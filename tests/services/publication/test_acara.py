"""The public time line through withdrawal and republication: nothing public is forgotten, nothing secret is listed."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.domain.naskah.enumerations import JenisAcara, Presisi, Visibilitas
from portal.domain.permissions import OPERATOR
from portal.domain.tanggal import Tanggal, wib_today
from portal.models.terbitan import TerbitanRiwayat
from portal.queries.public.values import PublicNaskah, Tombstone
from portal.services.acts import Act
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields
from tests.factories.public_view import do, edit, page, set_level

PUBLIC = (JenisAcara.DITERBITKAN, JenisAcara.DITERBITKAN_ULANG, JenisAcara.DITARIK)


def acts(desk: Desk, kode: str) -> list[str]:
    """Kinds of the public acts, as the page of the naskah lists them."""
    return [jenis.value for jenis, _ in dated(desk, kode)]


def dated(desk: Desk, kode: str) -> list[tuple[JenisAcara, date | None]]:
    found = page(desk, kode)
    assert isinstance(found, PublicNaskah)
    return [(act.jenis, act.tanggal.on) for act in found.acara if act.jenis in PUBLIC]


def waiting(desk: Desk) -> int:
    with desk.stores.database.reading() as session:
        return session.scalar(select(func.count()).select_from(TerbitanRiwayat)) or 0


def withdraw(desk: Desk, kode: str, at: datetime | None = None) -> None:
    act = Act(OPERATOR, at or clock.utc_now())
    do(desk, verbs.withdraw, kode, act, alasan=WithdrawalClass.KELIRU)


def republish(desk: Desk, kode: str) -> None:
    do(desk, verbs.reinstate, kode, desk.act())
    desk.office.submit(kode)
    desk.advance(kode)


def test_after_a_withdrawal_every_public_act_is_listed_again_with_its_day(desk: Desk) -> None:
    kode = desk.publish()
    tomorrow = clock.utc_now() + timedelta(days=1)
    withdraw(desk, kode, tomorrow)
    gone = page(desk, kode)
    republish(desk, kode)

    today = clock.today()
    assert isinstance(gone, Tombstone)
    assert dated(desk, kode) == [
        (JenisAcara.DITERBITKAN, today),
        (JenisAcara.DITARIK, wib_today(tomorrow)),
        (JenisAcara.DITERBITKAN_ULANG, today),
    ]
    assert waiting(desk) == 0


def test_acts_of_several_rounds_keep_their_order_and_stand_there_once(desk: Desk) -> None:
    kode = desk.publish()
    for _ in range(2):
        withdraw(desk, kode)
        republish(desk, kode)
    edit(desk, kode, judul="Diperbaiki")
    desk.office.submit(kode)
    desk.advance(kode)

    again = ["ditarik", "diterbitkan_ulang"]
    assert acts(desk, kode) == ["diterbitkan", *again, *again, "diterbitkan_ulang"]


def test_each_naskah_has_the_acts_of_its_own(desk: Desk) -> None:
    one, other = desk.publish(), desk.publish()
    withdraw(desk, one)
    withdraw(desk, other)
    republish(desk, one)

    assert acts(desk, one) == ["diterbitkan", "ditarik", "diterbitkan_ulang"]
    assert waiting(desk) == 2


@pytest.mark.parametrize("is_withdrawn_first", [True, False], ids=["ditarik dahulu", "langsung"])
def test_one_that_becomes_dikecualikan_leaves_no_act_and_lists_none_later(desk: Desk, is_withdrawn_first: bool) -> None:
    kode = desk.publish()
    if is_withdrawn_first:
        withdraw(desk, kode)
        do(desk, verbs.reinstate, kode, desk.act())
    set_level(desk, kode, Visibilitas.DIKECUALIKAN)

    assert page(desk, kode) is None
    assert waiting(desk) == 0

    set_level(desk, kode, Visibilitas.PUBLIK)
    if is_withdrawn_first:
        desk.office.submit(kode)
    desk.advance(kode)
    assert acts(desk, kode) == ["diterbitkan"]


def test_an_entry_without_its_files_keeps_its_acts(desk: Desk) -> None:
    kode = desk.publish()
    withdraw(desk, kode)
    republish(desk, kode)
    set_level(desk, kode, Visibilitas.METADATA)

    assert acts(desk, kode) == ["diterbitkan", "ditarik", "diterbitkan_ulang"]


def test_entry_into_force_on_new_year_is_told_where_only_the_year_of_signing_is_known(desk: Desk) -> None:
    first = date(2017, 1, 1)
    fields = sample_fields(effective_on=first)
    parties = tuple(replace(pihak, signed=Tanggal(first, Presisi.TAHUN)) for pihak in fields.pihak)
    kode = desk.publish(replace(fields, pihak=parties))
    found = page(desk, kode)

    assert isinstance(found, PublicNaskah)
    assert (JenisAcara.MULAI_BERLAKU, Tanggal(first, Presisi.HARI)) in [(one.jenis, one.tanggal) for one in found.acara]
