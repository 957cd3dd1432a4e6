"""What a scenario file may say about SMPP, as pydantic models: accounts, their centres' quirks, faults, a capture, TLS."""

from typing import Annotated

from pydantic import Field

from simulator.scenario.kinds import CountOrNone, Duration, DurationOrNone, Many, Number, Share, SomeTime, Text, Truth, Whole, Window
from simulator.scenario.kinds_of_smpp import (
    AddressRange,
    AlphabetWord,
    BindWord,
    DatesWord,
    Digits,
    ErrorsWord,
    EsmClass,
    ExcerptWord,
    IdWord,
    Kept,
    LinesFile,
    Network,
    Octets,
    OneOrMore,
    OrNone,
    PasswordLength,
    PcapFile,
    Port,
    ProfileWord,
    Rate,
    ReceiptText,
    RequestId,
    RequestWord,
    Short,
    SmppFaultWord,
    StatusCode,
    Tag,
    TimesWord,
    TlvWord,
    Version,
    Word,
)
from simulator.scenario.sections import Section
from simulator.wire.quirks import PROFILES, IdStyle


class IdSection(Section):
    """How message ids are written; one word is short for its `style`."""

    style: IdWord
    digits: Digits | None = Field(None, description="Padded to so many, and cut to them; a word has so many letters.")
    upper: Truth | None = Field(None, description="Letters are capitals.")


Written = Annotated[IdSection, Short("style", (style.value for style in IdStyle))]


class QuirksSection(Section):
    """Where an account's message centre leaves the paper; one word is short for its `profile`."""

    profile: ProfileWord | None = Field(None, description="All of it as this kind of centre does; what stands beside it changes that.")
    answered: Written | None = Field(None, description="Ids in answers.")
    reported: OrNone[Written] | None = Field(None, description="Ids in receipts, or none: as in answers.")
    template: ReceiptText | None = Field(None, description="A receipt's text, with {id} {submit} {done} {stat} {err} {text} {dlvrd}.")
    dates: DatesWord | None = None
    no_done_date: Truth | None = Field(None, description="The done date of a failure is all zeros.")
    excerpt: ExcerptWord | None = Field(None, description="What stands behind `text:`.")
    errors: ErrorsWord | None = Field(None, description="How many digits `err` has, or letters.")
    words: dict[str, Text] | None = Field(None, description="Of stat, by state, where they are not SMPP's: {UNDELIVERABLE: FAILED}.")
    raw_words: Truth | None = Field(None, description="stat is the carrier's own word.")
    tlvs: list[TlvWord] | None = Field(None, description="TLVs of a receipt.")
    vendor_tlvs: list[Tag] | None = Field(None, description="Tags of further TLVs, of four octets.")
    alphabet: AlphabetWord | None = Field(None, description="What data_coding 0 means.")
    by_data_sm: Truth | None = Field(None, description="Receipts come as data_sm.")
    esm_class: EsmClass | None = Field(None, description="Of a receipt.")
    ucs2: Truth | None = Field(None, description="A receipt's text is in UCS-2.")
    accepted_first: Truth | None = Field(None, description="An ACCEPTD goes before the receipt.")
    version_max: Version | None = Field(None, description="The highest version of SMPP that it speaks.")
    transceivers: Truth | None = Field(None, description="Whether it knows them.")
    error_bodies: Truth | None = Field(None, description="A refusal has an empty message id.")


Centre = Annotated[QuirksSection, Short("profile", PROFILES)]


class PatienceSection(Section):
    """What wrong passwords bring."""

    delay: Duration | None = Field(None, description="So much longer takes each answer than the one before, by the wall's clock.")
    delay_max: Duration | None = None
    tries: CountOrNone | None = Field(None, description="With so many on one connection it is closed, or none.")


class BindsSection(Section):
    """Who may bind as an account, and how."""

    types: list[BindWord] | None = Field(None, min_length=1)
    system_type: OrNone[Text] | None = Field(None, description="What binds must say in theirs, or none: anything.")
    clients: list[Network] | None = Field(None, description="IP addresses and networks; an empty list is anywhere.")
    sessions_most: CountOrNone | None = Field(None, description="How many may be bound at once, or none: any number.")
    password_max: PasswordLength | None = Field(None, description="Characters of a password that are taken; the paper has 8.")
    patience: OrNone[PatienceSection] | None = None
    address_range: OrNone[AddressRange] | None = Field(
        None, description="What a session serves whose bind says nothing; none: ranges are not looked at."
    )


class SendersSection(Section):
    """Which source addresses an account may send from."""

    allowed: list[Text] | None = Field(None, description="Addresses, or their beginnings with a star: 1069*.")
    instead: OrNone[Text] | None = Field(None, description="What stands in for all others, or none: they are refused.")


class TrafficSection(Section):
    """How much an account may send."""

    per_s: OrNone[Rate] | None = Field(None, description="Texts a second, RTHROTTLED beyond it.")
    burst: CountOrNone | None = Field(None, description="How many may come at once after a silence; none: a second's worth.")
    pending_most: CountOrNone | None = Field(None, description="Texts that may be on their way at once, RMSGQFUL beyond it.")


class KeepingSection(Section):
    """How receipts and replies wait for a session that takes them."""

    most: Whole | None = Field(None, description="So many, then the oldest go.")
    age: DurationOrNone | None = Field(None, description="So long, or none: for ever.")


class OutbindSection(Section):
    """Where an account is called when something waits for it and none of its sessions receives."""

    host: Text | None = None
    port: Port | None = None
    system_id: Text | None = Field(None, description="What the network calls itself there.")
    password: Text | None = None
    again: SomeTime | None = Field(None, description="Until the next call where one came to nothing, by the wall's clock.")
    tls: Truth | None = Field(None, description="Whether it is called by TLS.")
    authority: Text | None = Field(None, description="With TLS, who must have issued its certificate (PEM), as seen from this file.")
    server_name: Text | None = Field(None, description="With TLS, whose certificate it has to show; left out: the host's.")


class AccountSection(Section):
    """An SMPP account. A system_id of the default world changes that one, another adds one."""

    system_id: Text
    password: Text | None = None
    system_name: Text | None = Field(None, description="What the centre calls itself.")
    window_in: Window | None = Field(None, description="Submits that may wait for their answers at once.")
    window_out: Window | None = Field(None, description="Receipts and replies that may wait for the client's answers.")
    answer: Duration | None = Field(None, description="How long each answer takes.")
    shares: OrNone[Text] | None = Field(None, description="The app whose list of unsubscribed numbers holds for it too, or none.")
    subscribes: OrNone[Text] | None = Field(None, description="The app whose reports and replies come to it as well, or none.")
    lists: dict[str, list[Number]] | None = Field(None, description="Distribution lists of submit_multi: numbers by name.")
    quirks: OrNone[Centre] | None = Field(None, description="Where its centre leaves the paper: a profile, a mapping, or none.")
    binds: BindsSection | None = None
    senders: OrNone[SendersSection] | None = None
    traffic: OrNone[TrafficSection] | None = None
    keeping: KeepingSection | None = None
    outbind: OrNone[OutbindSection] | None = None


class SmppFaultSection(Section):
    """One fault between an SMPP client and the centre; which settings a kind takes, `check` says."""

    name: Text = Field(description="What the control API calls it.")
    kind: SmppFaultWord
    account: Text | None = Field(None, description="Only of this system_id.")
    session: Many | None = Field(None, description="Only of the n-th connection since the start.")
    number: Number | None = Field(None, description="Only of texts to this number.")
    at: OneOrMore[RequestWord] | None = Field(None, description="Only at these requests; left out: submit_sm.")
    first: Many | None = Field(None, description="Only the first so many of these.")
    every: Many | None = Field(None, description="Only one in so many of these.")
    share: Share | None = Field(None, description="Only such a share of these, by chance.")
    delay: SomeTime | None = Field(None, description="How long it takes.")
    delay_max: SomeTime | None = Field(None, description="By chance as long as this, and never less than `delay`.")
    taken: Truth | None = Field(None, description="Whether the network does what was asked, though the client is not told.")
    status: StatusCode | None = Field(None, description="By name, RTHROTTLED, or any number of 32 bits.")
    sequence: Word | None = Field(None, description="In place of the request's; left out: one more than that.")
    length: Word | None = Field(None, description="The wrong command_length.")
    command_id: RequestId | None = Field(None, description="Of the unknown request.")
    octets: Octets | None = Field(None, description="Those that are no PDU, in hexadecimal.")
    octets_per_s: Many | None = Field(None, description="How fast the session is read.")
    octets_a_write: Many | None = Field(None, description="How many are written at a time.")
    message_id: Text | None = Field(
        None, max_length=64, pattern="^[ -~]*$", description="The wrong id; left out: each digit is turned round."
    )
    to_account: Text | None = Field(None, description="Whose session gets a stray receipt; left out: another one of the account.")


class CaptureSection(Section):
    """What of the PDUs is kept for reading afterwards."""

    account: Text | None = Field(None, description="Only sessions that bind as this system_id.")
    session: Many | None = Field(None, description="Only the n-th connection since the start.")
    keep: Kept | None = Field(None, description="So many in memory, the newest ones.")
    file: LinesFile | None = Field(None, description="JSON lines, written anew, as seen from where the program is started.")
    pcap: PcapFile | None = Field(None, description="For Wireshark, written anew.")
    times: TimesWord | None = Field(None, description="Whose time the records bear.")


class TlsSection(Section):
    """SMPP by TLS, for `serve`: on --smpp-tls-port, or on a free port."""

    cert: Text | None = Field(None, description="A certificate with its chain (PEM), as seen from this file; left out: one is made.")
    key: Text | None = Field(None, description="Its private key (PEM).")
    client_authority: Text | None = Field(None, description="Only clients with a certificate of this authority (PEM) come in.")


class SmppSection(Section):
    """The SMPP port."""

    faults: list[SmppFaultSection] = Field(default_factory=list, max_length=100, description="What goes wrong between clients and it.")
    capture: OrNone[CaptureSection] | None = None
    tls: OrNone[TlsSection] | None = None
