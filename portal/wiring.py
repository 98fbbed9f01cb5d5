"""Opens what the settings name: database, objects, search indexes, mail. Knows no Flask; for web, commands, indexer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from portal import failpoint
from portal.config import Config
from portal.db import Database, make_engine
from portal.errors import ConfigError, StorageError
from portal.kept_secret import signing_secret
from portal.mail.interface import MailSender
from portal.mail.opening import open_mail
from portal.models import all_models
from portal.queries import account_security
from portal.search.interface import SearchIndex
from portal.search.opening import is_on_postgresql, open_index, public_role_reaches
from portal.storage.interface import ObjectStorage
from portal.storage.opening import open_storage
from portal.storage.paired import PairedStorage, first_of
from portal.storage.protection import protection_or_none
from portal.storage.strangers import is_open_to_strangers

LONGEST_ON_REPLICA_SECONDS = 5
"""A replica that hangs must not hold pages up: after this they come from the database."""

# Foreign keys are resolved by name: every table has to be known before the first query.
_TABLES = all_models.Base.metadata.tables


@dataclass(frozen=True)
class Stores:
    """Everything that holds data, opened once for the life of a process."""

    config: Config
    database: Database
    objects: ObjectStorage
    """The originals; with a second copy a PairedStorage."""
    derived: ObjectStorage
    log_heads: ObjectStorage
    """Every signed head of the public log, so that a database of yesterday cannot sign another history."""
    audit_anchors: ObjectStorage
    """Anchors of the audit trail, for the same reason."""
    public_index: SearchIndex
    internal_index: SearchIndex
    mail: MailSender
    replica: Database | None = None
    """A replica of the database that public pages may be read from; None without one."""

    @property
    def spool_dir(self) -> Path:
        """Where uploads wait until they are accepted; private to the service user."""
        return self.config.data_dir / "spool"


def open_stores(config: Config) -> Stores:
    """Open the stores that the settings name. Raises ConfigError for an address nobody here can open."""
    config.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    failpoint.arm(config.failpoint)
    stores = Stores(
        config=config,
        database=Database(make_engine(config.database_url, is_pooled=config.is_pooled)),
        objects=_open_originals(config),
        derived=open_storage(config.derived_url, endpoint_url=config.s3_endpoint_url),
        log_heads=_open_kept(config, config.log_heads_url),
        audit_anchors=_open_kept(config, config.audit_anchors_url),
        public_index=open_index(config.search_url, "public", reader_url=config.search_public_url),
        internal_index=open_index(config.search_url, "internal"),
        mail=open_mail(config.mail_url, config.mail_from),
        replica=_open_replica(config),
    )
    stores.spool_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    return stores


@contextmanager
def opened_stores(config: Config) -> Iterator[Stores]:
    """The stores for the time of a `with` block."""
    stores = open_stores(config)
    try:
        yield stores
    finally:
        stores.public_index.close()
        stores.internal_index.close()
        stores.database.close()
        if stores.replica is not None:
            stores.replica.close()


def signing_secrets(config: Config) -> list[str]:
    """The secret that signs today, then those before it; where the settings name none, one that is made once."""
    made = config.secret_key or signing_secret(config.data_dir)
    return [made, *config.secret_key_fallbacks]


def kept_stores(stores: Stores) -> dict[str, ObjectStorage]:
    """The stores whose objects nobody may ever change or remove, by what they hold."""
    pair = stores.objects if isinstance(stores.objects, PairedStorage) else None
    return {
        "berkas asli": first_of(stores.objects),
        **({"salinan kedua": pair.second} if pair is not None else {}),
        "pos periksa log publik": stores.log_heads,
        "jangkar jejak audit": stores.audit_anchors,
    }


def refuse_unlocked(stores: Stores) -> None:
    """Nothing starts that would promise to lock originals where the bucket cannot; one that is away is not asked.

    Raises ConfigError.
    """
    if not stores.config.object_retention_days:
        return
    for name, store in kept_stores(stores).items():
        found = protection_or_none(store)
        if found is not None and found.is_bucket and found.has_lock is False:
            raise ConfigError(
                f"PORTAL_OBJECT_RETENTION_DAYS diisi, tetapi wadah {name} dibuat tanpa Object Lock. Pindahkan ke wadah"
                " yang dibuat dengan Object Lock, atau kosongkan setelan itu."
            )


def refuse_unsafe_stores(stores: Stores) -> None:
    """Whatever writes in production asks this first: things that no setting shows, because they lie in the database or
    the bucket. Outside of production everything may be.

    Raises ConfigError, naming what has to be mended.
    """
    if not stores.config.is_production:
        return
    with stores.database.reading() as session:
        invented = account_security.list_invented(session)
    if invented:
        told = ", ".join(invented)
        raise ConfigError(f"Akun contoh masih terbuka: {told}. Tutup dengan: portal users disable ALAMAT")
    refuse_open_buckets(stores.config, stores.objects)
    refuse_open_search(stores.config)


def refuse_open_buckets(config: Config, objects: ObjectStorage | None = None) -> None:
    """The half of it that needs no database; where the originals are at hand, also whether one of them is handed out
    to anybody. Raises ConfigError.
    """
    if not config.is_production:
        return
    first = first_of(objects) if objects is not None else None
    second = objects.second if isinstance(objects, PairedStorage) else None
    places = {
        "PORTAL_STORAGE_URL": (config.storage_url, config.s3_endpoint_url, first),
        "PORTAL_SECOND_COPY_URL": (config.second_copy_url, config.second_copy_endpoint_url, second),
    }
    for setting, (url, endpoint_url, store) in places.items():
        if is_open_to_strangers(url, endpoint_url, digest=_some_digest(store)):
            raise ConfigError(f"Setelan tidak aman untuk production: {setting}. Siapa pun dapat membaca bucket itu.")


def refuse_open_search(config: Config) -> None:
    """Whoever searches for the public reaches nothing else; a server that is away is not asked. Raises ConfigError."""
    if not config.is_production or not is_on_postgresql(config.search_url):
        return
    reached = public_role_reaches(config.search_public_url)
    if reached:
        told = "apa saja" if "*" in reached else ", ".join(reached)
        raise ConfigError(
            f"Setelan tidak aman untuk production: PORTAL_SEARCH_PUBLIC_URL. Peran itu dapat menjangkau {told}."
        )


def _some_digest(store: ObjectStorage | None) -> str | None:
    """The digest of any object of the store; None where it is empty or away."""
    try:
        entry = next(iter(store.entries()), None) if store is not None else None
    except StorageError:
        return None
    return entry.digest if entry is not None else None


def _open_replica(config: Config) -> Database | None:
    if not config.replica_url:
        return None
    return Database(
        make_engine(config.replica_url, is_pooled=config.is_pooled, statement_seconds=LONGEST_ON_REPLICA_SECONDS)
    )


def _open_kept(config: Config, url: str) -> ObjectStorage:
    return open_storage(url, endpoint_url=config.s3_endpoint_url, retain_days=config.object_retention_days)


def _open_originals(config: Config) -> ObjectStorage:
    first = _open_kept(config, config.storage_url)
    if not config.second_copy_url:
        return first
    second = open_storage(
        config.second_copy_url,
        endpoint_url=config.second_copy_endpoint_url,
        access_key=config.second_copy_access_key,
        secret_key=config.second_copy_secret_key,
        setting="PORTAL_SECOND_COPY_URL",
        retain_days=config.object_retention_days,
    )
    return PairedStorage(first, second)
