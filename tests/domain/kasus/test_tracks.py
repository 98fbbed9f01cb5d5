"""The two tracks of a treaty (Pasal 39 ayat (5) and (6)): every step against a table written by hand."""

from datetime import date

import pytest

from portal.domain.kasus.kemlu import WATCHED, KemluState, LangkahKemluFields, check_kemlu, check_step
from portal.domain.kasus.pengesahan import (
    DokumenPengesahan,
    JalurPengesahan,
    KategoriPengesahan,
    PengesahanAct,
    PengesahanDecision,
    PengesahanState,
    allowed_acts,
    check_decision,
    missing_documents,
    next_state,
    require_next,
)
from portal.errors import TransitionNotAllowedError
from portal.legal.load import load_rules

TODAY, SIGNED = date(2026, 11, 23), date(2026, 11, 3)
ACT = LangkahKemluFields(TODAY, "S-12/HKS/2026")

KEMLU = {
    "belum_dikirim": "dikirim",
    "dikirim": "lengkap_tercatat kurang_lengkap",
    "kurang_lengkap": "dikirim",
    "lengkap_tercatat": "ctc_terbit",
    "ctc_terbit": "tanda_terima_dikirim",
    "tanda_terima_dikirim": "",
}


@pytest.mark.parametrize("now", KemluState)
@pytest.mark.parametrize("step", KemluState)
def test_pasal_39_6_only_the_listed_steps_exist(now: KemluState, step: KemluState) -> None:
    if step.value in KEMLU[now.value].split():
        check_step(now, step)
    else:
        with pytest.raises(TransitionNotAllowedError):
            check_step(now, step)


def test_permenlu_4_2023_gives_seven_days_to_complete_and_three_to_issue() -> None:
    rules = load_rules()

    assert {state.value: rules[kode].on(date(2026, 11, 23)).hari_kerja for state, kode in WATCHED.items()} == {
        "kurang_lengkap": 7,
        "lengkap_tercatat": 3,
    }


@pytest.mark.parametrize(
    ("step", "fields", "wrong"),
    [
        (KemluState.DIKIRIM, ACT, []),
        (KemluState.DIKIRIM, LangkahKemluFields(date(2026, 11, 24), "S-1"), ["on"]),
        (KemluState.DIKIRIM, LangkahKemluFields(date(2026, 11, 2), "S-1"), ["on"]),
        (KemluState.DIKIRIM, LangkahKemluFields(TODAY, " "), ["dokumen"]),
        (KemluState.DIKIRIM, LangkahKemluFields(TODAY, "x" * 1001, "y" * 1001), ["dokumen", "keterangan"]),
        (KemluState.KURANG_LENGKAP, ACT, ["keterangan"]),
        (KemluState.KURANG_LENGKAP, LangkahKemluFields(TODAY, "S-2", "Lampiran II"), []),
    ],
)
def test_an_act_at_the_foreign_ministry_has_its_day_and_document(
    step: KemluState, fields: LangkahKemluFields, wrong: list[str]
) -> None:
    assert [problem.field for problem in check_kemlu(step, fields, earliest=SIGNED, today=TODAY)] == wrong


# state, act → state after it by route: uu_dpr, perpres ("-": may not).
PENGESAHAN = {
    ("menyiapkan", "dokumen"): ("menyiapkan", "menyiapkan"),
    ("menyiapkan", "sampaikan"): ("disampaikan", "disampaikan"),
    ("disampaikan", "dokumen"): ("disampaikan", "disampaikan"),
    ("disampaikan", "bahas"): ("dibahas", "-"),
    ("disampaikan", "sahkan"): ("-", "selesai"),
    ("dibahas", "sahkan"): ("selesai", "selesai"),
    ("belum_ditentukan", "tentukan"): ("menyiapkan", "menyiapkan"),
    ("tidak_perlu", "tentukan"): ("menyiapkan", "menyiapkan"),
    ("menyiapkan", "tentukan"): ("menyiapkan", "menyiapkan"),
}


@pytest.mark.parametrize("now", PengesahanState)
@pytest.mark.parametrize("act", PengesahanAct)
@pytest.mark.parametrize("jalur", [JalurPengesahan.UU_DPR, JalurPengesahan.PERPRES])
def test_uu_24_2000_only_the_listed_acts_exist(
    now: PengesahanState, act: PengesahanAct, jalur: JalurPengesahan
) -> None:
    by_route = PENGESAHAN.get((now.value, act.value), ("-", "-"))
    expected = by_route[0 if jalur is JalurPengesahan.UU_DPR else 1]
    if expected == "-":
        assert act not in allowed_acts(now, jalur)
        with pytest.raises(TransitionNotAllowedError):
            require_next(now, act, jalur)
    else:
        assert require_next(now, act, jalur).value == expected


def test_a_treaty_that_needs_none_has_no_further_act_than_another_decision() -> None:
    after = next_state(PengesahanState.MENYIAPKAN, PengesahanAct.TENTUKAN, JalurPengesahan.TIDAK_PERLU)

    assert after is PengesahanState.TIDAK_PERLU
    assert allowed_acts(after, JalurPengesahan.TIDAK_PERLU) == (PengesahanAct.TENTUKAN,)


def test_uu_24_2000_pasal_12_names_what_is_still_to_be_prepared() -> None:
    there = frozenset({DokumenPengesahan.TERJEMAHAN})

    assert missing_documents(there) == (DokumenPengesahan.SALINAN_NASKAH, DokumenPengesahan.RANCANGAN)
    assert missing_documents(frozenset(DokumenPengesahan) - {DokumenPengesahan.DOKUMEN_LAIN}) == ()


@pytest.mark.parametrize(
    ("jalur", "alasan", "kategori", "wrong"),
    [
        (JalurPengesahan.UU_DPR, "Mengubah kaidah.", (KategoriPengesahan.KAIDAH_HUKUM_BARU,), []),
        (JalurPengesahan.UU_DPR, "Mengubah kaidah.", (), ["kategori"]),
        (JalurPengesahan.PERPRES, "Teknis.", (), []),
        (JalurPengesahan.TIDAK_PERLU, " ", (), ["alasan"]),
        (JalurPengesahan.TIDAK_PERLU, "x" * 2001, (), ["alasan"]),
    ],
)
def test_the_route_is_decided_by_a_person_with_a_reason(
    jalur: JalurPengesahan, alasan: str, kategori: tuple[KategoriPengesahan, ...], wrong: list[str]
) -> None:
    decision = PengesahanDecision(jalur, alasan, ACT, kategori)

    assert [p.field for p in check_decision(decision, earliest=SIGNED, today=TODAY)] == wrong
