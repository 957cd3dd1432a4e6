"""Voice is another service of the platform, which this network does not have: the official client's classes hear so."""

from collections.abc import Iterator
from typing import Any

import pytest
from qcloudsms_py import CodeVoiceSender, FileVoiceSender, PromptVoiceSender, TtsVoiceSender, VoiceFileUploader

from simulator.testing import Carrier
from tests.fronts.tencent_v5 import APP, KEY, Client, world

CALLS = [
    pytest.param(PromptVoiceSender, "sendvoiceprompt", ("send", "86", "13800000000", 2, "您好"), id="prompt"),
    pytest.param(CodeVoiceSender, "sendcvoice", ("send", "86", "13800000000", "4321"), id="code"),
    pytest.param(TtsVoiceSender, "sendtvoice", ("send", 1001, ["4321"], "13800000000"), id="text to speech"),
    pytest.param(FileVoiceSender, "sendfvoice", ("send", "f1", "13800000000"), id="file"),
    pytest.param(VoiceFileUploader, "uploadvoicefile", ("upload", b"RIFF", "wav"), id="upload"),
]


@pytest.fixture(scope="module")
def carrier() -> Iterator[Carrier]:
    with Carrier(world()) as carrier:
        yield carrier


@pytest.mark.parametrize(("kind", "interface", "call"), CALLS)
def test_voice_is_not_there(carrier: Carrier, kind: type, interface: str, call: tuple[Any, ...]) -> None:
    """The gateway says that there is nothing at this path, and the handset gets nothing."""
    sender = kind(int(APP), KEY, httpclient=Client())
    sender._url = f"{carrier.url}/v5/tlsvoicesvr/{interface}"
    method, *values = call
    answer = getattr(sender, method)(*values)
    assert answer["ErrorCode"] == 60009
    assert not carrier.inbox("13800000000")
