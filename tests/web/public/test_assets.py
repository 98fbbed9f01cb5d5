"""Static files: kept for ever under their hash, compressed, and nothing beside them reachable."""

import gzip
import re
from pathlib import Path

import pytest

from portal.web import assets
from tests.fixtures.public_site import Site

FOLDER = assets.FOLDER
TEMPLATES = FOLDER.parent / "templates"
STAFF_SCRIPTS = {"form.js", "upload.js"}

ALL_PARTS = (
    *assets.STYLES,
    *assets.WORK_STYLES,
    *(name for parts in assets.PAGE_STYLES.values() for name in parts),
)


def stylesheet(site: Site) -> str:
    found = re.search(r'rel="stylesheet" href="([^"]+)"', site.client.get("/tentang").text)
    assert found is not None
    return found[1]


def test_the_stylesheet_of_public_pages_is_one_file_that_may_be_kept_for_ever(site: Site) -> None:
    response = site.client.get(stylesheet(site))

    assert response.status_code == 200
    assert response.mimetype == "text/css"
    assert response.headers["Cache-Control"] == assets.FOREVER
    assert len(gzip.compress(response.data)) < 10_000


def test_staff_load_a_second_stylesheet_and_the_public_do_not(site: Site) -> None:
    sheets = re.findall(r'rel="stylesheet" href="([^"]+)"', site.client.get("/masuk").text)

    assert sheets[0] == stylesheet(site)
    assert len(sheets) == 2
    response = site.client.get(sheets[1])
    assert response.headers["Cache-Control"] == assets.FOREVER
    assert len(gzip.compress(response.data)) < 10_000
    assert sheets[1] not in site.client.get("/").text


def test_every_part_is_in_one_stylesheet_once() -> None:
    parts = {path.stem for path in (FOLDER / "css").glob("*.css")}

    listed = ALL_PARTS
    assert parts == set(listed)
    assert len(listed) == len(set(listed))


def test_the_stylesheet_loads_nothing_from_elsewhere(site: Site) -> None:
    css = site.client.get(stylesheet(site)).text
    references = set(re.findall(r"url\(([^)]+)\)", css))

    assert "@import" not in css
    for reference in references:
        assert reference.startswith(("/static/", '"data:image/svg+xml')), reference
    for reference in (r for r in references if r.startswith("/static/")):
        assert site.client.get(reference).headers["Cache-Control"] == assets.FOREVER


def test_a_hash_changes_with_the_content(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    for name in ALL_PARTS:
        (tmp_path / "css" / f"{name}.css").write_text("", "utf-8")
    before = assets.load(tmp_path).stylesheet.version
    (tmp_path / "css" / "tokens.css").write_text("/* kata */\n:root { --a: 1 }\n", "utf-8")
    after = assets.load(tmp_path).stylesheet

    assert after.version != before
    assert b"kata" not in after.body


def test_packing_leaves_alone_what_stands_in_quotes(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    for name in ALL_PARTS:
        (tmp_path / "css" / f"{name}.css").write_text("", "utf-8")
    (tmp_path / "css" / "tokens.css").write_text('/* kata */\nq { content : "a ;  b, /* c */" ; }\n', "utf-8")

    assert assets.load(tmp_path).stylesheet.body == b'q{content:"a ;  b, /* c */"}'


def test_an_old_address_of_the_stylesheet_is_not_found(site: Site) -> None:
    assert site.client.get("/static/rnk-000000000000.css").status_code == 404


def test_compressed_and_plain_bytes_are_the_same_file(site: Site) -> None:
    address = stylesheet(site)
    plain = site.client.get(address)
    packed = site.client.get(address, headers={"Accept-Encoding": "gzip, br"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    repeat = site.client.get(address, headers={"If-None-Match": plain.headers["ETag"]})
    assert repeat.status_code == 304


def test_a_file_without_its_hash_is_kept_briefly(site: Site) -> None:
    assert site.client.get("/static/icons.svg").headers["Cache-Control"] == assets.BRIEFLY
    assert site.client.get("/static/icons.svg?v=lama").headers["Cache-Control"] == assets.BRIEFLY


@pytest.mark.parametrize(
    "name",
    [
        "../app.py",
        "..%2fapp.py",
        "css/tokens.css",
        "/etc/passwd",
        "fonts/",
        "",
        "icons.svg/",
        "%00",
        "fonts/../icons.svg",
    ],
)
def test_only_listed_files_are_served(site: Site, name: str) -> None:
    assert site.client.get(f"/static/{name}").status_code in (404, 308)


def test_every_icon_a_template_names_exists() -> None:
    symbols = set(re.findall(r'<symbol id="([^"]+)"', (FOLDER / "icons.svg").read_text("utf-8")))
    templates = "".join(path.read_text("utf-8") for path in TEMPLATES.rglob("*.html"))
    named = set(re.findall(r"icon\('([^']+)'\)", templates))

    assert len(named) > 20
    assert named <= symbols


def test_fonts_and_icons_come_with_their_licences(site: Site) -> None:
    for name in ("fonts/plus-jakarta-sans", "fonts/source-serif-4", "icons"):
        assert len(site.client.get(f"/static/{name}.LICENSE.txt").text) > 500


def test_scripts_ask_nobody_else_and_evaluate_nothing() -> None:
    scripts = sorted((FOLDER / "js").glob("*.js"))

    assert scripts
    for script in scripts:
        text = script.read_text("utf-8")
        assert not re.search(r"\beval\(|new Function|innerHTML|document\.write|https?:", text), script.name
        assert len(gzip.compress(text.encode())) < (5_000 if script.name in STAFF_SCRIPTS else 4_000), script.name
