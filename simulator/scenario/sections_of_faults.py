"""What a scenario file may say about faults between callers and the platform, as pydantic models. No meaning across fields."""

from pydantic import Field

from simulator.scenario.kinds import Duration, FaultWord, Many, Number, ReasonWord, Share, SomeTime, Text, Truth, WayWord
from simulator.scenario.sections import Section


class FaultSection(Section):
    """One fault; which settings a kind takes, `check` says."""

    name: Text = Field(description="What the control API calls it.")
    kind: FaultWord
    path: Text | None = Field(None, description="Only requests whose path begins so (/v5/tlssmssvr/sendsms), or this v3 action (SendSms).")
    number: Number | None = Field(None, description="Only requests to this number.")
    first: Many | None = Field(None, description="Only the first so many of these.")
    every: Many | None = Field(None, description="Only one in so many of these.")
    share: Share | None = Field(None, description="Only such a share of these, by chance.")
    delay: SomeTime | None = Field(None, description="How long it takes.")
    delay_max: SomeTime | None = Field(None, description="By chance as long as this, and never less than `delay`.")
    connections: Many | None = Field(None, description="How many may be open at once.")
    octets_per_s: Many | None = Field(None, description="How fast the server reads.")
    idle: Duration | None = Field(None, description="How long a connection is silent before it is forgotten.")
    manner: WayWord | None = Field(None, description="refuse or queue of a connection-limit, silence or reset of idle-forgotten.")
    taken: Truth | None = Field(None, description="Whether the platform does what was asked, though the caller is not told.")
    reason: ReasonWord | None = Field(None, description="Why a text is refused; each API has its code for it.")
    code: Text | None = Field(None, description="In place of a reason the code itself: 1008, or InternalError.SendAndRecvFail.")
    names: list[Text] | None = Field(None, description="Host names that the name server knows beside the platform's.")


class HttpSection(Section):
    """The HTTP port."""

    processing_limit: SomeTime | None = Field(None, description="After it a request is answered a time-out.")
