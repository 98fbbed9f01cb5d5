"""The first page of a domestic agreement: title, numbers, day, parties and recitals."""

from portal.samples.casting import Side
from portal.samples.content.blocks import Block, Emblems, Par, lettered
from portal.samples.content.wordings import form_of, legal_basis
from portal.samples.look import Look
from portal.samples.sample import Sample
from portal.samples.source import dice
from portal.samples.wording import opening_date

_STREETS = ("Jalan Contoh Raya", "Jalan Teladan", "Jalan Percontohan", "Jalan Peraga Utama", "Jalan Contoh Merdeka")


def title_page(sample: Sample, look: Look) -> list[Block]:
    """Emblems, form, parties, one NOMOR line a party, TENTANG and the title."""
    lines = [form_of(sample).upper(), "ANTARA"]
    connectors = ["DENGAN" if len(look.sides) == 2 else "DAN"] * (len(look.sides) - 1)
    for index, side in enumerate(look.sides):
        lines.append(side.nama.upper())
        if index < len(connectors):
            lines.append(connectors[index])
    blocks: list[Block] = [Emblems(tuple(side.lambang for side in look.sides))]
    blocks += [Par(f"**{line}**", align="center", scale=1.05) for line in lines]
    for index, pihak in enumerate(sample.pihak):
        number = pihak.nomor or "..............................."
        blocks.append(Par(f"NOMOR: {number}", align="center", before=9 if index == 0 else 0))
    blocks.append(Par("**TENTANG**", align="center", before=9, scale=1.05))
    blocks.append(Par(f"**{sample.judul.upper()}**", align="center", before=3, scale=1.05))
    return blocks


def address(side: Side, look: Look) -> str:
    """An invented street in the party's real city."""
    throw = dice(look.seed, side.nama)
    return f"{throw.choice(_STREETS)} Nomor {throw.randint(1, 99)}, {side.kota}"


def parties(sample: Sample, look: Look, labels: tuple[str, ...]) -> list[Block]:
    """The opening sentence and the party blocks, numbered or as a table of fields."""
    throw = dice(look.seed, "pembuka")
    day = opening_date(sample.signed_on, precision=sample.pihak[0].signed_precision, variant=throw.randint(0, 3))
    place = sample.pihak[0].tempat or "..............."
    blocks: list[Block] = [Par(f"{day}, bertempat di {place}, yang bertanda tangan di bawah ini:", before=16)]
    for index, (side, label) in enumerate(zip(look.sides, labels, strict=True)):
        if "tabel" in look.flags:
            blocks += _party_fields(side, label, address(side, look), index)
        else:
            blocks.append(_party_sentence(side, label, address(side, look), index))
    blocks.append(
        Par(
            f"{_joined(labels)} secara bersama-sama selanjutnya disebut **PARA PIHAK** dan secara sendiri-sendiri "
            "disebut **PIHAK**, terlebih dahulu menerangkan hal-hal sebagai berikut:",
            before=8,
        )
    )
    return blocks


def _on_behalf(side: Side) -> str:
    if side.lembaga in side.nama:
        return side.nama
    return f"{side.nama} {side.lembaga}"


def _party_sentence(side: Side, label: str, street: str, index: int) -> Par:
    return Par(
        f"**{side.pejabat.upper()}**, selaku {side.jabatan}, dalam hal ini bertindak dalam jabatannya untuk dan atas "
        f"nama {_on_behalf(side)}, berkedudukan di {street}, yang selanjutnya dalam hal ini disebut sebagai "
        f"**{label}**;",
        marker=f"{index + 1}.",
        before=6,
    )


def _party_fields(side: Side, label: str, street: str, index: int) -> list[Block]:
    rows = (("Nama", side.pejabat), ("Jabatan", side.jabatan), ("Alamat", street))
    blocks: list[Block] = [
        Par(f":  {value}", align="left", marker=f"{key}", hang=72, before=6 if row == 0 and index else 2, keep=True)
        for row, (key, value) in enumerate(rows)
    ]
    sentence = f"bertindak untuk dan atas nama {_on_behalf(side)}, selanjutnya disebut **{label}**."
    return [*blocks, Par(sentence, before=3)]


def _joined(labels: tuple[str, ...]) -> str:
    if len(labels) == 2:
        return f"**{labels[0]}** dan **{labels[1]}**"
    return ", ".join(f"**{label}**" for label in labels[:-1]) + f", dan **{labels[-1]}**"


def _field(unit: str) -> str:
    if unit in ("SETJEN", "ITJEN", "BPSDM"):
        return "keimigrasian dan pemasyarakatan"
    is_corrections = unit.startswith(("DITJENPAS", "KWPAS", "LAPAS", "RUTAN", "BAPAS", "LPKA", "LPP"))
    return "pemasyarakatan" if is_corrections else "keimigrasian"


def recitals(sample: Sample, look: Look, labels: tuple[str, ...]) -> list[Block]:
    """Why the parties agree, and on which laws they build; shorter where the paper was scanned."""
    field = _field(sample.unit)
    items = [
        f"bahwa **{labels[0]}** menyelenggarakan tugas dan fungsi di bidang {field}",
        f"bahwa **{labels[1]}** mempunyai sumber daya dan kewenangan yang mendukung {look.topik.subjek[0]}",
        f"bahwa untuk {look.topik.tujuan} diperlukan kerja sama yang saling menguntungkan",
    ]
    if look.parent:
        items.insert(2, f"bahwa telah ditandatangani {look.parent}")
    blocks = lettered(tuple(items))
    is_local = any(side.jenis_mitra == "pemerintah_daerah" for side in look.sides)
    laws = legal_basis(look.day, is_immigration=field.startswith("keimigrasian"), is_local=is_local)
    if not look.scan:
        blocks.append(
            Par("Dengan memperhatikan ketentuan peraturan perundang-undangan sebagai berikut:", before=8, keep=True)
        )
        blocks += [Par(f"{law};", marker=f"{n}.", before=3) for n, law in enumerate(laws, 1)]
    form = form_of(sample)
    blocks.append(
        Par(
            f"Berdasarkan hal tersebut di atas, PARA PIHAK sepakat untuk menandatangani {form} tentang {sample.judul}, "
            "dengan ketentuan sebagai berikut:",
            before=8,
        )
    )
    return blocks
