"""What the search indexes have to take in: the latest change of each naskah, in one order for all hosts.

Lists are bounded by the number of naskah. Codes of naskah that are not public stand among them: staff alone may see it.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, UtcDateTime


class IndexChange(Base):
    """The latest change of one naskah; a newer one takes its place."""

    __tablename__ = "index_change"

    kode: Mapped[str] = mapped_column(primary_key=True)
    nomor: Mapped[int] = mapped_column(unique=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class IndexState(Base):
    """The one row behind the list. Who writes into the list holds it, so numbers become visible in their order.

    An `epoch` is the name of one history of numbers: with another one an index that followed begins anew.
    """

    __tablename__ = "index_state"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    nomor: Mapped[int]
    """The number given last."""
    epoch: Mapped[str]
