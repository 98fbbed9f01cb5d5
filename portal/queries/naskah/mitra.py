"""Names of the partners of naskah, for whoever shows several at once. Whoever asks says which may be read."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.naskah import NaskahMitra
from portal.queries.batches import batched


def mitra_of(session: Session, naskah_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Names of the partners by naskah, in their order; the ministry itself is left out."""
    found: dict[int, list[str]] = {}
    for chunk in batched(sorted(naskah_ids)):
        query = (
            select(NaskahMitra.naskah_id, NaskahMitra.nama)
            .where(NaskahMitra.mitra_id.is_not(None), NaskahMitra.naskah_id.in_(chunk))
            .order_by(NaskahMitra.naskah_id, NaskahMitra.urutan)
        )
        for naskah_id, nama in session.execute(query):
            found.setdefault(naskah_id, []).append(nama)
    return {naskah_id: tuple(names) for naskah_id, names in found.items()}
