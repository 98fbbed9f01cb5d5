"""What the answers are made of: days, instants and addresses as they describe them, and an instant as they write it."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import ConfigDict, Field

DAY = r"^\d{4}-\d{2}-\d{2}$"

Day = Annotated[str, Field(pattern=DAY, description="Tanggal TTTT-BB-HH (WIB).")]
Instant = Annotated[str, Field(json_schema_extra={"format": "date-time"}, description="Saat dalam UTC.")]
Url = Annotated[str, Field(json_schema_extra={"format": "uri"})]


def described(text: str) -> ConfigDict:
    """The settings of a shape: it never changes, and its description is this text."""
    return ConfigDict(frozen=True, json_schema_extra={"description": text})


def instant(at: datetime) -> str:
    """An instant in UTC with whole seconds, ending in Z."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
