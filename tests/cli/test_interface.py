"""`tui` and `serve` where they cannot work, and who is let in by `serve`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from rollenplanner.cli.main import run as main
from rollenplanner.cli.tui import Opening, Site
from rollenplanner.domain.text import Translator
from rollenplanner.tui.serving import Serving, guarded
from tests.cli.conftest import Run

TOKEN = "a-token-of-some-length"


def test_the_interface_needs_a_terminal(run: Run) -> None:
    result = run("tui", "scenario.yaml", "--lang", "en")
    assert result.code == 2
    assert result.out == ""
    assert "needs a terminal" in result.err


def test_a_store_is_opened_and_passed_on_to_visitors(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[object] = []

    class Noting:
        def open(self, opening: Opening) -> int:
            found.append((opening.scenario, opening.store))
            return 0

        def serve(self, site: Site, tr: Translator, say: Callable[[str], None]) -> None:
            del tr, say
            found.append(site.arguments)

    monkeypatch.setenv("TEXTUAL_DRIVER", "as in a browser")
    assert main(["tui", "a.yaml", "--store", "r.db"], Noting()) == 0
    assert main(["serve", "a.yaml", "--store", "r.db"], Noting()) == 0
    assert found == [(Path("a.yaml"), Path("r.db")), ("tui", "--store", "r.db", "--", "a.yaml")]


@pytest.mark.parametrize(
    ("host", "token", "said"),
    [("0.0.0.0", "", "set ROLLENPLANNER_TOKEN"), ("localhost", "short", "at least 16")],
)
def test_nobody_is_served_elsewhere_without_a_token(
    run: Run, monkeypatch: pytest.MonkeyPatch, host: str, token: str, said: str
) -> None:
    monkeypatch.setenv("ROLLENPLANNER_TOKEN", token)
    result = run("serve", "--host", host, "--lang", "en")
    assert result.code == 2
    assert said in result.err


def _statuses(token: str | None, *requests: tuple[str, dict[str, str]]) -> list[int]:
    """What visitors get, one after the other in one browser."""
    serving = Serving(("tui",), "127.0.0.1", 8000, token, "http://127.0.0.1:8000")

    async def go() -> list[int]:
        site = await guarded(serving, Translator("en"), lambda _: None)._make_app()
        async with TestClient(TestServer(site, host="127.0.0.1")) as client:
            found = []
            for path, headers in requests:
                at = {"Host": "127.0.0.1:8000", **headers}
                async with client.get(path, headers=at, allow_redirects=False) as answer:
                    found.append(answer.status)
            return found

    return asyncio.run(go())


def test_other_sites_are_refused_and_the_page_loads_nothing_from_elsewhere() -> None:
    assert _statuses(
        None,
        ("/", {}),
        ("/", {"Host": "evil.example"}),
        ("/ws", {"Origin": "http://evil.example"}),
        ("/static/css/xterm.css", {"Origin": "http://127.0.0.1:8000"}),
    ) == [200, 403, 403, 200]


def test_with_a_token_only_who_brings_it_is_let_in() -> None:
    assert _statuses(
        TOKEN,
        ("/", {}),
        ("/?token=another", {}),
        ("/ws", {}),
        (f"/?token={TOKEN}", {}),
        ("/", {"Cookie": f"rollenplanner_token={TOKEN}"}),
    ) == [403, 403, 403, 302, 200]
