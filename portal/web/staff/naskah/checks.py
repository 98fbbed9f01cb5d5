"""What stands beside the fields of a naskah, on its form and its page: warnings with their article, the clock."""

from collections.abc import Iterable
from dataclasses import replace

from flask import get_template_attribute
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import JenisBerkas, Lingkup
from portal.domain.naskah.fields import NaskahFields
from portal.domain.naskah.isi_minimum import Isi, joined
from portal.domain.naskah.masa_berlaku import last_day_in_force
from portal.domain.naskah.warnings import LegalWarning, NaskahContext, warnings_for
from portal.domain.publication.public_fields import scan_fields
from portal.domain.tanggal import last_signed
from portal.domain.tenggat.clocks import TenggatNaskah, tenggat_naskah
from portal.queries.naskah import family
from portal.queries.naskah.values import StaffBerkas, StaffNaskah
from portal.queries.naskah_asli import lists
from portal.web.context import actor, today
from portal.web.law import law_of_today

_OF_THE_NASKAH = frozenset({JenisBerkas.NASKAH, JenisBerkas.TERJEMAHAN, JenisBerkas.LAMPIRAN})


def warnings_of(
    session: Session, naskah: StaffNaskah, fields: NaskahFields, isi: Isi | None
) -> tuple[LegalWarning, ...]:
    """What the regulation expects otherwise of these fields; `isi` are the parts of the minimum content in the text."""
    context = NaskahContext(
        naskah.unit_jenis,
        tuple((berkas.jenis, berkas.bahasa) for berkas in naskah.current_berkas),
        family.load_related(session, [relation.target_kode for relation in fields.hubungan], actor()),
        isi,
        today(),
    )
    return (*warnings_for(fields, context), *_personal_numbers(fields))


def _personal_numbers(fields: NaskahFields) -> list[LegalWarning]:
    """Numbers of persons in what will be public: told beside the field, long before they hold the publication."""
    message = (
        "Isian ini memuat angka yang tampak seperti nomor pribadi (NIK, NIP, NRP). Hapus angkanya: isian ini tampil"
    )
    return [
        LegalWarning(one.field, f"{message} di publik dan menahan publikasi.", "UU 27/2022")
        for one in scan_fields(fields)
    ]


def content_of(files: Iterable[StaffBerkas]) -> Isi | None:
    """Parts of the minimum content that the texts of these files show together; None where none has enough text."""
    return joined(berkas.isi for berkas in files if berkas.jenis in _OF_THE_NASKAH)


def clock_of(session: Session, naskah: StaffNaskah, fields: NaskahFields) -> TenggatNaskah | None:
    """The clocks as they would run by what is typed; None for what has none by law."""
    if fields.lingkup is not Lingkup.LUAR_NEGERI:
        return None
    stored = lists.load_clock_facts(session, [naskah.id])[naskah.id]
    typed = replace(
        stored,
        lingkup=fields.lingkup,
        signed=last_signed(pihak.signed for pihak in fields.pihak),
        last_day=last_day_in_force(fields.expires_on, naskah.ended_on),
    )
    return tenggat_naskah(typed, law_of_today(), today())


def clock_text(session: Session, naskah: StaffNaskah, fields: NaskahFields) -> str:
    """The same as one sentence, for a script that keeps the page up to date; empty where no clock applies."""
    clock_state = clock_of(session, naskah, fields)
    if clock_state is None:
        return ""
    sentence = get_template_attribute("staff/naskah/_tenggat.html", "kalimat_jam")
    return " ".join(str(sentence(clock_state.asli)).split())
