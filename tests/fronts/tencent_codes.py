"""How each code of the two APIs comes about: one row a way, for the tests that play it through real clients and for the reference page.

A row is a world (what differs from the default one), texts that go before, and the text that is refused.
"""

from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from simulator.platform.customers import Billing, Package
from simulator.platform.settings import App, Limits, Sign, Template
from simulator.refusals import Reason
from simulator.scenario.default import scenario
from simulator.scenario.settings import Scenario
from simulator.wire.faults import Fault
from simulator.wire.faults import Kind as FaultKind

APP: Final = "1400000001"
HOME, OTHER, ABROAD = "13912345678", "13900000001", "+85251000000"
FREE: Final = Limits(per_30s=None, per_day=None)
OFFER: Final = {"template": 1002, "params": ("5",)}
LONG: Final = Template(2001, "通知：" + "字" * 480 + "{1}")
PLAIN: Final = Template(2002, "您的订单{1}已发货。")


class Way(Struct, frozen=True):
    """One way to a code.

    does: what happens, for the page. app, customer, platform: settings in place of the default's; templates: more of them; faults: switched
    on. before: texts that are taken first; text: the one that is refused; later_h: hours that pass before it. v5, v3: what the two APIs
    answer it with, empty where one cannot show it.
    """

    does: str
    v5: str
    v3: str
    text: dict[str, Any] = {}
    before: tuple[dict[str, Any], ...] = ()
    app: dict[str, Any] = {}
    customer: dict[str, Any] = {}
    platform: dict[str, Any] = {}
    templates: tuple[Template, ...] = ()
    faults: tuple[Fault, ...] = ()
    later_h: int = 0

    def world(self) -> Scenario:
        """The default world with all that."""
        default = scenario()
        (app,), (customer,) = default.apps, default.platform.customers
        app = replace(app, templates=(*app.templates, *self.templates), **{"limits": FREE, **self.app})
        platform = replace(default.platform, customers=(replace(customer, **self.customer),), call_rates=False)
        return replace(default, apps=(app, STRANGER), platform=replace(platform, **self.platform), faults=self.faults)


STRANGER: Final = App("1400000002", "0123456789abcdef0123456789abcdef", customer="other")


def fault(code: str) -> tuple[Fault, ...]:
    """The text is refused with this code."""
    return (Fault("refused", FaultKind.REFUSE, code=code),)


def limited(**limits: Any) -> dict[str, Any]:
    """An app with these limits and no others."""
    return {"limits": replace(FREE, **limits)}


SAME, AGAIN = {}, {"params": ("5678", "5")}
ABROAD_TEXT: Final = {"to": ABROAD, "template": 1003, "params": ("4321",), "sign": ""}

WAYS: Final = (
    Way("a word that the platform forbids", "1002", "FailedOperation.ContainSensitiveWord", {"template": 2002, "params": ("赌博",)},
        platform={"words": ("赌博",)}, templates=(PLAIN,)),
    Way("an individual sends abroad", "1006", "UnauthorizedOperation.RequestPermissionDeny", ABROAD_TEXT, customer={"enterprise": False}),
    Way("the back end fails", "1007", "InternalError.OtherError", faults=(Fault("refused", FaultKind.REFUSE, reason=Reason.BACK_END),)),
    Way("the back end takes too long", "1008", "InternalError.Timeout",
        faults=(Fault("refused", FaultKind.REFUSE, reason=Reason.TIMED_OUT),)),
    Way("the caller's address is not on the list", "1009", "UnauthorizedOperation.RequestIpNotInWhitelist",
        customer={"allowed_ips": frozenset(("10.0.0.1",))}),
    Way("a fault of the scenario: no such interface", "1011", "InternalError.RestApiInterfaceNotExist",
        faults=(Fault("refused", FaultKind.REFUSE, reason=Reason.INTERFACE_UNKNOWN),)),
    Way("a signature that is not approved", "1012", "FailedOperation.SignatureIncorrectOrUnapproved", {"sign": "无人"}),
    Way("a signature in review", "1012", "FailedOperation.SignatureIncorrectOrUnapproved", {"sign": "新签名"},
        app={"signs": (Sign("示例科技"), Sign("新签名", approved=False))}),
    Way("a fault of the scenario: the frequency policy", "1013", "LimitExceeded.DeliveryFrequencyLimit",
        faults=(Fault("refused", FaultKind.REFUSE, reason=Reason.FREQUENCY),)),
    Way("more texts abroad a second than all customers together may send", "1013", "LimitExceeded.GlobalSmsSendingRateLimit",
        ABROAD_TEXT, (ABROAD_TEXT,), platform={"rate_abroad": 1}),
    Way("an unknown template", "1014", "FailedOperation.TemplateUnapprovedOrNotExist", {"template": 4242}),
    Way("a template in review", "1014", "FailedOperation.TemplateIncorrectOrUnapproved", {"template": 1009, "params": ("7",)}),
    Way("a parameter too few", "1014", "FailedOperation.TemplateParamSetNotMatchApprovedTemplate", {"params": ("4321",)}),
    Way("a mainland template, a number abroad", "1014", "UnsupportedOperation.ChineseMainlandTemplateToGlobalPhone", {"to": ABROAD}),
    Way("an international template, a mainland number", "1014", "UnsupportedOperation.GlobalTemplateToChineseMainlandPhone",
        {"template": 1003, "params": ("4321",)}),
    Way("the number unsubscribed", "1015", "FailedOperation.PhoneNumberInBlacklist", {"to": "13800000016"}),
    Way("other characters in the number", "1016", "InvalidParameterValue.IncorrectPhoneNumber", {"to": "1380000x"}),
    Way("more than 500 characters", "1017", "InvalidParameterValue.ContentLengthLimit",
        {"template": 2001, "params": ("字" * 40,)}, templates=(LONG,)),
    Way("the app is switched off", "1020", "UnauthorizedOperation.SdkAppIdIsDisabled", app={"enabled": False}),
    Way("the app is banned", "1020", "UnauthorizedOperation.SdkAppIdIsDisabled", app={"banned": True}),
    Way("the app's texts of a day", "1022", "LimitExceeded.AppDailyLimit", {"to": OTHER}, (SAME,), app=limited(app=1)),
    Way("the app's mainland texts of a day", "1022", "LimitExceeded.AppMainlandChinaDailyLimit", {"to": OTHER}, (SAME,),
        app=limited(app_mainland=1)),
    Way("the app's texts of a day to one country", "1022", "LimitExceeded.AppCountryOrRegionDailyLimit", ABROAD_TEXT, (ABROAD_TEXT,),
        app=limited(app_country=1)),
    Way("the same text to one number within 30 s", "1023", "LimitExceeded.PhoneNumberThirtySecondLimit", SAME, (SAME,),
        app=limited(per_30s=1)),
    Way("texts to one number in an hour", "1024", "LimitExceeded.PhoneNumberOneHourLimit", AGAIN, (SAME,), app=limited(per_hour=1)),
    Way("texts to one number in a day", "1025", "LimitExceeded.PhoneNumberDailyLimit", AGAIN, (SAME,), app=limited(per_day=1)),
    Way("the same text to one number in a day", "1026", "LimitExceeded.PhoneNumberSameContentDailyLimit", SAME, (SAME,),
        app=limited(same_per_day=1)),
    Way("a marketing text at night", "1029", "FailedOperation.MarketingSendTimeConstraint", OFFER, later_h=14),
    Way("a fault of the scenario: not supported", "1030", "UnsupportedOperation",
        faults=(Fault("refused", FaultKind.REFUSE, reason=Reason.REQUEST_UNSUPPORTED),)),
    Way("the packages are used up", "1031", "FailedOperation.InsufficientBalanceInSmsPackage", SAME, (SAME,),
        customer={"billing": Billing(packages=(Package(1, 1),))}),
    Way("an individual's marketing text", "1032", "UnauthorizedOperation.IndividualUserMarketingSmsPermissionDeny", OFFER,
        customer={"enterprise": False}),
    Way("bills are unpaid for 12 h", "1033", "UnauthorizedOperation.ServiceSuspendDueToArrears", SAME, (ABROAD_TEXT,),
        customer={"billing": Billing(balance=0)}, later_h=48),
    Way("a variable of more than 12 characters", "1036", "InvalidParameterValue.TemplateParameterLengthLimit",
        {"template": 2002, "params": ("字" * 13,)}, customer={"enterprise": False}, templates=(PLAIN,)),
    Way("letters in a verification code", "1038", "InvalidParameterValue.TemplateParameterFormatError", {"params": ("abcd", "5")}),
    Way("a region that is not served", "1045", "UnsupportedOperation.UnsupportedRegion", ABROAD_TEXT,
        platform={"regions_not_served": frozenset(("852",))}),
    Way("a country that the app may not send to", "1045", "LimitExceeded.AppCountryOrRegionInBlacklist", ABROAD_TEXT,
        app={"countries": frozenset(("CN",))}),
    Way("the account's texts abroad of a day", "1047", "LimitExceeded.DailyLimit", ABROAD_TEXT, (ABROAD_TEXT,),
        customer={"abroad_per_day": 1}),
    Way("the app's texts abroad of a day", "1047", "LimitExceeded.AppGlobalDailyLimit", ABROAD_TEXT, (ABROAD_TEXT,),
        app=limited(app_abroad=1)),
    Way("a link in a variable", "1048", "InvalidParameterValue.ProhibitedUseUrlInTemplateParameter",
        {"template": 2002, "params": ("t.cn/x",)}, templates=(PLAIN,)),
    *(Way("a fault of the scenario", "", code, faults=fault(code)) for code in (
        "FailedOperation.FailResolvePacket", "FailedOperation.JsonParseFail", "InternalError.RequestTimeException",
        "InternalError.SendAndRecvFail", "InternalError.SigFieldMissing", "InternalError.SigVerificationFail", "InternalError.UnknownError",
    )),
)  # fmt: skip
"""Ways to refuse one text, which both APIs show or the cloud API alone."""


class Whole(Struct, frozen=True):
    """A request that is refused as a whole. test: which test shows it."""

    code: str
    does: str
    test: str


V5_WHOLE: Final = (
    Whole("1001", "`random` in the URL is not the one that was signed, or another app's key", "test_tencent_v5_server"),
    Whole("1003", "no `sig`", "test_tencent_v5_server"),
    Whole("1004", "no JSON object, a wrong name or type, a value out of range", "test_tencent_v5_server"),
    Whole("1019", "an unknown app", "test_tencent_v5_server"),
    Whole("1021", "`time` more than ten minutes off", "test_tencent_v5_server"),
    Whole("1034", "mainland numbers and others in one request", "test_tencent_v5_server"),
    Whole("1046", "201 numbers", "test_tencent_v5_server"),
)
V3_WHOLE: Final = (
    Whole("InvalidParameterValue.SdkAppIdNotExist", "an unknown app", "test_tencent_v3_admission"),
    Whole("UnauthorizedOperation.SmsSdkAppIdVerifyFail", "another customer's app", "test_tencent_codes"),
    Whole("MissingParameter.EmptyPhoneNumberSet", "no numbers", "test_tencent_v3_admission"),
    Whole("LimitExceeded.PhoneNumberCountLimit", "201 numbers", "test_tencent_v3_admission"),
    Whole("UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber", "mainland numbers and others", "test_tencent_v3_admission"),
)
NEVER: Final = {"1018": "verification codes by voice only, which are not served"}
"""Codes that nothing here can produce, and why."""
