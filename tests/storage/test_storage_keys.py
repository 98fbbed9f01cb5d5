"""Keys are computed from digests and from nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import BadInputError
from portal.storage.keys import checked_digest, digest_of_key, object_key

_DIGESTS = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(_DIGESTS)
def test_key_and_digest_lead_to_each_other(digest: str) -> None:
    key = object_key(digest)
    assert key == f"sha256/{digest[:2]}/{digest}"
    assert digest_of_key(key) == digest


@given(st.text(alphabet=st.characters() | st.sampled_from("0123456789abcdef/.\n"), max_size=80))
def test_no_other_text_becomes_a_key(text: str) -> None:
    if len(text) == 64 and set(text) <= set("0123456789abcdef"):
        assert checked_digest(text) == text
    else:
        with pytest.raises(BadInputError):
            object_key(text)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "a" * 64,
        f"sha256/{'a' * 64}",
        f"sha256/bb/{'a' * 64}",
        f"sha256/aa/{'a' * 63}",
        f"sha256/aa/{'A' * 64}",
        f"/sha256/aa/{'a' * 64}",
        f"sha256/aa/{'a' * 64}/x",
        f"sha256/aa/{'a' * 64}\n",
        f"md5/aa/{'a' * 64}",
    ],
)
def test_foreign_keys_name_no_digest(key: str) -> None:
    assert digest_of_key(key) is None
