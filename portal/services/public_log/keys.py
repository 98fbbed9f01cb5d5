"""The keys that sign the public log: those of the setting or, outside of production, one that the portal made itself.

In production a key is never made by itself: whoever signs for the ministry has to know that they do.
"""

import base64
import secrets
from pathlib import Path

from portal.config import Config
from portal.domain.public_log.note import SEED_BYTES, SignerKey
from portal.errors import ConfigError
from portal.kept_secret import kept_secret

FILE = "log_key"


def signer_keys(config: Config) -> tuple[SignerKey, ...]:
    """Every key that signs now; none in production without PORTAL_LOG_KEY. Raises ConfigError."""
    texts = config.log_key
    if not texts and not config.is_production:
        texts = (kept_secret(config.data_dir / FILE, _fresh),)
    return tuple(SignerKey(config.log_name, _seed(text, config.data_dir)) for text in texts)


def _fresh() -> str:
    return base64.b64encode(secrets.token_bytes(SEED_BYTES)).decode()


def _seed(text: str, data_dir: Path) -> bytes:
    try:
        seed = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise ConfigError(f"Berkas {FILE} di {data_dir.name} bukan kunci log.") from error
    if len(seed) != SEED_BYTES:
        raise ConfigError(f"Berkas {FILE} di {data_dir.name} bukan kunci log.")
    return seed
