"""Mail on one machine without a server: every letter is an `.eml` file that any mail reader opens."""

import os
import secrets
from contextlib import suppress
from email.headerregistry import Address
from pathlib import Path

from portal.domain.tanggal import WIB
from portal.errors import MailError
from portal.mail.interface import Letter
from portal.mail.message import build, digest


class FolderMail:
    """Writes letters into a folder that only the service user may read."""

    def __init__(self, folder: Path, sender: Address) -> None:
        self.folder = folder
        self._sender = sender

    def send(self, letter: Letter) -> None:
        """One whole file or none; the same letter sent again lies there once. Raises BadInputError or MailError."""
        message = build(letter, self._sender)
        name = f"{letter.written_at.astimezone(WIB):%Y-%m-%d}-{digest(letter)}.eml"
        fresh = self.folder / f".{secrets.token_hex(8)}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(message)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self.folder / name)
        except OSError as error:
            with suppress(OSError):
                fresh.unlink()
            raise MailError("Surat tidak dapat ditulis ke folder surel. Periksa izin dan ruang penyimpanan.") from error
