"""`portal backup` and `portal restore` as an operator gives them: everything is lost, and comes back as it was."""

import gzip
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from pyrage import x25519
from sqlalchemy import select

from indexer import kernel, public_log
from indexer.__main__ import main as indexer
from portal import clock
from portal.app import create_app
from portal.cli.backup import making
from portal.cli.backup.making import Maker
from portal.cli.backup.restoring import find_loss
from portal.cli.backup.sealing import Sealer
from portal.cli.backup.target import open_target
from portal.closed import is_closed
from portal.domain.permissions import OPERATOR
from portal.models.audit_entry import AuditEntry
from portal.models.berkas import Berkas
from portal.models.langganan import Pelanggan
from portal.models.user import LoginSession
from portal.services import audit_anchors
from portal.services.acts import Act, Subject, record
from portal.services.audit_anchors import head_anchor
from portal.services.reopening import OPENED
from portal.storage.keys import object_key
from portal.wiring import opened_stores
from tests.cli.conftest import Answer, Run
from tests.factories.desk import Desk
from tests.factories.lost_portal import config_of, empty_portal
from tests.factories.naskah import Office
from tests.factories.public_view import withdraw
from tests.fixtures.seaweedfs import new_prefix, seaweedfs


@pytest.fixture(autouse=True)
def stays_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command is called in this process, which must not step back for the rest of the run."""
    monkeypatch.setattr(kernel, "step_back", lambda nice: False)


class Machine:
    """A new machine: its settings, and commands given on it."""

    def __init__(self, run: Run, environ: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.config = config_of(environ)
        self._run, self._environ, self._patch = run, environ, monkeypatch

    def give(self, *arguments: object, **settings: str) -> Answer:
        """A command with the settings of this machine and some others."""
        for name, value in {**self._environ, **settings}.items():
            self._patch.setenv(name, value)
        return self._run(*arguments)

    def status_of(self, path: str) -> int:
        """What a visitor is answered."""
        with opened_stores(self.config) as stores:
            app = create_app(self.config, stores)
            status = app.test_client().get(path).status_code
            app.extensions["pdf_reader"].close()
        return status


@pytest.fixture
def desk(office: Office) -> Desk:
    """The verbs of a test."""
    return Desk(office)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where backups lie."""
    return tmp_path / "cadangan"


@pytest.fixture
def machine(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    """A new machine."""
    with empty_portal(tmp_path / "baru") as environ:
        yield Machine(run, environ, monkeypatch)


def _anchor(desk: Desk) -> str:
    """Sign the log and anchor the trail, as the indexer does; the anchor as a letter has it."""
    public_log.sign(desk.stores)
    name = desk.stores.config.log_name
    with desk.stores.database.reading() as session:
        anchor = head_anchor(session, name, clock.utc_now())
    assert anchor is not None
    audit_anchors.keep(desk.stores.audit_anchors, anchor)
    return anchor.short


def _saved(desk: Desk, machine: Machine) -> None:
    """The heads and anchors of the lost machine, which lay in a locked place, lie on the new one."""
    for here, there in (
        (desk.stores.config.log_heads_url, machine.config.log_heads_url),
        (desk.stores.config.audit_anchors_url, machine.config.audit_anchors_url),
    ):
        shutil.copytree(here.removeprefix("file:"), there.removeprefix("file:"), dirs_exist_ok=True)


def test_what_was_lost_comes_back_whole_and_stays_closed_until_it_is_opened(
    run: Run, desk: Desk, machine: Machine, target: Path
) -> None:
    kode = [desk.publish() for _ in range(3)]
    _anchor(desk)
    _saved(desk, machine)
    assert run("backup", target).code == 0

    restored = machine.give("restore", target)

    assert (restored.code, restored.err) == (0, "")
    assert "dari luar" not in restored.out
    assert "RPO: " in restored.out
    assert "RTO: " in restored.out
    assert machine.give("storage", "verify").code == 0
    assert machine.give("audit", "verify").code == 0
    assert machine.give("log", "verify").code == 0
    assert [machine.status_of(path) for path in ("/", f"/n/{kode[0]}", "/cari", "/api/v1/naskah/x")] == [503] * 4
    assert [machine.status_of(path) for path in ("/masuk", "/healthz")] == [200] * 2
    opened = machine.give("restore", "--open")
    assert (opened.code, opened.err) == (0, "")
    assert "Tertutup selama" in opened.out
    assert machine.status_of(f"/n/{kode[0]}") == 200


def test_a_withdrawal_newer_than_the_backup_is_missed_and_done_again_before_anybody_looks(
    run: Run, desk: Desk, machine: Machine, target: Path
) -> None:
    stays, goes, hidden = (desk.publish() for _ in range(3))
    _anchor(desk)
    assert run("backup", target).code == 0
    withdraw(desk, goes)
    letter = _anchor(desk)
    _saved(desk, machine)
    restored = machine.give("restore", target)
    assert restored.code == 0
    assert "3 catatan, padahal pernah ditandatangani 4" in restored.err

    refused = machine.give("restore", "--open", "--anchor", letter, "--withdraw", goes)

    assert refused.code == 4
    assert "--accept-new-history" in refused.err
    assert is_closed(machine.config.data_dir)
    assert machine.give("restore", "--open", "--accept-new-history", machine.config.log_name).code == 2
    assert machine.give("restore", "--open", "--accept-new-history", "lain/log").code == 2
    new = {"PORTAL_LOG_ORIGIN": "contoh.go.id/log-2"}
    accepted = ("--accept-new-history", new["PORTAL_LOG_ORIGIN"])
    assert machine.give("restore", "--open", *accepted, "--withdraw", "2026-99999", **new).code == 2
    assert is_closed(machine.config.data_dir)
    opened = machine.give("restore", "--open", *accepted, "--withdraw", goes, "--confidential", hidden, **new)
    assert opened.code == 0
    assert [machine.status_of(f"/n/{kode}") for kode in (stays, goes, hidden)] == [200, 410, 404]
    with opened_stores(config_of({**machine._environ, **new})) as stores:
        public_log.sign(stores)
    assert machine.give("log", "verify", **new).code == 0
    assert machine.give("audit", "verify", **new).code == 0


def test_a_letter_alone_shows_that_acts_are_lost(run: Run, desk: Desk, machine: Machine, target: Path) -> None:
    kode = desk.publish()
    assert run("backup", target).code == 0
    withdraw(desk, kode)
    letter = _anchor(desk)
    assert machine.give("restore", target).code == 0

    refused = machine.give("restore", "--open", "--anchor", letter)

    assert refused.code == 4
    assert "tindakan sesudah cadangan hilang" in refused.err


def _stamp(target: Path) -> str:
    """The name of the newest backup."""
    return max(path.name.partition(".")[0] for path in (target / "manifest").iterdir())


def _ground(machine: Machine) -> object:
    """On what ground the portal was opened, as the audit trail has it."""
    with opened_stores(machine.config) as stores, stores.database.reading() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == OPENED)).one()
        return json.loads(entry.after)["dasar"]


def test_without_heads_and_anchors_from_outside_nothing_is_opened_unless_somebody_answers_for_it(
    run: Run, desk: Desk, machine: Machine, target: Path
) -> None:
    goes, stays = desk.publish(), desk.publish()
    old = _anchor(desk)
    with desk.stores.database.transaction() as session:
        record(session, Act(OPERATOR, clock.utc_now()), "uji", Subject("uji", "CONTOH"))
    assert run("backup", target).code == 0
    withdraw(desk, goes)
    restored = machine.give("restore", target)
    assert (restored.code, restored.err) == (0, "")
    assert "dari luar" in restored.out

    for given in ((), ("--anchor", old), ("--withdraw", goes)):
        refused = machine.give("restore", "--open", *given)
        assert refused.code == 4
        assert f"--nothing-else-after {_stamp(target)}" in refused.err
    assert machine.give("restore", "--open", "--nothing-else-after", "20200101T000000Z-0000").code == 2
    assert is_closed(machine.config.data_dir)
    assert [machine.status_of(f"/n/{kode}") for kode in (goes, stays)] == [503] * 2

    opened = machine.give("restore", "--open", "--withdraw", goes, "--nothing-else-after", _stamp(target))

    assert opened.code == 0
    assert [machine.status_of(f"/n/{kode}") for kode in (goes, stays)] == [410, 200]
    assert _ground(machine) == "pernyataan"


def test_a_letter_that_reaches_the_end_of_the_backup_opens_it(
    run: Run, desk: Desk, machine: Machine, target: Path
) -> None:
    desk.publish()
    letter = _anchor(desk)
    assert run("backup", target).code == 0
    assert machine.give("restore", target).code == 0
    # Staff may enter a closed portal; what they do there makes the letter no older.
    with opened_stores(machine.config) as stores, stores.database.transaction() as session:
        record(session, Act(OPERATOR, clock.utc_now()), "uji", Subject("uji", "CONTOH"))

    assert machine.give("restore", "--open", "--anchor", letter).code == 0
    assert _ground(machine) == "jangkar"


def test_heads_alone_that_survived_are_enough(run: Run, desk: Desk, machine: Machine, target: Path) -> None:
    desk.publish()
    _anchor(desk)
    _saved(desk, machine)
    shutil.rmtree(machine.config.audit_anchors_url.removeprefix("file:"))
    assert run("backup", target).code == 0
    assert machine.give("restore", target).code == 0

    assert machine.give("restore", "--open").code == 0
    assert _ground(machine) == "pos_periksa"


def test_nobody_answers_for_what_the_evidence_contradicts(run: Run, desk: Desk, machine: Machine, target: Path) -> None:
    desk.publish()
    assert run("backup", target).code == 0
    desk.publish()
    letter = _anchor(desk)
    assert machine.give("restore", target).code == 0

    said = ("--nothing-else-after", _stamp(target))
    assert machine.give("restore", "--open", "--anchor", letter, *said).code == 4
    (machine.config.data_dir / "closed").write_text("rusak")
    assert machine.give("restore", "--open").code == 4
    assert machine.give("restore", "--open", *said).code == 2
    assert machine.give("restore", "--open", "--nothing-else-after", "?").code == 0


def test_what_was_given_up_once_is_not_asked_for_again(run: Run, desk: Desk, machine: Machine, target: Path) -> None:
    desk.publish()
    assert run("backup", target).code == 0
    desk.publish()
    _anchor(desk)
    _saved(desk, machine)
    new = {"PORTAL_LOG_ORIGIN": "contoh.go.id/log-2"}
    assert machine.give("restore", target, **new).code == 0
    assert machine.give("restore", "--open", "--accept-new-history", "contoh.go.id/log-2", **new).code == 0

    with opened_stores(config_of({**machine._environ, **new})) as stores:
        assert not find_loss(stores).is_any


def test_sessions_and_forgotten_readers_do_not_come_back(run: Run, desk: Desk, machine: Machine, target: Path) -> None:
    now = clock.utc_now()
    with desk.stores.database.transaction() as session:
        values = {"address": "pembaca@contoh.id", "mailbox": "pembaca@contoh.id", "not_before": now}
        session.add(Pelanggan(**values, attempts=0, refusals=0))
    assert run("backup", target).code == 0
    assert machine.give("restore", target).code == 0

    forgotten = ("--forget", "Pembaca@contoh.id", "--forget", "lain@contoh.id")
    opened = machine.give("restore", "--open", *forgotten, "--nothing-else-after", _stamp(target))

    assert opened.code == 0
    assert "lain@contoh.id: tidak ada" in opened.err
    with opened_stores(machine.config) as stores, stores.database.reading() as session:
        assert session.scalars(select(Pelanggan)).all() == []
        assert session.scalars(select(LoginSession).where(LoginSession.ended_at.is_(None))).all() == []


def test_nothing_is_restored_over_something(run: Run, desk: Desk, machine: Machine, target: Path) -> None:
    desk.publish()
    assert run("backup", target).code == 0

    assert run("restore", target).code == 2
    assert machine.give("restore", target).code == 0
    assert machine.give("restore", target).code == 2
    (machine.config.data_dir / "closed").unlink()
    assert machine.give("restore", target).code == 2


def test_a_closed_portal_sends_nothing_and_works_nothing(
    run: Run, desk: Desk, machine: Machine, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("backup", target).code == 0
    assert machine.give("restore", target).code == 0

    assert machine.give("remind").code == 1
    assert indexer(["once"]) == 1
    assert "dipulihkan" in capsys.readouterr().err
    assert indexer(["rebuild"]) == 0


@pytest.mark.parametrize("options", [(), ("--encrypt-objects",)], ids=["database", "everything"])
def test_a_sealed_backup_opens_with_its_identity_alone(
    run: Run, desk: Desk, machine: Machine, target: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    kode = desk.publish()
    identity, other = tmp_path / "kunci", tmp_path / "lain"
    keys = x25519.Identity.generate(), x25519.Identity.generate()
    for path, key in zip((identity, other), keys, strict=True):
        path.write_text(f"# dibuat untuk uji\n{key}\n")
    recipient = str(keys[0].to_public())
    assert run("backup", target, "--recipient", recipient, *options).code == 0
    assert run("backup", target, "--recipient", recipient, *options).out.count(" 0 objek baru") == 1

    assert machine.give("restore", target).code == 2
    assert machine.give("restore", target, "--identity", other).code == 2
    assert machine.give("restore", target, "--identity", identity).code == 0
    assert machine.give("storage", "verify").code == 0
    assert machine.give("show", kode).code == 0
    plain = [path for path in target.rglob("*") if path.is_file() and b"CONTOH" in path.read_bytes()]
    assert bool(plain) is not bool(options)


@pytest.mark.parametrize("is_sealed", [False, True], ids=["plain", "sealed"])
def test_a_bucket_holds_a_backup_under_keys_of_its_own(
    run: Run, desk: Desk, machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_sealed: bool
) -> None:
    server = seaweedfs()
    key = x25519.Identity.generate()
    (tmp_path / "kunci").write_text(f"{key}\n")
    settings = {
        "PORTAL_BACKUP_ENDPOINT_URL": server.http_url,
        "PORTAL_BACKUP_ACCESS_KEY": server.access_key,
        "PORTAL_BACKUP_SECRET_KEY": server.secret_key,
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    place = f"s3://{server.bucket()}/{new_prefix()}"
    sealing = ("--recipient", key.to_public(), "--encrypt-objects") if is_sealed else ()
    desk.publish()
    assert run("backup", place, *sealing).code == 0
    assert " 0 objek baru" in run("backup", place, *sealing).out

    restored = machine.give("restore", place, *(("--identity", tmp_path / "kunci") if is_sealed else ()))

    assert (restored.code, restored.err) == (0, "")
    assert machine.give("storage", "verify").code == 0


def test_only_what_is_new_is_sent_and_an_interrupted_backup_is_none(
    run: Run, desk: Desk, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.publish()
    assert " 0 objek baru" not in run("backup", target).out
    assert " 0 objek baru" in run("backup", target).out
    desk.publish()
    before = {path.name for path in (target / "manifest").iterdir()}

    def killed(self: object) -> str:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("portal.domain.backup.manifest.BackupManifest.to_json", killed)
        answer = run("backup", target)

    assert answer.code == 1
    assert {path.name for path in (target / "manifest").iterdir()} == before
    assert len(list((target / "database").iterdir())) == 3
    assert list(desk.stores.config.data_dir.glob("backup-*")) == []
    assert " 0 objek baru" in run("backup", target).out


def test_a_damaged_original_is_named_and_everything_else_is_kept(
    run: Run, desk: Desk, machine: Machine, target: Path
) -> None:
    whole, damaged = desk.publish(), desk.publish()
    with desk.stores.database.reading() as session:
        digests = {row.naskah.kode: row.sha256 for row in session.scalars(select(Berkas))}
    path = Path(desk.stores.config.storage_url.removeprefix("file:")) / object_key(digests[damaged])
    path.chmod(0o600)
    path.write_bytes(b"rusak")

    answer = run("backup", target)

    assert answer.code == 3
    assert digests[damaged] in answer.err
    restored = machine.give("restore", target)
    assert restored.code == 4
    assert f"hilang: {digests[damaged]} (sudah hilang saat dicadangkan)" in restored.err
    assert digests[whole] not in restored.err


def test_damage_within_the_backup_is_found_and_named(run: Run, desk: Desk, machine: Machine, target: Path) -> None:
    desk.publish()
    assert run("backup", target).code == 0
    (original,) = ((target / "objects") / "sha256").rglob("*/????????*")
    original.chmod(0o600)
    original.write_bytes(b"rusak")

    restored = machine.give("restore", target)

    assert restored.code == 4
    assert f"rusak di dalam cadangan: {original.name}" in restored.err


def test_a_changed_copy_of_the_database_is_refused_and_an_older_backup_named(
    run: Run, desk: Desk, machine: Machine, target: Path
) -> None:
    assert run("backup", target).code == 0
    (copy,) = (target / "database").iterdir()
    copy.write_bytes(copy.read_bytes() + b"0")

    restored = machine.give("restore", target)

    assert restored.code == 2
    assert f"database/{copy.name}" in restored.err
    assert "--at" in restored.err
    assert machine.status_of("/") == 503


def _changed(place: str, value: object) -> Callable[[Path], None]:
    """A manifest in which one fact is another."""

    def change(target: Path) -> None:
        (path,) = (target / "manifest").iterdir()
        values = json.loads(path.read_text())
        *way, last = place.split(".")
        within = values
        for name in way:
            within = within[name]
        within[last] = value
        path.write_text(json.dumps(values))

    return change


def _copied(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """Another copy of the database, of which the manifest tells the very digest."""

    def replace(target: Path) -> None:
        (copy,) = (target / "database").iterdir()
        copy.write_bytes(change(copy.read_bytes()))
        _changed("database.sha256", hashlib.sha256(copy.read_bytes()).hexdigest())(target)
        _changed("database.size", copy.stat().st_size)(target)

    return replace


def _written(content: bytes) -> Callable[[Path], None]:
    return lambda target: next((target / "manifest").iterdir()).write_bytes(content) and None


def _without_copy(target: Path) -> None:
    next((target / "database").iterdir()).unlink()


DAMAGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "deep": (_written(b"[" * 200_000), "manifest/"),
    "no letters": (_written(b"\xff\xfe\0"), "manifest/"),
    "empty": (_written(b""), "manifest/"),
    "words for a number": (_changed("audit_seq", "abc"), "manifest/"),
    "day before all": (_changed("at", "0001-01-01T00:00:00+14:00"), "manifest/"),
    "nothing for a number": (_changed("log.size", None), "manifest/"),
    "way out": (_changed("database.name", "../../etc/passwd"), "manifest/"),
    "other revision": (_changed("revision", "0001"), "database/"),
    "no copy": (_without_copy, "database/"),
    "junk": (_copied(lambda _: b"\x1f\x8b\x08\0junkjunkjunkjunk"), "database/"),
    "no archive": (_copied(lambda _: b"CONTOH"), "database/"),
    "broken off": (_copied(lambda data: data[: len(data) // 2]), "database/"),
    "packed junk": (_copied(lambda _: gzip.compress(b"CONTOH" * 1000)), "database/"),
    "nothing": (_copied(lambda _: b""), "database/"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_any_damage_is_one_line_that_names_the_file_and_the_way_out(
    run: Run, desk: Desk, machine: Machine, target: Path, name: str
) -> None:
    damage, words = DAMAGES[name]
    assert run("backup", target).code == 0
    damage(target)

    restored = machine.give("restore", target)

    assert (restored.code, restored.out, restored.err.count("\n")) == (2, "", 1), restored
    assert words in restored.err
    assert "--at" in restored.err
    assert machine.give("restore", target).code == 2


def test_a_watch_goes_on_after_a_failure_and_says_so(
    desk: Desk, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    maker = Maker(desk.stores, open_target(str(target), desk.stores.config), Sealer(()))
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        shutil.rmtree(target / "manifest", ignore_errors=True)
        if len(slept) == 1:
            (target / "manifest").write_text("menghalangi")
        else:
            (target / "manifest").unlink(missing_ok=True)

    assert making.keep_watch(maker, timedelta(minutes=15), turns=3, sleep=sleep) == 0

    written = capsys.readouterr()
    assert written.out.count("Cadangan 20") == 2
    assert written.err.count("Tempat cadangan tidak dapat dipakai") == 1
    assert [0 < seconds <= 900 for seconds in slept] == [True, True]


def test_a_place_within_the_data_folder_is_refused(run: Run, desk: Desk) -> None:
    assert run("backup", desk.stores.config.data_dir / "cadangan").code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("backup", "s3://X"),
        ("backup", "cadangan", "--recipient", "age1salah"),
        ("backup", "cadangan", "--encrypt-objects"),
        ("restore",),
        ("restore", "tidak-ada"),
        ("restore", "cadangan", "--withdraw", "2026-00001"),
        ("restore", "cadangan", "--nothing-else-after", "20260101T000000Z-0000"),
        ("restore", "cadangan", "--open"),
        ("restore", "--open"),
    ],
    ids=lambda arguments: "-".join(arguments),
)
def test_a_wrong_use_is_refused(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).code in (1, 2)
