"""What goes wrong on the way to a mail server, and which of it is worth another try."""

import socket
from collections.abc import Callable
from dataclasses import replace
from email.headerregistry import Address
from pathlib import Path

import pytest

from portal.config import Config
from portal.errors import AddressRefusedError, BadInputError, ConfigError, MailError, MailRefusedError
from portal.mail.folder import FolderMail
from portal.mail.opening import open_mail
from portal.mail.smtp import Security, SmtpMail, SmtpServer
from tests.contracts.mail_under_test import LETTER, SENDER, open_post
from tests.factories.shared import SECRET
from tests.fixtures.smtp_sink import PASSWORD, USER, smtp_sink

FROM = Address("Contoh", "portal", "contoh.example")


def test_a_refused_recipient_is_told_apart_from_one_to_try_again(tmp_path: Path) -> None:
    with open_post("smtps", tmp_path) as post:
        with pytest.raises(AddressRefusedError, match="550"):
            post.sender.send(replace(LETTER, to="a@ditolak.example"))
        with pytest.raises(MailError, match="451") as later:
            post.sender.send(replace(LETTER, to="a@nanti.example"))
        assert not isinstance(later.value, MailRefusedError)
        assert post.raw() == []


@pytest.mark.parametrize(("user", "password"), [(USER, "salah"), ("", "")])
def test_a_wrong_login_is_a_matter_of_the_settings_not_of_the_letter(user: str, password: str) -> None:
    with smtp_sink("smtps") as sink:
        server = SmtpServer("127.0.0.1", sink.port, Security.TLS, user, password)
        with pytest.raises(MailError, match="PORTAL_MAIL_URL") as failed:
            SmtpMail(server, FROM, trust=sink.trust).send(LETTER)
    assert not isinstance(failed.value, MailRefusedError)


@pytest.mark.parametrize("mode", ["smtps", "smtp+starttls"])
def test_a_server_whose_certificate_nobody_knows_gets_neither_password_nor_letter(mode: str) -> None:
    security = Security.TLS if mode == "smtps" else Security.STARTTLS
    with smtp_sink(mode) as sink:
        server = SmtpServer("127.0.0.1", sink.port, security, USER, PASSWORD)
        with pytest.raises(MailError, match="Sertifikat"):
            SmtpMail(server, FROM).send(LETTER)
        assert sink.taken == []
        assert "AUTH" not in sink.commands


def test_a_server_that_offers_no_tls_gets_no_password() -> None:
    with smtp_sink("smtp") as sink:
        server = SmtpServer("127.0.0.1", sink.port, Security.STARTTLS, USER, PASSWORD)
        with pytest.raises(MailError, match="PORTAL_MAIL_URL"):
            SmtpMail(server, FROM).send(LETTER)
        assert "AUTH" not in sink.commands


def test_a_server_that_is_away_is_worth_another_try() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(MailError, match="tidak dapat dihubungi"):
        SmtpMail(SmtpServer("127.0.0.1", port, Security.PLAIN), FROM).send(LETTER)


def test_a_folder_that_cannot_be_written_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "surel").write_text("bukan folder")
    with pytest.raises(MailError, match="folder surel"):
        FolderMail(tmp_path / "surel", FROM).send(LETTER)


def test_letters_in_the_folder_are_for_the_service_user_alone(tmp_path: Path) -> None:
    FolderMail(tmp_path / "surel", FROM).send(LETTER)

    (file,) = (tmp_path / "surel").iterdir()
    assert (file.stat().st_mode & 0o777, (tmp_path / "surel").stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://surel.contoh.example", ("surel.contoh.example", 25, Security.PLAIN, "", "")),
        ("smtp+starttls://a:b@surel.contoh.example", ("surel.contoh.example", 587, Security.STARTTLS, "a", "b")),
        ("smtps://a%40b:c%2Fd@[::1]:2465", ("::1", 2465, Security.TLS, "a@b", "c/d")),
    ],
)
def test_an_address_names_host_port_protection_and_login(url: str, expected: tuple[object, ...]) -> None:
    opened = open_mail(url, SENDER)

    assert isinstance(opened, SmtpMail)
    server = opened._server
    assert (server.host, server.port, server.security, server.user, server.password) == expected
    assert "b" not in repr(server).rpartition("user=")[2].rpartition("'")[2]


@pytest.mark.parametrize(
    "url",
    [
        "", "file:", "surel", "http://surel.contoh.example", "smtp://", "smtp://a:b@surel.contoh.example",
        "smtps://a@surel.contoh.example", "smtps://surel.contoh.example:99999", "smtps://surel.contoh.example/jalan",
        "smtps://surel.contoh.example?tls=tidak", "smtps://[::1",
    ],
)  # fmt: skip
def test_an_address_nobody_can_use_stops_the_start_and_names_the_setting(url: str) -> None:
    with pytest.raises(ConfigError, match="PORTAL_MAIL_URL"):
        open_mail(url, SENDER)


@pytest.mark.parametrize("sender", ["", "tanpa alamat", "A <a@b>\r\nBcc: c@d", "a@b, c@d"])
def test_a_sender_that_is_no_address_stops_the_start(sender: str) -> None:
    with pytest.raises(ConfigError, match="PORTAL_MAIL_FROM"):
        open_mail("file:surel", sender)


def test_without_settings_letters_lie_in_the_data_folder_and_no_password_shows(tmp_path: Path) -> None:
    config = Config.from_env({"PORTAL_DATA_DIR": str(tmp_path)})
    with_server = Config.from_env({"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_MAIL_URL": "smtps://a:rahasia@b.example"})

    assert config.mail_url == f"file:{tmp_path / 'mail'}"
    assert "rahasia" not in repr(with_server)


def test_production_refuses_a_server_without_a_sender_of_its_own(environment: Callable[..., Config]) -> None:
    with pytest.raises(ConfigError, match="PORTAL_MAIL_FROM"):
        environment(PORTAL_MAIL_URL="smtps://a:b@surel.contoh.example")
    assert environment(PORTAL_MAIL_URL="smtps://a:b@surel.contoh.example", PORTAL_MAIL_FROM="p@contoh.example").mail_url
    with pytest.raises(BadInputError):
        FolderMail(Path("x"), FROM).send(replace(LETTER, to="bukan"))


@pytest.fixture
def environment(tmp_path: Path) -> Callable[..., Config]:
    """Settings of a safe production portal, with whatever is to differ."""

    def make(**changes: str) -> Config:
        safe = {
            "PORTAL_DATA_DIR": str(tmp_path), "PORTAL_ENV": "production", "PORTAL_SECRET_KEY": SECRET,
            "PORTAL_BASE_URL": "https://naskah.contoh.example", "PORTAL_TRUSTED_HOSTS": "naskah.contoh.example",
        }  # fmt: skip
        return Config.from_env({**safe, **changes})

    return make
