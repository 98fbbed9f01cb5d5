"""The list of addresses that are told of events: those of the units that somebody keeps, with what waits there."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import select

from portal.domain.permissions import Actor, Peran
from portal.domain.webhook import WebhookEvent
from portal.models.unit import Unit
from portal.models.webhook import DeliveryState, Webhook, WebhookDelivery
from portal.queries import webhook
from portal.wiring import Stores
from tests.factories.naskah import Office
from tests.queries.conftest import Ask

NOW = datetime(2026, 6, 15, 3, tzinfo=UTC)


def add(stores: Stores, unit: str, maker: Actor, address: str, *, waiting: int = 0, is_ended: bool = False) -> None:
    with stores.database.transaction() as session:
        row = Webhook(
            unit_id=session.scalars(select(Unit.id).where(Unit.kode == unit)).one(), address=address,
            sealed_secret="tertutup", created_at=NOW, created_by=maker.user_id or 0, attempts=0, error="",
            ended_at=NOW if is_ended else None,
        )  # fmt: skip
        session.add(row)
        session.flush()
        for number in range(waiting + 1):
            state = DeliveryState.MENUNGGU if number else DeliveryState.TERKIRIM
            delivery = WebhookDelivery(
                webhook_id=row.id,
                nomor=f"{address}{number}",
                kode="2026-10000",
                event=WebhookEvent.TERBIT,
                at=NOW,
                state=state,
            )
            session.add(delivery)


def test_each_sees_those_of_the_units_they_keep(
    office: Office, stores: Stores, ask: Ask, cost: Callable[..., int]
) -> None:
    people = {
        "own": office.add_user("own@contoh.go.id", Peran.PENGELOLA, "KANIM-A"),
        "above": office.add_user("above@contoh.go.id", Peran.PENGELOLA, "IMI"),
        "chief": office.add_user("chief@contoh.go.id", Peran.PIMPINAN, "IMI"),
        "biro": office.add_user("biro@contoh.go.id", Peran.BIRO, "BIRO"),
        "admin": office.add_user("admin@contoh.go.id", Peran.ADMIN, "KEMEN"),
    }
    add(stores, "KANIM-A", people["own"], "https://a.example/", waiting=3)
    add(stores, "PAS", people["biro"], "https://b.example/")
    seen = {name: {one.address for one in ask(webhook.list_webhook, actor)} for name, actor in people.items()}

    assert seen["own"] == seen["above"] == {"https://a.example/"}
    assert seen["biro"] == seen["admin"] == {"https://a.example/", "https://b.example/"}
    assert seen["chief"] == set()
    (own,) = ask(webhook.list_webhook, people["own"])
    assert (own.waiting, own.created_by) == (3, people["own"].nama)
    assert not hasattr(own, "sealed_secret")
    assert cost(webhook.list_webhook, people["biro"]) == 1


def test_what_is_still_told_stands_first(office: Office, stores: Stores, ask: Ask) -> None:
    own = office.add_user("own@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    add(stores, "KANIM-A", own, "https://kini.example/")
    add(stores, "KANIM-A", own, "https://dulu.example/", is_ended=True)

    assert [one.address for one in ask(webhook.list_webhook, own)] == ["https://kini.example/", "https://dulu.example/"]
