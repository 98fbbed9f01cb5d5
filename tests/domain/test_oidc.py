"""Which issuer may be asked, what lies on its host, and which of its words stand in for a second factor."""

import pytest

from portal.domain.oidc import OidcSettings, is_issuer, is_of_issuer

SETTINGS = OidcSettings(
    "https://masuk.example/realms/a",
    "portal",
    "rahasia",
    trusted_acr=frozenset({"kuat"}),
    trusted_amr=frozenset({"otp"}),
)


@pytest.mark.parametrize(
    ("url", "anywhere", "in_production"),
    [
        ("https://masuk.example/realms/a", True, True),
        ("https://masuk.example", True, True),
        ("https://masuk.example:8443/", True, True),
        ("http://127.0.0.1:9000/realms/a", True, False),
        ("http://[::1]:9000", True, False),
        ("http://localhost:9000", True, False),
        ("http://masuk.example", False, False),
        ("http://127.0.0.1.masuk.example", False, False),
        ("https://orang@masuk.example", False, False),
        ("https://masuk.example?x=1", False, False),
        ("https://masuk.example/#", False, False),
        ("https://masuk.example?", False, False),
        ("https://masuk.example\\@lain.example", False, False),
        ("https://masuk.example /a", False, False),
        ("https://masuk.example\n", False, False),
        ("https://másuk.example", False, False),
        ("https://", False, False),
        ("https://masuk.example:x", False, False),
        ("https://[::1", False, False),
        ("ftp://masuk.example", False, False),
        ("file:///etc/passwd", False, False),
        ("masuk.example", False, False),
        ("", False, False),
    ],
)
def test_an_issuer_is_asked_over_https_or_on_this_machine_outside_of_production(
    url: str, anywhere: bool, in_production: bool
) -> None:
    assert (is_issuer(url, needs_https=False), is_issuer(url, needs_https=True)) == (anywhere, in_production)


@pytest.mark.parametrize(
    ("url", "is_own"),
    [
        ("https://masuk.example/token", True),
        ("https://MASUK.example:443/token?x=1", True),
        ("https://lain.example/token", False),
        ("https://masuk.example:8443/token", False),
        ("http://masuk.example/token", False),
        ("https://masuk.example@lain.example/token", False),
        ("https://masuk.example.lain.example/token", False),
        ("https://masuk.example/token#x", False),
        ("/token", False),
        ("http://169.254.169.254/latest/meta-data", False),
        (None, False),
        (["https://masuk.example/token"], False),
    ],
)
def test_what_an_issuer_names_lies_on_its_own_host(url: object, is_own: bool) -> None:
    assert is_of_issuer(url, SETTINGS.issuer) is is_own


@pytest.mark.parametrize(
    ("acr", "amr", "is_strong"),
    [
        ("kuat", None, True),
        (None, ["pwd", "otp"], True),
        ("lemah", ["pwd"], False),
        (None, None, False),
        (["kuat"], None, False),
        (None, "otp", False),
        (None, [["otp"], {}], False),
        ("", [""], False),
    ],
)
def test_only_a_trusted_class_or_method_stands_in_for_the_second_factor(
    acr: object, amr: object, is_strong: bool
) -> None:
    assert SETTINGS.is_strong(acr, amr) is is_strong


def test_without_a_trusted_class_or_method_nothing_an_issuer_says_stands_in_for_it() -> None:
    assert not OidcSettings("https://a.example", "portal", "rahasia").is_strong("", ["mfa", "otp", ""])


def test_the_secret_is_in_no_line_that_shows_the_settings() -> None:
    assert "rahasia" not in repr(SETTINGS)
    assert SETTINGS.host == "masuk.example"
