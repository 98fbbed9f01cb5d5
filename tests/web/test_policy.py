"""The policy as a table: what is wrong in it is refused, and a few things in it that nobody may change in passing."""

from dataclasses import FrozenInstanceError

import pytest
from werkzeug.routing import Rule

from portal.domain.permissions import Peran
from portal.domain.policy_table import packaged
from portal.errors import ConfigError
from portal.web.policy import (
    COLUMNS,
    KEADAAN,
    NEEDS_PROOF,
    OPEN,
    POLICY,
    WITH_INITIAL_PASSWORD,
    WITHOUT_FACTOR,
    About,
    check_routes,
    may_enter,
    read_keadaan,
    read_policy,
)
from portal.web.words.labels.peran import ROLES

HEAD = ",".join(COLUMNS)
GOOD = "work.contoh,POST,-,-,-,ya,-,ya,-,-,naskah,submit,-,-"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f"{GOOD}\n{GOOD}", "policy.csv baris 3: work.contoh POST sudah ada di policy.csv baris 2."),
        (GOOD.replace("POST", "HEAD"), "metode HEAD"),
        (GOOD.replace("naskah", "surat"), "kolom tentang berisi 'surat', yang tidak dikenal"),
        (GOOD.replace("submit", "hapus"), "kolom tindakan berisi 'hapus', yang tidak dikenal"),
        (GOOD.replace("ya", "Ya", 1), "kolom pengelola berisi 'Ya', seharusnya 'ya' atau '-'"),
        (GOOD.replace("submit", ""), "seharusnya 14 sel, tanpa sel kosong"),
        (GOOD + ",-", "seharusnya 14 sel"),
        (GOOD.replace("ya", "-"), "tidak terbuka bagi siapa pun"),
        (GOOD.replace("POST,-,-", "POST,-,ya"), "terbuka dengan sandi awal"),
        (GOOD.replace("POST,-,-,-", "POST,ya,ya,ya"), "terbuka bagi umum terbuka bagi semua"),
        (GOOD.replace("ya,-,-,naskah", "ya,-,ya,naskah"), "tidak boleh melakukan tindakan submit"),
        (GOOD.replace("submit", "void"), "tidak boleh melakukan tindakan void"),
        ("work.contoh,GET,-,-,-,ya,-,ya,-,-,naskah,-,ya,-", "bukti hanya diminta untuk perubahan"),
        ("a.b,POST,ya,ya,ya,ya,ya,ya,ya,ya,-,-,ya,-", "bukti hanya diminta untuk perubahan"),
        ("a.b,GET,ya,ya,ya,ya,ya,ya,ya,ya,-,-,-,-\na.b,POST,-,-,-,ya,-,-,-,-,-,-,-,-", "a.b terbuka bagi umum dengan"),
        (GOOD[:-1] + "baca", "yang dibuka kunci akses tidak terbuka bagi peran"),
        ("a.b,GET,ya,ya,ya,ya,ya,ya,ya,ya,-,-,-,baca", "yang dibuka kunci akses tidak terbuka bagi peran"),
        ("a.b,POST,-,-,-,-,-,-,-,-,-,-,ya,baca", "yang dibuka kunci akses tidak terbuka bagi peran"),
        ("a.b,POST,-,-,-,-,-,-,-,-,-,-,-,tulis", "kolom kunci berisi 'tulis', yang tidak dikenal"),
        ("a.b,GET,-,-,-,-,-,-,-,-,-,-,-,baca\na.b,POST,-,-,-,ya,-,-,-,-,-,-,-,-", "a.b dibuka kunci akses dengan satu"),
    ],
)
def test_a_line_that_cannot_be_right_is_refused_and_named(line: str, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        read_policy(f"{HEAD}\n{line}\n")

    assert said in refused.value.message
    assert "policy.csv" in refused.value.message


OPEN_TO_ALL = dict(zip(COLUMNS, ["a.b", "GET", *["ya"] * 8, "-", "-", "-", "-"], strict=True))


@pytest.mark.parametrize("column", COLUMNS[3:10])
def test_what_is_open_to_all_is_closed_to_nobody(column: str) -> None:
    assert read_policy(f"{HEAD}\n{','.join(OPEN_TO_ALL.values())}\n")[("a.b", "GET")].is_open
    with pytest.raises(ConfigError, match=r"baris 2: yang terbuka bagi umum|dengan sandi awal"):
        read_policy(f"{HEAD}\n{','.join((OPEN_TO_ALL | {column: '-'}).values())}\n")


def test_of_several_routes_that_are_half_open_the_first_is_named() -> None:
    closed = OPEN_TO_ALL | {"metode": "POST", "umum": "-"}
    lines = [one | {"rute": route} for route in ("c.d", "a.b") for one in (OPEN_TO_ALL, closed)]

    with pytest.raises(ConfigError, match=r"a\.b terbuka bagi umum dengan satu metode"):
        read_policy("\n".join([HEAD, *(",".join(one.values()) for one in lines)]))


def test_a_line_may_let_in_fewer_than_may_act_and_ask_for_proof_of_any_change() -> None:
    ((_, fewer),) = read_policy(f"{HEAD}\n{GOOD.replace('ya', '-', 1)}\n").items()
    ((_, ended),) = read_policy(f"{HEAD}\n{GOOD.replace('POST', 'DELETE')[:-3]}ya,-\n").items()

    assert fewer.peran == {Peran.BIRO}
    assert ended.needs_proof


@pytest.mark.parametrize("text", ["", "# hanya penjelasan\n", "rute,metode\n", f"{HEAD},lagi\n"])
def test_a_table_without_its_heading_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="baris judul seharusnya rute,metode,umum"):
        read_policy(text)


def test_a_line_says_who_may_and_an_explanation_says_nothing() -> None:
    ((key, route),) = read_policy(f"# penjelasan\n{HEAD}\n\n# lagi\n{GOOD}\n").items()

    assert key == ("work.contoh", "POST")
    assert route.peran == {Peran.PENGELOLA, Peran.BIRO}
    assert (route.is_open, route.needs_proof, route.with_initial_password, route.without_factor) == (False,) * 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("draf,draf,404,404,x", None),
        ("draf,draf,404,403,x", "kolom berkas berisi '403'"),
        ("draf,draf,200,404,x", "kolom halaman berisi '200'"),
        ("draf,baru,404,404,x", "kolom status berisi 'baru', yang tidak dikenal"),
        ("draf,-,404,404,x", "kolom status berisi '-', yang tidak dikenal"),
    ],
)
def test_a_state_answers_the_public_with_what_is_there_or_nothing(text: str, said: str | None) -> None:
    table = f"keadaan,status,halaman,berkas,keterangan\n{text}\n"
    if said is None:
        assert len(read_keadaan(table)) == 1
    else:
        with pytest.raises(ConfigError, match="keadaan.csv baris 2: " + said):
            read_keadaan(table)


def rules(*more: tuple[str, str]) -> list[Rule]:
    """Routes as the application has them, one for every line."""
    return [Rule("/x", endpoint=endpoint, methods=[method]) for endpoint, method in (*POLICY, *more)]


def test_every_route_that_has_its_line_lets_the_portal_start() -> None:
    check_routes(rules(("work.void", "OPTIONS")))


def test_a_route_without_a_line_keeps_the_portal_from_starting_and_the_line_is_told() -> None:
    with pytest.raises(ConfigError) as refused:
        check_routes(rules(("work.void", "GET"), ("work.baru", "POST"), ("admin.baru", "POST")))
    assert "portal/web/policy.csv: tidak ada baris untuk admin.baru dengan metode POST." in refused.value.message
    told = "admin.baru,POST,-,-,-,ya,-,ya,-,-,-,-,-,-"
    assert f"{told} lalu jalankan make policy" in refused.value.message
    assert ("admin.baru", "POST") in read_policy(f"{HEAD}\n{told}\n")


def test_a_line_without_a_route_keeps_the_portal_from_starting() -> None:
    with pytest.raises(ConfigError, match=r"rute pada baris work\.void,POST tidak ada"):
        check_routes([rule for rule in rules() if rule.endpoint not in ("work.void", "work.withdraw")])


def test_what_no_line_names_is_open_to_nobody() -> None:
    assert (
        may_enter("work.tidak_ada", "GET") == may_enter("work.void", "GET") == may_enter("work.void", "DELETE") == set()
    )
    # Nor does a method by which nothing is asked answer like one by which something is.
    assert may_enter("work.lampiran_row", "DELETE") == set()


def test_asking_for_the_head_is_asking_and_for_the_methods_needs_any_of_them() -> None:
    assert may_enter("work.lampiran_row", "HEAD") == may_enter("work.lampiran_row", "GET") == {
        Peran.PENGELOLA, Peran.PIMPINAN, Peran.BIRO,
    }  # fmt: skip
    assert may_enter("work.lampiran_row", "POST") == {Peran.PENGELOLA, Peran.BIRO}
    assert may_enter("work.lampiran_row", "OPTIONS") == may_enter("work.lampiran_row", "GET")


# What follows is written by hand and not read from the table: whoever changes it there has to mean it.


def test_only_these_rooms_are_open_to_everybody() -> None:
    rooms = {name.split(".")[0] for name in OPEN}

    assert rooms == {"public", "api", "gateway", "assets", "static", "auth", "umpan", "langganan"}
    assert {name for name in OPEN if name.startswith("auth.")} == {
        "auth.login", "auth.login_code", "auth.login_challenge", "auth.login_forgot", "auth.login_link",
        "auth.login_link_again", "auth.login_password", "auth.login_oidc", "auth.oidc_answer",
    }  # fmt: skip


def test_with_an_initial_password_or_without_a_factor_only_this_is_open() -> None:
    assert {"auth.password", "auth.logout"} == WITH_INITIAL_PASSWORD
    passkeys = {"auth.begin_passkey", "auth.passkey", "auth.challenge"}
    assert WITH_INITIAL_PASSWORD | {"auth.security", "auth.begin_factor", "auth.factor"} | passkeys == WITHOUT_FACTOR


def test_these_acts_ask_again_who_somebody_is() -> None:
    weighty = {
        "work.withdraw", "work.withhold_version", "admin.add_user", "admin.enable_user", "admin.reset_password",
        "admin.assign", "admin.end_penugasan", "admin.consent", "admin.ask_factor_reset", "admin.decide_factor_reset",
        "biro.decide_consent", "biro.decide_factor_reset", "kepatuhan.add_umpan_kalender", "auth.begin_factor",
        "auth.end_factor", "auth.recovery_codes", "auth.begin_passkey", "auth.passkey", "auth.end_passkey",
        "admin.send_link", "work.discard", "work.void", "auth.connect_oidc", "auth.end_oidc", "admin.end_oidc",
        "work.add_kunci_akses", "work.add_webhook",
    }  # fmt: skip

    assert weighty <= {endpoint for endpoint, _ in NEEDS_PROOF}


def test_an_admin_comes_to_no_record_and_a_pimpinan_changes_none() -> None:
    for key, route in POLICY.items():
        if route.about in (About.NASKAH, About.CATATAN, About.ISIAN) and not route.is_open:
            assert Peran.ADMIN not in route.peran, key
            assert route.method == "GET" or key == PIMPINAN_MAY or Peran.PIMPINAN not in route.peran, key


PIMPINAN_MAY = ("kepatuhan.revoke_umpan_kalender", "POST")
"""The secret address of a calendar that they may make too."""


def test_rooms_of_one_role_are_for_that_role() -> None:
    for (endpoint, method), route in POLICY.items():
        if endpoint.startswith("biro."):
            assert route.peran == {Peran.BIRO}, (endpoint, method)
        if endpoint.startswith("admin."):
            assert Peran.ADMIN in route.peran, (endpoint, method)
            assert route.peran <= {Peran.ADMIN, Peran.BIRO}, (endpoint, method)
    assert POLICY["work.decide_exemption", "POST"].peran == {Peran.PPID}


def test_every_act_of_a_person_can_be_asked_for_and_nothing_is_open_to_the_system() -> None:
    assert all(Peran.SISTEM not in route.peran for route in POLICY.values())
    assert {peran for route in POLICY.values() for peran in route.peran} == set(ROLES)


def test_what_was_never_public_answers_as_what_never_was() -> None:
    answers = {one.name: (one.halaman, one.berkas) for one in KEADAAN}

    assert answers == dict.fromkeys(("draf", "diajukan", "embargo", "dikembalikan", "dikecualikan"), ("404", "404")) | {
        "terbit": ("ya", "ya"), "metadata": ("ya", "404"), "ditarik": ("410", "410"),
    }  # fmt: skip


def test_the_shipped_table_explains_its_columns() -> None:
    explained = packaged("portal.web", "policy.csv").split("rute,metode", 1)[0]

    assert [column for column in COLUMNS[2:5] + COLUMNS[10:] if f"{column}:" not in explained] == []


def test_a_line_is_never_changed_in_passing() -> None:
    with pytest.raises(FrozenInstanceError):
        POLICY["work.void", "POST"].is_open = True  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        KEADAAN[0].halaman = "ya"  # type: ignore[misc]
