"""What the receiving server says of a sender: read exactly, believed only where it names the very domain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.kiriman.subject import unit_in_subject
from portal.domain.kiriman.vouching import AuthResult, is_vouched_for, read_results

SERVER, DOMAIN = "mx.contoh.go.id", "imigrasi.contoh.go.id"


@pytest.mark.parametrize(
    "told",
    [
        "dkim=pass header.d=imigrasi.contoh.go.id header.s=2026 header.b=AbC+/1=",
        "dkim=pass (2048-bit key; unprotected) header.d=Imigrasi.Contoh.GO.ID",
        "dkim=pass header.i=@imigrasi.contoh.go.id",
        "dkim = pass header.i = budi@imigrasi.contoh.go.id",
        'dkim=pass reason="good; signature" header.d="imigrasi.contoh.go.id"',
        "dkim=fail header.d=lain.go.id; dkim=pass header.d=imigrasi.contoh.go.id",
        "spf=pass smtp.mailfrom=budi@imigrasi.contoh.go.id smtp.helo=keluar.contoh.go.id",
        "spf=pass (sender SPF authorized (nested)) smtp.mailfrom=imigrasi.contoh.go.id",
        "dmarc=pass (p=reject dis=none) header.from=imigrasi.contoh.go.id",
        "dkim=none;\r\n\tspf=pass\r\n\tsmtp.mailfrom=budi@imigrasi.contoh.go.id",
    ],
)
def test_a_domain_that_the_server_names_is_believed(told: str) -> None:
    assert is_vouched_for([f"{SERVER}; {told}"], SERVER, DOMAIN)
    assert is_vouched_for([f"MX.contoh.go.id 1; {told}"], SERVER, DOMAIN)


@pytest.mark.parametrize(
    "told",
    [
        "none",
        "dkim=fail header.d=imigrasi.contoh.go.id",
        "dkim=pass header.d=contoh.go.id",
        "dkim=pass header.d=x.imigrasi.contoh.go.id",
        "dkim=pass header.d=imigrasi.contoh.go.id.jahat.com",
        "dkim=pass header.d=jahat.com header.d=imigrasi.contoh.go.id",
        "dkim=pass header.s=imigrasi.contoh.go.id",
        "spf=softfail smtp.mailfrom=imigrasi.contoh.go.id",
        "spf=pass smtp.helo=imigrasi.contoh.go.id",
        'spf=pass smtp.mailfrom="x; dkim=pass header.d=imigrasi.contoh.go.id"@jahat.com',
        "spf=pass smtp.mailfrom=a@jahat.com (; dkim=pass header.d=imigrasi.contoh.go.id)",
        "spf=pass smtp.mailfrom=budi@imigrasi.contoh.go.id; dmarc=fail header.from=imigrasi.contoh.go.id",
        "dkim=pass header.d=imigrasi.contoh.go.id (tak ditutup",
        'dkim=pass header.d=imigrasi.contoh.go.id "tak ditutup',
        'dkim=pass header.d=imigrasi.contoh.go.id (a " b)',
        "spf=pass smtp.mailfrom=budi(x@imigrasi.contoh.go.id",
        "spf=pass smtp.mailfrom=a(;)@imigrasi.contoh.go.id",
        "spf=fail smtp.mailfrom=jahat.com; spf=pass smtp.mailfrom=imigrasi.contoh.go.id",
        "dmarc=pass header.from=imigrasi.contoh.go.id; dmarc=none header.from=jahat.com",
        "iprev=pass policy.iprev=imigrasi.contoh.go.id",
        "",
    ],
)
def test_what_is_not_said_of_the_very_domain_is_not_believed(told: str) -> None:
    assert not is_vouched_for([f"{SERVER}; {told}"], SERVER, DOMAIN)


def test_only_the_topmost_header_of_the_server_counts() -> None:
    right = f"{SERVER}; dkim=pass header.d={DOMAIN}"

    assert is_vouched_for(["antara.contoh.go.id; dkim=none", right], SERVER, DOMAIN)
    assert not is_vouched_for([f"{SERVER}; dkim=none", right], SERVER, DOMAIN)
    assert not is_vouched_for([f"lain.go.id; dkim=pass header.d={DOMAIN}"], SERVER, DOMAIN)
    assert not is_vouched_for([f"{SERVER}; dkim=none (tak ditutup", right], SERVER, DOMAIN)
    assert not is_vouched_for([], SERVER, DOMAIN)
    assert not is_vouched_for([f"{SERVER}; dkim=pass header.d="], SERVER, "")


@given(st.text(), st.sampled_from([SERVER, ""]))
def test_nothing_that_a_letter_holds_breaks_the_reading(text: str, before: str) -> None:
    name, findings = read_results(before + text)

    assert isinstance(name, str)
    assert all(isinstance(one, AuthResult) for one in findings)
    assert not is_vouched_for([text], SERVER, DOMAIN) or SERVER in text.lower()


@pytest.mark.parametrize(
    ("subject", "kode"),
    [
        ("[KANIM-A] Naskah", "KANIM-A"), ("Re: [ kanim-a ] x [IMI]", "kanim-a"), ("Naskah", ""), ("[]", ""),
        ("[ada spasi di sini] [IMI]", "IMI"), ("[" + "x" * 41 + "]", ""), ("[<b>]", ""),
    ],
)  # fmt: skip
def test_the_code_of_a_unit_stands_between_brackets(subject: str, kode: str) -> None:
    assert unit_in_subject(subject) == kode
