"""Templates with less work: a page of results makes a thousand calls, and most of them need nothing of the context.

What a page says is the same as with Jinja's own pieces, which are asked for everything that is not plain.
"""

import re
from functools import lru_cache
from types import FunctionType, MethodType
from typing import Any

from flask import Flask
from jinja2 import Template, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.nodes import EvalContext, Expr
from jinja2.nodes import Template as TemplateNode
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from portal.web.language import language
from portal.web.translation import gettext

_PLAIN = (FunctionType, MethodType)
_TEXTS = (str, Markup)
_SPECIAL = re.compile(r"[&<>'\"]")


def printed(value: Any) -> str:
    """A value as it goes out, escaped. Only for what is joined to the page at once: a plain text stays a plain text."""
    kind = type(value)
    if kind is str:
        return value if _SPECIAL.search(value) is None else escape(value)
    return value if kind is Markup else escape(value)


class QuickCode(CodeGenerator):
    """Has templates write out what they say by `printed`: Jinja makes a Markup of each of a thousand pieces."""

    def visit_Template(self, node: TemplateNode, frame: Frame | None = None) -> None:
        """Begin the code of a template."""
        self.writeline(f"from {__name__} import {printed.__name__}")
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(f"{printed.__name__}(")


class QuickTemplate(Template):
    """Knows without looking that whoever imports it has no names of its own to hand on."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module(None if ctx is not None and ctx.globals_keys <= _names_of(self) else ctx)


def _names_of(template: Template) -> frozenset[str]:
    """Names that every template knows."""
    known = template.environment.globals
    names = template.environment.__dict__.get("_quick_names")
    if names is None or len(names) != len(known):
        names = template.environment.__dict__["_quick_names"] = frozenset(known)
    return names


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
    app.jinja_env.code_generator_class = QuickCode
    app.jinja_env.template_class = QuickTemplate
    app.jinja_env.globals["_"] = told


@pass_eval_context
def told(context: EvalContext, text: str, **values: object) -> str:
    """`_()` of a template: a text in the language of the page, with what fills its holes escaped."""
    if not context.autoescape:
        return gettext(text) % values
    if values:
        if all(type(value) in _TEXTS for value in values.values()):
            # What `%` of a Markup does, without a wrapper around each value.
            return Markup(gettext(text) % {name: printed(value) for name, value in values.items()})  # noqa: S704
        return Markup(gettext(text)) % values  # noqa: S704 - our own texts; what fills the holes is escaped
    return _whole(language(), text)


@lru_cache(maxsize=4096)
def _whole(_language: str, text: str) -> Markup:
    """A text without holes; a sign of per cent is written twice in it all the same."""
    return Markup(gettext(text)) % {}  # noqa: S704 - our own texts
