"""Templates with less work: a page of results makes a thousand calls, and most of them need nothing of the context.

What a page says is the same as with Jinja's own pieces, which are asked for everything that is not plain.
"""

from functools import lru_cache
from types import FunctionType, MethodType
from typing import Any

from flask import Flask
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from portal.web.language import language
from portal.web.translation import gettext

_PLAIN = (FunctionType, MethodType)


class QuickContext(Context):
    """Calls macros and plain functions straight; Jinja's own way looks at each callable seven times."""

    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call something from a template."""
        kind = type(called)
        if kind is Macro:
            args = (self.eval_ctx, *args)
        elif kind not in _PLAIN or hasattr(called, "jinja_pass_arg"):
            return super().call(called, *args, **kwargs)
        # Where in a template the call stands is only for what is handed the context.
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return called(*args, **kwargs)


def install(app: Flask) -> None:
    """Put them in the place of Jinja's; must come after the translation."""
    app.jinja_env.context_class = QuickContext
    app.jinja_env.globals["_"] = told


@pass_eval_context
def told(context: EvalContext, text: str, **values: object) -> str:
    """`_()` of a template: a text in the language of the page, with what fills its holes escaped."""
    if not context.autoescape:
        return gettext(text) % values
    if values:
        return Markup(gettext(text)) % values  # noqa: S704 - our own texts; what fills the holes is escaped
    return _whole(language(), text)


@lru_cache(maxsize=4096)
def _whole(_language: str, text: str) -> Markup:
    """A text without holes; a sign of per cent is written twice in it all the same."""
    return Markup(gettext(text)) % {}  # noqa: S704 - our own texts
