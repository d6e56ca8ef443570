"""The README's two pictures: made anew by README_SCREENSHOTS=1 pytest tests/e2e/test_pictures.py."""

import os
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(os.environ.get("README_SCREENSHOTS") != "1", reason="README_SCREENSHOTS=1 makes them"),
]
IMAGES = Path(settings.BASE_DIR) / "docs" / "images"


@pytest.mark.parametrize(("name", "path"), [("home", "/"), ("rotation", "/rotation/")])
def test_pictures_for_the_readme(portal, page, sign_in, name, path):
    sign_in("jiangsu-staff")
    page.goto(f"{portal}{path}", wait_until="networkidle")
    picture = IMAGES / f"{name}.png"
    IMAGES.mkdir(parents=True, exist_ok=True)

    page.screenshot(path=picture)

    assert picture.stat().st_size > 10_000
