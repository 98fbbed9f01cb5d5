"""What production does not start over: things that no setting shows, because they lie in the database or the bucket."""

from portal.errors import ConfigError
from portal.queries import account_security
from portal.storage.strangers import is_open_to_strangers
from portal.wiring import Stores


def refuse_unsafe_stores(stores: Stores) -> None:
    """Raises ConfigError, naming what has to be mended; outside production everything may be."""
    config = stores.config
    if not config.is_production:
        return
    with stores.database.reading() as session:
        invented = account_security.list_invented(session)
    if invented:
        told = ", ".join(invented)
        raise ConfigError(f"Akun contoh masih terbuka: {told}. Tutup dengan: portal users disable ALAMAT")
    places = {
        "PORTAL_STORAGE_URL": (config.storage_url, config.s3_endpoint_url),
        "PORTAL_SECOND_COPY_URL": (config.second_copy_url, config.second_copy_endpoint_url),
    }
    for setting, (url, endpoint_url) in places.items():
        if is_open_to_strangers(url, endpoint_url):
            raise ConfigError(f"Setelan tidak aman untuk production: {setting}. Siapa pun dapat membaca bucket itu.")
