"""The walls around the reading process, its death, and its rebirth."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.child import Outcome, PdfReader
from portal.errors import StorageError
from tests.factories.hostile_pdf import self_referencing_form
from tests.factories.pdf import agreement_pdf, text_pdf
from tests.factories.processes import children_of, is_alive


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "baik.pdf"
    path.write_bytes(text_pdf())
    return path


@pytest.fixture(scope="module")
def reader() -> Iterator[PdfReader]:
    with pytest.MonkeyPatch.context() as patch, PdfReader() as reader:
        patch.setenv("PORTAL_SECRET_KEY", "kunci-rahasia-contoh")
        yield reader


def test_child_sees_no_network_no_secrets_and_no_files(reader: PdfReader) -> None:
    seen = reader.confinement()

    assert seen["environment"] == []
    assert seen["folder"] == []
    assert seen["walls"]["audit_hook"] is True
    assert not seen["can_open_socket"]
    assert not seen["can_start_process"]


def test_walls_of_the_kernel_hold_where_the_kernel_grants_them(reader: PdfReader) -> None:
    seen = reader.confinement()
    walls = seen["walls"]

    assert not (walls["seccomp"] and seen["can_open_socket_natively"])
    assert not (walls["landlock"] and (seen["can_write_file"] or seen["can_read_other_files"]))
    assert walls["no_new_privileges"]


def test_secret_of_the_owner_is_nowhere_in_the_zygote(reader: PdfReader, sound: Path) -> None:
    reader.inspect(sound)

    assert b"kunci-rahasia-contoh" not in Path(f"/proc/{reader.server.pid}/environ").read_bytes()


def test_zygote_has_no_network_where_the_kernel_grants_it(reader: PdfReader, sound: Path) -> None:
    reader.inspect(sound)
    own, theirs = (Path(f"/proc/{pid}/ns/net").readlink() for pid in (os.getpid(), reader.server.pid))

    assert (own != theirs) is reader.server.walls["namespace"]


def test_zygote_killed_between_two_files_is_replaced(reader: PdfReader, sound: Path) -> None:
    assert reader.inspect(sound).outcome is Outcome.done
    first = reader.server.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)

    result = reader.read_all(sound)

    assert result.outcome is Outcome.done
    assert reader.server.pid != first


def test_zygote_killed_during_a_file_leaves_no_orphan(reader: PdfReader, sound: Path, tmp_path: Path) -> None:
    hostile = tmp_path / "jahat.pdf"
    hostile.write_bytes(self_referencing_form())
    reader.inspect(sound)
    zygote = reader.server.pid
    assert zygote is not None
    orphans: set[int] = set()

    def kill() -> None:
        # A busy machine begins late: only a file that is being read can leave an orphan.
        until = time.monotonic() + 10
        while not orphans and time.monotonic() < until:
            orphans.update(pid for pid, state in children_of(zygote).items() if state != "Z")
            time.sleep(0.01)
        os.kill(zygote, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    result = reader.read(hostile)
    killer.join()

    assert result.outcome is Outcome.limit
    assert orphans
    assert _gone_within(orphans, 5)
    assert reader.read_all(sound).outcome is Outcome.done


def test_closing_ends_every_process(sound: Path) -> None:
    reader = PdfReader()
    reader.inspect(sound)
    zygote = reader.server.pid
    assert zygote is not None
    family = {zygote, *children_of(zygote)}

    reader.close()

    assert _gone_within(family, 5)


def test_zygote_ends_when_its_owner_is_killed(sound: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from indexer.child import PdfReader; r = PdfReader();"
        f"r.inspect(Path({str(sound)!r})); print(r.server.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert _gone_within({int(ended.stdout)}, 5)


def test_threads_share_one_reader(reader: PdfReader, tmp_path: Path) -> None:
    counts: list[int] = []

    def read(number: int) -> None:
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(agreement_pdf(number, pages=number))
        counts.append(len(reader.read_all(path, word_pages=()).pages))

    threads = [threading.Thread(target=read, args=(number,)) for number in range(1, 6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(counts) == [1, 2, 3, 4, 5]


def test_missing_file_is_an_error_of_the_store(reader: PdfReader, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="tempat simpan"):
        reader.inspect(tmp_path / "tidak-ada.pdf")


def test_reading_knows_neither_database_nor_settings() -> None:
    program = (
        "import sys, indexer.child; assert not {'pypdfium2', 'pikepdf', 'pdfplumber'} & set(sys.modules);"
        "import indexer.zygote; found = [m for m in sys.modules if m.split('.')[0] in ('flask', 'sqlalchemy', 'boto3')"
        "or m.startswith('portal.') and m.split('.')[1] not in ('domain', 'errors')]; print(found)"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert ended.stdout.strip() == "[]"


def _gone_within(processes: set[int], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not any(is_alive(process) for process in processes):
            return True
        time.sleep(0.02)
    return False
