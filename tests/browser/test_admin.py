"""The admin in a real browser, under the policy that it is served with."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer


@pytest.fixture
def administrator(transactional_db: None) -> User:
    return User.objects.create_superuser("admin", password="correct horse")


def test_an_administrator_logs_in(page: Page, live_server: LiveServer, administrator: User) -> None:
    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Home")).to_be_visible()
    expect(page.get_by_role("link", name="People")).to_be_visible()
