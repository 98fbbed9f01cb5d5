"""A missing or damaged index says so, stays harmless, and heals by a rebuild."""

import random
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from portal.errors import SearchUnavailableError
from portal.search.interface import SearchQuery
from portal.search.query import parse
from portal.search.whoosh.index import WhooshIndex
from tests.benchmarks.search_corpus import Corpus
from tests.contracts.search_naskah import CORPUS, TODAY, naskah
from tests.fixtures.repository import ROOT


def total(index: WhooshIndex, text: str = "") -> int:
    """How many naskah match."""
    return index.search(SearchQuery(parse(text), today=TODAY)).total


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of the contract's corpus."""
    WhooshIndex(tmp_path / "index").rebuild(CORPUS)
    return tmp_path / "index"


def files(folder: Path) -> list[Path]:
    """The files searches read."""
    return sorted(file for file in folder.rglob("*") if file.suffix in (".trm", ".pst", ".toc", ".col", ".facts"))


def refuses_then_heals(index: WhooshIndex) -> None:
    """The whole story of a broken index."""
    with pytest.raises(SearchUnavailableError):
        total(index, "paspor")
    with pytest.raises(SearchUnavailableError):
        index.suggest("pasp")
    report = index.verify()
    assert not report.is_healthy
    assert report.detail
    with pytest.raises(SearchUnavailableError):
        index.add(CORPUS)
    assert index.rebuild(CORPUS) == len(CORPUS)
    assert total(index, "paspor") == 1
    assert index.verify().is_healthy


def test_missing_index_is_unavailable_until_rebuilt(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path / "none")
    assert index.generation() == ""
    refuses_then_heals(index)


@pytest.mark.parametrize("is_open", [True, False])
def test_vanished_folder(folder: Path, is_open: bool) -> None:
    index = WhooshIndex(folder)
    if is_open:
        assert total(index) == len(CORPUS)
    shutil.rmtree(folder)
    refuses_then_heals(index)


@pytest.mark.parametrize("is_open", [True, False])
@pytest.mark.parametrize("extension", [".trm", ".pst", ".toc", ".fakta.col", ".facts"])
@pytest.mark.parametrize("harm", ["gone", "empty", "cut", "garbage", "one byte"])
def test_damaged_file(folder: Path, extension: str, harm: str, is_open: bool) -> None:
    index = WhooshIndex(folder)
    if is_open:
        assert total(index) == len(CORPUS)
    (file,) = (one for one in files(folder) if one.name.endswith(extension))
    content = file.read_bytes()
    if harm == "gone":
        file.unlink()
    elif harm == "one byte" and extension != ".toc":
        # In a posting list the damage is met when that list is read: verify reads them all.
        file.write_bytes(content[:-1] + bytes([content[-1] ^ 0xFF]))
        assert not index.verify().is_healthy
        assert index.rebuild(CORPUS) == len(CORPUS)
        assert total(index) == len(CORPUS)
        return
    else:
        file.write_bytes({"empty": b"", "cut": content[: len(content) // 3]}.get(harm, b"\x00garbage" * 40))
    refuses_then_heals(index)


@pytest.mark.parametrize("pointer", ["", "gen-999999", "../../etc", "\x00", "gen-1\n/../.."])
def test_damaged_pointer(folder: Path, pointer: str) -> None:
    (folder / "CURRENT").write_text(pointer, encoding="ascii")
    refuses_then_heals(WhooshIndex(folder))


def test_rebuild_that_fails_leaves_the_old_index(folder: Path) -> None:
    index = WhooshIndex(folder)

    def broken():
        yield naskah("2026-1", "Satu")
        raise RuntimeError("source failed")

    before = index.generation()
    with pytest.raises(RuntimeError, match="source failed"):
        index.rebuild(broken())
    assert index.generation() == before
    assert total(index) == len(CORPUS)
    assert len(list(folder.glob("gen-*"))) == 1
    index.add([naskah("2026-1", "Satu")])
    index.commit()
    assert total(index) == len(CORPUS) + 1


def test_add_that_fails_drops_the_whole_session(folder: Path) -> None:
    index = WhooshIndex(folder)

    def broken():
        yield naskah("2026-1", "Satu")
        raise RuntimeError("source failed")

    with pytest.raises(RuntimeError, match="source failed"):
        index.add(broken())
    index.commit()
    assert total(index) == len(CORPUS)
    other = WhooshIndex(folder)
    other.remove(["2024-10001"])  # The lock is free again.
    other.commit()
    assert total(index) == len(CORPUS) - 1


def test_second_writer_is_told_to_wait(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.search.whoosh.session.PATIENCE", 0.0)
    first, second = WhooshIndex(folder), WhooshIndex(folder)
    first.add([naskah("2026-1", "Satu")])
    with pytest.raises(SearchUnavailableError, match="proses lain"):
        second.add([naskah("2026-2", "Dua")])
    first.commit()
    second.add([naskah("2026-2", "Dua")])
    second.commit()
    assert total(first) == len(CORPUS) + 2


WRITER = """
    import sys
    from pathlib import Path
    from portal.search.whoosh.index import WhooshIndex
    from tests.contracts.search_naskah import naskah

    index = WhooshIndex(Path(sys.argv[1]))
    sys.stdout.write("begun\\n")
    sys.stdout.flush()
    for number in range(10_000):
        index.add([naskah(f"2030-{number}-{at}", "Sementara", f"kata{at} isi {number}") for at in range(50)])
        index.commit()
"""


def test_killed_writer_leaves_a_readable_index(folder: Path) -> None:
    for wait in (0.0, 0.013, 0.05, 0.11):
        command = [sys.executable, "-c", textwrap.dedent(WRITER), str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"begun\n"
            time.sleep(wait)
            writer.send_signal(signal.SIGKILL)
        index = WhooshIndex(folder)
        found = total(index)
        assert found >= len(CORPUS)
        assert (found - len(CORPUS)) % 50 == 0
        assert index.verify().is_healthy
        index.add([naskah("2024-10001", "Pengganti")])  # The lock is free again.
        index.commit()
        assert total(index) == found


def ranking(index: WhooshIndex, asked: list[str]) -> list[tuple[int, list[str]]]:
    """For each question how many there are, and the first ones in their order."""
    answers = [index.search(SearchQuery(parse(text), today=TODAY)) for text in asked]
    return [(found.total, [hit.kode for hit in found.hits]) for found in answers]


def test_a_rebuild_ranks_as_the_index_did_that_grew_piece_by_piece(tmp_path: Path) -> None:
    corpus = list(Corpus(documents=60, words=100))
    chance = random.Random(39)  # noqa: S311 - questions of a test guard nothing.
    drawn = [word for document in corpus for word in document.judul.split()]
    asked = [" ".join(chance.sample(drawn, chance.choice((1, 1, 2, 3)))) for _ in range(270)]
    asked += [f'"{" ".join(document.judul.split()[2:4])}"' for document in corpus[:20]]
    asked += [f"{word[:4]}*" for word in drawn[:10]]
    grown = WhooshIndex(tmp_path / "index")
    grown.rebuild([])
    for start in range(0, len(corpus), 10):
        grown.add([*corpus[start : start + 10], *corpus[: start // 5]])
        grown.remove([corpus[start].kode])
        grown.commit()
    grown.add(corpus[::10])
    grown.commit()
    before = ranking(grown, asked)
    shutil.rmtree(tmp_path / "index")

    again = WhooshIndex(tmp_path / "index")
    assert again.rebuild(corpus) == len(corpus)

    assert len(asked) == 300
    assert sum(total > 0 for total, _ in before) > 250
    assert ranking(again, asked) == before


FULL = """
import resource, sys
from pathlib import Path
from portal.errors import SearchUnavailableError
from portal.search.whoosh.index import WhooshIndex
from tests.contracts.search_naskah import naskah
index = WhooshIndex(Path(sys.argv[1]))
index.remove(())
resource.setrlimit(resource.RLIMIT_FSIZE, (64, resource.RLIM_INFINITY))
try:
    index.add([naskah("2026-1", "Satu")])
    index.commit()
except (SearchUnavailableError, OSError):
    sys.exit(7)
"""


def test_a_full_disk_leaves_the_old_index_as_it_was(folder: Path) -> None:
    index = WhooshIndex(folder)
    before = total(index), index.generation()

    writer = subprocess.run([sys.executable, "-c", FULL, folder], cwd=ROOT, capture_output=True, check=False)

    assert writer.returncode == 7, writer.stderr
    assert (total(index), index.generation()) == before
    assert index.verify().is_healthy
    index.add([naskah("2026-1", "Satu")])
    index.commit()
    assert total(index) == before[0] + 1
