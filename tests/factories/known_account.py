"""One account whose password is known, hashed once for the whole run: argon2 takes a tenth of a second on purpose."""

from datetime import UTC, datetime

from tests.factories.shared import hashed_password

NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
TODAY = NOW.date()
EMAIL = "contoh@contoh.go.id"
HASH = hashed_password()
