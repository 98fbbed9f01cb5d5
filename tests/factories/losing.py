"""A machine is lost while people work: what was kept elsewhere is restored on an empty one and compared."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from indexer import public_log
from portal import clock
from portal.app import create_app
from portal.cli.backup import opening
from portal.cli.backup.making import Maker
from portal.cli.backup.restoring import Restored, restore
from portal.cli.backup.sealing import Sealer
from portal.cli.backup.target import open_target
from portal.config import Config
from portal.domain.naskah.enumerations import Visibilitas
from portal.queries.object_copies import expected_objects
from portal.services import audit
from portal.services.audit_anchors import head_anchor
from portal.services.public_log import signing, verifying
from portal.services.publication import verbs
from portal.storage.sweep import fixity
from portal.wiring import Stores, open_stores, opened_stores
from tests.factories.desk import Desk
from tests.factories.lost_portal import config_of, empty_portal, environment
from tests.factories.naskah import Office
from tests.factories.public_view import REVIEW, withdraw
from tests.fixtures.databases import fresh_database

NEW_NAME = "contoh.go.id/log-2"


@dataclass(frozen=True)
class Drill:
    """What came of it."""

    restored: Restored
    kept: int
    """Naskah in the backup."""
    refused: int
    opened: int
    """How the opening ended, before and after the withdrawals were named."""
    before: dict[str, int]
    """What a visitor was answered while it was closed, by address."""
    after: dict[str, int]
    withdrawn: str
    exempted: str
    originals: int
    whole: int
    broken_entry: int | None
    log_problems: tuple[str, ...]


def lose_machine(folder: Path, naskah: int) -> Drill:
    """Fill a portal, back it up while somebody writes, go on, lose all of it but one letter, restore, open."""
    with _living(folder / "lama") as stores:
        desk = Desk(Office(stores))
        kept = [desk.publish() for _ in range(naskah)]
        for number in range(naskah):
            stores.derived.put(BytesIO(f"CONTOH gambar halaman {number}".encode()))
        public_log.sign(stores)
        writer = threading.Thread(target=lambda: [desk.publish() for _ in range(max(3, naskah // 20))])
        writer.start()
        maker = Maker(stores, open_target(str(folder / "cadangan"), stores.config), Sealer(()))
        maker.make()
        writer.join()
        # Acts after the backup: a withdrawal, an exemption, and a letter that tells where the trail stood then.
        withdrawn, exempted = kept[0], kept[1]
        withdraw(desk, withdrawn)
        with stores.database.transaction() as session:
            verbs.set_visibility(
                session, exempted, desk.act(), level=Visibilitas.DIKECUALIKAN, dasar="Pasal 17", tinjau_on=REVIEW
            )
        public_log.sign(stores)
        with stores.database.reading() as session:
            anchor = head_anchor(session, stores.config.log_name, clock.utc_now())
    assert anchor is not None
    shutil.rmtree(folder / "lama")
    with empty_portal(folder / "baru", PORTAL_LOG_ORIGIN=NEW_NAME) as environ:
        config = config_of(environ)
        restored = restore(config, str(folder / "cadangan"))
        paths = [f"/n/{withdrawn}", f"/n/{exempted}", f"/n/{kept[2]}", "/cari", "/"]
        before = _answers(config, paths)
        facts = {"anchors": (anchor.short,), "forgotten": (), "config": config}
        refused = opening.run(withdrawn=(), confidential=(), new_history=None, **facts)
        opened = opening.run(withdrawn=(withdrawn,), confidential=(exempted,), new_history=NEW_NAME, **facts)
        after = _answers(config, paths)
        with opened_stores(config) as stores:
            public_log.sign(stores)
            with stores.database.reading() as session:
                expected = expected_objects(session)
                broken = audit.first_broken(session)
                lying = signing.listed(stores.log_heads)
                problems = tuple(verifying.problems(session, stores.log_heads, NEW_NAME, lying))
            report = fixity(stores.objects, expected)
    return Drill(
        restored=restored,
        kept=len(kept),
        refused=refused,
        opened=opened,
        before=before,
        after=after,
        withdrawn=withdrawn,
        exempted=exempted,
        originals=report.checked,
        whole=report.ok,
        broken_entry=broken,
        log_problems=problems,
    )


def faults(drill: Drill) -> list[str]:
    """What is not as it has to be, in words."""
    withdrawn, exempted = f"/n/{drill.withdrawn}", f"/n/{drill.exempted}"
    (stays,) = (path for path in drill.after if path.startswith("/n/") and path not in (withdrawn, exempted))
    checks = {
        "restored with problems": bool(drill.restored.problems),
        "not all originals are whole": drill.whole != drill.originals or drill.originals < drill.kept,
        "the audit chain is broken": drill.broken_entry is not None,
        "the public log is broken": bool(drill.log_problems),
        "opened although entries are lost": drill.refused == 0,
        "not opened with a new history": drill.opened != 0,
        "not closed to the public": set(drill.before.values()) != {503},
        "the withdrawn naskah is public": drill.after[withdrawn] != 410,
        "the exempted naskah leaves a trace": drill.after[exempted] != 404,
        "a public naskah is not public": drill.after[stays] != 200,
        "more than 15 minutes are lost": drill.restored.age > timedelta(minutes=15),
    }
    return [said for said, is_wrong in checks.items() if is_wrong]


@contextmanager
def _living(folder: Path) -> Iterator[Stores]:
    folder.mkdir(parents=True)
    with fresh_database(folder, has_units=True) as url:
        stores = open_stores(config_of(environment(folder / "var", url)))
        yield stores
        stores.database.close()


def _answers(config: Config, paths: list[str]) -> dict[str, int]:
    """What a visitor is answered at each address."""
    with opened_stores(replace(config)) as stores:
        app = create_app(config, stores)
        found = {path: app.test_client().get(path).status_code for path in paths}
        app.extensions["pdf_reader"].close()
    return found
