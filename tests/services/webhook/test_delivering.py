"""Telling the document system of a unit: what, to whom, once it holds, again after a failure; never a private word."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from indexer.housekeeping import Housekeeping
from portal import clock, closed
from portal.domain.naskah.enumerations import Visibilitas
from portal.domain.naskah_asli.penerimaan import PenerimaanFields, Rangkap
from portal.domain.permissions import OPERATOR, Actor, Peran
from portal.domain.tenggat.clocks import Law
from portal.domain.webhook import GIVE_UP, LONGEST_PAUSE, WebhookEvent, pause_after
from portal.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError, WebhookError
from portal.legal.load import load_kalender, load_rules
from portal.models.audit_entry import AuditEntry
from portal.models.naskah import Naskah
from portal.models.pemberitahuan import Pemberitahuan
from portal.models.unit import Unit
from portal.models.webhook import DeliveryState, Webhook, WebhookDelivery
from portal.services.naskah_asli.penerimaan import receive
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from portal.services.users import accounts
from portal.services.users.seal import WEBHOOK, Seal
from portal.services.webhook import calling, ending, registering, telling
from portal.services.webhook.calling import WebhookSender, WebhookTurn
from portal.services.webhook.registering import WebhookRegistration
from portal.webhook.calling import Caller
from portal.wiring import Stores, signing_secrets
from tests.factories.naskah import Office, foreign_fields, sample_fields
from tests.factories.pdf import text_pdf
from tests.fixtures.receiver import Receiver, receiving, says

CANARY = "kenari-rahasia-7391"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@dataclass
class Post:
    """The sending of a test, with a clock of its own."""

    stores: Stores
    caller: Any = field(default_factory=lambda: Caller(False))
    now: datetime = field(default_factory=clock.utc_now)

    def seal(self) -> Seal:
        """As the portal makes it."""
        return Seal(signing_secrets(self.stores.config), WEBHOOK)

    def deliver(self, owner: str = "uji") -> WebhookTurn:
        """One turn."""
        base_url = self.stores.config.base_url
        return calling.deliver_due(
            WebhookSender(self.stores.database, self.caller, self.seal(), base_url, owner, lambda: self.now)
        )

    def register(self, actor: Actor, unit: str, address: str) -> str:
        """The secret of a new address."""
        with self.stores.database.transaction() as session:
            new = WebhookRegistration(unit, address, is_production=False)
            return registering.register(session, new, office_act(actor), self.seal())

    def note(self, kode: str, event: WebhookEvent = WebhookEvent.TERBIT) -> None:
        """Something happened."""
        with self.stores.database.transaction() as session:
            telling.note(session, kode, event, self.now)

    def states(self) -> list[tuple[str, str, str]]:
        """Every message by event, code and state."""
        with self.stores.database.reading() as session:
            rows = session.scalars(select(WebhookDelivery).order_by(WebhookDelivery.id))
            return [(row.event.value, row.kode, row.state.value) for row in rows]

    def webhook(self) -> Webhook:
        """The one address there is."""
        with self.stores.database.reading() as session:
            return session.scalars(select(Webhook)).one()


def office_act(actor: Actor) -> Any:
    from portal.services.acts import Act

    return Act(actor, clock.utc_now())


@pytest.fixture
def post(stores: Stores) -> Post:
    return Post(stores)


@pytest.fixture
def maker(office: Office) -> Actor:
    return office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")


@pytest.fixture
def secret(post: Post, maker: Actor, receiver: Receiver) -> str:
    """An address of KANIM-A at the receiver, and its secret."""
    return post.register(maker, "KANIM-A", receiver.address)


def bodies(receiver: Receiver) -> list[dict[str, Any]]:
    return [json.loads(body) for _, _, body in receiver.calls]


def test_publication_and_withdrawal_are_told_in_signed_messages(
    office: Office, post: Post, receiver: Receiver, secret: str
) -> None:
    kode = office.publish(sample_fields())
    assert post.deliver() == WebhookTurn(sent=1)
    with office.stores.database.transaction() as session:
        verbs.withdraw(session, kode, office.act(), alasan=WithdrawalClass.KELIRU, penjelasan=CANARY)
    assert post.deliver() == WebhookTurn(sent=1)
    assert post.deliver() == WebhookTurn()

    first, second = bodies(receiver)
    assert (first["jenis"], first["kode"], first["url"]) == ("terbit", kode, f"{post.stores.config.base_url}/n/{kode}")
    assert (second["jenis"], second["kode"], second["url"]) == ("ditarik", kode, None)
    assert first["id"] != second["id"]
    key = base64.b64decode(secret.removeprefix("whsec_"))
    for _, headers, body in receiver.calls:
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        assert headers["webhook-signature"] == f"v1,{expected}"
        assert abs(int(headers["webhook-timestamp"]) - post.now.timestamp()) < 5


def test_an_original_that_was_received_is_told(office: Office, post: Post, receiver: Receiver) -> None:
    imi = office.add_user("imi@contoh.go.id", Peran.PENGELOLA, "IMI")
    post.register(imi, "IMI", receiver.address)
    kode = office.upload(foreign_fields(judul=CANARY)).kode
    with office.stores.database.transaction() as session:
        fields = PenerimaanFields(clock.today(), penyerah=CANARY, rangkap=(Rangkap("id", 2),))
        receive(session, kode, fields, Law(load_rules(), load_kalender(), None), office.act())
    post.deliver()

    assert [(one["jenis"], one["kode"], one["url"]) for one in bodies(receiver)] == [("asli_diterima", kode, None)]
    assert CANARY.encode() not in receiver.calls[0][2]


def test_no_word_of_a_naskah_leaves_but_its_code(office: Office, post: Post, receiver: Receiver, secret: str) -> None:
    fields = sample_fields(judul=f"Naskah {CANARY}", catatan_internal=CANARY, ruang_lingkup=CANARY)
    kode = office.publish(fields, pages=[f"Pasal 1 {CANARY}"])
    post.deliver()

    ((path, headers, body),) = receiver.calls
    assert set(json.loads(body)) == {"id", "jenis", "kode", "pada", "url"}
    sent = path + json.dumps(headers) + body.decode()
    for private in (CANARY, "Kabupaten", "ani@contoh", "Contoh Bupati"):
        assert private not in sent
    assert set(headers) == {
        *("host", "accept-encoding", "content-length", "content-type", "user-agent", "connection"),
        *("webhook-id", "webhook-timestamp", "webhook-signature"),
    }
    assert kode in body.decode()


def test_of_what_is_exempted_nothing_is_told_not_even_what_already_waited(
    office: Office, post: Post, receiver: Receiver, secret: str
) -> None:
    hidden = sample_fields(
        visibilitas=Visibilitas.DIKECUALIKAN, dasar_visibilitas="Pasal 17", tinjau_on=date(2030, 1, 1)
    )
    exempt = office.upload(hidden).kode
    office.submit(exempt)
    office.exempt(exempt)
    office.drain()
    published = office.publish(sample_fields(), pages=["Lain"])
    post.note(exempt, WebhookEvent.ASLI_DITERIMA)
    assert [kode for _, kode, _ in post.states()] == [published]
    with office.stores.database.transaction() as session:
        verbs.set_visibility(
            session,
            published,
            office.act(),
            level=Visibilitas.DIKECUALIKAN,
            dasar="Pasal 17",
            tinjau_on=date(2030, 1, 1),
        )

    assert post.deliver() == WebhookTurn()
    assert receiver.calls == []
    assert post.states() == [("terbit", published, "dilewati")]


def test_only_the_unit_of_the_naskah_is_told(office: Office, post: Post, receiver: Receiver, secret: str) -> None:
    office.publish(sample_fields(unit="PAS"))
    office.publish(sample_fields(unit="IMI"), pages=["Pasal 2"])

    assert post.deliver() == WebhookTurn()
    assert receiver.calls == []


def test_it_is_noted_in_the_transaction_of_the_act_or_not_at_all(
    office: Office, post: Post, receiver: Receiver, secret: str
) -> None:
    kode = office.publish(sample_fields())
    with office.stores.database.transaction() as session:
        verbs.withdraw(session, kode, office.act(), alasan=WithdrawalClass.KELIRU)
        session.rollback()

    assert post.states() == [("terbit", kode, "menunggu")]


def test_a_failure_is_tried_again_later_and_later_and_under_its_number(
    office: Office, post: Post, receiver: Receiver, secret: str
) -> None:
    kode, began = office.publish(sample_fields()), post.now
    receiver.answer = says(500)
    times = []
    for attempt in range(1, 7):
        assert post.deliver() == WebhookTurn(postponed=1)
        assert post.deliver() == WebhookTurn()
        times.append(post.now - began)
        post.now += pause_after(attempt)
    receiver.answer = says(204)

    assert post.webhook().error == "menjawab 500"
    assert post.deliver() == WebhookTurn(sent=1)
    assert len({one["id"] for one in bodies(receiver)}) == 1
    assert len({headers["webhook-timestamp"] for _, headers, _ in receiver.calls}) == 7
    assert times == sorted(times)
    row = post.webhook()
    assert (row.attempts, row.not_before, row.error, row.failed_at) == (0, None, "", None)
    assert post.states() == [("terbit", kode, "terkirim")]


def test_after_a_day_it_is_given_up_once_and_staff_are_told(
    office: Office, post: Post, receiver: Receiver, secret: str
) -> None:
    kode = office.publish(sample_fields())
    receiver.answer = says(500)
    failed, until = 0, post.now + GIVE_UP + timedelta(hours=4)
    while post.now < until:
        failed += post.deliver().failed
        post.now += timedelta(minutes=30)

    assert failed == 1
    assert post.states() == [("terbit", kode, "gagal")]
    with office.stores.database.reading() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "webhook.gagal")).one()
        letter = session.scalars(select(Pemberitahuan).where(Pemberitahuan.subject.contains("Sistem unit"))).one()
    assert (entry.object_kind, json.loads(entry.after)["sebab"]) == ("webhook", "menjawab 500")
    assert letter.recipient == "ani@contoh.go.id"
    assert CANARY not in letter.isi
    # The next message is told as soon as it is taken again, and the next outage is a new one.
    receiver.answer = says(204)
    post.note(kode, WebhookEvent.DITARIK)
    post.now += LONGEST_PAUSE
    assert post.deliver().sent == 1
    assert post.webhook().failed_at is None


def test_messages_go_in_their_order_and_one_that_fails_keeps_those_behind_it(
    office: Office, post: Post, receiver: Receiver, secret: str
) -> None:
    kode = office.publish(sample_fields())
    for event in (WebhookEvent.DITARIK, WebhookEvent.TERBIT):
        post.note(kode, event)
    receiver.answer = says(503)
    assert post.deliver() == WebhookTurn(postponed=1)
    receiver.answer = says(204)
    post.now += pause_after(1)

    assert post.deliver() == WebhookTurn(sent=3)
    assert [one["jenis"] for one in bodies(receiver)[1:]] == ["terbit", "ditarik", "terbit"]


def test_an_address_that_is_dead_keeps_no_other_unit_waiting(
    office: Office, post: Post, receiver: Receiver, secret: str
) -> None:
    other = office.add_user("lain@contoh.go.id", Peran.PENGELOLA, "PAS")
    with receiving() as dead:
        dead.answer = says(500)
        post.register(other, "PAS", dead.address)
        office.publish(sample_fields(unit="PAS"), pages=["Satu"])
        office.publish(sample_fields(), pages=["Dua"])
        turn = post.deliver()

    assert (turn.sent, turn.postponed) == (1, 1)


class Recorded:
    """A caller that is asked in the midst of the turn of another."""

    def __init__(self, post: Post) -> None:
        self.post = post
        self.inner: list[WebhookTurn] = []

    def call(self, address: str, headers: Mapping[str, str], body: bytes) -> None:
        """Let another process have its turn meanwhile."""
        other = replace(self.post, caller=Caller(False))
        self.inner.append(other.deliver("lain"))


def test_two_processes_do_not_tell_the_same_twice(office: Office, post: Post, receiver: Receiver, secret: str) -> None:
    office.publish(sample_fields())
    recorded = Recorded(post)
    post.caller = recorded

    assert post.deliver() == WebhookTurn(sent=1)
    assert recorded.inner == [WebhookTurn()]
    assert receiver.calls == []


def test_one_that_was_killed_in_the_midst_is_told_again_after_its_lease(
    office: Office, post: Post, receiver: Receiver, secret: str
) -> None:
    class Killed(BaseException):
        pass

    class Dies:
        def call(self, address: str, headers: Mapping[str, str], body: bytes) -> None:
            raise Killed

    office.publish(sample_fields())
    post.caller = Dies()
    with pytest.raises(Killed):
        post.deliver()
    post.caller = Caller(False)

    assert post.deliver() == WebhookTurn()
    post.now += calling.LEASE + timedelta(seconds=1)
    assert post.deliver() == WebhookTurn(sent=1)


def test_the_secret_lies_sealed_and_is_sealed_anew_under_the_secret_of_today(
    office: Office, post: Post, receiver: Receiver, secret: str
) -> None:
    assert secret not in post.webhook().sealed_secret
    renewed = replace(
        post.stores.config, secret_key="kunci-lain" * 8, secret_key_fallbacks=(post.stores.config.secret_key,)
    )
    moved = replace(post, stores=replace(post.stores, config=renewed))
    office.publish(sample_fields())
    assert moved.deliver().sent == 1
    alone = Seal(["kunci-lain" * 8], WEBHOOK)

    assert alone.open(post.webhook().id, post.webhook().sealed_secret) == secret
    assert alone.open(post.webhook().id + 1, post.webhook().sealed_secret) is None
    assert Seal(["kunci-lain" * 8]).open(post.webhook().id, post.webhook().sealed_secret) is None


def test_a_secret_that_no_key_opens_is_a_failure_and_nothing_unsigned_leaves(
    office: Office, post: Post, receiver: Receiver, secret: str
) -> None:
    with office.stores.database.transaction() as session:
        session.execute(update(Webhook).values(sealed_secret="rusak"))
    office.publish(sample_fields())

    assert post.deliver() == WebhookTurn(postponed=1)
    assert receiver.calls == []


def test_an_ended_address_is_told_nothing_also_what_waited(
    office: Office, post: Post, receiver: Receiver, secret: str, maker: Actor
) -> None:
    office.publish(sample_fields())
    with office.stores.database.transaction() as session:
        ending.end(session, post.webhook().id, office.act(maker))
    office.publish(sample_fields(), pages=["Lain"])

    assert post.deliver() == WebhookTurn()
    assert [state for _, _, state in post.states()] == ["dilewati"]


def test_the_address_of_a_closed_unit_is_told_nothing_more(
    office: Office, post: Post, receiver: Receiver, secret: str
) -> None:
    with office.stores.database.transaction() as session:
        session.get_one(Unit, post.webhook().unit_id).closed_on = clock.today()
    office.publish(sample_fields())

    assert post.states() == []


@pytest.mark.parametrize("leaves", ["account", "unit"])
def test_it_ends_with_whoever_named_it(
    office: Office, post: Post, receiver: Receiver, secret: str, maker: Actor, leaves: str
) -> None:
    from portal.models.user import Penugasan
    from portal.services.users import penugasan

    with office.stores.database.transaction() as session:
        if leaves == "account":
            accounts.disable_user(session, maker.email, actor=OPERATOR, now=clock.utc_now())
        else:
            held = session.scalars(select(Penugasan).where(Penugasan.user_id == maker.user_id)).one()
            yesterday = clock.today() - timedelta(days=1)
            penugasan.end_penugasan(session, maker.user_id or 0, held.id, yesterday, office.act())
    office.publish(sample_fields())

    assert post.deliver() == WebhookTurn()
    assert post.webhook().ended_at is not None
    with office.stores.database.reading() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "webhook.akhiri")).one()
    assert json.loads(entry.after)["sebab"]


def test_who_may_name_an_address_and_which(office: Office, post: Post, maker: Actor, receiver: Receiver) -> None:
    chief = office.add_user("chief@contoh.go.id", Peran.PIMPINAN, "KANIM-A")
    admin = office.add_user("admin@contoh.go.id", Peran.ADMIN, "KEMEN")
    for actor, unit in ((chief, "KANIM-A"), (admin, "KANIM-A"), (maker, "PAS")):
        with pytest.raises(NotAllowedError):
            post.register(actor, unit, "https://unit.example/")
    for address in ("http://unit.example/", "", "https://u:p@unit.example/", "javascript:alert(1)"):
        with pytest.raises(BadInputError) as refused:
            post.register(maker, "KANIM-A", address)
        assert refused.value.field == "alamat"
    with pytest.raises(BadInputError):
        post.register(office.add_user("biro@contoh.go.id", Peran.BIRO, "BIRO"), "TIADA", "https://unit.example/")

    post.register(maker, "KANIM-A", "https://unit.example/")
    with pytest.raises(ConflictError):
        post.register(maker, "KANIM-A", "https://lain.example/")
    with office.stores.database.transaction() as session, pytest.raises(NotFoundError):
        ending.end(session, post.webhook().id, office.act(chief))
    with office.stores.database.transaction() as session:
        ending.end(session, post.webhook().id, office.act(admin))
    assert post.register(maker, "KANIM-A", "https://lain.example/")


def test_in_production_a_name_that_leads_inside_is_refused_when_it_is_called(
    office: Office, post: Post, maker: Actor, receiver: Receiver
) -> None:
    post.register(maker, "KANIM-A", f"https://dalam.example:{receiver.port}/")
    post.caller = Caller(True, resolve=lambda host, port: ["127.0.0.1"])
    office.publish(sample_fields())

    assert post.deliver() == WebhookTurn(postponed=1)
    assert post.webhook().error == "alamat bukan di jaringan terbuka"
    assert receiver.calls == []


def test_one_turn_lasts_so_long_and_no_longer(office: Office, post: Post, secret: str) -> None:
    class Slow:
        def call(self, address: str, headers: Mapping[str, str], body: bytes) -> None:
            post.now += timedelta(seconds=6)

    kode = office.publish(sample_fields())
    for _ in range(4):
        post.note(kode)
    post.caller = Slow()

    assert post.deliver().sent == 2


def test_old_messages_are_forgotten_and_those_that_wait_are_not(office: Office, post: Post, secret: str) -> None:
    kode = office.publish(sample_fields())
    post.note(kode)
    with office.stores.database.transaction() as session:
        session.execute(update(WebhookDelivery).where(WebhookDelivery.id == 1).values(state=DeliveryState.TERKIRIM))
        calling.prune(session, post.now + calling.KEEP + timedelta(hours=1))
        assert session.scalar(select(func.count()).select_from(WebhookDelivery)) == 1


def test_the_housekeeping_calls_and_a_closed_portal_does_not(
    office: Office, post: Post, receiver: Receiver, secret: str
) -> None:
    office.publish(sample_fields())
    closed.close(post.stores.config.data_dir, {})
    Housekeeping(post.stores).sweep_if_due(clock.utc_now())
    assert receiver.calls == []
    closed.reopen(post.stores.config.data_dir)
    Housekeeping(post.stores).sweep_if_due(clock.utc_now())

    assert len(receiver.calls) == 1


def test_a_naskah_that_a_program_sent_is_told_of_to_it_from_the_file_to_the_withdrawal(
    office: Office, post: Post, receiver: Receiver, secret: str
) -> None:
    accepted = office.upload(sample_fields(), pdf=text_pdf(["Pasal 1"]))
    assert post.deliver() == WebhookTurn()
    office.submit(accepted.kode)
    office.drain()
    post.deliver()
    with office.stores.database.transaction() as session:
        verbs.withdraw(session, accepted.kode, office.act(), alasan=WithdrawalClass.DATA_PRIBADI)
        naskah = session.scalars(select(Naskah).where(Naskah.kode == accepted.kode)).one()
        assert naskah.kode == accepted.kode
    post.deliver()

    assert [one["jenis"] for one in bodies(receiver)] == ["terbit", "ditarik"]


def test_the_word_for_staff_is_ours_and_never_what_the_other_side_said(receiver: Receiver) -> None:
    receiver.answer = says(418, X_Pesan=CANARY)
    with pytest.raises(WebhookError) as refused:
        Caller(False).call(receiver.address, {}, b"{}")

    assert refused.value.message == "menjawab 418"
