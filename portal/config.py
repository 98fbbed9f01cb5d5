"""Settings: a typed, frozen object made once from the environment (and `.env` where present)."""

import base64
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dotenv import dotenv_values

from portal import failpoint
from portal.domain.contact import Contact, read_contact
from portal.domain.oidc import USUAL_NAME, OidcSettings, is_issuer
from portal.domain.public_log.note import SEED_BYTES, is_key_name
from portal.domain.second_factor import FactorPolicy
from portal.domain.whole_number import read_count
from portal.errors import BadInputError, ConfigError
from portal.handed_secrets import has_open_secret, read_secrets
from portal.unsafe import (
    has_pattern,
    has_same_role,
    is_no_host,
    is_on_network_disk,
    is_open_to_all,
    is_public_address,
    is_reached_by_all,
)

_TRUE = {"1", "true", "yes", "ya"}
_FALSE = {"0", "false", "no", "tidak", ""}
_LANGUAGES = re.compile(r"[a-z]{3}(_[a-z]+)?(\+[a-z]{3}(_[a-z]+)?)*")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
ENV_FILE = Path(".env")
DEFAULT_SENDER = "Repositori Naskah Kerja Sama <portal@localhost>"
CONTACT = {
    "unit": "PORTAL_CONTACT_UNIT",
    "address": "PORTAL_CONTACT_ADDRESS",
    "email": "PORTAL_CONTACT_EMAIL",
    "phone": "PORTAL_CONTACT_PHONE",
    "security": "PORTAL_CONTACT_SECURITY",
}
PRODUCTION_RATE = 10
"""Requests per second from one address without a session, where the settings name no other number."""

MOST_USUAL_PROCESSES = 8
LONGEST_OIDC_NAME = 40
LEAST_FILES_IN_SPOOL = 5
"""Of the largest size: a form with four of them must find room once, and one more in parts."""


@dataclass(frozen=True)
class Config:
    """Every setting of the portal; see docs/operations.md for their meaning."""

    data_dir: Path
    database_url: str = field(repr=False)
    storage_url: str
    derived_url: str
    search_url: str = field(repr=False)
    base_url: str
    search_public_url: str = field(default="", repr=False)
    index_place: str = "shared"
    env: str = "development"
    database_pooler: str = "off"
    replica_url: str = field(default="", repr=False)
    secret_key: str = field(default="", repr=False)
    secret_key_fallbacks: tuple[str, ...] = field(default=(), repr=False)
    s3_endpoint_url: str | None = None
    max_upload_mb: int = 50
    max_pages: int = 2000
    unit_daily_mb: int = 5000
    spool_mb: int = 5000
    publish_after_review: bool = False
    second_look: bool = False
    effective_on: date | None = None
    trusted_hosts: tuple[str, ...] = ()
    proxy_hops: int = 0
    is_demo: bool = False
    ocr_lang: str = "ind+eng"
    ocr_second: str = "auto"
    tte_trust_dir: Path | None = None
    mail_url: str = field(default="", repr=False)
    mail_from: str = ""
    rate_limit: int = 0
    web_processes: int = 0
    kept_mb: int = 32
    jdihn_file: Path | None = None
    metrics_address: tuple[str, int] | None = None
    contact: Contact = field(default_factory=Contact)
    log_origin: str = ""
    log_key: tuple[str, ...] = field(default=(), repr=False)
    audit_mail: tuple[str, ...] = ()
    second_copy_url: str = ""
    second_copy_endpoint_url: str | None = None
    second_copy_access_key: str = field(default="", repr=False)
    second_copy_secret_key: str = field(default="", repr=False)
    object_retention_days: int = 0
    backup_endpoint_url: str | None = None
    backup_access_key: str = field(default="", repr=False)
    backup_secret_key: str = field(default="", repr=False)
    second_factor: FactorPolicy = FactorPolicy.OPTIONAL
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_name: str = USUAL_NAME
    oidc_trusted_acr: tuple[str, ...] = ()
    oidc_trusted_amr: tuple[str, ...] = ()
    inbox_dir: Path | None = None
    inbox_quiet: int = 30
    receive_every: int = 60
    imap_url: str = ""
    imap_password: str = field(default="", repr=False)
    imap_ca: Path | None = None
    imap_authserv: str = ""
    failpoint: str = ""
    secrets_dir: Path | None = None

    @property
    def is_production(self) -> bool:
        """Whether unsafe settings must stop the start."""
        return self.env == "production"

    @property
    def has_own_index(self) -> bool:
        """Whether each host keeps indexes of its own, which follow the list of changes in the database."""
        return self.index_place == "each"

    @property
    def is_pooled(self) -> bool:
        """Whether a pooler that shares connections by transaction stands before the database."""
        return self.database_pooler == "transaction"

    @property
    def process_count(self) -> int:
        """Web processes: as many as were asked for, else one for each processor, up to a number."""
        return self.web_processes or min(len(os.sched_getaffinity(0)), MOST_USUAL_PROCESSES)

    @property
    def log_name(self) -> str:
        """The name of the public log, which may stay when the portal moves: by default where it is served."""
        return self.log_origin or f"{self.base_url.partition('://')[2]}/log"

    @property
    def log_heads_url(self) -> str:
        """Where the signed heads of the public log lie: beside the originals, so that a sweep never mixes the two."""
        return self._beside_originals("log")

    @property
    def audit_anchors_url(self) -> str:
        """Where the anchors of the audit trail lie, beside the originals too."""
        return self._beside_originals("audit")

    @property
    def is_https(self) -> bool:
        """Whether people reach the portal over HTTPS, which decides the cookie's name and flags."""
        return self.base_url.startswith("https://")

    @property
    def has_mail_server(self) -> bool:
        """Whether letters reach people by themselves; those in a folder reach whoever opens the folder."""
        return not self.mail_url.startswith("file:")

    @property
    def has_other_ways(self) -> bool:
        """Whether files may be sent in by a watched folder or by mail."""
        return self.inbox_dir is not None or bool(self.imap_url)

    @property
    def mailbox_address(self) -> str:
        """Where letters with files go; empty where there is no mailbox or its user is no address."""
        try:
            user = unquote(urlsplit(self.imap_url).username or "")
        except ValueError:
            return ""
        return user if _ADDRESS.fullmatch(user) else ""

    @property
    def oidc(self) -> OidcSettings | None:
        """Whom people may sign in with besides the portal's own door; nobody where no issuer is named."""
        if not self.oidc_issuer:
            return None
        return OidcSettings(
            self.oidc_issuer,
            self.oidc_client_id,
            self.oidc_client_secret,
            name=self.oidc_name,
            trusted_acr=frozenset(self.oidc_trusted_acr),
            trusted_amr=frozenset(self.oidc_trusted_amr),
        )

    def _beside_originals(self, name: str) -> str:
        if self.storage_url.startswith("file:"):
            return f"{self.storage_url.rstrip('/')}-{name}"
        bucket, _, prefix = self.storage_url.removeprefix("s3://").rstrip("/").partition("/")
        return f"s3://{bucket}/{prefix}-{name}" if prefix else f"s3://{bucket}/{name}"

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> "Config":
        """Read the settings; raises ConfigError naming the one that must be mended."""
        has_open_file = environ is None and is_open_to_all(ENV_FILE)
        if environ is None:
            environ = {**{k: v for k, v in dotenv_values(ENV_FILE).items() if v is not None}, **os.environ}
        secrets_dir = _folder(environ, "PORTAL_SECRETS_DIR")
        if secrets_dir is not None:
            environ = {**read_secrets(secrets_dir), **{name: value for name, value in environ.items() if value}}
        data_dir = Path(environ.get("PORTAL_DATA_DIR") or "var").absolute()
        storage_url = environ.get("PORTAL_STORAGE_URL") or f"file:{data_dir / 'objects'}"
        env = environ.get("PORTAL_ENV") or "development"
        config = cls(
            data_dir=data_dir,
            database_url=environ.get("PORTAL_DATABASE_URL") or f"sqlite:///{data_dir / 'portal.sqlite'}",
            storage_url=storage_url,
            derived_url=_derived_url(storage_url, data_dir),
            search_url=environ.get("PORTAL_SEARCH_URL") or f"whoosh:{data_dir / 'index'}",
            search_public_url=environ.get("PORTAL_SEARCH_PUBLIC_URL") or "",
            index_place=_choice(environ, "PORTAL_INDEX_PLACE", ("shared", "each")),
            base_url=(environ.get("PORTAL_BASE_URL") or "http://127.0.0.1:8000").rstrip("/"),
            env=env,
            database_pooler=_choice(environ, "PORTAL_DATABASE_POOLER", ("off", "transaction")),
            replica_url=environ.get("PORTAL_REPLICA_URL") or "",
            secret_key=environ.get("PORTAL_SECRET_KEY") or "",
            secret_key_fallbacks=_words(environ, "PORTAL_SECRET_KEY_FALLBACKS"),
            s3_endpoint_url=environ.get("PORTAL_S3_ENDPOINT_URL") or None,
            max_upload_mb=_integer(environ, "PORTAL_MAX_UPLOAD_MB", 50, lowest=1, highest=500),
            max_pages=_integer(environ, "PORTAL_MAX_PAGES", 2000, lowest=1, highest=20_000),
            unit_daily_mb=_integer(environ, "PORTAL_UNIT_DAILY_MB", 5000, lowest=0, highest=1_000_000),
            spool_mb=_integer(environ, "PORTAL_SPOOL_MB", 5000, lowest=0, highest=1_000_000),
            publish_after_review=_boolean(environ, "PORTAL_PUBLISH_AFTER_REVIEW"),
            second_look=_boolean(environ, "PORTAL_SECOND_LOOK"),
            effective_on=_date(environ, "PORTAL_EFFECTIVE_ON"),
            trusted_hosts=_words(environ, "PORTAL_TRUSTED_HOSTS"),
            proxy_hops=_integer(environ, "PORTAL_PROXY_HOPS", 0, lowest=0, highest=5),
            is_demo=_boolean(environ, "PORTAL_DEMO"),
            ocr_lang=_languages(environ, "PORTAL_OCR_LANG", "ind+eng"),
            ocr_second=_choice(environ, "PORTAL_OCR_SECOND", ("auto", "off")),
            tte_trust_dir=_folder(environ, "PORTAL_TTE_TRUST_DIR"),
            mail_url=environ.get("PORTAL_MAIL_URL") or f"file:{data_dir / 'mail'}",
            mail_from=environ.get("PORTAL_MAIL_FROM") or DEFAULT_SENDER,
            rate_limit=_integer(
                environ, "PORTAL_RATE_LIMIT", PRODUCTION_RATE if env == "production" else 0, lowest=0, highest=10_000
            ),
            web_processes=_integer(environ, "PORTAL_WEB_PROCESSES", 0, lowest=0, highest=64),
            kept_mb=_integer(environ, "PORTAL_KEPT_MB", 32, lowest=0, highest=4096),
            jdihn_file=_file(environ, "PORTAL_JDIHN_FILE"),
            metrics_address=_listening(environ, "PORTAL_METRICS_ADDRESS"),
            contact=_contact(environ),
            log_origin=_log_origin(environ),
            log_key=_seeds(environ, "PORTAL_LOG_KEY"),
            audit_mail=_addresses(environ, "PORTAL_AUDIT_MAIL"),
            second_copy_url=environ.get("PORTAL_SECOND_COPY_URL") or "",
            second_copy_endpoint_url=environ.get("PORTAL_SECOND_COPY_ENDPOINT_URL")
            or environ.get("PORTAL_S3_ENDPOINT_URL")
            or None,
            second_copy_access_key=environ.get("PORTAL_SECOND_COPY_ACCESS_KEY") or "",
            second_copy_secret_key=environ.get("PORTAL_SECOND_COPY_SECRET_KEY") or "",
            object_retention_days=_integer(environ, "PORTAL_OBJECT_RETENTION_DAYS", 0, lowest=0, highest=36_500),
            backup_endpoint_url=environ.get("PORTAL_BACKUP_ENDPOINT_URL")
            or environ.get("PORTAL_S3_ENDPOINT_URL")
            or None,
            backup_access_key=environ.get("PORTAL_BACKUP_ACCESS_KEY") or "",
            backup_secret_key=environ.get("PORTAL_BACKUP_SECRET_KEY") or "",
            second_factor=_factor_policy(environ, env),
            oidc_issuer=environ.get("PORTAL_OIDC_ISSUER") or "",
            oidc_client_id=environ.get("PORTAL_OIDC_CLIENT_ID") or "",
            oidc_client_secret=environ.get("PORTAL_OIDC_CLIENT_SECRET") or "",
            oidc_name=environ.get("PORTAL_OIDC_NAME") or USUAL_NAME,
            oidc_trusted_acr=_words(environ, "PORTAL_OIDC_TRUSTED_ACR"),
            oidc_trusted_amr=_words(environ, "PORTAL_OIDC_TRUSTED_AMR"),
            # A share that is away must not keep the pages from starting: whoever looks into it says so.
            inbox_dir=Path(inbox).absolute() if (inbox := environ.get("PORTAL_INBOX_DIR")) else None,
            inbox_quiet=_integer(environ, "PORTAL_INBOX_QUIET", 30, lowest=0, highest=3600),
            receive_every=_integer(environ, "PORTAL_RECEIVE_EVERY", 60, lowest=5, highest=3600),
            imap_url=environ.get("PORTAL_IMAP_URL") or "",
            imap_password=environ.get("PORTAL_IMAP_PASSWORD") or "",
            imap_ca=_file(environ, "PORTAL_IMAP_CA"),
            imap_authserv=environ.get("PORTAL_IMAP_AUTHSERV") or "",
            failpoint=_failpoint(environ),
            secrets_dir=secrets_dir,
        )
        if bool(config.second_copy_access_key) != bool(config.second_copy_secret_key):
            raise ConfigError("PORTAL_SECOND_COPY_ACCESS_KEY dan PORTAL_SECOND_COPY_SECRET_KEY harus diisi keduanya.")
        if bool(config.backup_access_key) != bool(config.backup_secret_key):
            raise ConfigError("PORTAL_BACKUP_ACCESS_KEY dan PORTAL_BACKUP_SECRET_KEY harus diisi keduanya.")
        if config.object_retention_days and not config.storage_url.startswith("s3:"):
            raise ConfigError("PORTAL_OBJECT_RETENTION_DAYS hanya untuk PORTAL_STORAGE_URL berbentuk s3://…")
        if config.second_copy_url and _place(config.second_copy_url, config.second_copy_endpoint_url) == _place(
            config.storage_url, config.s3_endpoint_url
        ):
            raise ConfigError("PORTAL_SECOND_COPY_URL harus tempat lain daripada PORTAL_STORAGE_URL.")
        _require_one_search(config)
        _require_whole_oidc(config)
        if config.imap_url and not config.imap_authserv:
            raise ConfigError(
                "PORTAL_IMAP_AUTHSERV harus diisi bersama PORTAL_IMAP_URL: tanpa itu pengirim tidak dapat dipastikan."
            )
        if config.spool_mb and config.spool_mb < LEAST_FILES_IN_SPOOL * config.max_upload_mb:
            raise ConfigError(
                f"PORTAL_SPOOL_MB harus 0 atau sedikitnya {LEAST_FILES_IN_SPOOL} kali PORTAL_MAX_UPLOAD_MB."
            )
        if config.replica_url and not (
            config.replica_url.startswith("postgresql") and config.database_url.startswith("postgresql")
        ):
            raise ConfigError("PORTAL_REPLICA_URL harus postgresql://…, dan PORTAL_DATABASE_URL juga.")
        if config.env not in ("development", "production"):
            raise ConfigError("PORTAL_ENV harus development atau production.")
        if config.is_production:
            is_debug = "FLASK_DEBUG" in environ and environ["FLASK_DEBUG"].lower() not in _FALSE
            _refuse_unsafe(config, has_open_file=has_open_file, is_debug=is_debug)
        return config


def _refuse_unsafe(config: Config, *, has_open_file: bool, is_debug: bool) -> None:
    sqlite = Path(config.database_url.removeprefix("sqlite:///"))
    is_sqlite = config.database_url.startswith("sqlite:")
    host = urlsplit(config.base_url).hostname or ""
    problems = {
        "PORTAL_SECRET_KEY": has_pattern(config.secret_key),
        "PORTAL_SECRET_KEY_FALLBACKS": any(has_pattern(key) for key in config.secret_key_fallbacks),
        "PORTAL_BASE_URL": not config.is_https or not host,
        "PORTAL_TRUSTED_HOSTS": not config.trusted_hosts or any(is_no_host(name) for name in config.trusted_hosts),
        "PORTAL_DEMO": config.is_demo,
        # Faults would be shown with the program's own words.
        "FLASK_DEBUG": is_debug,
        "PORTAL_DATABASE_URL (SQLite di cakram jaringan)": is_sqlite and is_on_network_disk(sqlite),
        # A filter is no wall: the public index is read by a role that can see nothing else.
        "PORTAL_SEARCH_PUBLIC_URL": _is_postgresql(config.search_url)
        and (not config.search_public_url or _is_public_role_anothers(config)),
        "PORTAL_DATABASE_URL (berkas SQLite terbuka bagi semua)": is_sqlite and is_reached_by_all(sqlite),
        "PORTAL_METRICS_ADDRESS": config.metrics_address is not None and is_public_address(config.metrics_address[0]),
        "PORTAL_FAILPOINT": bool(config.failpoint),
        # Whoever may write there sends in the name of every unit.
        "PORTAL_INBOX_DIR (folder terbuka bagi semua)": config.inbox_dir is not None
        and is_open_to_all(config.inbox_dir),
        "PORTAL_OIDC_ISSUER": bool(config.oidc_issuer) and not is_issuer(config.oidc_issuer, needs_https=True),
        # Whoever reads it may sign sessions; whoever writes it may send the portal anywhere.
        "berkas .env (chmod 600)": has_open_file,
        "PORTAL_SECRETS_DIR (berkas terbuka bagi semua)": has_open_secret(config.secrets_dir),
        "PORTAL_MAIL_FROM": config.mail_url.startswith("smtp") and config.mail_from == DEFAULT_SENDER,
    }
    unsafe = [name for name, is_unsafe in problems.items() if is_unsafe]
    if unsafe:
        raise ConfigError(f"Setelan tidak aman untuk production: {', '.join(unsafe)}. Lihat docs/operations.md.")


def _is_public_role_anothers(config: Config) -> bool:
    """Whether whoever searches for the public also writes the index, or enters the portal's own database."""
    others = (config.search_url, config.database_url, config.replica_url)
    return any(has_same_role(config.search_public_url, url) for url in others if _is_postgresql(url))


def _is_postgresql(*urls: str) -> bool:
    return all(url.startswith("postgresql") for url in urls)


def _derived_url(storage_url: str, data_dir: Path) -> str:
    """Page images are derived and lie apart from the originals, so that a sweep never mixes the two."""
    if storage_url.startswith("file:"):
        return f"file:{data_dir / 'derived'}"
    return storage_url.rstrip("/") + "-derived"


def _place(url: str, endpoint_url: str | None) -> tuple[str, str]:
    """What tells two stores apart: the real folder, or bucket, prefix and server."""
    if url.startswith("file:"):
        return "file", str(Path(url.removeprefix("file:")).resolve())
    return endpoint_url or "", url.rstrip("/")


def _contact(environ: Mapping[str, str]) -> Contact:
    try:
        return read_contact(**{name: environ.get(setting, "") for name, setting in CONTACT.items()})
    except BadInputError as error:
        raise ConfigError(f"{CONTACT[error.field or 'unit']} {error.message}") from error


def _words(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(environ.get(name, "").replace(",", " ").split())


def _log_origin(environ: Mapping[str, str]) -> str:
    text = environ.get("PORTAL_LOG_ORIGIN") or ""
    if text and not is_key_name(text):
        raise ConfigError("PORTAL_LOG_ORIGIN harus nama tanpa spasi dan tanda tambah, misalnya portal.go.id/log.")
    return text


def _seeds(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    found = _words(environ, name)
    for text in found:
        try:
            is_seed = len(base64.b64decode(text, validate=True)) == SEED_BYTES
        except ValueError:
            is_seed = False
        if not is_seed:
            raise ConfigError(f"{name} harus kunci dari `openssl rand -base64 32`; beberapa dipisah spasi.")
    return found


def _addresses(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    found = _words(environ, name)
    if not all(_ADDRESS.fullmatch(text) for text in found):
        raise ConfigError(f"{name} harus alamat surel; beberapa dipisah spasi.")
    return found


def _integer(environ: Mapping[str, str], name: str, default: int, *, lowest: int, highest: int) -> int:
    found = read_count(environ.get(name) or str(default))
    if found is None or not lowest <= found <= highest:
        raise ConfigError(f"{name} harus bilangan bulat {lowest} sampai {highest}.")
    return found


def _boolean(environ: Mapping[str, str], name: str) -> bool:
    text = environ.get(name, "").lower()
    if text not in _TRUE | _FALSE:
        raise ConfigError(f"{name} harus true atau false.")
    return text in _TRUE


def _choice(environ: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    """One of some words; the first is the default."""
    text = environ.get(name) or choices[0]
    if text not in choices:
        raise ConfigError(f"{name} harus {' atau '.join(choices)}.")
    return text


def _factor_policy(environ: Mapping[str, str], env: str) -> FactorPolicy:
    usual = FactorPolicy.REQUIRED if env == "production" else FactorPolicy.OPTIONAL
    others = (one for one in FactorPolicy if one is not usual)
    return FactorPolicy(_choice(environ, "PORTAL_SECOND_FACTOR", (usual, *others)))


def _require_one_search(config: Config) -> None:
    """Raises ConfigError where the role that searches belongs to no database, or hosts could not follow one."""
    if config.search_public_url and not _is_postgresql(config.search_public_url, config.search_url):
        raise ConfigError("PORTAL_SEARCH_PUBLIC_URL hanya untuk PORTAL_SEARCH_URL berbentuk postgresql://…")
    if config.has_own_index and (_is_postgresql(config.search_url) or not _is_postgresql(config.database_url)):
        raise ConfigError(
            "PORTAL_INDEX_PLACE=each hanya untuk PORTAL_SEARCH_URL berbentuk whoosh:FOLDER dan PORTAL_DATABASE_URL"
            " berbentuk postgresql://…"
        )


def _require_whole_oidc(config: Config) -> None:
    """Raises ConfigError for an issuer that cannot be one, and for half a registration."""
    given = (config.oidc_issuer, config.oidc_client_id, config.oidc_client_secret)
    if any(given) and not all(given):
        raise ConfigError(
            "PORTAL_OIDC_ISSUER, PORTAL_OIDC_CLIENT_ID, dan PORTAL_OIDC_CLIENT_SECRET harus diisi ketiganya."
        )
    if config.oidc_issuer and not is_issuer(config.oidc_issuer, needs_https=False):
        raise ConfigError(
            "PORTAL_OIDC_ISSUER harus alamat https://… tanpa tanda tanya, seperti yang ditulis penyedianya."
        )
    if len(config.oidc_name) > LONGEST_OIDC_NAME:
        raise ConfigError(f"PORTAL_OIDC_NAME paling panjang {LONGEST_OIDC_NAME} karakter.")


def _failpoint(environ: Mapping[str, str]) -> str:
    text = environ.get("PORTAL_FAILPOINT") or ""
    try:
        failpoint.read(text)
    except ValueError as error:
        known = ", ".join(failpoint.Step)
        raise ConfigError(f"PORTAL_FAILPOINT harus LANGKAH, LANGKAH:error, atau @BERKAS; langkah: {known}.") from error
    return text


def _languages(environ: Mapping[str, str], name: str, default: str) -> str:
    text = environ.get(name) or default
    if not _LANGUAGES.fullmatch(text):
        raise ConfigError(f"{name} harus kode bahasa tiga huruf yang dirangkai dengan +, misalnya ind+eng.")
    return text


def _file(environ: Mapping[str, str], name: str) -> Path | None:
    text = environ.get(name)
    if not text:
        return None
    path = Path(text).absolute()
    if not path.is_file():
        raise ConfigError(f"{name} harus berkas yang ada.")
    return path


def _folder(environ: Mapping[str, str], name: str) -> Path | None:
    text = environ.get(name)
    if not text:
        return None
    folder = Path(text).absolute()
    if not folder.is_dir():
        raise ConfigError(f"{name} harus folder yang ada.")
    return folder


def _listening(environ: Mapping[str, str], name: str) -> tuple[str, int] | None:
    """An address to listen at: an IP address, so that no name can come to mean another machine, and a port."""
    text = environ.get(name) or ""
    if not text:
        return None
    host, _, port = text.rpartition(":")
    number = read_count(port)
    try:
        address = str(ip_address(host.strip("[]")))
    except ValueError:
        number = None
    if number is None or not 0 < number < 65_536:
        raise ConfigError(f"{name} harus alamat IP dan porta, misalnya 127.0.0.1:9100 atau [::1]:9100.")
    return address, number


def _date(environ: Mapping[str, str], name: str) -> date | None:
    text = environ.get(name)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ConfigError(f"{name} harus tanggal TTTT-BB-HH.") from error
