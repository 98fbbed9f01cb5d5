"""Evaluations of a naskah, in the list of them."""

from collections.abc import Mapping

from portal.queries.evaluasi import EvaluasiGroup

GROUPS: Mapping[EvaluasiGroup, str] = {
    EvaluasiGroup.SEMUA: "Semua yang masih berlaku",
    EvaluasiGroup.BELUM: "Belum ada evaluasi",
    EvaluasiGroup.SUDAH: "Sudah ada evaluasi",
    EvaluasiGroup.BERAKHIR: "Sudah berakhir",
}
