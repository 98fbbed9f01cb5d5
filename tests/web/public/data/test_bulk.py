"""The files of everything: complete, packed or not, made once, safe in a spreadsheet, in a bounded memory."""

import csv
import gzip
import json
import os
import threading
import tracemalloc
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from portal.errors import BulkBusyError
from portal.web.csv_text import csv_line
from portal.web.public.data import kept_file
from portal.web.public.data.bulk import COLUMNS
from portal.web.public.data.kept_file import KeptFile, packed_parts, plain_parts
from tests.fixtures.public_site import SECRET, Site
from tests.fixtures.statements import counted

PACKED = {"Accept-Encoding": "gzip"}


def test_json_lines_are_the_answers_of_the_interface(site: Site) -> None:
    answer = site.client.get("/data/naskah.jsonl")

    found = [json.loads(line) for line in answer.text.splitlines()]
    assert [one["kode"] for one in found] == sorted(one["kode"] for one in found)
    assert len(found) == len(site.kode) - 2
    for one in found:
        assert one == site.client.get(f"/api/v1/naskah/{one['kode']}").json
    assert SECRET not in answer.text


def test_the_table_has_a_row_for_each_and_no_formula(site: Site) -> None:
    answer = site.client.get("/data/naskah.csv")

    assert answer.text.startswith("\ufeffkode,judul,")
    rows = list(csv.DictReader(StringIO(answer.text.removeprefix("\ufeff"))))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len(site.kode) - 2
    row = next(one for one in rows if one["kode"] == site.kode["foreign"])
    assert (row["negara"], row["signed_on"], row["status"], row["bahasa"]) == ("KR", "2026-05-04", "berlaku", "id; en")
    assert csv_line(["=1+1", "@x", "biasa"]) == "'=1+1,'@x,biasa\r\n"


@pytest.mark.parametrize("name", ["naskah.csv", "naskah.jsonl"])
def test_packed_and_plain_are_the_same(site: Site, name: str) -> None:
    plain, packed = site.client.get(f"/data/{name}"), site.client.get(f"/data/{name}", headers=PACKED)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) == len(packed.data)
    assert gzip.decompress(packed.data) == plain.data
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["X-Perubahan-Nomor"] == str(site.client.get("/data/perubahan.json").json["nomor"])
    assert packed.headers["Access-Control-Allow-Origin"] == "*"


def test_a_file_is_made_once_for_each_state(site: Site) -> None:
    site.client.get("/data/naskah.jsonl")
    with counted(site.office.stores.database) as asked:
        site.client.get("/data/naskah.jsonl", headers=PACKED)
        site.client.head("/data/naskah.jsonl")

    # The version for the mark and the version for the file, twice.
    assert len(asked) == 4


@pytest.mark.parametrize("query", ["q=x", "unit=IMI", "%FF=1", "sejak=1"])
def test_a_parameter_is_refused_for_there_is_none(site: Site, query: str) -> None:
    answer = site.client.get(f"/data/naskah.csv?{query}")

    assert answer.status_code == 400
    assert answer.json["parameter"]


def test_asking_leaves_no_file_open(site: Site) -> None:
    site.client.get("/data/naskah.csv").close()
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        site.client.get("/data/naskah.csv").close()
        site.client.head("/data/naskah.csv").close()

    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_memory_stays_the_same_however_much_is_written(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        kept = KeptFile(tmp_path)
        tracemalloc.start()
        descriptor = kept.open(count, lambda: (f"baris {number} {'x' * 500}\n" for number in range(count)))
        size = sum(len(part) for part in plain_parts(descriptor))
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        os.close(descriptor)
        assert size > count * 500
        return found

    assert peak(20_000) < 2 * peak(1_000) + 1_000_000


def test_a_second_visitor_waits_briefly_and_is_told_to_come_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_file, "PATIENCE", 0.05)
    kept, has_begun, may_end = KeptFile(tmp_path), threading.Event(), threading.Event()

    def slow() -> Iterator[str]:
        has_begun.set()
        may_end.wait(20)
        yield "akhir\n"

    maker = threading.Thread(target=lambda: os.close(kept.open("a", slow)))
    maker.start()
    has_begun.wait(20)
    with pytest.raises(BulkBusyError):
        kept.open("a", slow)
    may_end.set()
    maker.join(20)

    descriptor = kept.open("a", slow)
    assert gzip.decompress(b"".join(packed_parts(descriptor))) == b"akhir\n"
    os.close(descriptor)


def test_a_file_that_could_not_be_made_is_made_by_the_next(tmp_path: Path) -> None:
    kept = KeptFile(tmp_path)

    def broken() -> Iterator[str]:
        yield "awal\n"
        raise RuntimeError("broken off")

    with pytest.raises(RuntimeError):
        kept.open("a", broken)
    descriptor = kept.open("a", lambda: iter(["utuh\n"]))
    assert b"".join(plain_parts(descriptor)) == b"utuh\n"
    os.close(descriptor)
