"""What axe finds wrong with a page for those who do not see it or do not use a mouse."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVE = {"serious", "critical"}
# All that can differ between one scheme of colours and another.
ON_COLOURS = ("color-contrast", "link-in-text-block")


def grave_findings(page: Page, *, only: tuple[str, ...] = ()) -> list[str]:
    """Serious and critical violations on the page as it stands, each with where it is."""
    options = {"resultTypes": ["violations"], **({"runOnly": list(only)} if only else {})}
    violations = Axe().run(page, options=options).response["violations"]
    return [
        f"{found['id']}: {node['target']} {node['html'][:150]}"
        for found in violations
        if found["impact"] in GRAVE
        for node in found["nodes"]
    ]


def turn_dark(page: Page) -> None:
    """As the theme switch of the frame does."""
    page.evaluate("document.documentElement.classList.add('dark')")
