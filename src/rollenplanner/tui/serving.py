"""The terminal interface in a web browser: one process per visitor, nothing from elsewhere.

textual-serve lets in whoever reaches its port. Here every request has to name this very server
(so no other web site can reach it through a visitor's browser), and elsewhere than on this machine
it has to bring the token.
"""

from __future__ import annotations

import hmac
import logging
import shlex
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp_jinja2
from aiohttp import web
from textual_serve.server import Server

from rollenplanner.domain.text import Translator, text

_TEMPLATES = Path(__file__).parent / "web"
_COOKIE = "rollenplanner_token"
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Serving:
    """Where to serve, and what.

    Attributes:
        arguments: Of `rollenplanner` in every visitor's process.
        host: Where to listen.
        port: Where to listen.
        token: What visitors have to bring; None on this machine only.
        public_url: How visitors reach it, if not by host and port.
    """

    arguments: tuple[str, ...]
    host: str
    port: int
    token: str | None
    public_url: str | None = None


class _Guarded(Server):
    """Serves to whoever may be served."""

    def __init__(self, serving: Serving, tr: Translator, say: Callable[[str], None]) -> None:
        """Serve in a language; `say` tells where."""
        command = shlex.join((sys.executable, "-m", "rollenplanner", *serving.arguments))
        super().__init__(
            command,
            host=serving.host,
            port=serving.port,
            title="rollenplanner",
            public_url=serving.public_url,
            templates_path=_TEMPLATES,
        )
        self._token = serving.token
        self._tr = tr
        self._say = say

    def initialize_logging(self) -> None:
        """Only what goes wrong."""
        logging.basicConfig(level="WARNING")

    async def on_startup(self, app: web.Application) -> None:
        """Tell where it is."""
        del app
        ending = f"/?token={self._token}" if self._token else "/"
        self._say(
            self._tr.render(text("Serving on {url}; Ctrl-C ends it.", url=self.public_url + ending))
        )

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()

        @web.middleware
        async def guard(request: web.Request, handler: _Handler) -> web.StreamResponse:
            return await self._guard(request, handler)

        app.middlewares.append(guard)
        return app

    async def _guard(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        """Refuse whoever comes from another site, or without the token."""
        if not self._names_us(request):
            raise web.HTTPForbidden(text=self._tr.render(text("Not reached by its own address.")))
        if self._token is None:
            return await self._answer(request, handler)
        given = request.query.get("token")
        if given is not None and _same(given, self._token):
            answer = web.Response(status=302, headers={"Location": "/"})
            answer.set_cookie(_COOKIE, self._token, httponly=True, samesite="Strict")
            return answer
        if _same(request.cookies.get(_COOKIE, ""), self._token):
            return await self._answer(request, handler)
        raise web.HTTPForbidden(text=self._tr.render(text("The token is missing or wrong.")))

    async def _answer(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        return self._index(request) if request.path == "/" else await handler(request)

    def _names_us(self, request: web.Request) -> bool:
        """Whether the address that the visitor typed, and the page that asks, are this server."""
        ours = {urlsplit(self.public_url).netloc, f"{self.host}:{self.port}"}
        if is_loopback(self.host):
            ours |= {f"{name}:{self.port}" for name in ("localhost", "127.0.0.1", "[::1]")}
        origin = request.headers.get("Origin")
        return request.host in ours and (origin is None or urlsplit(origin).netloc in ours)

    def _index(self, request: web.Request) -> web.StreamResponse:
        """The page, in the language of the day; nothing on it comes from another server."""
        tr = self._tr
        scheme, _, rest = self.public_url.partition(":")
        socket = "wss" if scheme == "https" else "ws"
        content = {
            "font_size": "16",
            "app_websocket_url": f"{socket}:{rest}/ws",
            "config": {"static": {"url": f"{self.public_url}/static/"}},
            "application": {
                "name": self.title,
                "language": tr.language,
                "closed": tr("The session has ended."),
                "again": tr("Start again"),
            },
        }
        return aiohttp_jinja2.render_template("app_index.html", request, content)


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    return host in ("localhost", "::1") or host.startswith("127.")


def guarded(serving: Serving, tr: Translator, say: Callable[[str], None]) -> Server:
    """A server that lets in only whoever may be served."""
    return _Guarded(serving, tr, say)


def serve(serving: Serving, tr: Translator, say: Callable[[str], None]) -> None:
    """Serve until Ctrl-C."""
    guarded(serving, tr, say).serve()
