"""Whom the public reaches: unit, postal address, mail and telephone, as the settings name them."""

import re
from dataclasses import dataclass

from portal.domain.plain_text import clean_line
from portal.errors import BadInputError

DEFAULT_UNIT = "Biro Hukum dan Kerja Sama, Sekretariat Jenderal Kementerian Imigrasi dan Pemasyarakatan"
LONGEST = 200
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}", re.ASCII)
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{4,28}[0-9]", re.ASCII)


@dataclass(frozen=True)
class Contact:
    """What stands under "Hubungi kami"; empty where nothing was set. `security` is where weaknesses are told."""

    unit: str = DEFAULT_UNIT
    address: str = ""
    email: str = ""
    phone: str = ""
    security: str = ""

    @property
    def phone_link(self) -> str:
        """The number as a `tel:` address writes it."""
        return "".join(letter for letter in self.phone if letter.isascii() and (letter.isdecimal() or letter == "+"))

    @property
    def security_email(self) -> str:
        """Where weaknesses are told: an address of its own, or the general one."""
        return self.security or self.email


def read_contact(*, unit: str = "", address: str = "", email: str = "", phone: str = "", security: str = "") -> Contact:
    """Check what was set. Raises BadInputError whose field is `unit`, `address`, `email`, `phone` or `security`."""
    texts = {"unit": unit, "address": address}
    for name, text in texts.items():
        if len(text) > LONGEST:
            raise BadInputError(f"paling panjang {LONGEST} karakter.", name)
    for name, text in (("email", email), ("security", security)):
        if text and _EMAIL.fullmatch(text.strip()) is None:
            raise BadInputError("harus alamat surel lengkap, misalnya hukum@instansi.go.id.", name)
    if phone and _PHONE.fullmatch(phone.strip()) is None:
        raise BadInputError("harus nomor telepon, misalnya +62 21 5253004.", "phone")
    return Contact(
        clean_line(unit) or DEFAULT_UNIT, clean_line(address), email.strip(), phone.strip(), security.strip()
    )
