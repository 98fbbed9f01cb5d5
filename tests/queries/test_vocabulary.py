"""The vocabulary as it stands: shipped entries, changes over them, in use or switched off."""

from datetime import date

from portal.clock import utc_now
from portal.domain.search_vocabulary import EntryKind
from portal.models.vocabulary import VocabularyChange
from portal.queries.vocabulary import list_entries, load_vocabulary
from portal.wiring import Stores


def change(key: str, *padanan: str, is_off: bool = False) -> VocabularyChange:
    return VocabularyChange(
        key=key,
        istilah=key.upper(),
        jenis=EntryKind.SINGKATAN,
        padanan=padanan,
        is_mutual=True,
        bahasa="id",
        sumber="CONTOH",
        tanggal=date(2026, 11, 30),
        is_off=is_off,
        changed_at=utc_now(),
        changed_by=None,
    )


def test_changes_lie_over_what_is_shipped(stores: Stores) -> None:
    with stores.database.reading() as session:
        shipped = {row.key: row for row in list_entries(session)}
    with stores.database.transaction() as session:
        session.add_all((change("kxz", "kata contoh"), change("bnn", "badan contoh"), change("wbp", is_off=True)))
        session.add_all((change("wna", "orang contoh", is_off=True), change("tidak dikenal", is_off=True)))
    with stores.database.reading() as session:
        rows = {row.key: row for row in list_entries(session)}
        known = load_vocabulary(session)
        found = list_entries(session, "CONTOH kata")
        countries = list_entries(session, "", EntryKind.NEGARA)

    assert rows.keys() - shipped.keys() == {"kxz"}
    assert (rows["kxz"].is_own, rows["kxz"].is_off, rows["wbp"].is_own, rows["wbp"].is_off) == (
        True,
        False,
        False,
        True,
    )
    assert rows["wbp"].entry == shipped["wbp"].entry
    assert found == ()
    assert [row.key for row in countries if row.entry.istilah == "JP"] == ["negara:jp"]
    for key in ("wbp", "wna"):
        assert known.longest_at([key], 0) is None
    bnn = known.longest_at(["bnn"], 0)
    assert bnn is not None
    assert bnn[1].others == ("badan contoh",)
