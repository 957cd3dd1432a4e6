"""What a scenario file may say about the world, as pydantic models: networks, handsets, accounts, apps. No meaning across fields."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from simulator.scenario.kinds import (
    ActionWord,
    AmountOrNone,
    ConditionWord,
    CountOrNone,
    Country,
    Duration,
    DurationOrNone,
    KindWord,
    ListOrNone,
    MannerWord,
    Number,
    Prefixes,
    Share,
    SomeTime,
    StageWord,
    Template,
    Text,
    Truth,
    UrlOrNone,
    When,
)


class Section(BaseModel):
    """A mapping of the file. What it does not name is an error."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True)


class LatencySection(Section):
    """How long a text travels to a handset that can be reached."""

    median: SomeTime
    p99: SomeTime = Field(description="Of a hundred texts one takes longer than this.")


class OutageSection(Section):
    """The network hands nothing over; texts are stored meanwhile."""

    since: When
    until: When | None = Field(None, description="Left out: for good.")


class CarrierSection(Section):
    """One carrier's network. A name of the default world (mobile, unicom, telecom, international) changes that one, another adds one."""

    name: Text
    prefixes: list[Prefixes] | None = Field(
        None, max_length=100, description="First digits of its numbers: 138, 134-139, or +852 for numbers abroad."
    )
    latency: LatencySection | None = None
    loss: Share | None = Field(None, description="Share of texts that vanish.")
    spot_check: Share | None = Field(None, description="Share of texts that are intercepted although nothing is wrong with them.")
    outages: list[OutageSection] | None = None
    throttle: CountOrNone | None = Field(None, description="Texts to one number in a calendar day in Beijing, or none.")
    retries: Annotated[list[SomeTime], Field(min_length=1)] | None = Field(None, description="Waits between tries; the last one repeats.")
    words: list[Text] | None = Field(None, description="Texts that hold one of these are intercepted on this network.")


class LexiconSection(Section):
    """What happens to texts that hold one of these words, on every network."""

    words: Annotated[list[Text], Field(min_length=1)]
    action: ActionWord | None = Field(None, description="intercept: refused; drop: gone, nobody is told; hold: reviewed by hand.")
    hold: SomeTime | None = Field(None, description="How long the review takes.")
    hold_marketing: SomeTime | None = Field(None, description="How long it takes for marketing texts.")
    refuse: Truth | None = Field(None, description="Whether the review ends in a refusal.")


class NetworkSection(Section):
    """Carriers, and what holds for all of them."""

    carriers: list[CarrierSection] = Field(default_factory=list, max_length=20)
    lexicon: list[LexiconSection] | None = Field(None, description="The first one with a word in the text applies. Replaces the default's.")
    validity: SomeTime | None = Field(None, description="Of texts whose sender says nothing.")
    validity_max: SomeTime | None = Field(None, description="More is cut down to it.")
    join: SomeTime | None = Field(None, description="How long the parts of a long text wait for one another at the handset.")


class SpellSection(Section):
    """What is the matter with a handset, and when."""

    condition: ConditionWord
    stage: StageWord | None = Field(None, description="Of out-of-credit: `outgoing` still receives, `both` (unless said) does not.")
    since: When | None = Field(None, description="It begins then; left out: it is there from the start.")
    until: When | None = Field(None, description="It ends then.")
    for_: Duration | None = Field(None, alias="for", description="It ends so long after the first text that finds it so, each time anew.")


class ReplySection(Section):
    """What the owner answers."""

    text: Text
    after: Duration = Field(0, description="How long after the text was shown.")
    contains: Text = Field("", description="Only to texts that hold this.")


class HandsetSection(Section):
    """One number: what is the matter with its handset, how its carrier reports. What is left out is as in the default world."""

    condition: ConditionWord | None = None
    stage: StageWord | None = Field(None, description="Of out-of-credit: `outgoing` still receives, `both` (unless said) does not.")
    since: When | None = None
    until: When | None = Field(None, description="The condition ends then.")
    for_: Duration | None = Field(None, alias="for", description="It ends so long after the first text that finds it so, each time anew.")
    conditions: list[SpellSection] | None = Field(None, description="In place of `condition`: several, which may hold at once.")
    report: MannerWord | None = Field(None, description="The manner of its carrier's reports.")
    ported_to: Text | None = Field(None, description="The network that serves it in place of its prefix's; `nowhere`: none is found.")
    capacity: CountOrNone | None = Field(None, description="Texts that fit into its inbox, or none for no limit.")
    blacklisted: Truth | None = Field(None, description="Whether it is on the carrier's blacklist.")
    unsubscribed: list[Text] | None = Field(None, description="Apps from whose texts it opted out.")
    replies: list[ReplySection] | None = Field(None, description="What its owner answers by himself.")


class SignSection(Section):
    """A signature without its brackets."""

    text: Text
    approved: Truth = True


class TemplateSection(Section):
    """A template with its variables {1}, {2}…"""

    id: Template
    text: Text | None = None
    kind: KindWord | None = None
    international: Truth | None = Field(None, description="It goes to numbers outside the mainland, and only there.")
    approved: Truth | None = None
    both: Truth | None = Field(None, description="It goes everywhere.")


class LimitsSection(Section):
    """How often one number may get texts of the app, and how many the app may send."""

    per_30s: CountOrNone | None = Field(None, description="Texts of the same content to a number in 30 s, or none.")
    per_hour: CountOrNone | None = Field(None, description="Texts to a number in an hour, or none.")
    per_day: CountOrNone | None = Field(None, description="Texts to a number in a calendar day, or none. 10 by the rules of 2024, else 2.")
    same_per_day: CountOrNone | None = Field(None, description="Texts of the same content to a number in a calendar day, or none.")
    exempt: list[Number] | None = Field(None, description="Numbers that no limit of a number applies to, at most 300.")
    app: AmountOrNone | None = Field(None, description="Texts of the whole app in a calendar day, or none.")
    app_mainland: AmountOrNone | None = Field(None, description="The same, to the mainland.")
    app_abroad: AmountOrNone | None = Field(None, description="The same, abroad.")
    app_country: AmountOrNone | None = Field(None, description="The same, to any one country abroad.")


class AppSection(Section):
    """A customer's application on the SMS platform. An id of the default world changes that one, another adds one."""

    id: Text
    key: Text | None = Field(None, description="What the v5 API signs with.")
    customer: Text | None = Field(None, description="Whose it is: a name in `customers`, or `default`.")
    signs: list[SignSection] = Field(default_factory=list)
    templates: list[TemplateSection] = Field(default_factory=list)
    callback_url: UrlOrNone | None = Field(None, description="Where reports are pushed to, or none.")
    reply_url: UrlOrNone | None = Field(None, description="Where replies are pushed to, or none.")
    limits: LimitsSection | None = None
    enabled: Truth | None = Field(None, description="Or switched off: an emergency.")
    banned: Truth | None = Field(None, description="Caught sending what is forbidden.")
    key_disabled: Truth | None = Field(None, description="Nothing signed with its key is taken: it leaked.")
    countries: ListOrNone[Country] | None = Field(None, description="Where it may send to, or none for anywhere.")


class TimersSection(Section):
    """An SMPP session's timers."""

    session_init: DurationOrNone | None = Field(None, description="From connecting to a bind.")
    enquire_link: DurationOrNone | None = Field(None, description="Of silence, then the peer is asked.")
    inactivity: DurationOrNone | None = Field(None, description="Without a message.")
    response: SomeTime | None = Field(None, description="How long a peer may take to answer.")
