"""The small commands: what they do, how they end, and that whatever goes wrong is one line."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from indexer import anchoring
from indexer.__main__ import main as indexer_main
from migrations import runner
from portal import clock
from portal.db import make_engine
from portal.domain.document.places import unpack
from portal.domain.permissions import OPERATOR, Peran
from portal.models.berkas import Berkas, Halaman
from portal.models.kalender import HariLibur
from portal.models.naskah import Naskah
from portal.models.terbitan import TerbitanBerkas, TerbitanHalaman
from portal.models.unit import Unit
from portal.models.user import User
from portal.services import audit, audit_anchors
from portal.services.berkas.uploading import Target
from portal.services.users import accounts
from portal.wiring import Stores
from tests.cli.conftest import Run
from tests.factories.authenticator import set_up
from tests.factories.desk import Desk, pdf_bytes
from tests.factories.naskah import UNITS, Office, sample_fields
from tests.factories.shared import PASSWORD
from tests.fixtures.databases import empty_database
from tests.fixtures.seaweedfs import new_prefix, seaweedfs

NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
NEW_USER = ("users", "add", "a@contoh.go.id", "--nama", "Orang Contoh", "--peran", "pengelola", "--unit", "KANIM-A")


def one_line(text_: str) -> bool:
    return text_.endswith("\n") and text_.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("hapus",),
        ("users",),
        ("users", "hapus"),
        ("import",),
        ("import", "/tidak/ada"),
        ("show",),
        ("serve", "--port", "99999"),
        ("demo", "--naskah", "0"),
        ("storage", "verify", "--yaml"),
        ("audit", "verify", "lebih"),
        (*NEW_USER[:-3], "raja", "--unit", "KANIM-A"),
        (*NEW_USER[:-3], "sistem", "--unit", "KANIM-A"),
        NEW_USER[:3],
        ("units", "import", "tidak-ada.csv"),
    ],
)
def test_wrong_usage_ends_with_two(run: Run, arguments: tuple[str, ...]) -> None:
    answer = run(*arguments)

    assert answer.code == 2
    assert answer.err
    assert answer.out == ""


@pytest.mark.parametrize("arguments", [("--help",), ("users", "--help"), ("import", "--help")])
def test_asking_for_help_is_no_error(run: Run, arguments: tuple[str, ...]) -> None:
    answer = run(*arguments)

    assert answer.code == 0
    assert "Usage: portal" in answer.out


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORTAL_DATABASE_URL", "mysql://x", "PORTAL_DATABASE_URL"),
        ("PORTAL_ENV", "percobaan", "PORTAL_ENV"),
        ("PORTAL_MAX_UPLOAD_MB", "banyak", "PORTAL_MAX_UPLOAD_MB"),
        ("PORTAL_SEARCH_URL", "sphinx:x", "PORTAL_SEARCH_URL"),
        ("PORTAL_SEARCH_URL", "postgresql:katasandi", "PORTAL_SEARCH_URL"),
        ("PORTAL_SEARCH_PUBLIC_URL", "postgresql://pembaca:katasandi@127.0.0.1/cari", "PORTAL_SEARCH_PUBLIC_URL"),
        ("PORTAL_INDEX_PLACE", "semua", "PORTAL_INDEX_PLACE harus shared atau each."),
        ("PORTAL_DATABASE_URL", "postgresql://portal:katasandi@127.0.0.1:1/portal", "tak terduga"),
        ("PORTAL_DATABASE_URL", "bukan alamat katasandi", ""),
        ("PORTAL_DATABASE_URL", "sqlite:////proc/katasandi/portal.sqlite", ""),
    ],
)
def test_a_setting_that_does_not_work_is_one_line_without_secrets(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)

    answer = run("users", "list")

    assert answer.code == 1
    assert said in answer.err
    assert one_line(answer.err)
    assert "katasandi" not in answer.err


def test_migrate_brings_an_empty_database_to_the_newest_revision(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with empty_database(tmp_path) as url:
        monkeypatch.setenv("PORTAL_DATABASE_URL", url)
        refused = [run(*command) for command in (("users", "list"), ("audit", "verify"), ("storage", "verify"))]
        first, second = run("migrate"), run("migrate")
        listed = run("users", "list")
        engine = make_engine(url)
        assert runner.current(engine) == runner.head()
        engine.dispose()

    assert [(answer.code, "portal migrate" in answer.err, one_line(answer.err)) for answer in refused] == [
        (1, True, True)
    ] * 3
    assert (first.code, first.out) == (0, f"Revisi basis data: kosong → {runner.head()}\n")
    assert (second.code, second.out) == (0, f"Revisi basis data: {runner.head()} → {runner.head()}\n")
    assert (listed.code, listed.out) == (0, "")


def test_migrate_finds_headings_in_what_was_published_before(run: Run, office: Office) -> None:
    Desk(office).publish(pages=("PASAL 1\nTUJUAN\nPara Pihak sepakat.\nPASAL 2\nBIAYA\nPara Pihak sepakat.",))
    with office.stores.database.transaction() as session:
        session.execute(update(TerbitanBerkas).values(outline=""))

    first, second = run("migrate"), run("migrate")

    with office.stores.database.reading() as session:
        assert '"pasal-2"' in session.scalars(select(TerbitanBerkas.outline)).one()
    assert "Susunan teks 1 naskah terbit dibuat ulang." in first.out
    assert "Susunan" not in second.out


def test_migrate_finds_the_places_of_words_of_what_was_published_before(run: Run, office: Office) -> None:
    kode = office.publish(sample_fields(), pages=["Para pihak sepakat.", "Hal kedua.", "Hal ketiga.", "Hal keempat."])
    with office.stores.database.reading() as session:
        (before,) = session.execute(select(TerbitanHalaman.places).where(TerbitanHalaman.nomor == 1)).one()
    with office.stores.database.transaction() as session:
        session.execute(update(Halaman).values(places=None))
        session.execute(update(TerbitanHalaman).values(places=None))
        # Somebody changed this page since: its words are no longer those that are public.
        session.execute(update(Halaman).where(Halaman.nomor == 4).values(teks="Hal lain."))

    first, second = run("migrate"), run("migrate")

    with office.stores.database.reading() as session:
        query = select(TerbitanHalaman.teks, TerbitanHalaman.places).where(TerbitanHalaman.kode == kode)
        rows = session.execute(query.order_by(TerbitanHalaman.nomor)).all()
    told = [all(unpack(row.places, row.teks)) for row in rows]
    assert before
    # Of pages in the middle no boxes were kept before.
    assert told == [True, False, True, False]
    assert "Letak kata 1 naskah terbit dicari." in first.out
    assert "Letak" not in second.out


def test_an_account_gets_a_drawn_password_that_is_told_once(run: Run, stores: Stores) -> None:
    answer = run(*NEW_USER)

    assert answer.code == 0
    password = answer.out.rpartition("Kata sandi: ")[2].strip()
    with stores.database.reading() as session:
        assert accounts.verify_password(session, email="a@contoh.go.id", password=password) is not None
    assert password not in run("users", "list").out


def test_a_password_may_be_given_on_standard_input_and_is_not_repeated(
    run: Run, stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO(PASSWORD + "\n"))

    answer = run(*NEW_USER, "--password-stdin")

    assert (answer.code, answer.out) == (0, "Akun a@contoh.go.id dibuat.\n")
    with stores.database.reading() as session:
        assert accounts.verify_password(session, email="a@contoh.go.id", password=PASSWORD) is not None


@pytest.mark.parametrize(
    ("given", "code"),
    [("pendek\n", 2), ("\n", 2), ("", 2)],
)
def test_a_weak_password_makes_no_account(
    run: Run, stores: Stores, monkeypatch: pytest.MonkeyPatch, given: str, code: int
) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO(given))

    answer = run(*NEW_USER, "--password-stdin")

    assert answer.code == code
    assert one_line(answer.err)
    with stores.database.reading() as session:
        assert session.scalars(select(User)).all() == []


def test_accounts_are_listed_disabled_and_not_made_twice(run: Run) -> None:
    assert run(*NEW_USER).code == 0
    again, unknown_unit = run(*NEW_USER), run(*NEW_USER[:2], "b@contoh.go.id", *NEW_USER[3:-1], "TAKADA")
    assert run("users", "list").out == "a@contoh.go.id\tOrang Contoh\taktif\tpengelola@KANIM-A\n"
    disabled, unknown = run("users", "disable", "A@contoh.go.id"), run("users", "disable", "tak@ada.id")

    assert (again.code, unknown_unit.code, disabled.code, unknown.code) == (1, 2, 0, 1)
    assert all(one_line(answer.err) for answer in (again, unknown_unit, unknown))
    assert "\tnonaktif\t" in run("users", "list").out
    assert [run("users", "enable", "A@contoh.go.id").code for _ in range(2)] == [0, 1]


@pytest.mark.parametrize(("more", "held"), [((), "ppid@BIRO"), (("--refuse",), "")])
def test_the_operator_consents_to_a_role_that_waits_or_refuses_it(
    run: Run, stores: Stores, more: tuple[str, ...], held: str
) -> None:
    admin = Office(stores).add_user("admin@contoh.go.id", Peran.ADMIN, "KEMEN")
    new = accounts.NewUser("a@contoh.go.id", "Orang Contoh", Peran.PPID, "BIRO", PASSWORD)
    with stores.database.transaction() as session:
        accounts.add_user(session, new, actor=admin, now=clock.utc_now(), today=clock.today())
    assert "a@contoh.go.id\tOrang Contoh\taktif\t\n" in run("users", "list").out

    answer, again = (run("users", "consent", "A@contoh.go.id", *more) for _ in range(2))

    assert (answer.code, again.code, again.out) == (0, 0, "")
    assert "ppid di Biro Hukum dan Kerja Sama untuk a@contoh.go.id" in answer.out
    assert one_line(again.err)
    assert f"a@contoh.go.id\tOrang Contoh\taktif\t{held}\n" in run("users", "list").out
    assert run("users", "consent", "tak@ada.id").code == 1


def test_the_operator_takes_a_second_factor_away_where_there_is_one(run: Run, stores: Stores) -> None:
    ani = Office(stores).add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    set_up(stores, ani.user_id or 0, now=clock.utc_now())

    first, again, unknown = (run("users", "reset-factor", name) for name in (ani.email, ani.email, "tak@ada.id"))

    assert (first.code, first.out) == (0, "Langkah kedua akun ani@contoh.go.id disetel ulang.\n")
    assert (again.code, unknown.code) == (1, 1)
    assert all(one_line(answer.err) for answer in (again, unknown))


def test_accounts_from_a_table_go_in_and_wrong_rows_are_named(run: Run) -> None:
    Path("orang.csv").write_text(
        "\ufeffemail,nama,peran,unit\n"
        "a@contoh.go.id,Orang A,pengelola,KANIM-A\n"
        "b@contoh.go.id,Orang B,sistem,KANIM-A\n"
        "c@contoh.go.id,Orang C,raja,KANIM-A\n"
        "d@contoh.go.id,Orang D,ppid,TAKADA\n"
        "e@contoh.go.id\n"
        "a@contoh.go.id,Orang A,pengelola,KANIM-A\n"
    )

    answer = run("users", "import", "orang.csv")

    assert answer.code == 3
    assert [line.partition(",")[0] for line in answer.out.splitlines()] == ["a@contoh.go.id"]
    assert [line.partition(":")[0] for line in answer.err.splitlines()] == [f"Baris {number}" for number in range(3, 8)]
    assert run("users", "list").out.count("\n") == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_tables_of_semicolons_with_indonesian_columns_are_taken(run: Run, encoding: str) -> None:
    tables = {
        "akun.csv": "Surel;Nama;Peran;Unit\na@contoh.go.id;Renée A;pengelola;KANIM-A\n",
        "unit.csv": "Kode;Nama;Jenis;Induk\nRUTAN-C;Rutan Contoh;upt_rutan;PAS\n",
        "libur.csv": "Tanggal;Jenis;Nama;Dasar\n2027-01-01;libur_nasional;Tahun Baru;SKB\n",
    }
    for name, rows in tables.items():
        Path(name).write_bytes(rows.encode(encoding))

    assert run("migrate").code == 0
    answers = [run(what, "import", name) for what, name in zip(("users", "units", "libur"), tables, strict=True)]

    assert [(answer.code, answer.err) for answer in answers] == [(0, "")] * 3
    assert "Renée A" in run("users", "list").out


def test_tables_of_semicolons_with_english_columns_are_taken(run: Run, stores: Stores) -> None:
    tables = {
        "unit.csv": "kode;nama;jenis;induk\nDITJENIM;Direktorat Jenderal Contoh;eselon1;KEMEN\n",
        "akun.csv": "email;nama;peran;unit\na@contoh.example;A;pengelola;DITJENIM\n",
        "libur.csv": "date;kind;name;basis\n2027-01-01;libur_nasional;Tahun Baru;SKB\n",
        "manifes.csv": "file;unit;judul;lingkup;bentuk;nomor;mitra;signed_on;visibilitas\n"
        ";DITJENIM;Uji titik koma;dalam_negeri;perjanjian_kerja_sama;;Universitas T;2026-03-02;publik\n",
    }
    Path("arsip").mkdir()
    for name, rows in tables.items():
        Path(name).write_text(rows)

    answers = [
        run("units", "import", "unit.csv"),
        run("users", "import", "akun.csv"),
        run("libur", "import", "libur.csv"),
        run("import", "arsip", "--manifest", "manifes.csv", "--unit", "KANIM-A", "--json"),
    ]

    assert [(answer.code, answer.err) for answer in answers] == [(0, "")] * len(tables)
    assert "a@contoh.example" in run("users", "list").out
    with stores.database.reading() as session:
        assert (
            session.scalars(select(HariLibur.nama).where(HariLibur.tanggal == date(2027, 1, 1))).one() == "Tahun Baru"
        )
        naskah = session.scalars(select(Naskah)).one()
        assert (naskah.judul, naskah.unit.kode) == ("Uji titik koma", "DITJENIM")
        assert [pihak.nama for pihak in naskah.pihak_list] == ["Kementerian Contoh", "Universitas T"]


def test_every_wrong_row_of_a_table_of_units_is_named(run: Run) -> None:
    Path("unit.csv").write_text("kode;nama;jenis;induk\nA;;eselon1;\nB C;B;eselon1;\n")

    answer = run("units", "import", "unit.csv")

    assert answer.code == 2
    assert [line.partition(":")[0] for line in answer.err.splitlines()] == ["Baris 2", "Baris 3", "portal"]


@pytest.mark.parametrize("command", [("users", "import"), ("units", "import")])
@pytest.mark.parametrize(
    "table", [b"email,nama\ncaf\xe9,x\n", b"code,name,kind,parent_code,email\n" + b"x" * 200_000 + b"\n"],
    ids=["bukan UTF-8", "sel raksasa"],
)  # fmt: skip
def test_a_table_that_cannot_be_read_is_wrong_usage(run: Run, command: tuple[str, ...], table: bytes) -> None:
    Path("tabel.csv").write_bytes(table)

    answer = run(*command, "tabel.csv")

    assert answer.code == 2
    assert one_line(answer.err)


def test_units_come_from_a_table_as_a_whole_or_not_at_all(run: Run, stores: Stores) -> None:
    head = "code,name,kind,parent_code,starts_on\n"
    good = head + "KANIM-A,Kantor Baru,upt_kanim,IMI,2026-04-01\nRUTAN-C,Rutan Contoh,upt_rutan,PAS,\n"
    bad = head + "LPKA-D,LPKA Contoh,upt_lpka,PAS,\nIMI,Imigrasi,eselon1,KANIM-A,\n"
    Path("baik.csv").write_text(good)
    Path("rusak.csv").write_text(bad)

    first, again, circle = (run("units", "import", name) for name in ("baik.csv", "baik.csv", "rusak.csv"))

    assert (first.code, first.out) == (0, "2 unit dibaca, 2 berubah.\n")
    assert (again.code, again.out) == (0, "2 unit dibaca, 0 berubah.\n")
    assert circle.code == 2
    assert "berputar" in circle.err
    with stores.database.reading() as session:
        assert len(session.scalars(select(Unit.kode)).all()) == len(UNITS) + 1


def test_fixity_tells_altered_missing_and_orphaned_apart(run: Run, office: Office) -> None:
    desk = Desk(office)
    intact, altered, missing = (
        desk.send(Target(fields=sample_fields()), pdf_bytes(name)).sha256 for name in ("a", "b", "c")
    )
    assert run("storage", "verify").code == 0
    objects = office.stores.config.data_dir / "objects"
    path_of = {digest: next(objects.rglob(digest)) for digest in (intact, altered, missing)}
    path_of[missing].unlink()
    path_of[altered].chmod(0o600)
    path_of[altered].write_bytes(pdf_bytes("b").replace(b"CONTOH", b"UBAHAN"))
    with (objects.parent / "yatim").open("w+b") as stream:
        stream.write(b"tanpa catatan")
        stream.seek(0)
        orphan = office.stores.objects.put(stream).digest

    answer = run("storage", "verify", "--json")

    assert answer.code == 4
    assert json.loads(answer.out) == {
        "checked": 3, "ok": 1, "missing": [missing], "altered": [altered], "orphans": [orphan], "unrecorded": [],
        "unnamed": [], "second": None,
    }  # fmt: skip
    spoken = run("storage", "verify")
    assert (spoken.code, spoken.out) == (4, "Diperiksa 3, utuh 1, hilang 1, berubah 1.\n")
    assert {line.partition(":")[0] for line in spoken.err.splitlines()} == {"hilang", "berubah", "tanpa pemilik"}
    assert run("storage", "orphans").code == 0


def test_orphans_alone_do_no_harm(run: Run, office: Office) -> None:
    with (office.stores.config.data_dir / "yatim").open("w+b") as stream:
        stream.write(b"tanpa catatan")
        stream.seek(0)
        office.stores.objects.put(stream)

    answer = run("storage", "verify", "--json")

    assert answer.code == 0
    assert len(json.loads(answer.out)["orphans"]) == 1


def test_a_size_in_the_database_that_does_not_fit_is_found(run: Run, office: Office) -> None:
    digest = Desk(office).send(Target(fields=sample_fields())).sha256
    with office.stores.database.transaction() as session:
        session.scalars(select(Berkas)).one().size += 1

    answer = run("storage", "verify", "--json")

    assert (answer.code, json.loads(answer.out)["altered"]) == (4, [digest])


def test_a_broken_audit_chain_ends_with_four_and_names_the_entry(run: Run, stores: Stores) -> None:
    whole = run("audit", "verify")
    with stores.database.transaction() as session:
        audit.record(session, actor=OPERATOR, now=NOW, action="uji", object_kind="uji", object_key="x")
        session.execute(text("UPDATE audit_head SET seq = seq + 1"))

    broken = run("audit", "verify")

    assert (whole.code, whole.out) == (0, "Rantai jejak audit utuh dan menuju 0 jangkar.\n")
    assert (broken.code, broken.err) == (4, f"Rantai jejak audit putus pada entri {len(UNITS) + 2}.\n")


def _keep_anchor(stores: Stores, origin: str) -> None:
    with stores.database.reading() as session:
        anchor = audit_anchors.head_anchor(session, origin, NOW)
    assert anchor is not None
    audit_anchors.keep(stores.audit_anchors, anchor)


@pytest.mark.parametrize("name", ["PORTAL_BASE_URL", "PORTAL_LOG_ORIGIN"])
def test_a_trail_is_not_sound_under_a_name_that_is_not_its_own(
    run: Run, stores: Stores, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    own = stores.config.log_name
    _keep_anchor(stores, own)
    assert run("audit", "verify").out == "Rantai jejak audit utuh dan menuju 1 jangkar.\n"
    monkeypatch.setenv(name, "https://lain.example" if name == "PORTAL_BASE_URL" else "lain.example/log")

    answer = run("audit", "verify")

    assert (answer.code, answer.out, one_line(answer.err)) == (4, "", True)
    for told in (f"bernama {own}.", "bernama lain.example/log,", "PORTAL_LOG_ORIGIN", "PORTAL_BASE_URL"):
        assert told in answer.err
    _keep_anchor(stores, "lain.example/log")
    renamed = run("audit", "verify")
    assert (renamed.code, renamed.err) == (0, "")
    assert renamed.out.endswith("menuju 1 jangkar. 1 jangkar bernama lain tidak dibandingkan.\n")


def test_what_a_store_calls_itself_reaches_no_terminal_as_it_is(run: Run, stores: Stores) -> None:
    for number in range(5):
        _keep_anchor(stores, f"\x1b[2J{number}")

    answer = run("audit", "verify")

    assert (answer.code, one_line(answer.err)) == (4, True)
    assert "\x1b" not in answer.err
    assert "dan 2 nama lain" in answer.err


def test_an_unknown_code_is_told_in_one_line(run: Run) -> None:
    answer = run("show", "2026-10000")

    assert (answer.code, one_line(answer.err), answer.out) == (1, True, "")


@pytest.mark.parametrize(
    ("command", "code"),
    [(("portal", "audit", "verify"), 0), (("portal", "salah"), 2), (("indexer", "salah"), 2), (("indexer", "once"), 0)],
    ids=["portal", "portal salah", "indexer salah", "indexer"],
)
def test_the_programs_themselves_end_with_these_codes(run: Run, command: tuple[str, ...], code: int) -> None:
    # The settings of this test are in the environment already.
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    ended = subprocess.run(
        [sys.executable, "-m", *command], env=environ, capture_output=True, text=True, timeout=60, check=False
    )

    assert ended.returncode == code, ended.stderr
    assert "Traceback" not in ended.stderr


def test_repair_makes_the_second_copy_and_puts_damage_back(
    run: Run, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, lost = (Desk(office).send(Target(fields=sample_fields()), pdf_bytes(name)).sha256 for name in ("a", "b"))
    monkeypatch.setenv("PORTAL_SECOND_COPY_URL", f"file:{tmp_path / 'second'}")
    assert json.loads(run("storage", "verify", "--json").out)["second"]["missing"] == [kept, lost]

    assert run("storage", "repair").out == "Diperiksa 2, disalin 2, dipulihkan 0, belum pulih 0.\n"
    first, second = office.stores.config.data_dir / "objects", tmp_path / "second"
    next(first.rglob(lost)).unlink()
    assert run("storage", "verify").code == 4
    assert run("storage", "repair").out == "Diperiksa 4, disalin 0, dipulihkan 1, belum pulih 0.\n"
    assert run("storage", "verify").out == (
        "Diperiksa 2, utuh 2, hilang 0, berubah 0.\nSalinan kedua: Diperiksa 2, utuh 2, hilang 0, berubah 0.\n"
    )

    for folder in (first, second):
        next(folder.rglob(lost)).unlink()
    answer = run("storage", "repair")
    assert (answer.code, answer.out) == (4, "Diperiksa 4, disalin 0, dipulihkan 0, belum pulih 2.\n")
    # Where a log is set up, its lines stand between those for people.
    told = [line for line in answer.err.splitlines() if not line.startswith("{")]
    assert told == [f"hilang (first): {lost}", f"hilang (second): {lost}"]


def test_the_second_place_must_be_another_one(run: Run, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_SECOND_COPY_URL", f"file:{office.stores.config.data_dir / 'objects'}/")
    answer = run("storage", "verify")
    assert answer.code == 1
    assert "PORTAL_SECOND_COPY_URL" in answer.err


def test_an_anchor_from_a_letter_is_compared_with_the_trail(run: Run, stores: Stores) -> None:
    with stores.database.transaction() as session:
        entry = audit.record(session, actor=OPERATOR, now=NOW, action="uji", object_kind="uji", object_key="x")
        anchor = f"{entry.seq}:{entry.entry_hash}"
    met = run("audit", "verify", "--anchor", anchor)
    cut = run("audit", "verify", "--anchor", anchor, "--anchor", f"{entry.seq + 1}:{'a' * 64}")
    changed = run("audit", "verify", "--anchor", f"{entry.seq}:{'a' * 64}")
    wrong = run("audit", "verify", "--anchor", "kemarin")

    assert (met.code, met.out) == (0, "Rantai jejak audit utuh dan menuju 1 jangkar.\n")
    assert (cut.code, cut.err.partition(":")[0]) == (4, f"Jejak audit berakhir sebelum jangkar {entry.seq + 1}")
    assert (changed.code, "bukan yang dicatat jangkarnya" in changed.err) == (4, True)
    assert (wrong.code, "NOMOR:SIDIK" in wrong.err) == (2, True)


def test_the_trail_is_compared_with_what_the_public_log_seals(run: Run, stores: Stores, tmp_path: Path) -> None:
    with stores.database.transaction() as session:
        audit.record(session, actor=OPERATOR, now=NOW, action="uji", object_kind="uji", object_key="x")
    anchoring.tell_of_the_day(stores, NOW)
    letter = next(audit_anchors.kept(stores.audit_anchors, None)).short

    met = run("audit", "verify")
    (stores.config.data_dir / "objects-audit").rename(tmp_path / "elsewhere")
    lost = run("audit", "verify")
    opened = run("audit", "verify", "--anchor", letter)
    other = run(
        "audit", "verify", "--anchor", letter, "--anchor", letter[:-2] + ("00" if letter[-2:] != "00" else "11")
    )

    assert (met.code, met.out) == (
        0,
        "Rantai jejak audit utuh dan menuju 1 jangkar. Log publik menyegel 1 di antaranya.\n",
    )
    assert (lost.code, "tidak tersimpan di sini" in lost.err) == (4, True)
    assert opened.code == 0
    assert (other.code, "tidak memuat segel" in other.err) == (4, True)


def test_each_store_says_what_it_keeps_by_itself_and_nothing_starts_that_promises_more(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = run("storage", "check")
    server = seaweedfs()
    monkeypatch.setenv("PORTAL_OBJECT_RETENTION_DAYS", "7")
    in_folder = run("storage", "check")
    monkeypatch.setenv("PORTAL_S3_ENDPOINT_URL", server.http_url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", server.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", server.secret_key)
    monkeypatch.setenv("PORTAL_STORAGE_URL", f"s3://{server.bucket()}/{new_prefix()}")
    plain, started = run("storage", "check"), run("serve", "--port", "0")
    indexed = indexer_main(["once"])
    monkeypatch.setenv("PORTAL_STORAGE_URL", f"s3://{server.locked_bucket()}/{new_prefix()}")
    locked = json.loads(run("storage", "check", "--json").out)

    assert (folder.code, folder.out.count("tanpa penjagaan sendiri")) == (0, 3)
    assert (in_folder.code, "PORTAL_OBJECT_RETENTION_DAYS" in in_folder.err) == (1, True)
    assert (plain.code, "Object Lock: tidak; objek baru dikunci 7 hari" in plain.out) == (4, True)
    assert (started.code, "tanpa Object Lock" in started.err, indexed) == (1, True, 1)
    assert {(one["has_lock"], one["keeps_versions"], one["retain_days"]) for one in locked.values()} == {
        (True, True, 7)
    }
