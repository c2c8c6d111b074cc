"""`tui` and `serve` where they cannot work, and who is let in by `serve`."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp.test_utils import TestClient, TestServer

from rollenplanner.domain.text import Translator
from rollenplanner.tui.serving import Serving, guarded
from tests.cli.conftest import Run

TOKEN = "a-token-of-some-length"


def test_the_interface_needs_a_terminal(run: Run) -> None:
    result = run("tui", "scenario.yaml", "--lang", "en")
    assert result.code == 2
    assert result.out == ""
    assert "needs a terminal" in result.err


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
