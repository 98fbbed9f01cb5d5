"""`portal log verify` and the script for outsiders: the whole log, or one PDF with its proof and nothing else."""

import base64
import email
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from email import policy
from pathlib import Path

import pytest
from sqlalchemy import select, update

from indexer import public_log
from portal import clock
from portal.config import Config
from portal.domain.public_log.note import SignerKey
from portal.domain.public_log.proof import InclusionProof
from portal.models.terbitan import Terbitan
from portal.queries.public import terbitan
from portal.queries.public.public_log import LogTree, find_proof
from portal.services.public_log.keys import signer_keys
from portal.wiring import Stores, opened_stores
from tests.cli.conftest import Run
from tests.factories.desk import Desk
from tests.factories.naskah import Office
from tests.factories.public_log import checkpoints, entries, rewrite
from tests.factories.public_view import withdraw
from tests.fixtures.repository import ROOT

SCRIPT = ROOT / "docs/verifikasi_naskah.py"
ESCAPE = "\x1b[2J\x1b[31m"


@dataclass(frozen=True)
class Paper:
    """A published PDF and its proof, as somebody downloaded them."""

    kode: str
    pdf: Path
    proof: Path
    key: str


@pytest.fixture
def desk(office: Office) -> Desk:
    """The verbs of a test."""
    return Desk(office)


@pytest.fixture
def paper(desk: Desk, tmp_path: Path) -> Paper:
    """The third of five published naskah."""
    codes = [desk.publish() for _ in range(5)]
    public_log.sign(desk.stores)
    kode = codes[2]
    with desk.stores.database.reading() as session:
        berkas = terbitan.find_berkas(session, kode)
        proof = find_proof(session, LogTree(), desk.stores.config.log_name, kode)
    assert isinstance(proof, InclusionProof)
    pdf, proof_file = tmp_path / "naskah.pdf", tmp_path / f"{kode}.tlog-proof"
    with desk.stores.objects.open(berkas.sha256) as stream:
        pdf.write_bytes(stream.read())
    proof_file.write_text(proof.to_text(), encoding="utf-8")
    return Paper(kode, pdf, proof_file, signer_keys(desk.stores.config)[0].verifier.text)


def test_a_sound_log_is_said_to_be_sound(run: Run, desk: Desk) -> None:
    assert run("log", "verify").code == 0
    withdraw(desk, desk.publish())
    desk.publish()
    public_log.sign(desk.stores)
    desk.publish()

    answer = run("log", "verify")

    assert (answer.code, answer.err) == (0, "")
    assert "4 catatan, 3 di antaranya ditandatangani" in answer.out


OTHER_NAMES = [{"PORTAL_BASE_URL": "https://lain.example"}, {"PORTAL_LOG_ORIGIN": "lain.example/log"}]


@pytest.mark.parametrize("settings", OTHER_NAMES, ids=["address", "name"])
@pytest.mark.parametrize("is_in_database", [True, False], ids=["database", "store"])
def test_a_log_is_not_sound_under_a_name_that_is_not_its_own(
    run: Run, desk: Desk, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], is_in_database: bool
) -> None:
    desk.publish()
    public_log.sign(desk.stores)
    own = desk.stores.config.log_name
    if not is_in_database:
        rewrite(desk.stores, "DELETE FROM public_log_checkpoint")
    for name, value in settings.items():
        monkeypatch.setenv(name, value)

    answer = run("log", "verify")

    assert (answer.code, answer.out) == (4, "")
    for told in (own, "lain.example/log", "PORTAL_LOG_ORIGIN", "PORTAL_BASE_URL"):
        assert told in answer.err


def test_a_log_that_was_renamed_is_sound_once_it_is_signed_under_its_new_name(
    run: Run, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.publish()
    public_log.sign(desk.stores)
    monkeypatch.setenv("PORTAL_LOG_ORIGIN", "lain.example/log")
    assert run("log", "verify").code == 4

    with opened_stores(Config.from_env()) as renamed:
        public_log.sign(renamed)

    answer = run("log", "verify")
    assert (answer.code, answer.err) == (0, "")
    assert "1 catatan, 1 di antaranya ditandatangani, nama lain.example/log" in answer.out


def _cut(desk: Desk) -> None:
    rewrite(desk.stores, "DELETE FROM public_log_entry WHERE position = 2", "UPDATE public_log_head SET size = 2")


def _roll_back(desk: Desk) -> None:
    _cut(desk)
    rewrite(desk.stores, "DELETE FROM public_log_checkpoint")


def _gap(desk: Desk) -> None:
    rewrite(desk.stores, "DELETE FROM public_log_entry WHERE position = 1")


def _edit(desk: Desk) -> None:
    rewrite(desk.stores, "UPDATE public_log_entry SET body = replace(body, 'terbit', 'tarik') WHERE position = 1")


def _swap(desk: Desk) -> None:
    rewrite(
        desk.stores,
        "UPDATE public_log_entry SET position = 77 WHERE position = 0",
        "UPDATE public_log_entry SET position = 0 WHERE position = 1",
        "UPDATE public_log_entry SET position = 1 WHERE position = 77",
    )


def _garble(desk: Desk) -> None:
    rewrite(desk.stores, "UPDATE public_log_entry SET body = '{}' WHERE position = 1")


def _forge(desk: Desk) -> None:
    rewrite(desk.stores, "UPDATE public_log_checkpoint SET note = replace(note, '3', '4')")


def _spoil_root(desk: Desk) -> None:
    rewrite(desk.stores, "UPDATE public_log_checkpoint SET root = 'bukan akar'")


def _spoil_keys(desk: Desk) -> None:
    rewrite(desk.stores, "UPDATE public_log_checkpoint SET verifier_keys = '\x1b[2J'")


def _spoil_note(desk: Desk) -> None:
    rewrite(desk.stores, "UPDATE public_log_checkpoint SET note = ''")


def _spoil_entry(desk: Desk) -> None:
    rewrite(desk.stores, "UPDATE public_log_entry SET body = '[[[[' WHERE position = 0")


def _other_key(desk: Desk) -> None:
    other = SignerKey(desk.stores.config.log_name, b"?" * 32).verifier.text
    rewrite(desk.stores, f"UPDATE public_log_checkpoint SET verifier_keys = '{other}'")  # noqa: S608 - a key of ours


def _count(desk: Desk) -> None:
    rewrite(desk.stores, "UPDATE public_log_head SET size = 9")


def _publish_secretly(desk: Desk) -> None:
    with desk.stores.database.transaction() as session:
        row = session.scalars(select(Terbitan).order_by(Terbitan.kode).limit(1)).one()
        session.execute(update(Terbitan).where(Terbitan.kode == row.kode).values(log_position=None))


def _other_file(desk: Desk) -> None:
    rewrite(desk.stores, f"UPDATE terbitan_berkas SET sha256 = '{'0' * 64}'")  # noqa: S608 - a digest of ours


def _withdraw_secretly(desk: Desk) -> None:
    tables = ("halaman", "berkas", "pihak", "hubungan", "acara")
    rewrite(desk.stores, *(f"DELETE FROM terbitan_{table}" for table in tables))  # noqa: S608 - names of ours
    rewrite(desk.stores, "DELETE FROM terbitan")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (_cut, "menuju pos periksa 3"),
        (_roll_back, "Log tertinggal: 2 catatan, padahal pernah ditandatangani 3"),
        (_gap, "nomor 1 tidak ada"),
        (_edit, "menuju pos periksa 3"),
        (_swap, "menuju pos periksa 3"),
        (_garble, "nomor 1 tidak berbentuk"),
        (_forge, "Pos periksa 3 catatan"),
        (_spoil_root, "menuju pos periksa 3"),
        (_spoil_keys, "Pos periksa 3 catatan"),
        (_spoil_note, "Pos periksa 3 catatan"),
        (_spoil_entry, "nomor 0 tidak berbentuk"),
        (_other_key, "tidak ditandatangani kunci yang dikenal"),
        (_count, "padahal tercatat 9"),
        (_publish_secretly, "log tidak mencatatnya"),
        (_other_file, "bukan berkas yang dicatat"),
        (_withdraw_secretly, "tidak mencatat penarikannya"),
    ],
)
def test_each_damage_is_found_and_named(run: Run, desk: Desk, damage: Callable[[Desk], None], said: str) -> None:
    for _ in range(3):
        desk.publish()
    public_log.sign(desk.stores)

    damage(desk)

    answer = run("log", "verify")
    assert (answer.code, answer.out) == (4, "")
    assert said in answer.err


def test_a_downloaded_file_is_checked_with_its_proof(run: Run, paper: Paper) -> None:
    for keys in ((), ("--key", paper.key)):
        answer = run("log", "verify", paper.pdf, "--proof", paper.proof, *keys)

        assert (answer.code, answer.err) == (0, "")
        assert f"naskah {paper.kode}, terbit, " in answer.out


def test_it_is_checked_without_any_portal(paper: Paper, tmp_path: Path) -> None:
    keys = tmp_path / "kunci.txt"
    keys.write_text(f"lain.example/log+{SignerKey('lain.example/log', b'x' * 32).verifier.text.partition('+')[2]}\n"
                    f"{paper.key}\n")  # fmt: skip
    command = [sys.executable, "-m", "portal", "log", "verify", str(paper.pdf), "--proof", str(paper.proof), "--key"]
    # No such database and no such folder: whoever asked for them would fail.
    nowhere = {"PORTAL_DATABASE_URL": "sqlite:////tidak/ada/portal.sqlite", "PORTAL_DATA_DIR": "/tidak/ada"}
    environ = {**os.environ, "PYTHONPATH": str(ROOT), **nowhere}

    done = subprocess.run([*command, str(keys)], env=environ, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert paper.kode in done.stdout


def test_another_file_proof_or_key_is_refused(run: Run, paper: Paper, tmp_path: Path) -> None:
    other, empty = tmp_path / "lain.pdf", tmp_path / "kosong"
    other.write_bytes(paper.pdf.read_bytes() + b"\n")
    empty.write_bytes(b"\xff\xfe")
    stranger = SignerKey("127.0.0.1:8000/log", b"?" * 32).verifier.text

    assert "bukan berkas" in run("log", "verify", other, "--proof", paper.proof).err
    assert "dikenal" in run("log", "verify", paper.pdf, "--proof", paper.proof, "--key", stranger).err
    for file, proof in ((other, paper.proof), (paper.pdf, empty), (paper.pdf, paper.pdf)):
        answer = run("log", "verify", file, "--proof", proof)
        assert (answer.code, answer.out) == (4, "")
    for wrong in ((paper.pdf,), ("--proof", paper.proof), ("--key", paper.key),
                  (paper.pdf, "--proof", paper.proof, "--key", "kunci")):  # fmt: skip
        assert run("log", "verify", *wrong).code == 2


def test_pages_of_before_are_told_to_the_log_by_migrate(run: Run, desk: Desk, stores: Stores) -> None:
    desk.publish()
    with stores.database.transaction() as session:
        session.execute(update(Terbitan).values(log_position=None, log_salt=""))
    rewrite(stores, "DELETE FROM public_log_entry", "UPDATE public_log_head SET size = 0")

    first, second = run("migrate"), run("migrate")

    assert "Dicatat dalam log publik: 1 naskah" in first.out
    assert "log publik" not in second.out
    assert [entry.act.value for entry in entries(stores)] == ["sudah_terbit"]
    assert run("log", "verify").code == 0


def by_script(paper: Paper, **changes: Path | str) -> subprocess.CompletedProcess[str]:
    """What the script for outsiders says; it sees nothing of the portal."""
    files = {"pdf": paper.pdf, "proof": paper.proof, "key": paper.key, **changes}
    command = [sys.executable, "-I", str(SCRIPT), *(str(one) for one in files.values())]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_script_for_outsiders_is_short_and_needs_cryptography_alone() -> None:
    text = SCRIPT.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= 60
    imported = set(re.findall(r"^(?:import|from) (\w+)", text, re.M))
    assert imported - set(sys.stdlib_module_names) == {"cryptography"}


def test_the_script_for_outsiders_proves_what_is_true(paper: Paper) -> None:
    done = by_script(paper)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"BENAR: naskah {paper.kode}, terbit, {clock.today():%Y}")


def test_the_script_for_outsiders_refuses_what_is_not(paper: Paper, tmp_path: Path) -> None:
    stranger = SignerKey("127.0.0.1:8000/log", b"?" * 32).verifier.text
    text = paper.proof.read_text("utf-8")
    index = re.search(r"^index (\d+)$", text, re.M)
    assert index is not None
    changes = {
        "isi": {"pdf": _written(tmp_path / "1", paper.pdf.read_bytes() + b" ")},
        "kunci lain": {"key": stranger},
        "kunci salah ketik": {"key": paper.key.replace("+", "+0", 1)},
        "tempat": {"proof": _written(tmp_path / "2", text.replace(index[0], f"index {int(index[1]) + 1}").encode())},
        "di luar": {"proof": _written(tmp_path / "3", text.replace(index[0], "index 99").encode())},
        "ukuran": {"proof": _written(tmp_path / "4", text.replace("\n5\n", "\n6\n").encode())},
        "bentuk": {"proof": _written(tmp_path / "5", b"bukan bukti")},
        "kosong": {"proof": _written(tmp_path / "6", b"")},
        "tidak ada": {"pdf": tmp_path / "tidak-ada.pdf"},
    }

    for name, change in changes.items():
        done = by_script(paper, **change)  # type: ignore[arg-type]
        assert (name, done.returncode, done.stdout) == (name, 1, "")
        assert done.stderr.startswith("TIDAK TERBUKTI: ")
        assert "Traceback" not in done.stderr


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_the_digests_of_the_log_are_those_of_the_file_and_its_salt(paper: Paper) -> None:
    proof = InclusionProof.from_text(paper.proof.read_text("utf-8"))
    digest = hashlib.sha256(proof.salt + hashlib.sha256(paper.pdf.read_bytes()).digest()).hexdigest()

    assert digest.encode() in proof.entry


def test_the_daily_letter_carries_the_head_once(run: Run, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_AUDIT_MAIL", "audit@contoh.example arsip@contoh.example")
    desk.publish()
    public_log.sign(desk.stores)
    (row,) = checkpoints(desk.stores)

    assert run("remind").code == run("remind").code == 0

    sent = [
        email.message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in sorted((desk.stores.config.data_dir / "mail").iterdir())
    ]
    subjects = ["".join(str(message["Subject"]).split()) for message in sent]
    letters = [message for message, subject in zip(sent, subjects, strict=True) if subject.startswith("Logpublik")]
    assert [len(letters), sum(subject.startswith("Jejakaudit") for subject in subjects), len(sent)] == [2, 2, 4]
    signature = row.note.splitlines()[-1].split(" ")[-1]
    for message in letters:
        body = message.get_body(("plain",))
        assert body is not None
        text = "".join(body.get_content().split())
        for part in (row.origin, row.note.splitlines()[2], signature, row.verifier_keys):
            assert part in text


def hostile_proofs(text: str) -> dict[str, bytes]:
    """A sound proof, spoiled in every way."""
    head, _, note = text.partition("\n\n")
    first, extra, index, *steps = head.split("\n")
    inside = json.loads(base64.b64decode(extra.removeprefix("extra ")))

    def proof(*lines: str, note: str = note) -> bytes:
        return ("\n".join(lines) + "\n\n" + note).encode("utf-8", "surrogatepass")

    def packed(value: object) -> str:
        return "extra " + base64.b64encode(json.dumps(value).encode()).decode()

    deep = "extra " + base64.b64encode(b"[" * 100_000).decode()
    signed = note.rpartition("\n\n")
    return {
        "empty": b"",
        "no text": b"\xff\xfe\x00",
        "zeros": b"\0" * 5000,
        "too long": text.encode() + b"\n" * 500_000,
        "no head": note.encode(),
        "index of many digits": proof(first, extra, "index " + "9" * 9000, *steps),
        "negative index": proof(first, extra, "index -1", *steps),
        "index in other digits": proof(first, extra, "index ٢", *steps),
        "index with a break": proof(first, extra, f"index 1{ESCAPE}", *steps),
        "many steps": proof(first, extra, index, *(steps or ["A" * 44]) * 5000),
        "short step": proof(first, extra, index, "AAAA"),
        "step of a stranger": proof(first, extra, index, ESCAPE),
        "nested": proof(first, deep, index, *steps),
        "list": proof(first, packed([]), index, *steps),
        "number": proof(first, packed(1), index, *steps),
        "entry of none": proof(first, packed(inside | {"entri": None}), index, *steps),
        "entry that is no JSON": proof(first, packed(inside | {"entri": ESCAPE}), index, *steps),
        "salt of half a byte": proof(first, packed(inside | {"garam": "abc"}), index, *steps),
        "salt too long": proof(first, packed(inside | {"garam": "00" * 9999}), index, *steps),
        "no salt": proof(first, packed({"entri": inside["entri"]}), index, *steps),
        "no signature": proof(first, extra, index, *steps, note=signed[0] + "\n\n"),
        "signature cut": proof(first, extra, index, *steps, note=note[:-20] + "\n"),
        "signature of zeros": proof(first, extra, index, *steps, note=re.sub(r"[A-Za-z0-9+/]{60,}", "A" * 88, note)),
        "thousands of signatures": proof(first, extra, index, *steps, note=note + signed[2] * 5000),
        "another size": proof(first, extra, index, *steps, note=note.replace("\n5\n", "\n" + "9" * 5000 + "\n")),
        "lines of Windows": text.replace("\n", "\r\n\r\n").encode(),
        "terminal": text.replace(first, ESCAPE).encode(),
    }


def is_one_clear_line(text: str) -> bool:
    """Whether a person is told one thing, in Indonesian, and nothing of a stranger reaches the terminal."""
    words = ("argument", "expected", "unpack", "index", "Error", "Traceback", "invalid", "range", "object", "codec")
    return text.count("\n") == 1 and text[:-1].isprintable() and not any(word in text for word in words)


def test_a_spoiled_proof_is_refused_in_one_clear_line(run: Run, paper: Paper, tmp_path: Path) -> None:
    spoiled, wrong = tmp_path / "rusak", {}
    for name, data in hostile_proofs(paper.proof.read_text("utf-8")).items():
        spoiled.write_bytes(data)
        answer = run("log", "verify", paper.pdf, "--proof", spoiled, "--key", paper.key)
        done = by_script(paper, proof=spoiled)
        if (answer.code, answer.out) != (4, "") or not is_one_clear_line(answer.err):
            wrong[name] = answer
        if (done.returncode, done.stdout) != (1, "") or not is_one_clear_line(done.stderr):
            wrong[f"{name}, by the script"] = done

    assert wrong == {}


def test_what_is_no_key_and_no_file_is_refused_in_one_clear_line(run: Run, paper: Paper, tmp_path: Path) -> None:
    garbled, empty = tmp_path / "kunci", tmp_path / "kosong"
    garbled.write_bytes(b"\xff\xfe\x00")
    empty.write_bytes(b"")
    name, identity, public = paper.key.split("+", 2)
    for key in (
        "", "+", "++", "a+b+c", ESCAPE, "x" * 100_000, "\u0662", f"{name}+{identity}", f"{name}+{identity}+{public}A",
        f"{name}+{identity}+AQ==", f"{name}+{identity}+{base64.b64encode(bytes(33)).decode()}", str(garbled),
        str(empty), str(tmp_path),
    ):  # fmt: skip
        answer = run("log", "verify", paper.pdf, "--proof", paper.proof, "--key", key)
        done = by_script(paper, key=key)
        assert answer.code in (2, 4), key[:40]
        assert is_one_clear_line(answer.err), (key[:40], answer.err)
        assert (done.returncode, done.stdout) == (1, "")
        assert is_one_clear_line(done.stderr), (key[:40], done.stderr)
    for pdf, proof in ((tmp_path, paper.proof), (paper.pdf, tmp_path), (tmp_path / "tidak", paper.proof),
                       (paper.pdf, Path("/dev/zero"))):  # fmt: skip
        answer = run("log", "verify", pdf, "--proof", proof, "--key", paper.key)
        assert answer.code in (2, 4)
        assert answer.err.strip()
