"""Uploads in parts: what came stays, what does not fit is refused, nobody else finds them."""

import hashlib
import io
import json
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from portal.errors import (
    BadInputError,
    FileRefusedError,
    NotFoundError,
    StorageError,
    StorageFullError,
    UploadBusyError,
    UploadOffsetError,
)
from portal.services.berkas import resuming
from portal.services.berkas.resuming import Promise, WaitingRoom
from portal.services.berkas.uploading import ReceivedFile
from tests.factories.pdf import text_pdf

LIMIT = 1_000_000
PDF = text_pdf(["Contoh"]) + b"%" * 20_000
PROMISE = Promise("naskah.pdf", len(PDF), "1700000000000", "KANIM-A", hashlib.sha256(PDF).hexdigest())
KEY = PROMISE.key


class Cut(io.RawIOBase):
    """A line that breaks after some bytes."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data = io.BytesIO(data)

    def read(self, size: int = -1) -> bytes:
        if piece := self._data.read(size):
            return piece
        raise ConnectionError


@pytest.fixture
def room(tmp_path: Path) -> WaitingRoom:
    return WaitingRoom(tmp_path, 7)


def names(received: ReceivedFile, promise: Promise) -> str:
    assert received.path.read_bytes() == PDF
    return f"2026-{received.size}"


def refuse(received: ReceivedFile, promise: Promise) -> str:
    raise FileRefusedError("duplicate", "kembar")


def break_down(received: ReceivedFile, promise: Promise) -> str:
    raise StorageError("Penyimpanan terganggu.")


def test_parts_make_the_very_file(room: WaitingRoom, tmp_path: Path) -> None:
    assert room.begin(PROMISE, limit=LIMIT).offset == 0
    for start in range(0, len(PDF), 6000):
        assert room.append(KEY, start, io.BytesIO(PDF[start : start + 6000])).offset == min(start + 6000, len(PDF))

    assert room.finish(KEY, names).kode == f"2026-{len(PDF)}"
    assert [path.suffix for path in tmp_path.iterdir()] == [".json"]


def test_what_became_of_a_naskah_that_is_over_begins_anew(room: WaitingRoom) -> None:
    room.begin(PROMISE, limit=LIMIT)
    room.append(KEY, 0, io.BytesIO(PDF))
    kode = room.finish(KEY, names).kode

    assert room.begin(PROMISE, limit=LIMIT, is_over=lambda _: False).kode == kode
    again = room.begin(PROMISE, limit=LIMIT, is_over=lambda told: told == kode)

    assert (again.offset, again.kode) == (0, "")
    room.append(KEY, 0, io.BytesIO(PDF))
    assert room.finish(KEY, names).kode


def test_a_cut_part_keeps_what_came_and_goes_on_from_there(room: WaitingRoom) -> None:
    room.begin(PROMISE, limit=LIMIT)
    with pytest.raises(ConnectionError):
        room.append(KEY, 0, Cut(PDF[:7001]))

    assert room.find(KEY).offset == 7001
    assert room.begin(PROMISE, limit=LIMIT).offset == 7001
    assert room.append(KEY, 7001, io.BytesIO(PDF[7001:])).offset == len(PDF)
    assert room.finish(KEY, names).kode


@pytest.mark.parametrize("offset", [0, 4999, 5001, 10**9])
def test_a_part_that_does_not_join_is_told_the_true_place(room: WaitingRoom, offset: int) -> None:
    room.begin(PROMISE, limit=LIMIT)
    room.append(KEY, 0, io.BytesIO(PDF[:5000]))

    with pytest.raises(UploadOffsetError) as refused:
        room.append(KEY, offset, io.BytesIO(b"lain"))

    assert refused.value.offset == 5000
    assert room.find(KEY).offset == 5000


def test_more_than_was_promised_is_refused_while_it_streams(room: WaitingRoom, tmp_path: Path) -> None:
    room.begin(PROMISE, limit=LIMIT)
    room.append(KEY, 0, io.BytesIO(PDF[:5000]))

    with pytest.raises(FileRefusedError, match="lebih banyak"):
        room.append(KEY, 5000, io.BytesIO(PDF[5000:] + bytes(10_000_000)))

    assert max(path.stat().st_size for path in tmp_path.iterdir()) <= len(PDF)


@pytest.mark.parametrize(("size", "reason"), [(LIMIT + 1, "too_large"), (0, "empty")])
def test_what_its_size_forbids_is_refused_before_a_byte_is_sent(
    room: WaitingRoom, tmp_path: Path, size: int, reason: str
) -> None:
    with pytest.raises(FileRefusedError) as refused:
        room.begin(Promise("a.pdf", size, "", "KANIM-A", "a" * 64), limit=LIMIT)

    assert refused.value.reason == reason
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_pdf_is_refused_with_its_first_part(room: WaitingRoom, tmp_path: Path) -> None:
    room.begin(PROMISE, limit=LIMIT)

    with pytest.raises(FileRefusedError, match="bukan PDF"):
        room.append(KEY, 0, io.BytesIO(b"PK\x03\x04" * 2000))

    assert list(tmp_path.iterdir()) == []


def test_nobody_else_finds_it(room: WaitingRoom, tmp_path: Path) -> None:
    room.begin(PROMISE, limit=LIMIT)
    stranger = WaitingRoom(tmp_path, 77)

    for attempt in (
        lambda: stranger.find(KEY),
        lambda: stranger.append(KEY, 0, io.BytesIO(PDF)),
        lambda: stranger.finish(KEY, names),
        lambda: room.find("../" + "a" * 61),
        lambda: room.find("a" * 64),
    ):
        with pytest.raises(NotFoundError):
            attempt()
    assert stranger.begin(PROMISE, limit=LIMIT).offset == 0
    assert stranger.unfinished() == room.unfinished()
    assert len(list(tmp_path.iterdir())) == 2


def test_finishing_waits_for_the_last_byte_and_answers_twice_alike(room: WaitingRoom) -> None:
    room.begin(PROMISE, limit=LIMIT)
    room.append(KEY, 0, io.BytesIO(PDF[:-1]))
    with pytest.raises(UploadOffsetError):
        room.finish(KEY, names)
    room.append(KEY, len(PDF) - 1, io.BytesIO(PDF[-1:]))

    first = room.finish(KEY, names)
    assert room.finish(KEY, refuse) == first
    assert room.begin(PROMISE, limit=LIMIT) == first
    assert room.unfinished() == ()


def test_a_refused_file_leaves_nothing_and_a_breakdown_loses_nothing(room: WaitingRoom, tmp_path: Path) -> None:
    room.begin(PROMISE, limit=LIMIT)
    room.append(KEY, 0, io.BytesIO(PDF))
    with pytest.raises(StorageError):
        room.finish(KEY, break_down)
    assert room.find(KEY).offset == len(PDF)

    with pytest.raises(FileRefusedError):
        room.finish(KEY, refuse)
    assert list(tmp_path.iterdir()) == []


def test_two_requests_do_not_write_the_same_upload(room: WaitingRoom) -> None:
    room.begin(PROMISE, limit=LIMIT)

    class Meanwhile(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            with pytest.raises(UploadBusyError):
                room.append(KEY, 0, io.BytesIO(PDF))
            return super().read(size)

    assert room.append(KEY, 0, Meanwhile(PDF[:9000])).offset == 9000


def test_a_note_that_was_cut_begins_anew(room: WaitingRoom, tmp_path: Path) -> None:
    room.begin(PROMISE, limit=LIMIT)
    room.append(KEY, 0, io.BytesIO(PDF[:5000]))
    note = next(tmp_path.glob("*.json"))
    note.write_text(json.dumps({"promise": {}})[:-2])

    with pytest.raises(NotFoundError):
        room.find(KEY)
    assert room.begin(PROMISE, limit=LIMIT).offset == 0


def test_only_so_many_are_open_and_the_oldest_idle_one_makes_room(
    room: WaitingRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resuming, "MOST_OPEN", 2)
    promises = [Promise(f"{n}.pdf", 9000, "", "KANIM-A", "a" * 64) for n in range(3)]
    for promise in promises[:2]:
        room.begin(promise, limit=LIMIT)
    with pytest.raises(BadInputError, match="belum selesai"):
        room.begin(promises[2], limit=LIMIT)

    long_ago = time.time() - 2 * resuming.IDLE_SECONDS
    os.utime(tmp_path / f"bagian-7-{promises[0].key}.json", (long_ago, long_ago))
    room.begin(promises[2], limit=LIMIT)

    assert {waiting.promise.nama for waiting in room.unfinished()} == {"1.pdf", "2.pdf"}


def test_what_waits_is_private_to_the_service(room: WaitingRoom, tmp_path: Path) -> None:
    room.begin(PROMISE, limit=LIMIT)
    room.append(KEY, 0, io.BytesIO(PDF))

    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


OTHER = PDF[:9_000] + b"lain" + PDF[9_004:]


def test_another_file_of_the_same_name_size_and_time_is_another_upload(room: WaitingRoom) -> None:
    other = replace(PROMISE, sidik=hashlib.sha256(OTHER).hexdigest())
    room.begin(PROMISE, limit=LIMIT)
    room.append(KEY, 0, io.BytesIO(PDF[:5000]))
    assert room.begin(other, limit=LIMIT).offset == 0, "it does not go on with the bytes of the first"
    room.append(KEY, 5000, io.BytesIO(PDF[5000:]))
    assert room.finish(KEY, names).kode

    assert room.begin(other, limit=LIMIT).kode == ""
    room.append(other.key, 0, io.BytesIO(OTHER))
    assert room.finish(other.key, lambda received, _: f"2026-{received.sha256[:5]}").kode.endswith(other.sidik[:5])


def test_bytes_that_are_not_those_promised_are_refused_and_leave_nothing(room: WaitingRoom, tmp_path: Path) -> None:
    room.begin(PROMISE, limit=LIMIT)
    room.append(KEY, 0, io.BytesIO(OTHER))

    with pytest.raises(FileRefusedError, match="tidak sama dengan berkas yang dipilih"):
        room.finish(KEY, names)

    assert list(tmp_path.iterdir()) == []


def test_a_sender_without_a_digest_goes_on_by_a_word_of_its_own(room: WaitingRoom) -> None:
    mine = replace(PROMISE, sidik="acak-0123456789")
    room.begin(mine, limit=LIMIT)
    room.append(mine.key, 0, io.BytesIO(PDF[:5000]))

    assert room.begin(mine, limit=LIMIT).offset == 5000
    assert room.begin(replace(mine, sidik="acak-9876543210"), limit=LIMIT).offset == 0


def test_what_waits_of_everybody_together_is_bounded_before_and_while_it_comes(tmp_path: Path) -> None:
    most = 2 * len(PDF)
    mine, others = (WaitingRoom(tmp_path, number, most=most) for number in (7, 8))
    mine.begin(PROMISE, limit=LIMIT)
    others.begin(PROMISE, limit=LIMIT)
    mine.append(KEY, 0, io.BytesIO(PDF))

    # The notes take room as well: a second whole file is one too many, and so is a third one before it begins.
    with pytest.raises(StorageFullError, match="penuh, jadi tidak ada yang disimpan"):
        others.append(KEY, 0, io.BytesIO(PDF))
    with pytest.raises(StorageFullError):
        others.begin(replace(PROMISE, sidik="0" * 64), limit=LIMIT)

    assert others.find(KEY).offset == 0
    assert mine.finish(KEY, names).kode
    assert others.append(KEY, 0, io.BytesIO(PDF)).offset == len(PDF)
    assert others.finish(KEY, names).kode
