"""The issuer as a real provider in a process of its own: asked as the standard says, and believed in nothing else."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from portal.domain.oidc import Identity, OidcSettings
from portal.errors import IssuerAwayError, IssuerError, IssuerRefusedError
from portal.oidc import fetching, issuer
from portal.oidc.issuer import Issuer, Question
from tests.fixtures.openid_issuer import CLIENT_ID, CLIENT_SECRET, OpenIdIssuer, running_issuer

RETURN = "http://localhost:8000/masuk/penyedia/kembali"


@pytest.fixture(scope="module")
def provider() -> Iterator[OpenIdIssuer]:
    with running_issuer(RETURN) as found:
        yield found


@pytest.fixture
def asked(provider: OpenIdIssuer) -> Issuer:
    """The issuer as the portal knows it, of which nothing is kept yet; it behaves as it should."""
    provider.told()
    return Issuer(OidcSettings(provider.issuer, CLIENT_ID, CLIENT_SECRET), RETURN)


def now() -> datetime:
    return datetime.now(UTC)


def go(provider: OpenIdIssuer, asked: Issuer) -> tuple[dict[str, str], Question]:
    """There and back; what comes back, and the question."""
    address, question = asked.ask(now())
    return dict(parse_qsl(urlsplit(provider.sign_in(address)).query)), question


def answer(provider: OpenIdIssuer, asked: Issuer) -> Identity:
    given, question = go(provider, asked)
    assert question.is_answered_by(given["state"], now())
    return asked.answer(given, question, now())


def refusal(provider: OpenIdIssuer, asked: Issuer, **how: Any) -> str:
    provider.told(**how)
    with pytest.raises(IssuerRefusedError) as refused:
        answer(provider, asked)
    return refused.value.reason


def test_somebody_is_named_by_issuer_and_subject_after_a_question_that_cannot_be_foreseen(
    provider: OpenIdIssuer, asked: Issuer
) -> None:
    address, question = asked.ask(now())
    sent = parse_qs(urlsplit(address).query)

    assert (sent["response_type"], sent["scope"], sent["redirect_uri"]) == (["code"], ["openid"], [RETURN])
    assert (sent["code_challenge_method"], sent["max_age"]) == (["S256"], ["43200"])
    assert question.verifier not in address
    assert "acr_values" not in sent
    other = asked.ask(now())[1]
    assert not {question.state, question.nonce, question.verifier} & {other.state, other.nonce, other.verifier}

    found = answer(provider, asked)
    assert (found.issuer, found.subject, found.is_strong) == (provider.issuer, "orang-1", False)


def test_what_it_says_of_itself_and_its_keys_are_asked_for_once(provider: OpenIdIssuer, asked: Issuer) -> None:
    for _ in range(3):
        answer(provider, asked)

    counts = {path.rpartition("/")[2]: count for path, count in provider.asked().items()}
    assert counts == {"openid-configuration": 1, "keys": 1, "auth": 3, "token": 3}


def test_a_code_is_good_once_and_for_its_own_question(provider: OpenIdIssuer, asked: Issuer) -> None:
    given, question = go(provider, asked)
    asked.answer(given, question, now())
    with pytest.raises(IssuerRefusedError, match="tidak dapat dipercaya"):
        asked.answer(given, question, now())
    _, later = asked.ask(now())
    stolen, _ = go(provider, asked)
    with pytest.raises(IssuerRefusedError):
        asked.answer(stolen, later, now())

    # An issuer that takes a code twice is still held to the nonce.
    provider.told(takes_codes_twice=True)
    again = Question(later.state, later.nonce, question.verifier, later.asked_at)
    with pytest.raises(IssuerRefusedError) as refused:
        asked.answer(given, again, now())
    assert refused.value.reason == "nonce"


def test_a_question_is_answered_in_time_and_by_its_own_state_alone() -> None:
    at = now()
    question = Question("keadaan", "nonce", "v" * 43, int(at.timestamp()))

    assert question.is_answered_by("keadaan", at + timedelta(minutes=9))
    assert not question.is_answered_by("keadaan", at + timedelta(minutes=10))
    assert not question.is_answered_by("keadaan", at - timedelta(minutes=1))
    assert not question.is_answered_by("", at)
    assert not question.is_answered_by("keadaan\ud800", at)


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ({"sign": "RSA"}, "tanda_tangan"),
        ({"sign": "oct"}, "tanda_tangan"),
        ({"sign": "none"}, "tanda_tangan"),
        ({"claims": {"nonce": "lain"}}, "nonce"),
        ({"claims": {"iss": "http://127.0.0.1/lain"}}, "iss"),
        ({"claims": {"aud": "lain"}}, "aud"),
        ({"shifted": {"exp": -100}}, "exp"),
        ({"shifted": {"iat": -900}}, "iat"),
        ({"without": ["nonce"]}, "nonce"),
        ({"claims": {"at_hash": "salah"}}, "at_hash"),
        ({"iss": "http://127.0.0.1/lain"}, "iss"),
        ({"about": {"authorization_response_iss_parameter_supported": True}}, "iss"),
        ({"broken": "/token", "status": 400, "body": '{"error": "invalid_client"}'}, "kode"),
        ({"broken": "/token", "status": 200, "body": "[]"}, "kode"),
        ({"broken": "/token", "status": 200, "body": "{}"}, "id_token"),
        ({"broken": "/token", "status": 200, "body": '{"id_token": {"a": 1}}'}, "id_token"),
        ({"broken": "/token", "status": 302, "body": "{}"}, "kode"),
        ({"broken": "/keys", "status": 200, "body": "[" * 2000}, "kunci"),
        ({"broken": "/keys", "status": 404, "body": "{}"}, "kunci"),
    ],
)
def test_an_answer_that_does_not_hold_names_nobody(
    provider: OpenIdIssuer, asked: Issuer, how: dict[str, Any], reason: str
) -> None:
    assert refusal(provider, asked, **how) == reason


@pytest.mark.parametrize(
    ("about", "reason"),
    [
        ({"issuer": "http://127.0.0.1/lain"}, "penemuan"),
        ({"token_endpoint": "http://169.254.169.254/latest"}, "alamat"),
        ({"jwks_uri": "file:///etc/passwd"}, "alamat"),
        ({"authorization_endpoint": "javascript:alert(1)"}, "alamat"),
        ({"token_endpoint": None}, "alamat"),
    ],
)
def test_what_it_names_outside_of_its_own_host_is_never_asked(
    provider: OpenIdIssuer, asked: Issuer, about: dict[str, Any], reason: str
) -> None:
    provider.told(about=about)

    with pytest.raises(IssuerRefusedError) as refused:
        asked.ask(now())
    assert refused.value.reason == reason


def test_another_signature_and_another_way_to_show_the_secret_are_taken(provider: OpenIdIssuer, asked: Issuer) -> None:
    provider.told(sign="EC", auth_method="client_secret_post")

    assert answer(provider, asked).subject == "orang-1"


def test_a_new_key_is_looked_for_but_not_each_time(
    provider: OpenIdIssuer, asked: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(provider, asked)
    assert refusal(provider, asked, kid="dua") == "tanda_tangan"
    assert "keys" not in {path.rpartition("/")[2] for path in provider.asked()}

    monkeypatch.setattr(issuer, "BETWEEN_KEYS_SECONDS", 0.0)
    assert answer(provider, asked).subject == "orang-1"


def test_an_issuer_that_is_away_is_said_to_be_and_left_alone_for_a_moment(
    provider: OpenIdIssuer, asked: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider.told(broken="openid-configuration", status=503)
    for _ in range(3):
        with pytest.raises(IssuerAwayError):
            asked.ask(now())
    assert list(provider.asked().values()) == [1]

    provider.told()
    with pytest.raises(IssuerAwayError):
        asked.ask(now())
    monkeypatch.setattr(issuer, "AFTER_FAILURE_SECONDS", 0.0)
    assert asked.ask(now())[0].startswith(provider.issuer)


@pytest.mark.parametrize(
    "how",
    [
        {"slow": "/token", "seconds": 1.5},
        {"broken": "/token", "status": 500},
        {"broken": "/token", "status": 429},
        {"broken": "/token", "status": 200, "body": "x" * (fetching.LARGEST + 1)},
    ],
    ids=["slow", "broken", "busy", "too large"],
)
def test_an_issuer_that_fails_in_the_midst_is_away(
    provider: OpenIdIssuer, asked: Issuer, how: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    given, question = go(provider, asked)
    monkeypatch.setattr(fetching, "SECONDS", 0.3)
    provider.told(**how)
    began = time.monotonic()

    with pytest.raises(IssuerAwayError):
        asked.answer(given, question, now())
    assert time.monotonic() - began < 1.4


def test_only_a_few_wait_for_it_at_a_time(asked: Issuer) -> None:
    held = [asked._fetcher._places.acquire(blocking=False) for _ in range(fetching.AT_ONCE)]
    assert all(held)
    with pytest.raises(IssuerError) as refused:
        asked.ask(now())
    assert refused.value.reason == fetching.BUSY

    for _ in held:
        asked._fetcher._places.release()
    assert asked.ask(now())[0]


def test_nobody_at_the_address_is_away() -> None:
    nobody = Issuer(OidcSettings("http://127.0.0.1:9", CLIENT_ID, CLIENT_SECRET), RETURN)

    with pytest.raises(IssuerAwayError):
        nobody.ask(now())


def test_a_trusted_class_is_asked_for_and_counts_where_it_is_given(provider: OpenIdIssuer) -> None:
    trusting = Issuer(
        OidcSettings(provider.issuer, CLIENT_ID, CLIENT_SECRET, trusted_acr=frozenset({"kuat", "gold"})), RETURN
    )
    provider.told(claims={"acr": "kuat"})
    assert parse_qs(urlsplit(trusting.ask(now())[0]).query)["acr_values"] == ["gold kuat"]
    assert answer(provider, trusting).is_strong

    provider.told(claims={"acr": "lemah", "amr": ["kuat"]})
    assert not answer(provider, trusting).is_strong
