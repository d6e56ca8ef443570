"""What a platform's answer, or none, says of a message: gone, not gone, or nobody can tell."""

import io
import json
import ssl
from types import SimpleNamespace

import pytest
import requests
from urllib3.exceptions import MaxRetryError
from urllib3.exceptions import SSLError as TlsError

from notifications.channels import robots
from notifications.models import Robot
from notifications.models.robot import TOPICS

ROBOT = Robot(kind="wecom", key="k")


class Answer:
    """As ``requests`` gives it, streamed."""

    def __init__(self, body: bytes) -> None:
        self.status_code = 200
        self.raw = SimpleNamespace(read=lambda size, decode_content: io.BytesIO(body).read(size))

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        return None


@pytest.fixture(autouse=True)
def address(settings):
    settings.ROBOTS = {"wecom": "https://robots.example/send"}


@pytest.mark.parametrize(
    "said", [{"errcode": 0}, {"errcode": "0"}, {"code": 0}, {"StatusCode": 0, "StatusMessage": "success"}]
)
def test_every_way_these_platforms_say_yes_is_understood(monkeypatch, said):
    monkeypatch.setattr(robots.requests, "post", lambda *_args, **_how: Answer(json.dumps(said).encode()))

    assert robots.post(ROBOT, "通知") is None


@pytest.mark.parametrize(
    ("inner", "uncertain"),
    [
        (ssl.SSLCertVerificationError(1, "certificate has expired"), False),
        (ssl.SSLError(1, "WRONG_VERSION_NUMBER"), False),
        (ssl.SSLEOFError(8, "EOF occurred in violation of protocol"), True),
    ],
)
def test_a_certificate_that_is_not_trusted_is_tried_again_like_no_connection(monkeypatch, inner, uncertain):
    def refuse(*_args, **_kwargs):
        raise requests.exceptions.SSLError(MaxRetryError(None, "/", TlsError(inner)))

    monkeypatch.setattr(robots.requests, "post", refuse)

    refusal = robots.post(ROBOT, "通知")

    assert (refusal.uncertain, refusal.permanent) == (uncertain, False)


def test_a_group_hears_of_alliances_agreements_and_calls():
    assert {"alliance", "agreement", "call"} <= set(TOPICS)
