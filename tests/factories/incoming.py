"""Letters to the mailbox of the portal, as the receiving server of an office would put them there."""

import secrets
from email.message import EmailMessage

AUTHSERV = "mx.contoh.go.id"


def mail_with(
    *pdfs: bytes,
    sender: str = "Ani <ani@contoh.go.id>",
    subject: str = "Naskah",
    message_id: str = "",
    vouched: str = "dkim=pass header.d=contoh.go.id",
    head: str = "",
) -> bytes:
    """A letter with these PDFs; `vouched` is what the server found, empty where it wrote nothing."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, "kotak@contoh.go.id", subject
    made["Message-ID"] = message_id or f"<{secrets.token_hex(8)}@contoh.go.id>"
    made.set_content("CONTOH. Terlampir.")
    for number, pdf in enumerate(pdfs, 1):
        made.add_attachment(pdf, maintype="application", subtype="pdf", filename=f"naskah-{number}.pdf")
    above = f"Authentication-Results: {AUTHSERV}; {vouched}\r\n" if vouched else ""
    return (above + head).encode() + made.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
