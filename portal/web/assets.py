"""Static files, read once at the start: two stylesheets out of many parts, hashes in addresses, compressed beforehand.

A file is found in a table, never by a path of the request, so nothing outside the table can be reached. An address
with the right hash may be kept for ever; the hash changes with the content. Why this is not left to a library for
static files is told in docs/decisions/0009-static-files.md.
"""

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request, url_for
from markupsafe import Markup
from rcssmin import cssmin

FOLDER = Path(__file__).parent / "static"
STYLES = (
    "tokens",
    "base",
    "header",
    "components",
    "fields",
    "table",
    "charts",
    "search",
    "completions",
    "naskah",
    "states",
    "small-screen",
    "print",
)
"""Parts of the stylesheet of every page in the order of their cascade."""
WORK_STYLES = (
    "frame",
    "kepatuhan",
    "staff-components",
    "lists",
    "login",
    "upload",
    "form",
    "berkas",
    "kemiripan",
    "penahanan",
    "tanda-terima",
    "kalender",
    "usulan",
    "lampiran",
    "units",
)
"""Parts of the second stylesheet, which only pages of staff load; readers of the public pages do not pay for it."""
PAGE_STYLES: Mapping[str, tuple[str, ...]] = {
    "home": ("home",),
    "browse": ("browse",),
    "reading": ("reading",),
    "langganan": ("langganan",),
    "record": ("cite", "record"),
    "compare": ("compare",),
    "trust": ("trust",),
    "penghitaman": ("penghitaman",),
}
"""Small stylesheets of single pages by name; a page loads its own beside that of every page."""

TYPES = {
    ".svg": "image/svg+xml",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}
STYLESHEET_TYPE = "text/css; charset=utf-8"
FOREVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=300"

_REFERENCE = re.compile(r"url\(/static/([^)?]+)\)")


@dataclass(frozen=True)
class Asset:
    """A file to be served: its bytes, the same compressed where that pays, its type and hash."""

    body: bytes
    packed: bytes | None
    mimetype: str
    version: str


_ICON = Markup("""<svg class="i{}" aria-hidden="true" focusable="false">
    <use href="{}#{}" />
  </svg>""")


@dataclass(frozen=True)
class Assets:
    """All static files by name, and the stylesheets: of every page, of the pages of staff, and of single pages."""

    files: Mapping[str, Asset]
    stylesheet: Asset
    work_stylesheet: Asset
    page_stylesheets: Mapping[str, Asset]

    def version(self, name: str) -> str:
        """Hash of a static file; raises KeyError for a name that does not exist, so that a slip shows at once."""
        return self.files[name].version


def load(folder: Path = FOLDER) -> Assets:
    """Read the folder."""
    files = {
        path.relative_to(folder).as_posix(): _asset(path.read_bytes(), TYPES[path.suffix])
        for path in sorted(folder.rglob("*"))
        if path.suffix in TYPES
    }
    of_pages = {name: _joined(folder, parts, files) for name, parts in PAGE_STYLES.items()}
    return Assets(files, _joined(folder, STYLES, files), _joined(folder, WORK_STYLES, files), of_pages)


@cache
def _of_this_release() -> Assets:
    return load()


def install(app: Flask) -> None:
    """Serve the static files and give templates `asset_url(name)`, `stylesheet_url()` and its like."""
    assets = _of_this_release()
    blueprint = Blueprint("assets", __name__)

    every = (assets.stylesheet, assets.work_stylesheet, *assets.page_stylesheets.values())
    sheets = {asset.version: asset for asset in every}

    def stylesheet(version: str) -> Response:
        if version not in sheets:
            abort(404)
        return _respond(sheets[version], is_current=True)

    def static(filename: str) -> Response:
        asset = assets.files.get(filename)
        if asset is None:
            abort(404)
        return _respond(asset, is_current=request.args.get("v") == asset.version)

    blueprint.add_url_rule("/static/rnk-<version>.css", "stylesheet", stylesheet)
    app.register_blueprint(blueprint)
    if not app.has_static_folder:
        app.add_url_rule("/static/<path:filename>", "static")
    # Flask's own static view reads the disk with every request and knows no hashes.
    app.view_functions["static"] = static
    addresses: dict[tuple[str, str], str] = {}

    def asset_url(name: str) -> str:
        # A page has dozens of icons, all from one file.
        key = (request.root_path, name)
        if (found := addresses.get(key)) is None:
            found = addresses[key] = url_for("static", filename=name, v=assets.version(name))
        return found

    icons: dict[tuple[str, str, str], Markup] = {}

    def icon(name: str, kelas: str = "") -> Markup:
        """An icon from the one file `icons.svg`."""
        key = (request.root_path, name, kelas)
        if (found := icons.get(key)) is None:
            found = icons[key] = _ICON.format(f" {kelas}" if kelas else "", asset_url("icons.svg"), name)
        return found

    app.jinja_env.globals["asset_url"] = asset_url
    app.jinja_env.globals["drawn_icon"] = icon
    app.jinja_env.globals["stylesheet_url"] = lambda: url_for("assets.stylesheet", version=assets.stylesheet.version)
    app.jinja_env.globals["work_stylesheet_url"] = lambda: url_for(
        "assets.stylesheet", version=assets.work_stylesheet.version
    )
    app.jinja_env.globals["page_stylesheet_url"] = lambda name: url_for(
        "assets.stylesheet", version=assets.page_stylesheets[name].version
    )


def _joined(folder: Path, names: tuple[str, ...], files: Mapping[str, Asset]) -> Asset:
    css = "\n".join((folder / "css" / f"{name}.css").read_text(encoding="utf-8") for name in names)
    linked = _REFERENCE.sub(lambda found: f"url(/static/{found[1]}?v={files[found[1]].version})", cssmin(css))
    return _asset(linked.encode(), STYLESHEET_TYPE)


def _asset(body: bytes, mimetype: str) -> Asset:
    # The time stamp is left out of the compressed form, so that equal files are equal on every machine.
    packed = gzip.compress(body, compresslevel=9, mtime=0)
    pays = len(packed) < 0.9 * len(body)
    return Asset(body, packed if pays else None, mimetype, hashlib.sha256(body).hexdigest()[:12])


def _respond(asset: Asset, *, is_current: bool) -> Response:
    is_packed = asset.packed is not None and request.accept_encodings["gzip"] > 0
    response = Response(asset.packed if is_packed else asset.body, content_type=asset.mimetype)
    if is_packed:
        response.headers["Content-Encoding"] = "gzip"
    if asset.packed is not None:
        response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = FOREVER if is_current else BRIEFLY
    response.set_etag(asset.version + ("-gz" if is_packed else ""))
    response.make_conditional(request)
    return response
