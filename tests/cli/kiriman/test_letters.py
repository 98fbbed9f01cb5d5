"""`portal receive` with a mailbox: a known sender's PDFs become drafts, once; nobody else is listened to or answered.

The server is Dovecot over TLS, with an authority made for the test.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.cli.kiriman import letters
from portal.cli.kiriman.command import TELL_AFTER, Service
from portal.cli.kiriman.letters import LetterWay
from portal.cli.kiriman.taking import Taker, TurnTally
from portal.domain.naskah.status import Status
from portal.domain.permissions import Peran
from portal.errors import ConfigError, MailboxError, StorageBusyError
from portal.mail.mailbox import Mailbox, MailboxServer, read_server
from portal.models.audit_entry import AuditEntry
from portal.models.kiriman import Kiriman, KirimanState
from portal.models.naskah import Naskah
from portal.models.pemberitahuan import Pemberitahuan
from portal.models.unit import Unit
from portal.models.user import Penugasan, User
from portal.services.kiriman import settling
from portal.services.kiriman.senders import known_person
from portal.services.pemberitahuan import outbox
from portal.services.users import accounts
from portal.services.users.penugasan import NewPenugasan, assign
from portal.wiring import Stores
from tests.cli.conftest import Run
from tests.factories.desk import pdf_bytes
from tests.factories.incoming import AUTHSERV, mail_with
from tests.factories.naskah import Office
from tests.factories.pdf import encrypted_pdf
from tests.factories.shared import reader
from tests.fixtures.dovecot import PASSWORD, ImapServer, imap_server
from tests.fixtures.repository import ROOT

ANI = "ani@contoh.go.id"
FROM_ELSEWHERE = "Authentication-Results: lain.go.id; dkim=pass header.d=contoh.go.id\r\n"


@pytest.fixture(scope="module")
def shared() -> Iterator[ImapServer]:
    with imap_server() as running:
        yield running


@pytest.fixture
def imap(shared: ImapServer, stores: Stores, monkeypatch: pytest.MonkeyPatch) -> ImapServer:
    """The server with an empty mailbox, named in the settings; Ani keeps the agreements of KANIM-A."""
    with shared.client() as client:
        for folder in ("INBOX", "Diterima", "Ditolak"):
            answer, count = client.select(folder)
            if answer == "OK" and count != [b"0"]:
                client.store("1:*", "+FLAGS", "\\Deleted")
                client.expunge()
    Office(stores).add_user(ANI, Peran.PENGELOLA, "KANIM-A")
    monkeypatch.setenv("PORTAL_IMAP_URL", shared.url)
    monkeypatch.setenv("PORTAL_IMAP_PASSWORD", PASSWORD)
    monkeypatch.setenv("PORTAL_IMAP_CA", str(shared.ca))
    monkeypatch.setenv("PORTAL_IMAP_AUTHSERV", AUTHSERV)
    return shared


def rows(stores: Stores) -> list[Kiriman]:
    with stores.database.reading() as session:
        found = list(session.scalars(select(Kiriman).order_by(Kiriman.id)))
        assert all(row.naskah is None or row.naskah.kode for row in found)
        assert all(row.unit is None or row.unit.kode for row in found)
        return found


def answers(stores: Stores) -> list[tuple[str, str, str]]:
    """Recipient, subject and parts of the letters in the outbox."""
    with stores.database.reading() as session:
        query = select(Pemberitahuan).where(Pemberitahuan.jenis == "kiriman").order_by(Pemberitahuan.id)
        return [(row.recipient, row.subject, row.isi) for row in session.scalars(query)]


def server_of(imap: ImapServer) -> MailboxServer:
    return read_server(imap.url, PASSWORD, imap.ca)


def test_attached_pdfs_become_drafts_of_the_senders_unit_and_the_sender_is_answered(
    run: Run, stores: Stores, imap: ImapServer
) -> None:
    sent = mail_with(pdf_bytes("a"), pdf_bytes("b"), subject="Dua naskah")
    imap.put(sent)

    answer = run("receive", "--once")

    assert (answer.code, answer.out, answer.err) == (0, "Masuk: 2. Ditolak: 0. Menunggu: 0.\n", "")
    with stores.database.reading() as session:
        found = session.scalars(select(Naskah).order_by(Naskah.id)).all()
        assert [(row.unit.kode, row.status) for row in found] == [("KANIM-A", Status.DRAF)] * 2
        trail = session.execute(select(AuditEntry.action, AuditEntry.actor_email).order_by(AuditEntry.seq)).all()
    assert trail.count(("kiriman.terima", ANI)) == trail.count(("berkas.simpan", ANI)) == 2
    assert (imap.letters("INBOX"), imap.letters("Diterima")) == ([], [sent])
    ((recipient, subject, parts),) = answers(stores)
    assert (recipient, subject) == (ANI, "Kiriman Anda diterima: 2 berkas")
    assert all(row.kode in parts for row in found)
    assert "Dua naskah" in parts
    assert all(row.is_answered and row.sent_by and row.sender == ANI for row in rows(stores))


def test_the_answer_is_one_letter_to_the_account(run: Run, stores: Stores, imap: ImapServer) -> None:
    imap.put(mail_with(pdf_bytes("a"), head="Reply-To: lain@contoh.com\r\n"))
    run("receive", "--once")

    delivery = outbox.deliver_due(stores.database, stores.mail, owner="uji", clock=clock.utc_now)

    assert delivery.sent == 1
    (path,) = (stores.config.data_dir / "mail").glob("*.eml")
    text = path.read_text("utf-8")
    assert f"To: {ANI}" in text
    assert "Auto-Submitted: auto-generated" in text
    assert "lain@contoh.com" not in text


def test_each_file_is_taken_or_refused_by_itself(run: Run, stores: Stores, imap: ImapServer) -> None:
    imap.put(mail_with(encrypted_pdf(), pdf_bytes("a"), b"bukan pdf"))

    assert run("receive", "--once").code == 3
    assert [row.state.value for row in rows(stores)] == ["ditolak", "diterima", "ditolak"]
    ((_, subject, parts),) = answers(stores)
    assert subject == "Kiriman Anda: 1 berkas diterima, 2 ditolak"
    assert "terkunci kata sandi" in parts
    assert "bukan PDF" in parts
    assert len(imap.letters("Diterima")) == 1


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ({"sender": "asing@contoh.go.id"}, letters.UNKNOWN),
        ({"vouched": ""}, letters.NOT_VOUCHED),
        ({"vouched": "dkim=fail header.d=contoh.go.id"}, letters.NOT_VOUCHED),
        ({"vouched": "dkim=pass header.d=jahat.com"}, letters.NOT_VOUCHED),
        ({"vouched": "", "head": FROM_ELSEWHERE}, letters.NOT_VOUCHED),
        ({"head": "Auto-Submitted: auto-replied\r\n"}, letters.AUTOMATIC),
        ({"head": "Precedence: bulk\r\n"}, letters.AUTOMATIC),
        ({"head": "From: lain@contoh.go.id\r\n"}, letters.NO_SENDER),
        ({"sender": "kotak@contoh.go.id"}, letters.OWN),
        ({"sender": "portal@localhost"}, letters.OWN),
    ],
)  # fmt: skip
def test_strangers_forgers_and_machines_get_neither_draft_nor_answer(
    run: Run, stores: Stores, imap: ImapServer, how: dict[str, str], reason: str
) -> None:
    with stores.database.reading() as session:
        before = session.scalar(select(func.count()).select_from(AuditEntry))
    imap.put(mail_with(pdf_bytes("a"), **how))  # type: ignore[arg-type]

    assert run("receive", "--once").code == 3

    assert [(row.reason, row.unit_id, row.sent_by, row.is_answered) for row in rows(stores)] == [
        (reason, None, None, False)
    ]
    assert answers(stores) == []
    assert len(imap.letters("Ditolak")) == 1
    with stores.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Naskah)) == 0
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == before


def test_a_closed_account_is_a_stranger(run: Run, stores: Stores, imap: ImapServer) -> None:
    with stores.database.transaction() as session:
        accounts.disable_user(session, ANI, actor=Office(stores).act().actor, now=clock.utc_now())
    imap.put(mail_with(pdf_bytes("a")))

    assert run("receive", "--once").code == 3
    assert [row.reason for row in rows(stores)] == [letters.UNKNOWN]


@pytest.mark.parametrize(
    ("pdfs", "subject", "told"),
    [
        ((), "Naskah", "tidak memuat lampiran PDF"),
        ((b"x",) * 21, "Naskah", "lebih dari 20 lampiran"),
        ((b"x",), "[IMI] Naskah", "bukan pengelola unit IMI"),
    ],
)
def test_somebody_known_is_told_why_nothing_was_taken(
    run: Run, stores: Stores, imap: ImapServer, pdfs: tuple[bytes, ...], subject: str, told: str
) -> None:
    imap.put(mail_with(*pdfs, subject=subject))

    assert run("receive", "--once").code == 3
    ((recipient, headline, parts),) = answers(stores)
    assert (recipient, headline) == (ANI, "Kiriman Anda ditolak")
    assert told in parts
    assert [row.nama for row in rows(stores)] == [""]


def test_who_keeps_several_units_names_one(run: Run, stores: Stores, imap: ImapServer) -> None:
    office = Office(stores)
    imi = office.add_user("citra@contoh.go.id", Peran.PENGELOLA, "IMI")
    with stores.database.transaction() as session:
        assign(session, imi.user_id or 0, NewPenugasan(Peran.PENGELOLA, "LAPAS-B", clock.today()), office.act())
    citra = "citra@contoh.go.id"
    imap.put(mail_with(pdf_bytes("a"), sender=citra))
    imap.put(mail_with(pdf_bytes("b"), sender=citra, subject="[lapas-b] Naskah"))
    # A unit below one of theirs may be named too.
    imap.put(mail_with(pdf_bytes("c"), sender=citra, subject="Fwd: [KANIM-A] Naskah"))

    run("receive", "--once")

    with stores.database.reading() as session:
        assert [row.unit.kode for row in session.scalars(select(Naskah).order_by(Naskah.id))] == ["LAPAS-B", "KANIM-A"]
    assert "[IMI], [LAPAS-B]" in answers(stores)[0][2]


def test_who_may_not_upload_may_not_send(run: Run, stores: Stores, imap: ImapServer) -> None:
    office = Office(stores)
    office.add_user("ppid@contoh.go.id", Peran.PPID, "SETJEN")
    with stores.database.transaction() as session:
        session.scalars(select(User).where(User.email == ANI)).one().must_change_password = True
    for sender in ("ppid@contoh.go.id", ANI):
        imap.put(mail_with(pdf_bytes(sender), sender=sender))

    run("receive", "--once")

    assert [row.state for row in rows(stores)] == [KirimanState.DITOLAK] * 2
    assert "Hanya pengelola unit" in answers(stores)[0][2]
    assert "pilih kata sandi" in answers(stores)[1][2]


def test_the_same_letter_is_taken_once_and_answered_once(run: Run, stores: Stores, imap: ImapServer) -> None:
    sent = mail_with(pdf_bytes("a"), message_id="<sama@contoh.go.id>")
    for one in (sent, b"Received: lewat jalan lain\r\n" + sent):
        imap.put(one)
    imap.put(mail_with(pdf_bytes("b"), message_id="<sama@contoh.go.id>"))

    assert run("receive", "--once").code == 0

    assert len(rows(stores)) == len(answers(stores)) == 2
    assert len(imap.letters("Diterima")) == 3
    with stores.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Naskah)) == 2


def test_what_is_refused_as_forged_is_looked_at_again_when_it_is_put_back(
    run: Run, stores: Stores, imap: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = mail_with(pdf_bytes("a"))
    imap.put(sent)
    monkeypatch.setenv("PORTAL_IMAP_AUTHSERV", "salah.contoh.go.id")
    assert run("receive", "--once").code == 3

    monkeypatch.setenv("PORTAL_IMAP_AUTHSERV", AUTHSERV)
    imap.put(sent)
    assert run("receive", "--once").code == 0
    assert len(answers(stores)) == 1


def test_a_letter_that_is_too_large_is_not_fetched(
    run: Run, stores: Stores, imap: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_MAX_UPLOAD_MB", "1")
    imap.put(mail_with(pdf_bytes("a") + b"%" * 2_000_000))

    assert run("receive", "--once").code == 3
    assert "terlalu besar" in answers(stores)[0][2]
    assert rows(stores)[0].size > 2_000_000


def test_a_letter_that_cannot_be_read_is_put_aside(run: Run, stores: Stores, imap: ImapServer) -> None:
    known = mail_with().partition(b"\r\nContent-Type: ")[0]
    imap.put(known + b"\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n" + b"--a\r\n\r\nx\r\n" * 300)
    imap.put(mail_with(pdf_bytes("a"), head=f"X-Isi: {'x ' * 900}\r\n" * 160))

    assert run("receive", "--once").code == 3
    assert [row.sender for row in rows(stores)] == ["tidak terbaca"] * 2
    assert answers(stores) == []
    assert len(imap.letters("Ditolak")) == 2


def test_of_a_stranger_no_more_than_the_head_is_fetched(
    run: Run, stores: Stores, imap: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[bytes] = []
    whole = Mailbox.letter

    def counting(box: Mailbox, uid: bytes) -> bytes | None:
        fetched.append(uid)
        return whole(box, uid)

    monkeypatch.setattr(Mailbox, "letter", counting)
    imap.put(mail_with(pdf_bytes("a"), sender="asing@contoh.go.id"))
    imap.put(mail_with(pdf_bytes("a"), vouched=""))
    imap.put(mail_with(pdf_bytes("a")))

    assert run("receive", "--once").out == "Masuk: 1. Ditolak: 2. Menunggu: 0.\n"
    assert len(fetched) == 1


def test_a_letter_can_do_no_more_than_its_sender_for_their_units(stores: Stores) -> None:
    office = Office(stores)
    both = office.add_user("dua@contoh.go.id", Peran.BIRO, "BIRO")
    with stores.database.transaction() as session:
        user = session.get_one(User, both.user_id)
        unit = session.scalars(select(Unit).where(Unit.kode == "IMI")).one()
        session.add(Penugasan(user_id=user.id, unit_id=unit.id, peran=Peran.PENGELOLA, starts_on=clock.today()))
    with stores.database.reading() as session:
        actor = known_person(session, "dua@contoh.go.id", clock.today())

    assert actor is not None
    assert actor.peran == {Peran.PENGELOLA}
    assert actor.readable_units() is not None


def test_what_cannot_be_stored_now_waits_in_the_mailbox(
    run: Run, stores: Stores, imap: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    imap.put(mail_with(pdf_bytes("a"), pdf_bytes("b")))
    monkeypatch.setenv("PORTAL_SPOOL_MB", "250")
    with monkeypatch.context() as patch:

        def full(*_: object) -> None:
            raise StorageBusyError("Penyimpanan sibuk.")

        patch.setattr("portal.cli.kiriman.taking.refuse_full", full)
        answer = run("receive", "--once")

    assert (answer.code, answer.out) == (3, "Masuk: 0. Ditolak: 0. Menunggu: 1.\n")
    assert (len(imap.letters("INBOX")), rows(stores)) == (1, [])
    assert run("receive", "--once").code == 0


def test_a_letter_on_which_the_portal_breaks_keeps_no_other_waiting(
    stores: Stores, imap: ImapServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in ("rusak", "utuh"):
        imap.put(mail_with(pdf_bytes(text), subject=text))
    real = letters.read_letter

    def breaking(raw: bytes) -> object:
        if b"Subject: rusak" in raw:
            raise RuntimeError("uji")
        return real(raw)

    monkeypatch.setattr(letters, "read_letter", breaking)
    way = LetterWay(server_of(imap), Taker(stores, reader(), tmp_path), authserv=AUTHSERV, own=frozenset())

    with pytest.raises(RuntimeError, match="uji"):
        way.turn()
    assert (len(imap.letters("INBOX")), len(imap.letters("Diterima"))) == (1, 1)


STEPS = ("spool-open", "intent", "put", "accept-commit", "receipt", "taken", "settled")


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_a_letter_is_taken_and_answered_once(
    run: Run, stores: Stores, imap: ImapServer, step: str
) -> None:
    imap.put(mail_with(pdf_bytes("a"), pdf_bytes("b")))
    environ = {**os.environ, "PORTAL_FAILPOINT": step, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "portal", "receive", "--once"]
    died = subprocess.run(command, env=environ, capture_output=True, check=False)
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert len(imap.letters("INBOX")) == 1

    assert run("receive", "--once").code == 0

    with stores.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Naskah)) == 2
        told = select(func.count()).where(AuditEntry.action == "kiriman.terima")
        assert session.scalar(told) == 2
    assert len(rows(stores)) == 2
    assert len(answers(stores)) == 1
    assert (imap.letters("INBOX"), len(imap.letters("Diterima"))) == ([], 1)


def test_folders_of_older_servers_lie_below_the_inbox(stores: Stores, tmp_path: Path) -> None:
    Office(stores).add_user(ANI, Peran.PENGELOLA, "KANIM-A")
    with imap_server(is_prefixed=True) as running:
        running.put(mail_with(pdf_bytes("a")))
        taker = Taker(stores, reader(), tmp_path)
        way = LetterWay(server_of(running), taker, authserv=AUTHSERV, own=frozenset())

        assert way.turn().taken == 1
        assert len(running.letters("INBOX.Diterima")) == 1


def test_no_server_is_believed_without_its_authority_and_no_password_sent_elsewhere(
    stores: Stores, imap: ImapServer, tmp_path: Path
) -> None:
    taker = Taker(stores, reader(), tmp_path)
    right = server_of(imap)
    for wrong, told in (
        (replace(right, ca=None), "Sertifikat"), (replace(right, host="127.0.0.2"), "tidak dapat dihubungi"),
        (replace(right, password="salah"), "menolak masuk"), (replace(right, folder="Tidak ada"), "tidak ada di kotak"),
    ):  # fmt: skip
        with pytest.raises(MailboxError, match=told):
            LetterWay(wrong, taker, authserv=AUTHSERV, own=frozenset()).turn()


@pytest.mark.parametrize(
    "url",
    [
        "imap://a@contoh.id/INBOX",
        "imaps://contoh.id/INBOX",
        "imaps://a:sandi@contoh.id/",
        "imaps://a@contoh.id:x/",
        "x",
    ],
)
def test_only_addresses_with_tls_and_without_a_password_are_taken(url: str) -> None:
    with pytest.raises(ConfigError, match="PORTAL_IMAP_URL"):
        read_server(url, "sandi", None)
    with pytest.raises(ConfigError, match="PORTAL_IMAP_PASSWORD"):
        read_server("imaps://a@contoh.id/INBOX", "", None)


def test_a_mailbox_without_a_name_to_believe_is_refused_at_the_start(
    run: Run, imap: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PORTAL_IMAP_AUTHSERV")

    answer = run("receive", "--once")

    assert answer.code == 1
    assert "PORTAL_IMAP_AUTHSERV" in answer.err


def test_who_looks_after_the_portal_is_told_once_a_day_that_it_stands_still(stores: Stores) -> None:
    config = replace(stores.config, audit_mail=("pengawas@contoh.go.id",))

    def broken() -> TurnTally:
        raise MailboxError("Kotak surat tidak dapat dihubungi.")

    service = Service(replace(stores, config=config), {"surel": broken})
    began = time.monotonic()
    for later in (0.0, TELL_AFTER / 2):
        service.go_round(began + later)
    assert answers(stores) == []

    for later in (TELL_AFTER, TELL_AFTER + 60):
        service.go_round(began + later)

    ((recipient, subject, parts),) = answers(stores)
    assert (recipient, subject) == ("pengawas@contoh.go.id", "Kiriman tidak dapat diterima")
    assert "Kotak surat tidak dapat dihubungi." in parts


def test_strangers_are_forgotten_after_a_time_and_nobody_else(run: Run, stores: Stores, imap: ImapServer) -> None:
    imap.put(mail_with(pdf_bytes("a")))
    imap.put(mail_with(pdf_bytes("b"), sender="asing@contoh.com"))
    run("receive", "--once")

    with stores.database.transaction() as session:
        settling.prune(session, clock.utc_now() + settling.KEEP_STRANGERS - timedelta(hours=1))
    assert len(rows(stores)) == 2
    with stores.database.transaction() as session:
        settling.prune(session, clock.utc_now() + settling.KEEP_STRANGERS + timedelta(hours=1))
    assert [row.sender for row in rows(stores)] == [ANI]
