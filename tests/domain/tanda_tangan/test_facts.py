"""The facts about a signature are five sentences, none of them a verdict, and a report believes nothing it is told."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from portal.domain.tanda_tangan import facts as facts_rules
from portal.domain.tanda_tangan.facts import Tone, facts
from portal.domain.tanda_tangan.report import (
    Changes,
    Coverage,
    Integrity,
    Kind,
    NotCheckable,
    Revocation,
    SignatureReport,
    TimeStamp,
    Trust,
    tidy,
    trust_fingerprint,
)

WHEN = datetime(2026, 11, 13, 2, 14, tzinfo=UTC)
SOUND = SignatureReport(
    "TTE1",
    signer="CONTOH Penanda Tangan",
    issuer="CONTOH Penerbit",
    claimed_at=WHEN,
    integrity=Integrity.UTUH,
    changes=Changes.NONE,
    coverage=Coverage.WHOLE,
    trust=Trust.TRUSTED,
    trust_at=WHEN,
)


def say(moment: datetime) -> str:
    return f"{moment:%d-%m-%Y}"


def sentence(key: str, **changes: object) -> str:
    return next(fact.sentence for fact in facts(replace(SOUND, **changes), say) if fact.key == key)  # type: ignore[arg-type]


def test_five_facts_stand_side_by_side_in_this_order() -> None:
    assert [fact.label for fact in facts(SOUND, say)] == [
        "Keutuhan",
        "Sertifikat tepercaya",
        "Cap waktu",
        "Pencabutan",
        "Cakupan",
    ]


def test_no_sentence_is_a_verdict() -> None:
    for integrity in Integrity:
        for trust in Trust:
            for stamp in TimeStamp:
                report = replace(SOUND, integrity=integrity, trust=trust, time_stamp=stamp)
                assert not any(" sah" in fact.sentence.lower() for fact in facts(report, say))


def test_no_signature_is_told_as_such() -> None:
    assert facts_rules.summary(0) == "Tidak ada tanda tangan elektronik"
    assert facts_rules.summary(2) == "2 tanda tangan elektronik"


def test_an_empty_trust_list_and_an_unasked_revocation_say_that_nothing_was_checked() -> None:
    assert sentence("trust", trust=Trust.EMPTY_LIST) == ("Sertifikat belum dapat diperiksa: daftar kepercayaan kosong.")
    assert sentence("revocation") == "Status pencabutan tidak diperiksa."


def test_content_changed_after_signing_is_told_with_integrity() -> None:
    told = sentence("integrity", changes=Changes.CONTENT, coverage=Coverage.LATER_BYTES)

    assert told == "Bagian yang ditandatangani utuh, tetapi isi dokumen diubah sesudah ditandatangani."


@pytest.mark.parametrize(
    ("changes", "is_wanted"),
    [
        ({}, False),
        ({"trust": Trust.EMPTY_LIST}, False),
        ({"changes": Changes.FORM, "coverage": Coverage.LATER_BYTES}, False),
        ({"changes": Changes.CONTENT}, True),
        ({"integrity": Integrity.BERUBAH}, True),
        ({"revocation": Revocation.REVOKED, "trust": Trust.REVOKED}, True),
        ({"time_stamp": TimeStamp.INVALID}, True),
        ({"coverage": Coverage.PARTIAL}, True),
    ],
)
def test_a_fact_speaks_against_the_signature_where_something_is_wrong(
    changes: dict[str, object], is_wanted: bool
) -> None:
    told = facts_rules.facts(replace(SOUND, **changes), str)  # type: ignore[arg-type]

    assert any(fact.tone is facts_rules.Tone.BAD for fact in told) is is_wanted


def test_every_word_of_a_report_has_a_sentence() -> None:
    for name, words in (
        ("trust", Trust),
        ("coverage", Coverage),
        ("time_stamp", TimeStamp),
        ("revocation", Revocation),
    ):
        assert all(sentence(name, **{name: word}).endswith(".") for word in words)
    assert all(sentence("integrity", changes=word).endswith(".") for word in Changes)
    for reason in NotCheckable:
        broken = {"integrity": Integrity.TIDAK_DAPAT_DIPERIKSA, "not_checkable": reason}
        assert sentence("integrity", **broken) == facts_rules.not_checkable_sentence(reason)


def test_a_claimed_time_is_told_from_a_proven_one() -> None:
    proven = replace(SOUND, stamped_at=WHEN, time_stamp=TimeStamp.VALID)

    assert facts_rules.time_sentence(SOUND, say) == "13-11-2026, menurut jam penanda tangan sendiri."
    assert facts_rules.time_sentence(proven, say) == "13-11-2026, dibuktikan oleh cap waktu tepercaya."
    assert "tidak tercantum" in facts_rules.time_sentence(replace(SOUND, claimed_at=None), say)


def test_a_certification_says_what_it_permits() -> None:
    locked = replace(SOUND, kind=Kind.CERTIFICATION, docmdp_level=1)

    assert facts_rules.kind_label(locked).endswith("tidak mengizinkan perubahan apa pun")
    assert facts_rules.kind_label(replace(SOUND, kind=Kind.TIMESTAMP)) == "Cap waktu dokumen"


def test_warnings_do_not_depend_on_colour_alone() -> None:
    sentences = {fact.sentence for fact in facts(SOUND, say) if fact.tone is Tone.GOOD}

    assert "Bagian yang ditandatangani utuh." in sentences


def test_a_report_comes_back_as_it_went() -> None:
    full = replace(SOUND, stamped_at=WHEN, docmdp_level=2, roots=3, trust_fingerprint="a" * 64)

    assert SignatureReport.from_json(full.to_json()) == full


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("field", 7),
        ("signer", "x" * 301),
        ("signer", "nama\u202egnay"),
        ("signer", "dua\nbaris"),
        ("signer", "\ud800"),
        ("kind", "sah"),
        ("trust", None),
        ("claimed_at", "kemarin"),
        ("claimed_at", "2026-11-13T00:00:00"),
        ("claimed_at", "0001-01-01T00:00:00+14:00"),
        ("stamped_at", 12),
        ("docmdp_level", 4),
        ("docmdp_level", True),
        ("roots", -1),
        ("trust_fingerprint", "A" * 64),
        ("not_checkable", "rahasia"),
        ("detail", ["x"]),
    ],
)
def test_a_report_out_of_order_is_not_believed(key: str, value: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever is wrong, it is a ValueError.
        SignatureReport.from_json({**SOUND.to_json(), key: value})


@pytest.mark.parametrize("data", [None, [], {}, {**SOUND.to_json(), "more": 1}])
def test_a_report_of_another_shape_is_not_believed(data: object) -> None:
    with pytest.raises(ValueError, match="facts"):
        SignatureReport.from_json(data)


def test_a_name_out_of_a_file_is_made_fit_to_be_shown() -> None:
    assert tidy("  Nama\x00\u202e\r\n Orang ") == "Nama Orang"
    assert len(tidy("a" * 5000)) == 300


def test_the_fingerprint_of_a_trust_list_knows_no_order_and_no_doubles() -> None:
    assert trust_fingerprint([b"a", b"b"]) == trust_fingerprint([b"b", b"a", b"a"])
    assert trust_fingerprint([b"a"]) != trust_fingerprint([b"b"])
    assert trust_fingerprint([]) == ""
