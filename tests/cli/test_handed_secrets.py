"""Settings handed over as files: read by their names, behind the environment, and never shown."""

from pathlib import Path

import pytest

from portal.config import Config
from portal.errors import ConfigError
from tests.factories.shared import SECRET

PRODUCTION = {
    "PORTAL_ENV": "production",
    "PORTAL_BASE_URL": "https://naskah.contoh.go.id",
    "PORTAL_TRUSTED_HOSTS": "naskah.contoh.go.id",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "rahasia"
    made.mkdir()
    return made


def hand_over(folder: Path, name: str, held: bytes, mode: int = 0o600) -> None:
    path = folder / name
    path.write_bytes(held)
    path.chmod(mode)


def read(folder: Path, **environ: str) -> Config:
    return Config.from_env({**PRODUCTION, "PORTAL_SECRETS_DIR": str(folder), **environ})


def test_any_setting_may_lie_in_a_file_of_its_name_and_nothing_else_there_counts(folder: Path) -> None:
    hand_over(folder, "PORTAL_SECRET_KEY", f"{SECRET}\n".encode())
    hand_over(folder, "PORTAL_DATABASE_URL", b"postgresql:///portal")
    hand_over(folder, "PORTAL_LOG_KEY", b"")
    hand_over(folder, "aws", b"[default]", 0o644)
    (folder / "PORTAL_MAIL_URL").mkdir()

    config = read(folder)

    assert (config.secret_key, config.database_url, config.log_key) == (SECRET, "postgresql:///portal", ())
    assert SECRET not in repr(config)


def test_the_environment_goes_before_a_file_but_an_empty_value_does_not(folder: Path) -> None:
    hand_over(folder, "PORTAL_SECRET_KEY", SECRET.encode())
    hand_over(folder, "PORTAL_RATE_LIMIT", b"3")

    assert read(folder, PORTAL_SECRET_KEY="", PORTAL_RATE_LIMIT="7").rate_limit == 7
    assert read(folder, PORTAL_SECRET_KEY="").rate_limit == 3


@pytest.mark.parametrize("mode", [0o604, 0o644, 0o602, 0o666])
def test_a_file_that_everybody_may_open_stops_production(folder: Path, mode: int) -> None:
    hand_over(folder, "PORTAL_SECRET_KEY", SECRET.encode(), mode)

    with pytest.raises(ConfigError, match="PORTAL_SECRETS_DIR"):
        read(folder)
    assert read(folder, PORTAL_ENV="development").secret_key == SECRET


@pytest.mark.parametrize("held", [b"\xff\xfe", b"a" * 65_537, b"satu\0dua"], ids=["not text", "too long", "zero"])
def test_what_is_no_setting_is_named_without_its_words(folder: Path, held: bytes) -> None:
    hand_over(folder, "PORTAL_MAIL_URL", held)

    with pytest.raises(ConfigError) as refused:
        read(folder)

    assert "PORTAL_MAIL_URL" in refused.value.message
    assert "satu" not in refused.value.message


def test_a_folder_that_is_not_there_is_named() -> None:
    with pytest.raises(ConfigError, match="PORTAL_SECRETS_DIR harus folder"):
        read(Path("/tidak/ada"))
