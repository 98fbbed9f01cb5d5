"""Identity tokens: only keys of an issuer that can be trusted are taken, and only claims that are exact."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, Key, KeySet, OctKey, OKPKey, RSAKey

from portal.domain.oidc import OidcSettings
from portal.errors import IssuerRefusedError
from portal.oidc.tokens import LONGEST_TOKEN, Expected, read_claims, read_keys, read_token

NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
AT = int(NOW.timestamp())
SETTINGS = OidcSettings("https://masuk.example", "portal", "rahasia", trusted_acr=frozenset({"kuat"}))
EXPECTED = Expected(SETTINGS, "nonce-1", "akses", NOW)
CURVE = ECKey.generate_key("P-256", {"kid": "kurva"}, private=True)
GOOD: dict[str, Any] = {
    "iss": "https://masuk.example",
    "sub": "orang-1",
    "aud": "portal",
    "exp": AT + 300,
    "iat": AT,
    "nonce": "nonce-1",
}


def signed(claims: dict[str, Any], key: Key = CURVE, alg: str = "ES256", **header: Any) -> str:
    return jwt.encode({"alg": alg, "kid": "kurva", **header}, claims, key, [alg])


def shown(*keys: Key) -> KeySet:
    found = read_keys(KeySet(list(keys)).as_dict(private=False))
    assert found is not None
    return found


def test_a_good_token_names_somebody() -> None:
    claims = {**GOOD, "aud": ["portal"], "acr": "kuat", "auth_time": AT - 60, "azp": "portal"}
    found = read_token(signed(claims), shown(CURVE), EXPECTED)

    assert (found.issuer, found.subject, found.is_strong) == ("https://masuk.example", "orang-1", True)
    assert found.shown_at == NOW - timedelta(minutes=1)


def test_a_clock_a_little_ahead_names_no_time_to_come() -> None:
    assert read_claims({**GOOD, "iat": AT + 30, "auth_time": AT + 30}, {"alg": "ES256"}, EXPECTED).shown_at == NOW


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"iss": "https://masuk.example/"}, "iss"),
        ({"iss": "https://lain.example"}, "iss"),
        ({"iss": ["https://masuk.example"]}, "iss"),
        ({"iss": None}, "iss"),
        ({"sub": ""}, "sub"),
        ({"sub": 7}, "sub"),
        ({"sub": "a" * 256}, "sub"),
        ({"sub": "orang\n1"}, "sub"),
        ({"sub": "orang-é"}, "sub"),
        ({"aud": "lain"}, "aud"),
        ({"aud": ["portal", "lain"]}, "azp"),
        ({"aud": ["portal", "lain"], "azp": "portal"}, "aud"),
        ({"aud": {"portal": 1}}, "aud"),
        ({"azp": "lain"}, "azp"),
        ({"nonce": "nonce-2"}, "nonce"),
        ({"nonce": ["nonce-1"]}, "nonce"),
        ({"exp": AT - 61}, "exp"),
        ({"exp": "nanti"}, "exp"),
        ({"exp": float("inf"), "nbf": AT + 61}, "exp"),
        ({"nbf": AT + 61}, "nbf"),
        ({"iat": AT + 61}, "iat"),
        ({"iat": AT - 600}, "iat"),
        ({"iat": True}, "iat"),
        ({"iat": -1e300}, "iat"),
        ({"auth_time": AT - 12 * 3600 - 60}, "auth_time"),
        ({"auth_time": AT + 61}, "auth_time"),
        ({"auth_time": True}, "auth_time"),
        ({"auth_time": "kemarin"}, "auth_time"),
        ({"amr": "otp"}, "amr"),
        ({"at_hash": "salah"}, "at_hash"),
        ({"at_hash": 5}, "at_hash"),
    ],
)
def test_claims_that_are_not_exactly_as_they_must_be_name_nobody(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(IssuerRefusedError) as refused:
        read_claims({**GOOD, **change}, {"alg": "ES256"}, EXPECTED)

    assert refused.value.reason == reason


@pytest.mark.parametrize("name", sorted(GOOD))
def test_every_claim_that_is_needed_is_needed(name: str) -> None:
    claims = {one: value for one, value in GOOD.items() if one != name}

    with pytest.raises(IssuerRefusedError) as refused:
        read_claims(claims, {"alg": "ES256"}, EXPECTED)
    assert refused.value.reason == name


def test_only_signatures_that_the_issuer_alone_can_make_are_taken() -> None:
    secret = OctKey.import_key("rahasia" * 8, {"kid": "kurva"})
    other = ECKey.generate_key("P-256", {"kid": "kurva"}, private=True)
    edwards = OKPKey.generate_key("Ed25519", {"kid": "kurva"}, private=True)
    tokens = [
        signed(GOOD, secret, "HS256"),
        signed(GOOD, other),
        signed(GOOD, other, jwk=other.as_dict(private=False)),
        signed(GOOD, edwards, "Ed25519"),
        signed(GOOD).rpartition(".")[0] + ".",
        signed(GOOD, kid="lain"),
        "",
        "a.b.c",
        "é",
        signed({**GOOD, "more": "x" * LONGEST_TOKEN}),
    ]

    for token in tokens:
        with pytest.raises(IssuerRefusedError):
            read_token(token, shown(CURVE), EXPECTED)


def test_of_what_an_issuer_publishes_only_public_keys_that_are_long_enough_are_taken() -> None:
    strong = RSAKey.generate_key(2048, {"kid": "panjang"}, private=True)
    weak = {**strong.as_dict(private=False), "kid": "pendek", "n": "A" + "g" * 170}
    found = {
        "keys": [
            OctKey.import_key("rahasia" * 8, {"kid": "rahasia"}).as_dict(private=True),
            weak,
            ECKey.generate_key("P-384", {"kid": "lengkung"}, private=True).as_dict(private=False),
            {**strong.as_dict(private=False), "kid": "sandi", "use": "enc"},
            {"kty": "RSA", "n": 5},
            {"kty": "EC", "crv": "P-256", "x": "!", "y": "!"},
            {"kid": "tanpa"},
            "teks",
            strong.as_dict(private=True),
        ]
    }
    keys = read_keys(found)

    assert keys is not None
    assert [(key.kid, key.is_private) for key in keys] == [("panjang", False)]


@pytest.mark.parametrize("found", [None, [], {}, {"keys": None}, {"keys": []}, {"keys": [{"kty": "oct", "k": "AA"}]}])
def test_an_issuer_without_keys_has_none(found: object) -> None:
    assert read_keys(found) is None
