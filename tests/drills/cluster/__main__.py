"""Kills, freezes and upgrades the machines of a portal one after the other, while people read it and send files.

`python -m tests.drills.cluster --minutes 10` (`make drill-cluster`). Two web hosts and two indexers, PostgreSQL with a
replica, SeaweedFS of five machines with every object on two of them, search on PostgreSQL, nginx before the hosts: all
on this machine, as the programs themselves, on loopback. Each machine is killed with all of its processes and started
again; one of each kind is frozen, so that its connections stand and are silent, and let go on; the hosts are upgraded
one after the other over a database that was migrated meanwhile. Held up to, over the whole time: no receipt is lost, no
private word is told, a withdrawal counts at both hosts with the next request, at most one request in a thousand fails
(503 in words while the only database is away is told apart), what is published is found at both hosts within 15
seconds, and no process of the portal grows.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from tests.drills.cluster.load import Book, Load
from tests.drills.cluster.place import NEXT_REVISION, Place, place
from tests.drills.cluster.promises import FOUND_WITHIN, Act, Machines, Search, judge, withdraw_one
from tests.drills.soak import UNANSWERED
from tests.fixtures.machines import Machine, within

WHOLE_WITHIN = 60.0
CHECKS = (
    ("portal", "audit", "verify"),
    ("portal", "log", "verify"),
    ("portal", "storage", "verify"),
    ("indexer", "verify"),
)


@dataclass(frozen=True)
class Step:
    """One act of the drill."""

    name: str
    do: Callable[["Drill"], None]
    takes_database: bool = False


class Drill:
    """The timeline."""

    def __init__(self, built: Place, settle: float, seed: int) -> None:
        self.place, self.settle = built, settle
        self.book = Book()
        self.load = Load(built, self.book, seed)
        self.act = Act()
        self.search = Search(built, self.load)
        self.watch = Machines(built)
        self.gone: list[str] = []
        self.faults: list[str] = []
        self.began = time.monotonic()

    def say(self, text: str) -> None:
        """A line with its minute."""
        sys.stdout.write(f"{time.monotonic() - self.began:7.1f} s  {text}\n")
        sys.stdout.flush()

    def run(self, steps: list[Step], seconds: float) -> None:
        """Everything in turn, under load."""
        self.load.start()
        watching = self.search.watch(self.act)
        with self.watch.looking(seconds):
            self._quiet("warm-up")
            for step in steps:
                self._step(step)
            while time.monotonic() - self.began < seconds:
                self._quiet("quiet at the end")
            self.load.stop()
        within(FOUND_WITHIN, lambda: not self._unfound())
        self.search.stop()
        watching.join(60)

    def _step(self, step: Step) -> None:
        self._name(step.name)
        began = time.monotonic()
        self.book.is_database_away = step.takes_database
        step.do(self)
        is_whole = within(WHOLE_WITHIN, self._is_whole)
        self.say(
            f"{step.name}: {'all answer again' if is_whole else 'NOT whole'} after {time.monotonic() - began:.1f} s"
        )
        if not is_whole:
            self.faults.append(f"{step.name}: the hosts did not become whole")
        # What was asked while it was away may be answered a moment later.
        time.sleep(1.0)
        self.book.is_database_away = False
        self._quiet(f"after: {step.name}")

    def _quiet(self, name: str) -> None:
        self._name(name)
        time.sleep(self.settle)
        try:
            withdraw_one(self.place, self.load, self.gone, self.faults)
        except (OSError, HTTPException, SQLAlchemyError) as error:
            self.faults.append(f"{name}: a withdrawal failed: {error!r}")

    def _name(self, name: str) -> None:
        self.act.name = name
        self.book.begin(name)

    def _is_whole(self) -> bool:
        try:
            return all(
                host.ask(path, visitor="127.0.2.4")[0].status == 200
                for host in self.place.hosts
                for path in ("/healthz", f"/cari?q={time.monotonic()}", "/mitra", self.place.files[0])
            )
        except (OSError, HTTPException):
            return False

    def _unfound(self) -> list[str]:
        return [kode for kode in self.search.act_of if kode not in self.search.found and kode not in self.gone]

    # What can be done to a machine.

    def kill(self, machine: Machine, seconds: float) -> None:
        """Gone for so long, then started again."""
        machine.kill()
        time.sleep(seconds)
        machine.start()

    def freeze(self, machine: Machine, seconds: float) -> None:
        """Silent for so long."""
        self.act.frozen.add(machine.name)
        machine.freeze()
        time.sleep(seconds)
        machine.thaw()
        self.act.frozen.discard(machine.name)

    def upgrade(self) -> None:
        """As the page says: indexers rest, tables move, the hosts follow one by one, indexers come back."""
        for indexer in self.place.indexers:
            indexer.drain()
        self.say("  both indexers rest")
        revision = self.place.migrate()
        self.say(f"  the tables are at {revision}")
        if revision != NEXT_REVISION:
            self.faults.append(f"migrated to {revision}")
        for host in self.place.hosts:
            host.machine.drain()
            self.place.upgraded(host.machine).start()
            self.say(f"  {host.machine.name} runs the next release")
            # The proxy leaves a machine alone for ten seconds after it was away.
            time.sleep(15)
        for indexer in self.place.indexers:
            self.place.upgraded(indexer).start()

    # The end.

    def judge(self) -> list[str]:
        """What must not be, and the whole account."""
        found, counts = judge(self.place, self.load, self.gone)
        faults = [*self.faults, *self.load.faults, *found, *self.book.leaks, *self.watch.faults()]
        asked = answered = refused = errors = 0
        self.say(f"{'':<34}{'answers':>8}{'refused':>8}{'errors':>7}{'late':>6}{'slowest s':>10}")
        for name, told in self.book.acts.items():
            wrong = told.errors.total()
            self.say(f"{name:<34}{told.answers:>8}{told.refused:>8}{wrong:>7}{told.late:>6}{told.slowest:>10.1f}")
            for what, times in told.errors.most_common(4):
                self.say(f"      {times} × {what}")
            answered, refused, errors = answered + told.answers, refused + told.refused, errors + wrong
        asked = answered + refused + errors
        self.say(
            f"{asked} requests: {answered} answered, {refused} refused in words while the only database was away,"
            f" {errors} failed ({errors / max(1, asked):.3%})"
        )
        self.say(", ".join(f"{number} {name}" for name, number in counts.items()))
        times = sorted(self.search.found.items(), key=lambda one: one[1])
        if times:
            kode, longest = times[-1]
            self.say(
                f"{len(times)} publications found at both hosts: half within {times[len(times) // 2][1]:.1f} s,"
                f" all within {longest:.1f} s (public during: {self.search.act_of[kode]})"
            )
        for line in self.watch.told():
            self.say(f"  {line}")
        if errors > asked * UNANSWERED:
            faults.append(f"{errors} of {asked} requests failed")
        for kode, seconds in times:
            if seconds > FOUND_WITHIN:
                faults.append(f"{kode} was found after {seconds:.1f} s (public during: {self.search.act_of[kode]})")
        faults += [f"{kode} was never found (public during: {self.search.act_of[kode]})" for kode in self._unfound()]
        return faults + self._checks()

    def _checks(self) -> Iterator[str] | list[str]:
        settings = {**os.environ, **self.place.settings, "PORTAL_DATA_DIR": str(self.place.folder / "latar")}
        settings["PYTHONPATH"] = str(self.place.hosts[0].machine.folder)
        found = []
        for command in CHECKS:
            done = subprocess.run(
                [sys.executable, "-m", *command],
                cwd=settings["PYTHONPATH"], env=settings, capture_output=True, text=True, check=False,
            )  # fmt: skip
            said = [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("{")]
            self.say(f"{' '.join(command)}: {done.returncode} {' '.join(said)[-300:]}")
            if done.returncode:
                found.append(f"{' '.join(command)}: {done.returncode}")
        return found


def steps() -> list[Step]:
    """Every act in its order."""
    return [
        Step("rolling upgrade", Drill.upgrade),
        Step("kill web host", lambda d: d.kill(d.place.hosts[0].machine, 8)),
        Step("kill indexer", lambda d: d.kill(d.place.indexers[0], 8)),
        Step("kill volume server", lambda d: d.kill(d.place.store.volumes[0], 12)),
        Step("kill replica", lambda d: d.kill(_replica(d), 8)),
        Step("kill primary", lambda d: d.kill(d.place.servers.primary, 3), takes_database=True),
        Step("freeze web host", lambda d: d.freeze(d.place.hosts[1].machine, 40)),
        Step("freeze indexer", lambda d: d.freeze(d.place.indexers[1], 45)),
        Step("freeze volume server", lambda d: d.freeze(d.place.store.volumes[1], 15)),
        Step("freeze replica", lambda d: d.freeze(_replica(d), 12)),
        Step("freeze primary", lambda d: d.freeze(d.place.servers.primary, 8), takes_database=True),
    ]


def _replica(drill: Drill) -> Machine:
    assert drill.place.servers.replica is not None
    return drill.place.servers.replica


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        kept.mkdir(parents=True)
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="gugus-") as name:
        yield Path(name)


def main() -> int:
    """Build, let machines fall, judge; 1 where a promise was broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--naskah", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="acts whose name holds this word")
    parser.add_argument("--folder", type=Path, help="keep data and logs here")
    wanted = parser.parse_args()
    chosen = [step for step in steps() if wanted.only in step.name]
    # Half of the time or so is the acts themselves; the rest lies between them.
    settle = max(4.0, wanted.minutes * 60 * 0.5 / (len(chosen) + 1))
    with _folder(wanted.folder) as folder, place(folder, wanted.naskah) as built:
        drill = Drill(built, settle, wanted.seed)
        drill.say(f"built; load of the machine {os.getloadavg()[0]:.1f}")
        drill.run(chosen, wanted.minutes * 60)
        drill.say(f"load of the machine {os.getloadavg()[0]:.1f}")
        faults = drill.judge()
    for fault in faults:
        drill.say(f"FAULT {fault}")
    drill.say(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
