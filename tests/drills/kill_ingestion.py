"""Kills the real processes at every step of taking a file in and publishing it, and sees that nothing is lost or half.

`python -m tests.drills.kill_ingestion --times 50 --random 200` is the long form (`make kill-ingestion`); the suite does
each step once. Nothing is mended by hand: a killed process is started again, the sender sends again what was not
answered, through every step in turn, and at the end one sweep takes what was left behind. Every fifth sender never
comes back.
"""

import argparse
import hashlib
import http.client
import math
import os
import random
import secrets
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from indexer import workroom
from portal import clock
from portal.app import create_app
from portal.config import Config
from portal.domain.naskah.status import Status
from portal.domain.pemberitahuan.reminders import ReminderKind
from portal.domain.permissions import Peran
from portal.failpoint import Step
from portal.mail.rendering import LetterParts
from portal.models.audit_entry import AuditEntry
from portal.models.berkas import Berkas
from portal.models.job import Job, JobState
from portal.models.naskah import Naskah
from portal.models.object_copy import CopyState, ObjectCopy, Place
from portal.models.pemberitahuan import LetterState, Pemberitahuan
from portal.models.terbitan import Terbitan, TerbitanBerkas
from portal.process import INCOMING
from portal.queries.object_copies import expected_objects
from portal.services import audit
from portal.services.naskah import editing
from portal.services.pemberitahuan import keepers
from portal.services.users import accounts
from portal.storage.interface import ObjectStorage
from portal.storage.paired import PairedStorage
from portal.storage.sweep import fixity
from portal.wiring import Stores, open_stores
from tests.factories.naskah import Office, sample_fields
from tests.factories.nursery import Nursery, kill, wait_for
from tests.factories.pdf import text_pdf
from tests.factories.processes import is_alive, slowness
from tests.fixtures.databases import KIND, fresh_database
from tests.fixtures.nginx import free_port

OF_WEB = (
    Step.SPOOL_OPEN, Step.MID_STREAM, Step.HASH, Step.INTENT, Step.PUT, Step.VERIFY_READ, Step.SECOND_COPY,
    Step.ACCEPT_COMMIT, Step.RECEIPT,
)  # fmt: skip
OF_WORKER = (Step.EXTRACT, Step.THUMBNAIL, Step.PUBLISH_COMMIT, Step.INDEX, Step.INDEX_LIST)
"""The outbox is the third part: letters are sent by a command of their own here."""
OF_RECEIVING = (Step.TAKEN, Step.SETTLED)
"""What comes by folder and mail is killed in tests of its own (`tests/cli/kiriman`)."""
OF_FOLLOWING = (Step.FOLLOW_ANEW, Step.FOLLOW_COMMIT, Step.FOLLOW_POSITION)
"""Indexes of hosts follow in a process of their own (`tests/indexer/test_own_indexes.py`)."""
STORED_AT = (Step.SECOND_COPY, Step.ACCEPT_COMMIT)
"""Who never comes back after these leaves an object that no record names."""
ABANDONED_EVERY = 5
LETTERS = 5
SETTLED_WITHIN = 120.0
"""Seconds from the last kill until nothing is due any more, on an idle machine."""
FILLING = b"% CONTOH\n" * 9_000
"""More than one piece of a request, so that a file can break off in its midst."""
READER = "pengawas@contoh.go.id"
PARTS = LetterParts("CONTOH", ("Surat contoh.",), (), "https://naskah.contoh.go.id/", "Buka", "CONTOH")


@dataclass
class Kills:
    """What came of it."""

    kills: Counter[str] = field(default_factory=Counter)
    receipts: int = 0
    abandoned: int = 0
    orphans: int = 0
    public: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)
    """What must not be, in words."""


@dataclass
class Sender:
    """Somebody with a browser, who sends a file until it is answered, and never twice as two."""

    port: int
    cookie: str
    token: str

    def send(self, pdf: bytes, key: str) -> tuple[int, bytes]:
        """Status and body of the answer; 0 where the line broke."""
        mark = "batas-contoh"
        fields = {"csrf_token": self.token, "unit": "KANIM-A", "key": key, "urutan": "0"}
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
            for name, text in fields.items()
        ]
        head = f'--{mark}\r\nContent-Disposition: form-data; name="berkas"; filename="naskah.pdf"\r\n\r\n'
        body = "".join(parts).encode() + head.encode() + pdf + f"\r\n--{mark}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={mark}", "Cookie": self.cookie}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=150)
        try:
            connection.request("POST", "/kerja/unggah/berkas", body, kind)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return 0, b""
        finally:
            connection.close()


class Living:
    """One program that is started again whenever it was killed, and can be told at which step to die next."""

    def __init__(self, nursery: Nursery, program: str, arguments: list[str], environ: dict[str, str], order: Path):
        self._nursery, self._program, self._arguments = nursery, program, arguments
        self._environ = {**environ, "PORTAL_FAILPOINT": f"@{order}"}
        self.order = order
        self.start()

    def start(self) -> None:
        """Start it anew."""
        self.number = self._nursery.start(self._program, self._arguments, self._environ)

    def die_at(self, step: Step) -> None:
        """Let it die when it comes to a step."""
        fresh = self.order.with_suffix(".baru")
        fresh.write_text(step)
        fresh.replace(self.order)

    def is_dead(self) -> bool:
        """Whether it was killed, with every thread: until the last is gone its socket may still take a connection."""
        return not is_alive(self.number)


class Drill:
    """The portal under attack, with two places for every original."""

    def __init__(self, stores: Stores, nursery: Nursery, folder: Path, seed: int, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self.stores, self.office = stores, Office(stores)
        self.found = Kills()
        self.chance = random.Random(seed)  # noqa: S311 - repeatable.
        self._environ = _environment(stores.config)
        self._nursery, self._folder = nursery, folder
        port = free_port()
        self.sender = _sign_in(self.office, port)
        self.web = Living(nursery, "portal", ["serve", "--port", str(port)], self._environ, folder / "web")
        self.worker = Living(nursery, "indexer", ["run"], self._environ, folder / "indexer")
        self.receipts: dict[bytes, str] = {}
        self.kept_away: dict[str, Step | None] = {}
        self._lock = threading.Lock()

    def strike(self, times: int, at_random: int) -> None:
        """All kills: those of the web and those of the worker go on side by side."""
        threads = [
            threading.Thread(target=self._told, args=(part, times, at_random // 2))
            for part in (self._strike_web, self._strike_worker)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for _ in range(times):
            if self.found.kills[Step.OUTBOX] and self._is_over():
                return
            # Where the worker was faster with a letter there was nothing to die of: another one is written.
            if not any(self._strike_sender_of_letters() for _ in range(LETTERS)):
                self.wrong("no sender came to its outbox")

    def _told(self, part: Callable[[int, int], None], times: int, at_random: int) -> None:
        try:
            part(times, at_random)
        except Exception as error:
            self.wrong(f"the drill itself failed: {error!r}")

    def _is_over(self) -> bool:
        return time.monotonic() > self._until

    def wrong(self, said: str) -> None:
        """Note what must not be."""
        with self._lock:
            self.found.wrong.append(said)

    # The web: one upload goes through all of its steps, and its process dies at each of them.

    def _strike_web(self, times: int, at_random: int) -> None:
        for number in range(times):
            if self._is_over():
                return
            # Every fifth sender never comes back, each of them after another step.
            is_abandoned = number % ABANDONED_EVERY == ABANDONED_EVERY - 1
            last = number // ABANDONED_EVERY % len(OF_WEB) if is_abandoned else len(OF_WEB)
            pdf, key = _some_pdf(), secrets.token_hex(8)
            for step in OF_WEB[: last + 1]:
                self.web.die_at(step)
                self._send_and_die(step, pdf, key)
            if is_abandoned:
                self.kept_away[_digest(pdf)] = OF_WEB[last]
            else:
                self._send_until_answered(pdf, key)
            for one in range(number * at_random // times, (number + 1) * at_random // times):
                self._send_at_random(is_abandoned=one % ABANDONED_EVERY == ABANDONED_EVERY - 1)

    def _send_and_die(self, step: Step, pdf: bytes, key: str) -> None:
        wait_for(lambda: _listens(self.sender.port))
        status, body = self.sender.send(pdf, key)
        if not wait_for(self.web.is_dead, 20):
            self.wrong(f"the web did not come to {step}: {status} {body[:200]!r}")
            kill(self.web.number)
        self.found.kills[step] += 1
        self.web.start()

    def _send_at_random(self, *, is_abandoned: bool) -> None:
        pdf, key = _some_pdf(), secrets.token_hex(8)
        wait_for(lambda: _listens(self.sender.port))
        timer = threading.Timer(self.chance.uniform(0.0, 0.8), kill, (self.web.number,))
        timer.start()
        status, body = self.sender.send(pdf, key)
        timer.join()
        self.found.kills["web at random"] += 1
        self.web.start()
        if status == 201:
            self._take_receipt(pdf, body)
        elif is_abandoned:
            self.kept_away[_digest(pdf)] = None
        else:
            self._send_until_answered(pdf, key)

    def _send_until_answered(self, pdf: bytes, key: str) -> None:
        wait_for(lambda: _listens(self.sender.port))
        status, body = self.sender.send(pdf, key)
        if status != 201:
            self.wrong(f"sent again: {status} {body[:300]!r}")
            return
        self._take_receipt(pdf, body)

    def _take_receipt(self, pdf: bytes, body: bytes) -> None:
        kode = body.decode().partition('"kode":"')[2].partition('"')[0]
        self.receipts[pdf] = kode
        digest = _digest(pdf)
        for store in _places(self.stores):
            if store.verify(digest) != "ok":
                self.wrong(f"a receipt without its object: {kode}")
        self._hand_in(kode)

    def _hand_in(self, kode: str) -> None:
        with self.stores.database.transaction() as session:
            version = session.scalars(select(Naskah.version).where(Naskah.kode == kode)).one()
            editing.update_naskah(session, kode, version, sample_fields(judul=f"CONTOH {kode}"), self.office.act())
        self.office.submit(kode)

    # The worker: one naskah a kill, or what the web has just brought in.

    def _strike_worker(self, times: int, at_random: int) -> None:
        steps: list[Step | None] = []
        for number in range(times):
            few = (number + 1) * at_random // times - number * at_random // times
            steps += [*OF_WORKER, *([None] * few)]
        for step in steps:
            if self._is_over():
                return
            if step is None:
                self._give_work()
                time.sleep(self.chance.uniform(0.0, 1.0))
                kill(self.worker.number)
            else:
                self.worker.die_at(step)
                self._give_work()
                if not wait_for(self.worker.is_dead):
                    self.wrong(f"the worker did not come to {step}")
                    kill(self.worker.number)
            self.found.kills[step or "worker at random"] += 1
            self._look_for_half_published()
            self.worker.start()

    def _give_work(self) -> None:
        if self._is_work_waiting():
            return
        pdf = _some_pdf()
        accepted = self.office.upload(pdf=pdf)
        self.receipts[pdf] = accepted.kode
        self.office.submit(accepted.kode)

    def _is_work_waiting(self) -> bool:
        with self.stores.database.reading() as session:
            handed_in = select(func.count()).where(Naskah.status == Status.DIAJUKAN)
            return bool(session.scalar(handed_in))

    def _look_for_half_published(self) -> None:
        with self.stores.database.reading() as session:
            public = set(session.scalars(select(Terbitan.kode)))
            moved = set(session.scalars(select(Naskah.kode).where(Naskah.status == Status.TERBIT)))
            with_files = set(session.scalars(select(TerbitanBerkas.kode)))
        for kode in (public ^ moved) | (public - with_files):
            self.wrong(f"half published: {kode}")

    # Letters: the command that sends them dies with a letter handed over and not noted.

    def _strike_sender_of_letters(self) -> bool:
        now, order = clock.utc_now(), self._folder / "surat"
        with self.stores.database.transaction() as session:
            keepers.tell(session, ReminderKind.RUSAK, secrets.token_hex(8), PARTS, (READER,), now)
        sender = Living(self._nursery, "portal", ["remind"], self._environ, order)
        # Told before it can have come so far: it reads the file at the step itself.
        sender.die_at(Step.OUTBOX)
        wait_for(sender.is_dead)
        has_struck = not order.exists()
        self.found.kills[Step.OUTBOX] += has_struck
        order.unlink(missing_ok=True)
        return has_struck

    # The end: what is due is done by itself, and everything is looked at.

    def settle(self) -> None:
        """Wait until nothing is due, without any hand."""
        for program in (self.web, self.worker):
            program.order.unlink(missing_ok=True)
        if not wait_for(lambda: not self._open_work(), SETTLED_WITHIN * slowness()):
            self.wrong(f"work that never ended: {self._open_work()}")

    def _open_work(self) -> list[str]:
        open_jobs = select(Job).where(Job.state != JobState.SELESAI)
        open_letters = select(Pemberitahuan.state).where(Pemberitahuan.state != LetterState.TERKIRIM)
        with self.stores.database.reading() as session:
            jobs = [f"{job.kind} {job.state} {job.losses} {job.error}" for job in session.scalars(open_jobs)]
            return jobs + [f"letter {state}" for state in session.scalars(open_letters)]

    def judge(self) -> None:
        """Everything that must hold, over the database, both places, the index and the letters."""
        self._look_for_half_published()
        self._judge_records()
        self._judge_places()
        self._judge_leavings()
        self._judge_public()
        with self.stores.database.reading() as session:
            if (broken := audit.first_broken(session)) is not None:
                self.wrong(f"the audit chain is broken at {broken}")
            letters = list(session.scalars(select(Pemberitahuan.kunci)))
        sent = len(list((self.stores.config.data_dir / "mail").glob("*.eml")))
        if sent != len(letters):
            self.wrong(f"{len(letters)} letters were written, {sent} lie in the folder")

    def _judge_records(self) -> None:
        with self.stores.database.reading() as session:
            stored = {sha256: kode for sha256, kode in session.execute(
                select(Berkas.sha256, Naskah.kode).join(Naskah, Naskah.id == Berkas.naskah_id)
            )}  # fmt: skip
            files = session.scalar(select(func.count()).select_from(Berkas)) or 0
            naskah = session.scalar(select(func.count()).select_from(Naskah)) or 0
            entries = Counter(session.scalars(select(AuditEntry.action)))
        receipts = {_digest(pdf): kode for pdf, kode in self.receipts.items()}
        self.found.receipts, self.found.abandoned = len(receipts), len(self.kept_away)
        for digest, kode in receipts.items():
            if stored.get(digest) != kode:
                self.wrong(f"a receipt that the database does not know: {kode}")
        if not len(stored) == files == naskah == entries["berkas.simpan"] == entries["naskah.buat"]:
            self.wrong(f"doubled or halved: {len(stored)} contents, {files} files, {naskah} naskah, {entries}")
        for digest in stored.keys() - receipts.keys():
            # Whoever never came back has the draft all the same, and finds it on the work list.
            if self.kept_away.get(digest, Step.PUT) not in (None, Step.RECEIPT):
                self.wrong(f"accepted before its commit: {stored[digest]}")
        if entries["naskah.terbit"] != len(receipts):
            self.wrong(f"{len(receipts)} handed in, {entries['naskah.terbit']} entries of publications")

    def _judge_places(self) -> None:
        with self.stores.database.reading() as session:
            expected = expected_objects(session)
            copies = select(ObjectCopy.sha256, ObjectCopy.place).where(ObjectCopy.state == CopyState.WHOLE)
            whole = {(row.sha256, row.place) for row in session.execute(copies)}
        orphans: set[str] = set()
        for place, store in zip(Place, _places(self.stores), strict=True):
            report = fixity(store, expected)
            if not report.is_intact:
                self.wrong(f"{place}: {len(report.missing)} missing, {len(report.altered)} altered")
            if lacking := {digest for digest, _ in expected} - {one for one, where in whole if where == place}:
                self.wrong(f"{place}: {len(lacking)} originals without a note of their copy")
            orphans |= set(report.orphans)
        self.found.orphans = len(orphans)
        # Named are the leavings of those who did not come back, all of them and nothing else.
        surely = {digest for digest, step in self.kept_away.items() if step in STORED_AT}
        if not surely <= orphans <= self.kept_away.keys():
            self.wrong(f"orphans: {len(orphans)} named, {len(surely)} left for sure")

    def _judge_leavings(self) -> None:
        """One sweep each, and nothing is left that nobody names: in the spool, and of what was never whole."""
        kill(self.web.number)
        kill(self.worker.number)
        workroom.sweep(self.stores.spool_dir)
        left = [path.name for path in self.stores.spool_dir.iterdir() if path.name.startswith((INCOMING, "kerja-"))]
        if left:
            self.wrong(f"left in the spool: {left}")
        tomorrow = clock.utc_now() + timedelta(days=1)
        for store in (*_places(self.stores), self.stores.derived):
            store.sweep_temporary(timedelta(hours=1), tomorrow)
            if again := store.sweep_temporary(timedelta(0), tomorrow):
                self.wrong(f"{again} temporary files outlived the sweep")

    def _judge_public(self) -> None:
        with self.stores.database.reading() as session:
            public = set(session.scalars(select(Terbitan.kode)))
        self.found.public = len(public)
        if lacking := set(self.receipts.values()) - public:
            self.wrong(f"handed in and never public: {sorted(lacking)}")
        if self.stores.public_index.held().keys() != public or not self.stores.public_index.verify().is_healthy:
            self.wrong("the public index is not what is public")
        app = create_app(self.stores.config, self.stores)
        asking = app.test_client()
        for pdf, kode in self.receipts.items():
            if kode in public and asking.get(f"/n/{kode}/naskah.pdf").data != pdf:
                self.wrong(f"a public hit without its file: {kode}")
        app.extensions["unduhan"].write()
        app.extensions["pdf_reader"].close()


def run(folder: Path, *, times: int, at_random: int, seed: int = 1, seconds: float = math.inf) -> Kills:
    """Kill at every step so many times, and so many times at random, or as many as `seconds` let it."""
    began = time.monotonic()
    with _portal(folder) as stores, Nursery(folder) as nursery:
        drill = Drill(stores, nursery, folder, seed, seconds)
        drill.strike(times, at_random)
        drill.settle()
        drill.judge()
    drill.found.seconds = time.monotonic() - began
    return drill.found


@contextmanager
def _portal(folder: Path) -> Iterator[Stores]:
    with fresh_database(folder, has_units=True) as url:
        config = Config.from_env(
            {
                "PORTAL_DATA_DIR": str(folder / "var"),
                "PORTAL_DATABASE_URL": url,
                "PORTAL_SECRET_KEY": "kunci-uji" * 8,
                "PORTAL_SECOND_COPY_URL": f"file:{folder / 'kedua'}",
            }
        )
        stores = open_stores(config)
        yield stores
        stores.database.close()


def _environment(config: Config) -> dict[str, str]:
    return {
        "PORTAL_DATA_DIR": str(config.data_dir),
        "PORTAL_DATABASE_URL": config.database_url,
        "PORTAL_SECRET_KEY": config.secret_key,
        "PORTAL_SECOND_COPY_URL": config.second_copy_url,
        "PORTAL_WEB_PROCESSES": "1",
        "PORTAL_OCR_SECOND": "off",
    }


def _sign_in(office: Office, port: int) -> Sender:
    actor = office.add_user("a@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    with office.stores.database.transaction() as session:
        token = accounts.start_session(session, actor.user_id or 0, device="uji", now=clock.utc_now())
    app = create_app(office.stores.config, office.stores)
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    page = client.get("/kerja/unggah").text
    form_token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    value = client.get_cookie("sesi")
    app.extensions["pdf_reader"].close()
    assert value is not None
    return Sender(port, f"sesi={value.value}", form_token)


def _some_pdf() -> bytes:
    return text_pdf([f"CONTOH halaman {secrets.token_hex(8)}"]) + FILLING + b"%%EOF\n"


def _digest(pdf: bytes) -> str:
    return hashlib.sha256(pdf).hexdigest()


def _places(stores: Stores) -> tuple[ObjectStorage, ObjectStorage]:
    assert isinstance(stores.objects, PairedStorage)
    return stores.objects.first, stores.objects.second


def _listens(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.connect()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def main() -> int:
    """The long form; 1 where anything was lost, doubled or half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--random", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    # On a busy machine as many as there is time for; everything is judged all the same.
    parser.add_argument("--minutes", type=float, default=math.inf)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = run(
            Path(folder), times=wanted.times, at_random=wanted.random, seed=wanted.seed, seconds=60 * wanted.minutes
        )
    total = sum(found.kills.values())
    sys.stdout.write(f"{KIND}: {total} kills in {found.seconds:.0f} s, load {os.getloadavg()}\n")
    sys.stdout.write(f"{replace(found, wrong=[])}\n")
    sys.stdout.writelines(f"  {said}\n" for said in found.wrong)
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
