"""Production refuses what anybody could guess, name or read, and says which setting it is."""

import secrets
import shutil
import tempfile
from pathlib import Path

import pytest

from portal.config import Config
from portal.db import make_engine
from portal.errors import ConfigError
from portal.unsafe import has_pattern, is_no_host, is_on_network_disk
from tests.factories.shared import SECRET

SAFE = {
    "PORTAL_ENV": "production",
    "PORTAL_SECRET_KEY": SECRET,
    "PORTAL_BASE_URL": "https://naskah.contoh.go.id",
    "PORTAL_TRUSTED_HOSTS": "naskah.contoh.go.id",
}
TRIVIAL = (
    "", "kunci", "a" * 32, "a" * 400, "ab" * 40, "0123456789" * 4, "abcdefghijklmnopqrstuvwxyz0123456789",
    "zyxwvutsrqponmlkjihgfedcba9876543210", "kunci-uji" * 8, "change-me-change-me-please-really-1",
    "qwertyuiopasdfghjklzxcvbnm1234567890", "QWERTYUIOPasdfghjkl;zxcvbnm,./123", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,",
    "aaaabbbbccccddddeeeeffffgggghhhhiiii", "rahasia1rahasia2rahasia3rahasia4", "isi di sini dengan huruf acak 32 x",
    "deadbeef" * 8, "11112222333344445555666677778888", "0123456789abcdef0123456789abcdef",
    "9f1c47e02ab85d3660e7b4d89a25fc1", "this is the secret key of the portal 1", "xyzxyzxyz1xyzxyzxyz2xyzxyzxyz3xyz",
)  # fmt: skip


@pytest.mark.parametrize("key", TRIVIAL)
def test_a_key_with_a_pattern_is_refused(key: str) -> None:
    assert has_pattern(key)


def test_keys_that_were_thrown_are_taken_whatever_their_letters_and_length() -> None:
    thrown = [make(size) for size in (16, 24, 32, 64, 256) for make in (secrets.token_hex, secrets.token_urlsafe)]
    long_enough = [key for key in thrown * 5 if len(key) >= 32]

    assert [key for key in [*long_enough, SECRET] if has_pattern(key)] == []


@pytest.mark.parametrize(
    "name",
    ["com", "id", ".id", ".com", "go.id", ".go.id", "GO.ID", "go.id.", "co.uk", "ac.id", "desa.id", "gov.au", "*",
     "*.go.id", "portal", "localhost", ".naskah.contoh.go.id", "go.id:443", "naskah..go.id"],
)  # fmt: skip
def test_a_name_of_half_the_world_is_no_host(name: str) -> None:
    assert is_no_host(name)


@pytest.mark.parametrize("name", ["naskah.contoh.go.id", "contoh.id", "contoh.go.id", "naskah.contoh.example:8443"])
def test_a_name_of_ours_is_one(name: str) -> None:
    assert not is_no_host(name)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("PORTAL_SECRET_KEY", "a" * 64),
        ("PORTAL_SECRET_KEY_FALLBACKS", f"{SECRET} {'ab' * 32}"),
        ("PORTAL_TRUSTED_HOSTS", "naskah.contoh.go.id go.id"),
        ("PORTAL_TRUSTED_HOSTS", ""),
        ("PORTAL_BASE_URL", "http://naskah.contoh.go.id"),
        ("PORTAL_DEMO", "true"),
        ("FLASK_DEBUG", "1"),
        ("PORTAL_FAILPOINT", "receipt:error"),
        ("PORTAL_FAILPOINT", "@langkah"),
    ],
)
def test_production_names_the_setting_that_is_unsafe(setting: str, value: str) -> None:
    assert Config.from_env(SAFE).is_production
    with pytest.raises(ConfigError, match=rf"production: {setting}\.") as refused:
        Config.from_env({**SAFE, setting: value})
    assert not value or value not in refused.value.message

    assert not Config.from_env({**SAFE, setting: value, "PORTAL_ENV": "development"}).is_production


@pytest.mark.parametrize(
    ("public", "is_refused"),
    [
        ("", True),
        ("postgresql://penulis:lain@basisdata/cari", True),
        ("postgresql://basisdata/cari", True),
        ("postgresql://portal:kunci@basisdata/cari", True),
        ("postgresql://salinan:kunci@basisdata/cari", True),
        ("postgresql://pembaca:kunci@basisdata/cari", False),
    ],
)
def test_the_public_index_on_postgresql_has_a_role_of_its_own(public: str, is_refused: bool) -> None:
    settings = {
        "PORTAL_DATABASE_URL": "postgresql://portal:kunci@basisdata/portal",
        "PORTAL_REPLICA_URL": "postgresql://salinan:kunci@replika/portal",
        "PORTAL_SEARCH_URL": "postgresql://penulis:kunci@basisdata/cari",
        "PORTAL_SEARCH_PUBLIC_URL": public,
    }
    assert Config.from_env(settings).search_public_url == public
    assert "kunci" not in repr(Config.from_env(settings))
    if not is_refused:
        assert Config.from_env({**SAFE, **settings}).is_production
        return
    with pytest.raises(ConfigError, match=r"production: PORTAL_SEARCH_PUBLIC_URL\.") as refused:
        Config.from_env({**SAFE, **settings})
    assert "kunci" not in refused.value.message


@pytest.mark.parametrize(
    ("folder_mode", "file_mode", "is_refused"),
    [(0o755, 0o600, False), (0o755, 0o640, False), (0o700, 0o644, False), (0o755, 0o644, True), (0o711, 0o602, True)],
)
def test_production_refuses_a_database_that_everybody_reaches(
    tmp_path: Path, folder_mode: int, file_mode: int, is_refused: bool
) -> None:
    # The folders of a test are closed to others; this one stands for a place that is not.
    open_place = Path(tempfile.mkdtemp(dir="/tmp"))
    open_place.chmod(0o755)
    try:
        database = open_place / "var" / "portal.sqlite"
        database.parent.mkdir(mode=0o755)
        database.touch()
        database.chmod(file_mode)
        database.parent.chmod(folder_mode)
        settings = {**SAFE, "PORTAL_DATABASE_URL": f"sqlite:///{database}", "PORTAL_DATA_DIR": str(tmp_path)}
        if is_refused:
            with pytest.raises(ConfigError, match="SQLite terbuka bagi semua"):
                Config.from_env(settings)
        else:
            assert Config.from_env(settings).is_production
    finally:
        shutil.rmtree(open_place)


def test_a_new_database_is_its_owners_alone(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'baru' / 'portal.sqlite'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE contoh (nomor INTEGER)")
        made = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "baru").iterdir()}
    engine.dispose()

    assert "portal.sqlite" in made
    assert set(made.values()) == {0o600}


@pytest.mark.parametrize(
    ("mode", "is_refused"), [(0o600, False), (0o640, False), (0o644, True), (0o602, True), (0o666, True)]
)
def test_production_does_not_start_from_a_file_open_to_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int, is_refused: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in SAFE:
        monkeypatch.delenv(name, raising=False)
    file = tmp_path / ".env"
    file.write_text("".join(f"{name}={value}\n" for name, value in SAFE.items()))
    file.chmod(mode)

    if is_refused:
        with pytest.raises(ConfigError, match=r"\.env"):
            Config.from_env()
    else:
        assert Config.from_env().is_production


def test_the_address_of_the_database_is_not_shown_with_the_settings() -> None:
    assert "kata-sandi" not in repr(
        Config.from_env({"PORTAL_DATABASE_URL": "postgresql://portal:kata-sandi@db/portal"})
    )


@pytest.mark.parametrize(("most", "is_taken"), [("0", True), ("250", True), ("249", False), ("-1", False)])
def test_the_spool_has_room_for_the_largest_form(most: str, is_taken: bool) -> None:
    settings = {"PORTAL_SPOOL_MB": most, "PORTAL_MAX_UPLOAD_MB": "50"}
    if is_taken:
        assert Config.from_env(settings).spool_mb == int(most)
        return
    with pytest.raises(ConfigError, match="PORTAL_SPOOL_MB"):
        Config.from_env(settings)


DISKS = """\
/dev/sda1 / ext4 rw 0 0
10.0.0.9:/bersama /srv/bersama nfs4 rw 0 0
/dev/sdb1 /srv/bersama/lokal xfs rw 0 0
//kantor/data /srv/data\\040kantor cifs rw 0 0
awan: /mnt/awan fuse.rclone rw 0 0
/dev/sdc1 /mnt/awan ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "is_far"),
    [
        ("/var/lib/portal/portal.sqlite", False), ("/srv/bersama/portal/portal.sqlite", True),
        ("/srv/bersama-lain/portal.sqlite", False), ("/srv/bersama/lokal/portal.sqlite", False),
        ("/srv/data kantor/portal.sqlite", True), ("/mnt/awan/portal.sqlite", False),
    ],
)  # fmt: skip
def test_a_disk_of_another_machine_is_known(path: str, is_far: bool) -> None:
    assert is_on_network_disk(Path(path), DISKS) is is_far


def test_production_keeps_no_sqlite_on_a_disk_of_another_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(DISKS)
    monkeypatch.setattr("portal.unsafe.MOUNTS", mounts)
    far = {**SAFE, "PORTAL_DATABASE_URL": "sqlite:////srv/bersama/portal.sqlite"}

    assert Config.from_env({**far, "PORTAL_DATABASE_URL": "sqlite:////var/lib/portal.sqlite"}).is_production
    assert Config.from_env({**far, "PORTAL_DATABASE_URL": "postgresql:///srv/bersama"}).is_production
    with pytest.raises(ConfigError, match="PORTAL_DATABASE_URL"):
        Config.from_env(far)


OIDC = {
    "PORTAL_OIDC_ISSUER": "https://masuk.contoh.go.id/realms/a",
    "PORTAL_OIDC_CLIENT_ID": "portal",
    "PORTAL_OIDC_CLIENT_SECRET": "x" * 32,
}


def test_an_issuer_of_sign_ins_is_named_whole_and_over_https() -> None:
    found = Config.from_env({**SAFE, **OIDC, "PORTAL_OIDC_TRUSTED_AMR": "otp, mfa"}).oidc
    assert found is not None
    assert (found.host, found.name, sorted(found.trusted_amr)) == ("masuk.contoh.go.id", "akun lain", ["mfa", "otp"])
    assert Config.from_env(SAFE).oidc is None
    assert "x" * 32 not in repr(Config.from_env({**SAFE, **OIDC}))

    on_this_machine = {**OIDC, "PORTAL_OIDC_ISSUER": "http://127.0.0.1:9000"}
    assert Config.from_env(on_this_machine).oidc is not None
    with pytest.raises(ConfigError, match=r"production: PORTAL_OIDC_ISSUER\."):
        Config.from_env({**SAFE, **on_this_machine})


@pytest.mark.parametrize(
    "change",
    [
        {"PORTAL_OIDC_ISSUER": "http://masuk.contoh.go.id"},
        {"PORTAL_OIDC_ISSUER": "https://orang:sandi@masuk.contoh.go.id"},
        {"PORTAL_OIDC_ISSUER": ""},
        {"PORTAL_OIDC_CLIENT_ID": ""},
        {"PORTAL_OIDC_CLIENT_SECRET": ""},
        {"PORTAL_OIDC_NAME": "n" * 41},
    ],
    ids=["http", "with a name", "no issuer", "no client", "no secret", "long name"],
)
def test_half_a_registration_starts_nothing(change: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="PORTAL_OIDC_"):
        Config.from_env({**OIDC, **change})
