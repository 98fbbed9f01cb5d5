"""Images of public pages: which there are and how large, without the text beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.terbitan import TerbitanHalaman


@dataclass(frozen=True)
class PageImage:
    """The image of one page: its digest and its size in pixels."""

    nomor: int
    sha256: str
    width: int
    height: int


def find_images(session: Session, kode: str, *, nomor: int | None = None) -> Sequence[PageImage]:
    """The page images of a naskah in order, or that of one page; empty where none is public."""
    query = select(
        TerbitanHalaman.nomor, TerbitanHalaman.image_sha256, TerbitanHalaman.image_width, TerbitanHalaman.image_height
    ).where(TerbitanHalaman.kode == kode)
    if nomor is not None:
        query = query.where(TerbitanHalaman.nomor == nomor)
    return [
        PageImage(row.nomor, row.image_sha256, row.image_width, row.image_height)
        for row in session.execute(query.order_by(TerbitanHalaman.nomor))
        if row.image_sha256 is not None and row.image_width and row.image_height
    ]
