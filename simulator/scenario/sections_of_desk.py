"""What a scenario file may say of requests by hand and of the platform's counter, as pydantic models. No meaning across fields."""

from typing import Annotated, Final

from pydantic import Field, WithJsonSchema

from simulator.platform.review.applications import Document, SignKind
from simulator.scenario import scalars
from simulator.scenario.kinds import Country, Duration, Number, SomeTime, Text, Truth, When, Whole, as_read, as_word
from simulator.scenario.sections import LimitsSection, Section


def _dashed(name: str) -> str:
    return name.lower().replace("_", "-")


APIS: Final = ("tencent-v5", "tencent-v3")
COUNTERS: Final = (*APIS, "console")
CHARSETS: Final = ("utf-8", "gbk", "utf-16")
ASKED: Final = ("records", "reports", "replies", "sent", "reported", "packages")
KINDS: Final = ("normal", "marketing", "notification", "code")
NAMES: Final = {_dashed(each.name): each for each in SignKind}
DOCUMENTS: Final = {_dashed(each.name): each for each in Document} | {"none": None}

Api = Annotated[str, *as_word("HTTP API", {each: each for each in APIS})]
Counter = Annotated[str, *as_word("counter", {each: each for each in COUNTERS})]
CharsetWord = Annotated[str, *as_word("charset", {each: each for each in CHARSETS})]
AskedWord = Annotated[str, *as_word("question", {each: each for each in ASKED})]
KindOfTemplate = Annotated[str, *as_word("kind of template", {each: each for each in KINDS})]
NamesWord = Annotated[str, *as_word("kind of signature", {each: each for each in NAMES})]
DocumentWord = Annotated[str, *as_word("document", {each: each for each in DOCUMENTS})]
PurposeWord = Annotated[str, *as_word("purpose", {"own": "own", "others": "others"})]


def _template(word: str) -> int | str:
    return scalars.whole(0, 2**53)(word) if word[0].isdecimal() else word


TemplateOrName = Annotated[
    int | str, as_read(_template, "a template's number, or the name of an application"), WithJsonSchema({"type": ["integer", "string"]})
]


class WireSection(Section):
    """A request as it goes out. In its texts `$time`, `$random`, `$key` and `$sig` stand for what is signed and for the signature."""

    interface: Text | None = Field(None, description="The path's last part (tencent-v5) or the action (tencent-v3).")
    body: Text | None = Field(None, description="The body, word for word; only what begins with $ is filled in; or none.")
    url: Text | None = Field(None, description="Path and query, in place of the API's.")
    method: Text | None = Field(None, description="Left out: POST.")
    headers: dict[str, Text] = Field(default_factory=dict, description="Over those that the API asks for.")
    charset: CharsetWord | None = Field(None, description="That the body is written in; left out: utf-8.")
    key: Text | None = Field(None, description="What signs it, in place of the right app key or SecretKey.")
    signed: Text | None = Field(
        None, description="tencent-v5: the text that is hashed, in place of appkey=$key&random=$random&time=$time&…."
    )
    random: Text | None = Field(None, description="tencent-v5: the random in the URL, in place of the one that is signed.")
    age: Duration | None = Field(None, description="How long ago it was signed.")
    octets: Text | None = Field(None, description="All that goes over the connection, in place of a request; lines end as in HTTP.")


class CallSection(WireSection):
    """One request to an HTTP API, whatever it is."""

    via: Api
    as_: Text | None = Field(None, alias="as", description="What later steps call it.")
    account: Text | None = Field(None, description="The app whose request it is; left out: the first.")
    secret: Text | None = Field(None, description="tencent-v3: the SecretId to sign with; left out: the first of the app's customer.")
    patience: SomeTime | None = Field(None, description="How long the caller waits for an answer; left out: 60 s.")


class ApplySection(Section):
    """Hand in a signature or a template to be reviewed; change or delete what is on file."""

    via: Counter
    as_: Text | None = Field(None, alias="as", description="What later steps call it.")
    account: Text | None = Field(None, description="An app of the customer whose it is; left out: the first.")
    sign: Text | None = Field(None, description="The signature, without its brackets.")
    template: Text | None = Field(None, description="The template's text, with its variables {1}, {2}…")
    change: Text | None = Field(None, description="What it takes the place of: the `as` of an application, or a number on file.")
    delete: Text | None = Field(None, description="What goes: the `as` of an application.")
    abroad: Truth | None = Field(None, description="It is for numbers outside the mainland.")
    kind: KindOfTemplate | None = Field(None, description="What is ticked for a template; tencent-v5 knows the first two.")
    title: Text | None = Field(None, description="The template's name, for people.")
    remark: Text | None = Field(None, description="What it is for, told to the reviewer.")
    names: NamesWord | None = Field(None, description="Of what the signature is the name; left out: a company. tencent-v5 does not ask.")
    proof: DocumentWord | None = Field(None, description="The document that comes with it, or none; left out: a business licence.")
    purpose: PurposeWord | None = Field(None, description="For whom the signature is. tencent-v5 does not ask.")
    commission: Truth | None = Field(None, description="Whether others' letter of entrustment comes with it. tencent-v5 does not ask.")


class LiftSection(Section):
    """Apply for taking a number off an app's list of those that unsubscribed; the reviewers answer."""

    handset: Number
    as_: Text | None = Field(None, alias="as", description="What later steps call it.")
    account: Text | None = Field(None, description="The app; left out: the first.")


class QuerySection(Section):
    """Ask an API what became of texts; its answer is what is expected of it."""

    via: Api
    what: AskedWord = Field(description="records, reports or replies of a number; an app's counts of texts sent or reported; its packages.")
    as_: Text | None = Field(None, alias="as", description="What later steps call it.")
    account: Text | None = Field(None, description="The app; left out: the first.")
    number: Number | None = Field(None, description="Of records, reports and replies.")
    since: When | None = Field(None, description="Left out: the file's start.")
    until: When | None = Field(None, description="Left out: now.")


class SenderNameWishSection(Section):
    """A SenderID for one market; its carriers register none for fewer than 10,000 texts a day."""

    country: Country
    name: Text
    per_day: Whole = Field(description="Texts a day that are sent there.")


class ConsoleSection(Section):
    """Do something at the platform's console, or have its staff do it: change an app, a key of the cloud API, what a customer owes, what
    carriers look for.
    """

    app: Text | None = Field(None, description="The app that is changed.")
    secret: Text | None = Field(None, description="The SecretId that is changed.")
    customer: Text | None = Field(None, description="The customer who pays.")
    word: Text | None = Field(None, description="The word that carriers look for, or are to.")
    as_: Text | None = Field(None, alias="as", description="What later steps call it.")
    enabled: Truth | None = Field(None, description="Of an app: whether it sends, or is stopped in an emergency.")
    banned: Truth | None = Field(None, description="Of an app: whether the platform banned it.")
    key_disabled: Truth | None = Field(None, description="Of an app: whether its key is void.")
    key: Text | None = Field(None, description="Of an app: its new key.")
    limits: LimitsSection | None = Field(None, description="Of an app: how often one number may get texts.")
    disabled: Truth | None = Field(None, description="Of a secret: whether it is void.")
    pay: Whole | None = Field(None, description="Of a customer: what comes in, in fen.")
    sender_name: SenderNameWishSection | None = Field(None, description="Of a customer: a SenderID that is to be registered.")
    lifted: Truth | None = Field(None, description="Of a word: true and no carrier looks for it any more, false and all intercept it.")
