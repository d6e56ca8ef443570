"""What every page has to pass in a browser, whoever looks at it."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Error, Page, Request

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}

# Whoever says what stands on a button reaches it (WCAG 2.5.3): axe asks that only where told to.
SPOKEN = {"label-content-name-mismatch": {"enabled": True}}

# Pickers and editors stand in for their plain fields.
SETTLED = """() => [...document.querySelectorAll("select[data-picker]")].every(field => field.tomselect)
    && [...document.querySelectorAll("textarea[data-django-prose-editor-configurable]")]
        .every(field => field.closest(".prose-editor"))"""


@dataclass
class Inspection:
    """Listens to one browser page; ``look(path)`` returns what is wrong there, in plain lines."""

    page: Page
    address: str
    _heard: list[str] = field(default_factory=list)
    _measuring: bool = False

    def __post_init__(self) -> None:
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self._heard.append(f"script error: {error}"))
        self.page.on("request", self._on_request)

    def look(self, path: str) -> list[str]:
        self._heard.clear()
        self.page.set_viewport_size(DESK)
        answer = self.page.goto(f"{self.address}{path}")
        if answer is None or answer.status != 200:
            return [f"status {answer.status if answer else 'none'}"]
        if "text/html" not in answer.headers.get("content-type", ""):
            return []  # a feed is no page
        open_editors(self.page)
        self.page.wait_for_function(SETTLED)
        faults = self._accessibility()
        self.page.set_viewport_size(PHONE)
        faults += [f"on a phone: {fault}" for fault in [*self._accessibility(), *self._sideways()]]
        return [*self._heard, *faults]

    def links(self) -> list[str]:
        """Where the page leads within the portal, as paths with their query."""
        found: list[str] = self.page.eval_on_selector_all(
            "a[href]", "links => links.map(a => new URL(a.getAttribute('href'), location).href)"
        )
        here = urlsplit(self.address).netloc
        parts = [urlsplit(link) for link in found]
        return [part.path + (f"?{part.query}" if part.query else "") for part in parts if part.netloc == here]

    def _accessibility(self) -> list[str]:
        self._measuring = True
        try:
            results = Axe().run(self.page, options={"preload": False, "rules": SPOKEN})
        finally:
            self._measuring = False
        return [
            f"axe {violation['id']}: {[node['target'] for node in violation['nodes']][:3]}"
            for violation in results.response["violations"]
        ]

    def _sideways(self) -> list[str]:
        width = self.page.evaluate("document.documentElement.scrollWidth")
        if width <= PHONE["width"]:
            return []
        widest = self.page.evaluate(
            """() => [...document.querySelectorAll("main *")]
                .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
                .slice(0, 3).map(e => e.tagName.toLowerCase() + "." + e.className)"""
        )
        return [f"{width} px wide: {widest}"]

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not self._measuring:
            self._heard.append(f"console: {message.text[:200]} {message.location.get('url', '')}")

    def _on_request(self, request: Request) -> None:
        target = urlsplit(request.url)
        if target.scheme in {"http", "https"} and target.netloc != urlsplit(self.address).netloc:
            self._heard.append(f"request to another host: {request.url}")


def open_editors(page: Page) -> None:
    """Editors come with the first sign of a person."""
    page.wait_for_load_state()
    page.keyboard.press("Shift")


def is_download(error: Error) -> bool:
    return "Download is starting" in str(error)
