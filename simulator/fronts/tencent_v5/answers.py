"""What the v5 interfaces take and answer, said as types for whoever describes this API. The interfaces do not read their answers here.

Source: the pages of the interfaces. A request that is refused as a whole has another body, which is the same for all interfaces.
"""

from typing import Annotated, Final, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from simulator.fronts.tencent_v5 import signs, statistics, templates
from simulator.fronts.tencent_v5.records import PullOfNumber, Query
from simulator.fronts.tencent_v5.translate import ManyTels, OneTel, OneWhole, Pull, Tel, TemplateForm, TextForm

Digest = Annotated[str, Meta(pattern="^[0-9a-fA-F]{64}$", description="SHA-256 over appkey, random, time and numbers")]
Seconds = Annotated[int, Meta(description="unix seconds, at most ten minutes off the server's")]
DateTime = Annotated[str, Meta(pattern="^([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2})?$", description="Beijing time; or empty")]
Count = Annotated[int, Meta(ge=0)]


class Signed(Struct):
    """What every request carries."""

    time: Seconds
    sig: Digest


class Ok(Struct, forbid_unknown_fields=True):
    """All went well."""

    result: Literal[0]
    errmsg: str


class Sent(Ok):
    """A text was taken. fee: as how many texts it is billed."""

    ext: str
    fee: Count
    sid: str


class SentAbroad(Sent):
    """The same, with the number's country."""

    nationcode: str


class Number(Struct, forbid_unknown_fields=True):
    """One number of many; the id and what is billed of one that was taken, whose result is 0."""

    result: int
    errmsg: str
    mobile: str
    nationcode: str
    sid: str | UnsetType = UNSET
    fee: Count | UnsetType = UNSET


class SentMany(Struct, forbid_unknown_fields=True):
    """Each number's own result. Those of the whole are not 0 where the app or its customer is stopped."""

    result: int
    errmsg: str
    ext: str
    detail: list[Number]


class Report(Struct, forbid_unknown_fields=True):
    """What became of a text."""

    user_receive_time: DateTime
    nationcode: str
    mobile: str
    report_status: Literal["SUCCESS", "FAIL"]
    errmsg: str
    description: str
    sid: str
    ext: str | UnsetType = UNSET


class Reply(Struct, forbid_unknown_fields=True):
    """What somebody answered to a text."""

    extend: str
    mobile: str
    nationcode: str
    sign: str
    text: str
    time: int


class Reports(Ok):
    """What a pull of reports answers."""

    count: Count
    data: list[Report]


class Replies(Ok):
    """What a pull of replies answers."""

    count: Count
    data: list[Reply]


class Record(Struct, forbid_unknown_fields=True):
    """A text that was handed in; the last five of one that was taken, empty while nothing was reported."""

    nationcode: str
    mobile: str
    sign: str
    text: str
    send_time: DateTime
    type: Literal[0, 1]
    result: int
    errmsg: str
    sid: str | UnsetType = UNSET
    user_receive_time: DateTime | UnsetType = UNSET
    report_status: Literal["SUCCESS", "FAIL", ""] | UnsetType = UNSET
    status: str | UnsetType = UNSET
    description: str | UnsetType = UNSET


class Queried(Ok):
    """Texts to one number. real_count: how many there are; truncated: whether `data` leaves some out."""

    real_count: Count
    truncated: Literal[0, 1]
    data: list[Record]


class SentStatus(Struct, forbid_unknown_fields=True):
    """Texts asked for, taken, and what they are billed as."""

    request: Count
    success: Count
    bill_number: Count


class CallbackStatus(Struct, forbid_unknown_fields=True):
    """Texts taken and reports on them; the last five are classes of failures."""

    success: Count
    status: Count
    status_success: Count
    status_fail: Count
    status_fail_0: Count
    status_fail_1: Count
    status_fail_2: Count
    status_fail_3: Count
    status_fail_4: Count


class Sums(Ok):
    """What was sent."""

    data: SentStatus


class CallbackSums(Ok):
    """What was reported."""

    data: CallbackStatus


class Package(Struct, forbid_unknown_fields=True):
    """A prepaid package."""

    from_time: DateTime
    to_time: DateTime
    create_time: DateTime
    amount: Count
    type: Literal[0, 1]
    package_id: int
    used: Count


class PackageList(Struct, forbid_unknown_fields=True):
    """Prepaid packages; this answer has no result."""

    total: Count
    data: list[Package]


class Sign(Struct, forbid_unknown_fields=True):
    """A signature. status: 0 approved, 1 pending, 2 rejected."""

    id: int
    international: Literal[0, 1]
    status: Literal[0, 1, 2]
    text: str


class Template(Sign):
    """A template."""

    type: Literal[0, 1]


class SignHistory(Sign):
    """What a list tells besides."""

    reply: str
    apply_time: DateTime
    reply_time: DateTime


class TemplateHistory(Template):
    """What a list tells besides."""

    title: str
    reply: str
    apply_time: DateTime
    reply_time: DateTime


class SignDone(Ok):
    """The signature that was handed in."""

    data: Sign


class TemplateDone(Ok):
    """The template that was handed in."""

    data: Template


class SignList(Ok):
    """total: where a page was asked for."""

    msg: str
    count: Count
    data: list[SignHistory]
    total: Count | UnsetType = UNSET


class TemplateList(Ok):
    """total: where a page was asked for."""

    msg: str
    count: Count
    data: list[TemplateHistory]
    total: Count | UnsetType = UNSET


Parts = tuple[type[Struct], ...]

REQUESTS: Final[dict[str, tuple[Parts, ...]]] = {
    "sendsms": ((OneTel, TemplateForm), (OneTel, TextForm)),
    "sendmultisms2": ((ManyTels, TemplateForm), (ManyTels, TextForm)),
    "sendisms": ((OneWhole, TemplateForm), (OneWhole, TextForm)),
    "pullstatus": ((Pull,),),
    "pullstatus4mobile": ((PullOfNumber,),),
    "querysms4mobile": ((Tel, Query),),
    "pullsendstatus": ((statistics.Hours,),),
    "pullcallbackstatus": ((statistics.Hours,),),
    "getsmspackages": ((statistics.Packages,),),
    "add_sign": ((signs.Added,),),
    "mod_sign": ((signs.Changed,),),
    "del_sign": ((signs.Deleted,),),
    "get_sign": ((signs.Wanted,),),
    "add_template": ((templates.Added,),),
    "mod_template": ((templates.Changed,),),
    "del_template": ((templates.Deleted,),),
    "get_template": ((templates.Wanted,),),
}
"""By interface: the forms of its request, each of all these fields together, beside `Signed`."""

ANSWERS: Final[dict[str, Parts]] = {
    "sendsms": (Sent,),
    "sendmultisms2": (SentMany,),
    "sendisms": (SentAbroad,),
    "pullstatus": (Reports, Replies),
    "pullstatus4mobile": (Reports, Replies),
    "querysms4mobile": (Queried,),
    "pullsendstatus": (Sums,),
    "pullcallbackstatus": (CallbackSums,),
    "getsmspackages": (PackageList,),
    "add_sign": (SignDone,),
    "mod_sign": (SignDone,),
    "del_sign": (Ok,),
    "get_sign": (SignList,),
    "add_template": (TemplateDone,),
    "mod_template": (TemplateDone,),
    "del_template": (Ok,),
    "get_template": (TemplateList,),
}
"""By interface: the forms of its answer where it is not refused."""
