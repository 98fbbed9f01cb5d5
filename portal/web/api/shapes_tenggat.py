"""Shapes of a due date that is explained: the names are those of `portal tenggat --json`, and a few more."""

from pydantic import BaseModel, Field

from portal.domain.tenggat.tenggat import Tenggat
from portal.web.api.shape_parts import Day, described


class AturanShape(BaseModel):
    """A rule that gives a number of working days."""

    model_config = described("Aturan yang memberi banyaknya hari kerja, dengan dasarnya.")

    kode: str = Field(description="naskah_asli, penyelarasan_usulan, …; bebas untuk hitungan atas permintaan.")
    peraturan: str
    dasar: str = Field(description="Pasal dan ayat.")
    dihitung_dari: str = Field(description="Peristiwa pada tanggal mulai.")
    keterangan: str


class HariShape(BaseModel):
    """One day between start and due date."""

    model_config = described("Satu hari sesudah tanggal mulai sampai dengan tenggat; tidak ada hari yang dilompati.")

    date: Day
    counted: bool = Field(description="Apakah hari ini dihitung sebagai hari kerja.")
    number: int | None = Field(description="Hari kerja ke berapa; null bila dilewati.")
    reason: str = Field(description="Mengapa dihitung atau dilewati.")


class TenggatShape(BaseModel):
    """A due date with every day that was counted or passed over."""

    model_config = described("Sebuah tenggat dalam hari kerja, dijelaskan hari demi hari; tanpa naskah apa pun.")

    start: Day
    hari_kerja: int = Field(description="Banyaknya hari kerja; hari ke-1 adalah hari kerja pertama sesudah start.")
    due: Day
    provisional: bool = Field(description="Benar bila SKB hari libur sebuah tahun di dalamnya belum ditetapkan.")
    notice: str = Field(description="Peringatan yang menyertai tenggat sementara; kosong bila sudah tetap.")
    rule: AturanShape
    days: list[HariShape]


def tenggat_shape(found: Tenggat) -> TenggatShape:
    """The answer for a due date."""
    rule = found.rule
    return TenggatShape(
        start=found.start_on.isoformat(),
        hari_kerja=rule.hari_kerja,
        due=found.due_on.isoformat(),
        provisional=found.is_provisional,
        notice=found.notice,
        rule=AturanShape(
            kode=rule.kode,
            peraturan=rule.peraturan,
            dasar=rule.dasar,
            dihitung_dari=rule.dihitung_dari,
            keterangan=rule.keterangan,
        ),
        days=[
            HariShape(date=day.tanggal.isoformat(), counted=day.is_counted, number=day.ke, reason=day.alasan)
            for day in found.days
        ],
    )
