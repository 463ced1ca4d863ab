"""What holds for every template and script of the desk's pages."""

import re
from pathlib import Path

import pytest

APP = Path(__file__).parents[2] / "claims"
TEMPLATES = sorted((APP / "templates" / "claims" / "desk").rglob("*.html"))
ASSETS = sorted((APP / "static" / "claims" / "desk").iterdir())
INLINE = re.compile(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_styles_or_scripts_in_it(template: Path) -> None:
    assert INLINE.findall(template.read_text()) == []


def test_no_template_depends_on_what_is_inside_the_frame() -> None:
    assert [path.name for path in TEMPLATES if "unfold" in path.read_text().lower()] == []


def test_our_own_files_stay_small() -> None:
    assert sum(path.stat().st_size for path in ASSETS) < 100_000
