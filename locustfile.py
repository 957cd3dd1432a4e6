"""The load test: `locust --headless --users 10 --run-time 30s`, with --front, --tags and the options of `locust --help` at its end."""

from typing import ClassVar

from locust import events

from simulator.locust.mix import Mix
from simulator.locust.plugin import install
from simulator.locust.smpp import SmppUser
from simulator.locust.tencent import TencentV3User, TencentV5User

install(events)


class SmppSender(SmppUser):
    """Through SMPP."""

    tasks: ClassVar = [Mix]


class V5Sender(TencentV5User):
    """Through the v5 API."""

    tasks: ClassVar = [Mix]


class V3Sender(TencentV3User):
    """Through the cloud API."""

    tasks: ClassVar = [Mix]
