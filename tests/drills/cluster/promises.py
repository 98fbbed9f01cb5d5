"""What is promised while machines fall, looked at all the time and once more at the end."""

import hashlib
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPException

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from portal import clock
from portal.models.berkas import Berkas
from portal.models.job import Job, JobState
from portal.models.naskah import Naskah
from portal.models.terbitan import Terbitan
from portal.storage.paired import first_of
from tests.drills.cluster.load import Load, Receipt
from tests.drills.cluster.place import SENDERS, Place
from tests.drills.soak import SPARE, Watch, held
from tests.factories.person import Person
from tests.fixtures.machines import within
from tests.fixtures.web_hosts import WebHost

FOUND_WITHIN = 15.0
SETTLED_WITHIN = 240.0
CONNECTIONS = 16
"""Descriptors a process may hold more than once it had settled: it keeps up to eight connections to each database."""


class Machines(Watch):
    """What the portal's own processes hold, on all machines."""

    def __init__(self, place: Place) -> None:
        super().__init__(0, {**SPARE, "descriptors": CONNECTIONS})
        self._place = place

    def look(self) -> None:
        """Look at every process of the portal."""
        for machine in self._place.ours:
            for number in machine.processes:
                if (found := held(number)) is not None:
                    self.looks[number].append(found)


@dataclass
class Search:
    """Sees when each publication is found on both hosts: seconds since it was public, by its code."""

    place: Place
    load: Load
    found: dict[str, float] = field(default_factory=dict)
    act_of: dict[str, str] = field(default_factory=dict)
    _is_over: threading.Event = field(default_factory=threading.Event)

    def watch(self, act: "Act") -> threading.Thread:
        """Look in a thread of its own until `stop`."""
        thread = threading.Thread(target=self._watch, args=(act,), daemon=True)
        thread.start()
        return thread

    def stop(self) -> None:
        """End it."""
        self._is_over.set()

    def _watch(self, act: "Act") -> None:
        waited: dict[str, dict[str, float]] = defaultdict(dict)
        seen: dict[str, set[str]] = defaultdict(set)
        last = time.monotonic()
        while not self._is_over.wait(0.3):
            words = {receipt.kode: receipt.word for receipt in list(self.load.receipts)}
            open_ones = [kode for kode in words if kode not in self.found]
            try:
                with self.place.stores.database.reading() as session:
                    public = session.scalars(select(Terbitan.kode).where(Terbitan.kode.in_(open_ones))).all()
            except SQLAlchemyError:
                continue
            passed, last = time.monotonic() - last, time.monotonic()
            for kode in public:
                self.act_of.setdefault(kode, act.name)
                for host in self.place.hosts:
                    name = host.machine.name
                    # Nobody can ask a machine that is away: its seconds begin when it is there.
                    if name in seen[kode] or not host.machine.number or act.is_frozen(name):
                        continue
                    waited[kode][name] = waited[kode].get(name, 0.0) + passed
                    status, body = asked(host, f"/cari?q={words[kode]}")
                    if status == 200 and kode.encode() in body:
                        seen[kode].add(name)
                if len(seen[kode]) == len(self.place.hosts):
                    self.found[kode] = max(waited[kode].values())


@dataclass
class Act:
    """What is done to the machines at this moment."""

    name: str = "before"
    frozen: set[str] = field(default_factory=set)

    def is_frozen(self, name: str) -> bool:
        """Whether a machine says nothing now."""
        return name in self.frozen


def withdraw_one(place: Place, load: Load, gone: list[str], faults: list[str]) -> None:
    """Withdraw a published naskah at one host; both answer 410 with the next request."""
    with place.stores.database.reading() as session:
        kode = session.scalars(
            select(Terbitan.kode).where(Terbitan.kode.in_([one.kode for one in load.receipts])).limit(1)
        ).first()
    if kode is None:
        return
    first, second = place.hosts if len(gone) % 2 else reversed(place.hosts)
    person = Person(first, visitor="127.0.2.3")
    if person.enter(SENDERS[0]).status != 303:
        faults.append("nobody could enter to withdraw")
        return
    for host in place.hosts:
        host.ask(f"/n/{kode}")
    answer = person.send(f"/kerja/naskah/{kode}/tarik", {"kelas": "keliru", "alasan": "CONTOH"})
    told = [host.ask(f"/n/{kode}")[0].status for host in (second, first)]
    if answer.status != 303 or told != [410, 410]:
        faults.append(f"withdrawn {kode}: {answer.status}, then {told}")
    gone.append(kode)


def judge(place: Place, load: Load, gone: list[str]) -> tuple[list[str], dict[str, int]]:
    """Faults, and how many receipts came how far; waits until what is due is done."""
    faults: list[str] = []
    wanted = {one.kode: one for one in load.receipts}

    def waiting() -> set[str]:
        with place.stores.database.reading() as session:
            rows = session.execute(select(Naskah.kode, Naskah.status).where(Naskah.kode.in_(wanted))).all()
        return {row.kode for row in rows if row.status == "diajukan"}

    within(SETTLED_WITHIN, lambda: not waiting())
    with place.stores.database.reading() as session:
        rows = session.execute(select(Naskah.kode, Naskah.status, Berkas.sha256).join(Berkas)).all()
        public = set(session.scalars(select(Terbitan.kode)))
    stored: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        stored[row.kode].append(row.sha256)
    states = {row.kode: str(row.status) for row in rows}
    for one in load.receipts:
        faults += _whole(place, one, stored.get(one.kode, []))
        if one.is_handed_in and states.get(one.kode) == "draf":
            faults.append(f"{one.kode} was handed in and is a draft")
    files = 0
    for one in load.receipts:
        if one.kode not in public or one.kode in gone:
            continue
        for host in place.hosts:
            status, body = asked(host, f"/n/{one.kode}/naskah.pdf")
            files += body == one.pdf
            if body != one.pdf:
                faults.append(f"{one.kode} at {host.machine.name}: {status}, {len(body)} bytes")
    faults += [
        f"withdrawn {kode}: {status} at {host.machine.name}"
        for kode in gone for host in place.hosts if (status := asked(host, f"/n/{kode}")[0]) != 410
    ]  # fmt: skip
    with place.stores.database.reading() as session:
        open_jobs = session.scalars(select(Job).where(Job.state != JobState.SELESAI)).all()
    due = Counter(f"{job.kind} {job.state} {job.error}" for job in open_jobs if is_due(job))
    faults += [f"{times} jobs that did not end: {what}" for what, times in due.items()]
    counts = {
        "receipts": len(load.receipts),
        "handed in": sum(one.is_handed_in for one in load.receipts),
        "public": len(public & wanted.keys()),
        "withdrawn": len(gone),
        "waiting or held": len(waiting()),
        "files given back by a host": files,
    }
    return faults, counts


def asked(host: WebHost, path: str) -> tuple[int, bytes]:
    """Status and body; 0 where nobody answers."""
    try:
        answer, body = host.ask(path)
    except (OSError, HTTPException):
        return 0, b""
    return answer.status, body


def is_due(job: Job) -> bool:
    """Whether it should have been done by now; what is asked for anew all the time may wait."""
    return job.state is JobState.GAGAL or job.created_at < clock.utc_now() - timedelta(seconds=SETTLED_WITHIN / 2)


def _whole(place: Place, receipt: Receipt, digests: list[str]) -> list[str]:
    digest = hashlib.sha256(receipt.pdf).hexdigest()
    if digests.count(digest) != 1:
        return [f"a receipt whose file the database does not have once: {receipt.kode} {len(digests)}"]
    if first_of(place.stores.objects).verify(digest) != "ok":
        return [f"a receipt whose bytes are not whole: {receipt.kode}"]
    return []
