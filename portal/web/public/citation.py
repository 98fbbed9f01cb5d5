"""How a naskah is quoted: one sentence, the same on the page and in the reader's clipboard."""

from portal.domain.formats import long_date, word_list
from portal.queries.public.values import PublicNaskah
from portal.web.words.labels.naskah import label_bentuk


def citation(naskah: PublicNaskah, url: str) -> str:
    """Form, parties, title, numbers, place and date, and the permanent address."""
    item = naskah.item
    sentence = label_bentuk(item.bentuk, item.nama_bentuk)
    if naskah.pihak:
        sentence += f" antara {word_list([pihak.nama for pihak in naskah.pihak])}"
    sentence += f" tentang {item.judul}"
    if item.nomor:
        sentence += f", Nomor {word_list(item.nomor)}"
    place = signing_place(naskah)
    signed = long_date(item.signed) if item.signed.on else "tanpa tanggal"
    return f"{sentence} ({place + ', ' if place else ''}{signed}). {url}"


def signing_place(naskah: PublicNaskah) -> str:
    """Where the signature was given that the shown date belongs to; empty when that is not known.

    Parties may sign on different days in different towns, so a place is never taken from another day's signature
    unless all signatures share it.
    """
    places = [pihak.tempat for pihak in naskah.pihak if pihak.tempat and pihak.signed == naskah.item.signed]
    if not places:
        places = [pihak.tempat for pihak in naskah.pihak if pihak.tempat]
        if len(set(places)) > 1:
            return ""
    return word_list(list(dict.fromkeys(places)))
