"""create_app: wires Flask to the stores. Nothing happens at import."""

import atexit
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, has_request_context, request
from flask.wrappers import Request, Response
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import BadHost, SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import MapAdapter

from indexer.child import Outcome, PdfReader
from portal.config import Config
from portal.services.berkas.uploading import CountPages, NeedsPassword
from portal.services.users.seal import WEBHOOK, Seal
from portal.storage.budget import READERS, WRITERS, WRITING_PATIENCE, WRITING_QUEUE, Budget, BudgetedStorage
from portal.storage.interface import ObjectStorage
from portal.storage.paired import PairedStorage, first_of
from portal.storage.verified import VerifiedCopies
from portal.web import (
    assets,
    bearer,
    bodies,
    caching,
    closed,
    conditions,
    converters,
    errors,
    filters,
    foreign_pages,
    guard,
    headers,
    language,
    letter_limits,
    policy,
    proving,
    qr,
    quick_templates,
    request_number,
    session,
    throttle,
    translation,
    unduhan,
)
from portal.web.api.routes import api
from portal.web.drawn import Drawn
from portal.web.gateway.routes import gateway
from portal.web.langganan.routes import langganan
from portal.web.public.data import bulk, jdihn, oai
from portal.web.public.routes import public
from portal.web.replica import Replica
from portal.web.small_images import kept_small_images
from portal.web.staff import oidc
from portal.web.staff.routes import admin, auth, biro, kepatuhan, umpan, work
from portal.wiring import Stores, open_stores, signing_secrets

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_PLAIN = 2_000
"""Addresses without parts that are remembered: some hundred for each place where the portal is mounted."""
COUNTING_SECONDS = 4.0
"""Counting the pages of a sound file takes hundredths of a second, of a hundred thousand pages one."""


class Portal(Flask):
    """Flask, but it keeps finished public answers, and a host that can be no name is a bad request, no error."""

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """The addresses as seen from the host that was asked for. Raises SecurityError."""
        try:
            return super().create_url_adapter(request)
        except (BadHost, UnicodeError) as error:
            raise SecurityError("host") from error

    def url_for(self, /, endpoint: str, **values: Any) -> str:
        """An address of this portal, in the language of the page where it leads to a page."""
        if values or not has_request_context() or endpoint.startswith("."):
            return language.own_address(endpoint, super().url_for(endpoint, **values))
        # Of an address without parts there is one for each place where the portal is mounted; a page has dozens.
        plain: dict[tuple[str, str, str], str] = self.extensions.setdefault("plain_addresses", {})
        key = (language.language(), request.root_path, endpoint)
        if (found := plain.get(key)) is None:
            found = language.own_address(endpoint, super().url_for(endpoint))
            if len(plain) < MOST_PLAIN:
                plain[key] = found
        return found

    def process_response(self, response: Response) -> Response:
        """The answer as it leaves; the session has been written by now, so that a cookie can be seen."""
        return caching.keep(super().process_response(response))


def create_app(config: Config, stores: Stores | None = None) -> Flask:
    """The web application over the stores that the settings name. Raises ConfigError before anything is served."""
    app = Portal(
        "portal", root_path=str(Path(__file__).parent), static_folder="web/static", template_folder="web/templates"
    )
    stores = _within_budget(stores or open_stores(config))
    app.extensions["portal"] = stores
    app.extensions["replica"] = Replica(stores.replica.reading) if stores.replica is not None else None
    app.extensions["copies"] = VerifiedCopies(stores.spool_dir)
    app.extensions["unduhan"] = unduhan.make_counter(stores)
    app.extensions["drawn"] = Drawn()
    app.extensions["small_images"] = kept_small_images()
    reader = PdfReader()
    atexit.register(reader.close)
    app.extensions["pdf_reader"] = reader
    app.extensions["needs_password"] = _password_check(reader)
    app.extensions["count_pages"] = _page_count(reader)
    _configure(app, config)
    known = signing_secrets(config)
    app.extensions["seal"], app.extensions["webhook_seal"] = Seal(known), Seal(known, WEBHOOK)
    app.extensions["issuer"] = oidc.issuer_of(config)
    request_number.install(app)
    conditions.install(app)
    converters.install(app)
    language.install(app)
    translation.install(app)
    quick_templates.install(app)
    filters.install(app)
    assets.install(app)
    qr.install(app)
    session.install(app)
    bodies.install(app, config.max_upload_mb)
    closed.install(app)
    foreign_pages.install(app)
    guard.install(app)
    throttle.install(app, config.rate_limit, config.data_dir / "throttle")
    bearer.install(app, config.rate_limit, config.data_dir / "throttle-kunci")
    caching.install(app)
    headers.install(app, is_https=config.is_https)
    errors.install(app)
    protection = CSRFProtect(app)
    # After the check of the form token: whoever is asked to show who they are has sent the form themselves.
    proving.install(app)
    # A harvester may ask by POST; it brings no session and changes nothing.
    protection.exempt(oai.oai)
    # Behind the secret of a letter no session acts in anybody's name, so there is nothing for a form token to guard.
    protection.exempt(langganan)
    # A program shows its key with every request, and no session is looked at.
    protection.exempt(gateway)
    letter_limits.install(app, config.data_dir)
    for blueprint in (public, api, gateway, langganan, auth, work, biro, admin, kepatuhan, umpan):
        app.register_blueprint(blueprint)
    bulk.install(app)
    jdihn.install(app)
    policy.check_routes(app.url_map.iter_rules())
    if config.proxy_hops:
        app.wsgi_app = _behind_proxies(app.wsgi_app, config)  # type: ignore[assignment,method-assign]
    return app


def _behind_proxies(inner: "WSGIApplication", config: Config) -> "WSGIApplication":
    # So many entries from the right were written by our proxies; what stands further left, a visitor may have claimed.
    fixed = ProxyFix(inner, x_for=config.proxy_hops, x_proto=0, x_host=config.proxy_hops)

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if config.is_https:
            # People come over HTTPS, whatever the proxies speak among themselves.
            environ["wsgi.url_scheme"] = "https"
        return fixed(environ, start_response)

    return answer


def _within_budget(stores: Stores) -> Stores:
    """The same stores for many threads at once: however slow the objects are, they hold only some of them."""
    readers = Budget(READERS)
    writers = Budget(WRITERS, patience=WRITING_PATIENCE, queue=WRITING_QUEUE)
    objects: ObjectStorage = BudgetedStorage(first_of(stores.objects), readers=readers, writers=writers)
    if isinstance(stores.objects, PairedStorage):
        # A budget of its own: a second store that is away must not keep anybody from the first.
        second = BudgetedStorage(
            stores.objects.second,
            readers=Budget(READERS),
            writers=Budget(WRITERS, patience=WRITING_PATIENCE, queue=WRITING_QUEUE),
        )
        objects = PairedStorage(objects, second)
    return replace(
        stores,
        objects=objects,
        derived=BudgetedStorage(stores.derived, readers=readers, writers=writers),
    )


def _configure(app: Flask, config: Config) -> None:
    is_https = config.is_https
    secret, *fallbacks = signing_secrets(config)
    app.config.update(
        SECRET_KEY=secret,
        SECRET_KEY_FALLBACKS=fallbacks,
        SESSION_COOKIE_NAME="__Host-sesi" if is_https else "sesi",
        SESSION_COOKIE_SECURE=is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=bodies.FORM,
        MAX_FORM_MEMORY_SIZE=bodies.FORM,
        MAX_FORM_PARTS=500,
        TRUSTED_HOSTS=list(config.trusted_hosts) or None,
        # The token lives as long as the session: a long form must not die after an hour.
        WTF_CSRF_TIME_LIMIT=None,
        # Oldest first, the last one signs: a form that was open when the key was changed is still taken.
        WTF_CSRF_SECRET_KEY=[*reversed(config.secret_key_fallbacks), secret],
        WTF_CSRF_SSL_STRICT=is_https,
        TEMPLATES_AUTO_RELOAD=False,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _password_check(reader: PdfReader) -> NeedsPassword:
    def needs_password(path: Path) -> bool:
        return reader.inspect(path).outcome is Outcome.password

    return needs_password


def _page_count(reader: PdfReader) -> CountPages:
    def count_pages(path: Path) -> int:
        # The sender waits for it, and so do others who want the reader: what takes long is left to the reading.
        found = reader.inspect(path, total_seconds=COUNTING_SECONDS)
        return max(found.count, found.inspection.pages if found.inspection else 0)

    return count_pages
