"""Whatever foreign data cannot be is told by one error, and by no other."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain import foreign_data
from portal.domain.foreign_data import parse_json, refusing, unpacked
from portal.errors import BadInputError, StorageError


@pytest.mark.parametrize(
    "text",
    ["", "{", "[" * 100_000, "NaN", "[Infinity]", "-Infinity", "9" * 5000, b"\xff\xfe\xff", '{"a": 1}{'],
    ids=["empty", "open", "deep", "nan", "infinite", "negative", "long", "bytes", "more"],
)
def test_what_is_no_json_is_a_value_error(text: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_json(text)


@given(st.binary(max_size=200))
def test_bytes_come_back_whole_or_not_at_all(data: bytes) -> None:
    packed = zlib.compress(data)

    assert unpacked(packed) == data
    for damaged in (packed[:-1], packed + b"0", b"", data[:1] + b"x" + packed):
        with pytest.raises(ValueError, match=r"."):
            unpacked(damaged)


def test_what_becomes_too_large_is_refused_before_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign_data, "MOST_UNPACKED", 1000)

    assert unpacked(zlib.compress(b"0" * 999)) == b"0" * 999
    with pytest.raises(ValueError, match="large"):
        unpacked(zlib.compress(b"0" * 1001))


@pytest.mark.parametrize(
    "error",
    [ValueError(), TypeError(), KeyError("x"), IndexError(), AttributeError(), OverflowError(), RecursionError(),
     EOFError(), zlib.error(), BadInputError("lain")],
    ids=lambda error: type(error).__name__,
)  # fmt: skip
def test_every_kind_of_damage_is_one_error(error: Exception) -> None:
    with pytest.raises(BadInputError, match=r"^rusak$"), refusing("rusak"):
        raise error


@pytest.mark.parametrize("error", [OSError(), StorageError("penuh"), KeyboardInterrupt(), MemoryError()])
def test_what_a_disk_or_a_person_does_is_no_damage(error: BaseException) -> None:
    with pytest.raises(type(error)), refusing("rusak"):
        raise error
