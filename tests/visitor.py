"""A visitor at the try-out page: a real browser, before a house that is really served."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.app import House, asgi, build
from bot.stage import load_policies, set_up, try_out_settings

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
CALM = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Served:
    """A house being served."""

    house: House
    address: str


@dataclass
class Visitor:
    """Somebody at the page, who notices every complaint of the browser."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def opens(self, address: str, account: str = "", *, private: bool = False) -> None:
        """Open the page and become somebody."""
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(address)
        self.page.locator(".person").first.wait_for(state="attached")
        if account:
            self.page.locator(f".person[data-account={account}]").dispatch_event("click")
        if private:
            self.page.locator("#tab-private").click()

    def says(self, text: str) -> None:
        """Type a sentence and send it with Enter."""
        self.page.locator("#text").fill(text)
        self.page.locator("#text").press("Enter")

    def sees(self, text: str) -> None:
        """Wait for the newest bubble that holds a text."""
        expect(self.page.locator(".bubble", has_text=text).last).to_be_visible()


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """Serve the try-out on a free port."""
    with try_out_settings(folder) as settings:
        house = build(settings, tryout=True)
        set_up(house)
        assert house.tryout is not None
        house.tryout.read_policies(lambda: load_policies(house))
        ready = threading.Event()
        config = uvicorn.Config(asgi(house, ready=ready.set), port=0, log_level="warning", access_log=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run)
        thread.start()
        assert ready.wait(20)
        while not server.started:
            thread.join(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield Served(house, f"http://127.0.0.1:{port}/")
        server.should_exit = True
        thread.join(20)
        house.close()


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Open a real browser."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(CALM))
        yield opened
        opened.close()


def lines_of(page: Page, address: str, account: str) -> list[dict[str, Any]]:
    """Return what is on somebody's screen."""
    found: dict[str, list[dict[str, Any]]] = page.request.get(f"{address}try/screen?account={account}").json()
    return found["lines"]
