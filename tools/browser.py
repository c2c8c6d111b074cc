"""Drives `rollenplanner serve` in headless Chromium with keys, and draws it (`make browser`).

Chromium is spoken to over its own debugging protocol, so that nothing but the browser itself is
needed: Debian's package chromium, or another one named by `--chromium`. Nothing leaves the machine.
The picture is of a real page: the server runs as users start it, keys go through the browser.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import contextlib
import os
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "img" / "tui-browser-nl.png"
SIZE = (1120, 640)
#: Seconds that a page or a screen gets to appear; busy machines are slow.
PATIENCE = 90.0
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
#: Names of keys that are no letters -> code, and the number that browsers know it by.
_NAMED = {"Enter": ("Enter", 13), "Escape": ("Escape", 27), "ArrowDown": ("ArrowDown", 40)}


class Page:
    """A page in the browser."""

    def __init__(self, socket_: aiohttp.ClientWebSocketResponse) -> None:
        """Speak to the page over its debugging socket."""
        self._socket = socket_
        self._numbers = count(1)

    async def ask(self, method: str, **parameters: object) -> dict[str, Any]:
        """Ask for something, and wait for the answer.

        Raises:
            RuntimeError: The browser refuses.
        """
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        while True:
            answer = await self._socket.receive_json()
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(answer["error"])
                result: dict[str, Any] = answer["result"]
                return result

    async def evaluate(self, script: str) -> Any:
        """What a piece of script on the page comes to."""
        answer = await self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        return answer["result"].get("value")

    async def press(self, key: str) -> None:
        """Press a key, as a person does."""
        code, number = _NAMED.get(key, ("", ord(key.upper()) if len(key) == 1 else 0))
        about: dict[str, object] = {"key": key, "code": code, "windowsVirtualKeyCode": number}
        typed = {"text": key} if len(key) == 1 else {}
        typed = {"text": "\r"} if key == "Enter" else typed
        await self.ask("Input.dispatchKeyEvent", type="keyDown", **about, **typed)
        await self.ask("Input.dispatchKeyEvent", type="keyUp", **about)

    async def picture(self) -> bytes:
        """The page as PNG."""
        answer = await self.ask("Page.captureScreenshot", format="png")
        return base64.b64decode(answer["data"])


def free_port() -> int:
    """A port on this machine that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


@contextlib.asynccontextmanager
async def serving(arguments: Sequence[str], environment: dict[str, str]) -> AsyncIterator[None]:
    """The server, until the end."""
    command = (sys.executable, "-m", "rollenplanner", "serve", *arguments)
    process = await asyncio.create_subprocess_exec(*command, env={**os.environ, **environment})
    try:
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGINT)
        await process.wait()


@contextlib.asynccontextmanager
async def browsing(chromium: str, url: str) -> AsyncIterator[Page]:
    """A page of its own in a browser of its own, without anything of the user."""
    port = free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        flags = (
            *_FLAGS,
            f"--remote-debugging-port={port}",
            f"--user-data-dir={profile}",
            f"--window-size={SIZE[0]},{SIZE[1]}",
        )
        process = await asyncio.create_subprocess_exec(
            chromium, *flags, url, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            async with aiohttp.ClientSession() as session:
                address = await _debugging_address(session, port)
                async with session.ws_connect(address, max_msg_size=0) as socket_:
                    yield Page(socket_)
        finally:
            process.terminate()
            await process.wait()


async def _debugging_address(session: aiohttp.ClientSession, port: int) -> str:
    async for _ in _tries():
        with contextlib.suppress(aiohttp.ClientError):
            async with session.get(f"http://127.0.0.1:{port}/json") as answer:
                pages = [each for each in await answer.json() if each["type"] == "page"]
            if pages:
                found: str = pages[0]["webSocketDebuggerUrl"]
                return found
    raise TimeoutError("the browser does not answer")


async def _tries() -> AsyncIterator[int]:
    """Tries, a moment apart, until patience ends."""
    pause = 0.25
    for number in range(int(PATIENCE / pause)):
        yield number
        await asyncio.sleep(pause)


async def _until_served(url: str) -> None:
    async with aiohttp.ClientSession() as session:
        async for _ in _tries():
            with contextlib.suppress(aiohttp.ClientError):
                async with session.get(url):
                    return
    raise TimeoutError(url)


async def _until_drawn(page: Page) -> bytes:
    """The picture, once the page stands still: the same twice in a row, and not empty."""
    before = b""
    async for _ in _tries():
        now = await page.picture()
        ready = await page.evaluate("document.body.classList.contains('-first-byte')")
        if ready and now == before:
            return now
        before = now
        await asyncio.sleep(0.75)
    raise TimeoutError("the page never stands still")


async def drive(chromium: str, files: Sequence[Path], keys: Sequence[str]) -> list[bytes]:
    """Pictures of the page as it opens, and after the keys; the files are copies, and stay so."""
    with tempfile.TemporaryDirectory() as folder:
        scenario = Path(folder) / "scenarios" / files[0].name
        shutil.copytree(files[0].parent, scenario.parent)
        return await _driven(chromium, [str(each) for each in (scenario, *files[1:])], keys)


async def _driven(chromium: str, files: Sequence[str], keys: Sequence[str]) -> list[bytes]:
    port = free_port()
    url = f"http://localhost:{port}/"
    arguments = (*files, "--port", str(port), "--lang", "nl")
    async with serving(arguments, {"ROLLENPLANNER_TOKEN": ""}):
        await _until_served(url)
        async with browsing(chromium, url) as page:
            await page.ask("Page.enable")
            pictures = [await _until_drawn(page)]
            await page.evaluate("document.querySelector('.xterm-helper-textarea').focus()")
            for key in keys:
                await page.press(key)
                await asyncio.sleep(0.3)
            pictures.append(await _until_drawn(page))
    return pictures


def main() -> int:
    """Drive the page and write the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="scenario, and plans for it")
    parser.add_argument("--chromium", default=shutil.which("chromium") or "chromium")
    parser.add_argument("--keys", nargs="*", default=["3", "ArrowDown", "c"])
    parser.add_argument("--output", type=Path, default=PICTURE)
    options = parser.parse_args()
    before, after = asyncio.run(drive(options.chromium, options.files, options.keys))
    if before == after:
        print("The keys changed nothing on the page.", file=sys.stderr)
        return 1
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_bytes(after)
    print(options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
