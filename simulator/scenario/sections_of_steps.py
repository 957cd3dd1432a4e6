"""What a step of a scenario file may do by itself, as pydantic models: sends, time, handsets and their owners. No meaning across fields."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from simulator.scenario.kinds import Count, CureWord, Duration, KindWord, Number, Octet, SomeTime, Text, Via, When
from simulator.scenario.kinds_of_smpp import Octets
from simulator.scenario.sections import HandsetSection, Section
from simulator.scenario.sections_of_desk import TemplateOrName, WireSection


class SendSection(Section):
    """Submit a text, or a template with its params."""

    via: Via
    to: Text = Field(description="The number. One that is malformed on purpose needs an expectation that the answer refuses it.")
    as_: Text | None = Field(None, alias="as", description="What later steps call it.")
    account: Text | None = Field(None, description="SMPP system_id or app id; left out: the file's first, or the default world's.")
    text: Text | None = None
    template: TemplateOrName | None = Field(None, description="Its number, or the `as` of the application that handed it in.")
    params: list[Text] | None = None
    sign: Text | None = Field(None, description="The signature; left out: none is named, and the platform takes its customer's first.")
    kind: KindWord | None = None
    extend: Text | None = Field(None, description="The extension of the sender's number, digits.")
    session: Text | None = Field(None, description="What reports are to carry back (ext, SessionContext).")
    secret: Text | None = Field(None, description="tencent-v3: the SecretId to sign with; left out: the first of the app's customer.")
    sender_name: Text | None = Field(None, description="tencent-v3: the SenderID that is to show abroad.")
    octets: Octets | None = Field(None, description="SMPP: in place of a text, octets in hexadecimal, sent as binary (data_coding 4).")
    source: Text | None = Field(None, description="SMPP: the sender's address.")
    validity: SomeTime | None = Field(None, description="SMPP: how long it may wait.")
    registered: Octet | None = Field(
        None, description="SMPP registered_delivery: 0 no report, 1 any, 2 failures, 3 success; 16 more: first failed attempts too."
    )
    patience: SomeTime | None = Field(None, description="How long the caller waits for an answer; left out: 60 s.")
    connection: Text | None = Field(
        None, description="HTTP: the connection that it goes over, opened with the first send of that name; left out: any of a pool."
    )
    but: WireSection | None = Field(None, description="HTTP: what is wrong with the request that carries it.")
    batch: Count | None = Field(None, description="HTTP: one request to so many numbers, counted on from `to`.")
    times: Count = Field(1, description="So many copies; what is expected of it is expected of the last.")


class CancelSection(Section):
    """SMPP: call back what was sent (cancel_sm), all its parts. What its handset shows already stays there."""

    of: Text = Field(description="The `as` of the send.")
    as_: Text | None = Field(None, alias="as", description="What later steps call it.")


class ReplaceSection(Section):
    """SMPP: put another text in place of one that is on its way (replace_sm). Its alphabet stays, and so does its validity."""

    of: Text = Field(description="The `as` of the send.")
    text: Text
    as_: Text | None = Field(None, alias="as", description="What later steps call it.")


class PassSection(Section):
    """Let network time pass: by so much, or until an instant."""

    by: SomeTime | None = None
    until: When | None = None


class SetSection(HandsetSection):
    """Change a number: what is said here, the rest stays."""

    handset: Number


class CureSection(Section):
    """Do what the owner, or somebody for him, would."""

    handset: Number
    by: CureWord


class OwnerReplySection(Section):
    """The owner answers the last text that the handset shows."""

    handset: Number
    text: Text
    to: Text | None = Field(None, description="The last text from this sender's number, as the handset shows it; left out: from any.")


def _pass(value: Any) -> Any:
    """`pass: 10s` is short for `pass: {by: 10s}`."""
    return value if isinstance(value, dict) else {"by": value}


Passing = Annotated[PassSection, BeforeValidator(_pass, json_schema_input_type=Duration | PassSection)]
