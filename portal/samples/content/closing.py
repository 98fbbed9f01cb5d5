"""The signing sides at the end of an agreement."""

from portal.samples.content.blocks import Block, Par, Signature, Signatures
from portal.samples.look import Look
from portal.samples.sample import Sample
from portal.samples.source import dice


def signing(sample: Sample, look: Look, labels: tuple[str, ...], *, is_english: bool = False) -> list[Block]:
    """Signatures, stamps and invented names; a draft is left unsigned."""
    throw = dice(look.seed, "tanda tangan")
    is_signed = sample.signed_on is not None and sample.state != "draf"
    cells = tuple(
        Signature(
            label=label,
            jabatan=side.jabatan_en if is_english and side.jabatan_en else side.jabatan,
            nama=side.pejabat,
            emblem=side.lambang,
            ink=throw.randint(1, 10**6) if is_signed else 0,
            has_meterai=is_signed and sample.lingkup == "dalam_negeri" and index == 0,
        )
        for index, (side, label) in enumerate(zip(look.sides, labels, strict=True))
    )
    # Indonesian papers put the second party on the left of the first.
    order = (cells[1], cells[0], *cells[2:]) if sample.lingkup == "dalam_negeri" else cells
    return [Signatures(order)]


def amendment(sample: Sample, look: Look, labels: tuple[str, ...]) -> list[Block]:
    """The short body of an addendum: what changes, and that the rest stands."""
    old = look.parent or "perjanjian sebelumnya"
    both = f"**{labels[0]}** dan **{labels[1]}**"
    scope = "; ".join(line[0] for line in look.topik.lingkup[:2])
    return [
        Par("**PASAL I**", align="center", before=13, keep=True),
        Par(f"Beberapa ketentuan dalam {old} diubah sebagai berikut:", before=4),
        Par(f"Ketentuan Pasal 2 diubah sehingga ruang lingkup ditambah dengan {scope}.", marker="1.", before=4),
        Par(
            "Ketentuan Pasal 5 ayat (1) diubah sehingga biaya layanan dibebankan kepada PIHAK yang menyelenggarakan "
            "layanan, dan ditinjau kembali setiap 12 (dua belas) bulan.",
            marker="2.",
            before=4,
        ),
        Par(
            "Di antara Pasal 7 dan Pasal 8 disisipkan 1 (satu) pasal, yakni Pasal 7A mengenai rekonsiliasi data harian "
            f"antara {both}.",
            marker="3.",
            before=4,
        ),
        Par("**PASAL II**", align="center", before=13, keep=True),
        Par(
            f"{sample.nama_bentuk or 'Adendum'} ini merupakan satu kesatuan dan bagian yang tidak terpisahkan dari "
            "perjanjian yang diubahnya. Ketentuan lain yang tidak diubah dinyatakan tetap berlaku.",
            before=4,
        ),
        Par(
            "Dibuat dalam rangkap 2 (dua) asli, bermeterai cukup, dan mulai berlaku pada tanggal ditandatangani.",
            before=6,
            keep=True,
        ),
    ]
