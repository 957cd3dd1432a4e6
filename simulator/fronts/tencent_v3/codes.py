"""The cloud API's codes and messages for every refusal. Tables only; what each code means, as published, stands in wire/published.tsv.

Messages that were observed are those; the others are ours: the platform says that they may change at any time.
"""

from typing import Final

from simulator.fronts.tencent_v3.actions import V2019, ZH
from simulator.refusals import Reason
from simulator.wire.published import published

OK: Final = ("Ok", "send success")

CODES: Final[dict[Reason, str]] = {
    Reason.SIGNATURE_WRONG: "AuthFailure.SignatureFailure",
    Reason.KEY_OF_ANOTHER_APP: "AuthFailure.SignatureFailure",
    Reason.KEY_DISABLED: "AuthFailure.SecretIdNotFound",
    Reason.SIGNATURE_MISSING: "AuthFailure.InvalidAuthorization",
    Reason.REQUEST_EXPIRED: "AuthFailure.SignatureExpire",
    Reason.APP_UNKNOWN: "InvalidParameterValue.SdkAppIdNotExist",
    Reason.APP_DISABLED: "UnauthorizedOperation.SdkAppIdIsDisabled",
    Reason.APP_BANNED: "UnauthorizedOperation.SdkAppIdIsDisabled",
    Reason.APP_FOREIGN: "UnauthorizedOperation.SmsSdkAppIdVerifyFail",
    Reason.ADDRESS_NOT_ALLOWED: "UnauthorizedOperation.RequestIpNotInWhitelist",
    Reason.NOT_PERMITTED: "UnauthorizedOperation.RequestPermissionDeny",
    Reason.ABROAD_INDIVIDUAL: "UnauthorizedOperation.RequestPermissionDeny",
    Reason.NOT_MEMBER: "UnauthorizedOperation.RequestPermissionDeny",
    Reason.TOO_MANY_CALLS: "RequestLimitExceeded",
    Reason.REQUEST_MALFORMED: "FailedOperation.FailResolvePacket",
    Reason.REQUEST_UNSUPPORTED: "UnsupportedOperation",
    Reason.INTERFACE_UNKNOWN: "InternalError.RestApiInterfaceNotExist",
    Reason.NUMBER_MALFORMED: "InvalidParameterValue.IncorrectPhoneNumber",
    Reason.NUMBERS_NONE: "MissingParameter.EmptyPhoneNumberSet",
    Reason.NUMBERS_MIXED: "UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber",
    Reason.NUMBERS_TOO_MANY: "LimitExceeded.PhoneNumberCountLimit",
    Reason.NUMBER_MAINLAND: "UnsupportedOperation.ContainDomesticPhoneNumber",
    Reason.SENDER_MALFORMED: "InvalidParameter",
    Reason.SIGN_NOT_APPROVED: "FailedOperation.SignatureIncorrectOrUnapproved",
    Reason.TEMPLATE_UNKNOWN: "FailedOperation.TemplateUnapprovedOrNotExist",
    Reason.TEMPLATE_MISMATCH: "FailedOperation.TemplateIncorrectOrUnapproved",
    Reason.TEMPLATE_MAINLAND: "UnsupportedOperation.ChineseMainlandTemplateToGlobalPhone",
    Reason.TEMPLATE_ABROAD: "UnsupportedOperation.GlobalTemplateToChineseMainlandPhone",
    Reason.PARAMETERS_COUNT: "FailedOperation.TemplateParamSetNotMatchApprovedTemplate",
    Reason.PARAMETER_TOO_LONG: "InvalidParameterValue.TemplateParameterLengthLimit",
    Reason.PARAMETER_NO_CODE: "InvalidParameterValue.TemplateParameterFormatError",
    Reason.PARAMETER_WITH_LINK: "InvalidParameterValue.ProhibitedUseUrlInTemplateParameter",
    Reason.SENSITIVE_WORD: "FailedOperation.ContainSensitiveWord",
    Reason.LOAN_LINK: "FailedOperation.ContainSensitiveWord",
    Reason.TEXT_TOO_LONG: "InvalidParameterValue.ContentLengthLimit",
    Reason.UNSUBSCRIBED: "FailedOperation.PhoneNumberInBlacklist",
    Reason.REGION_NOT_SERVED: "UnsupportedOperation.UnsupportedRegion",
    Reason.COUNTRY_NOT_ALLOWED: "LimitExceeded.AppCountryOrRegionInBlacklist",
    Reason.FREQUENCY: "LimitExceeded.DeliveryFrequencyLimit",
    Reason.LIMIT_30S: "LimitExceeded.PhoneNumberThirtySecondLimit",
    Reason.LIMIT_HOURLY: "LimitExceeded.PhoneNumberOneHourLimit",
    Reason.LIMIT_DAILY: "LimitExceeded.PhoneNumberDailyLimit",
    Reason.LIMIT_SAME: "LimitExceeded.PhoneNumberSameContentDailyLimit",
    Reason.LIMIT_APP: "LimitExceeded.AppDailyLimit",
    Reason.LIMIT_APP_MAINLAND: "LimitExceeded.AppMainlandChinaDailyLimit",
    Reason.LIMIT_APP_ABROAD: "LimitExceeded.AppGlobalDailyLimit",
    Reason.LIMIT_APP_COUNTRY: "LimitExceeded.AppCountryOrRegionDailyLimit",
    Reason.LIMIT_ABROAD: "LimitExceeded.DailyLimit",
    Reason.RATE_ABROAD: "LimitExceeded.GlobalSmsSendingRateLimit",
    Reason.MARKETING_HOURS: "FailedOperation.MarketingSendTimeConstraint",
    Reason.MARKETING_INDIVIDUAL: "UnauthorizedOperation.IndividualUserMarketingSmsPermissionDeny",
    Reason.PACKAGE_EMPTY: "FailedOperation.InsufficientBalanceInSmsPackage",
    Reason.IN_ARREARS: "UnauthorizedOperation.ServiceSuspendDueToArrears",
    Reason.TIMED_OUT: "InternalError.Timeout",
    Reason.BACK_END: "InternalError.OtherError",
    Reason.NOT_ENTERPRISE: "FailedOperation.NotEnterpriseCertification",
    Reason.SUB_ACCOUNT: "FailedOperation.ProhibitSubAccountUse",
    Reason.SIGN_UNKNOWN: "FailedOperation.SignIdNotExist",
    Reason.SIGN_APPROVED: "InvalidParameterValue.SignAlreadyPassedCheck",
    Reason.SIGN_PENDING: "InvalidParameterValue.SignExistAndUnapproved",
    Reason.SIGN_TOO_LONG: "InvalidParameterValue.SignNameLengthTooLong",
    Reason.SIGNS_TOO_MANY: "FailedOperation.SignNumberLimit",
    Reason.SIGN_FIRST: "FailedOperation.MissingSignature",
    Reason.TEMPLATE_NOT_FOUND: "FailedOperation.TemplateIdNotExist",
    Reason.TEMPLATE_APPROVED: "FailedOperation.TemplateAlreadyPassedCheck",
    Reason.TEMPLATE_MALFORMED: "InvalidParameterValue.InvalidTemplateFormat",
    Reason.TEMPLATE_WORDS: "InvalidParameter.DirtyWordFound",
    Reason.TEMPLATE_VARIABLES: "InvalidParameterValue.UnsupportedTemplateVariable",
    Reason.TEMPLATE_NO_OPT_OUT: "InvalidParameterValue.MarketingTemplateWithoutUnsubscribe",
    Reason.TEMPLATE_MARKETING_INDIVIDUAL: "FailedOperation.ForbidAddMarketingTemplates",
    Reason.TEMPLATES_TOO_MANY: "FailedOperation.TemplateNumberLimit",
    Reason.QUALIFICATION_UNKNOWN: "InvalidParameterValue.QualificationIdNotFound",
    Reason.QUALIFICATION_NOT_APPROVED: "FailedOperation.QualificationIdNotApproved",
    Reason.IMAGE_INVALID: "InvalidParameterValue.ImageInvalid",
    Reason.DOCUMENT_INVALID: "InvalidParameterValue.InvalidDocumentType",
    Reason.PURPOSE_INVALID: "InvalidParameterValue.InvalidSignPurpose",
    Reason.INTERNATIONAL_INVALID: "InvalidParameterValue.InvalidInternational",
    Reason.KIND_INVALID: "InvalidParameterValue.InvalidSmsType",
    Reason.BEGIN_INVALID: "InvalidParameterValue.BeginTimeVerifyFail",
    Reason.END_INVALID: "InvalidParameterValue.EndTimeVerifyFail",
    Reason.SPAN_INVALID: "InvalidParameterValue.InvalidStartTime",
    Reason.LIMIT_INVALID: "InvalidParameterValue.LimitVerifyFail",
    Reason.OFFSET_INVALID: "InvalidParameterValue.OffsetVerifyFail",
}

PER_ACTION: Final[dict[tuple[str, Reason], str]] = {
    ("ModifySmsTemplate", Reason.TEMPLATE_NOT_FOUND): "FailedOperation.MissingTemplateToModify",
    ("DeleteSmsTemplate", Reason.TEMPLATE_NOT_FOUND): "FailedOperation.TemplateIdNotExist",
    ("ModifySmsSign", Reason.SIGN_UNKNOWN): "FailedOperation.MissingSignatureToModify",
    ("AddSmsSign", Reason.PURPOSE_INVALID): "InvalidParameterValue.InvalidUsedMethod",
    ("DescribeSmsTemplateList", Reason.TEMPLATE_WORDS): "InvalidParameterValue.TemplateWithDirtyWords",
    ("DescribePhoneNumberInfo", Reason.NUMBER_MALFORMED): "FailedOperation.PhoneNumberParseFail",
    ("SendMultiGlobalSms", Reason.NUMBERS_NONE): "InvalidParameterValue.MultiSmsInfoSetEmpty",
}
_IN_2019: Final[dict[str, str]] = {
    "InvalidParameterValue.InvalidSignPurpose": "InvalidParameterValue.InvalidUsedMethod",
    "InvalidParameterValue.InvalidTemplateFormat": "InvalidParameter.InvalidParameters",
    "InvalidParameter.DirtyWordFound": "FailedOperation.OtherError",
    "InvalidParameterValue.TemplateWithDirtyWords": "FailedOperation.OtherError",
    "UnsupportedOperation.ContainDomesticPhoneNumber": "InvalidParameterValue.IncorrectPhoneNumber",
    "FailedOperation.ForbidAddMarketingTemplates": "FailedOperation.NotEnterpriseCertification",
    "InvalidParameterValue.LimitVerifyFail": "InvalidParameter",
    "InvalidParameterValue.OffsetVerifyFail": "InvalidParameter",
    "FailedOperation.ProhibitSubAccountUse": "UnauthorizedOperation.RequestPermissionDeny",
}
"""2021 has codes that 2019 does not know; what takes their place is assumed."""

UNREASONED: Final[dict[str, str]] = {
    "AuthFailure.TokenFailure": "a temporary key's token is wrong or missing",
    "AuthFailure.SecretIdNotFound": "no such key, or one that is disabled or over",
    "AuthFailure.InvalidSecretId": "an app's id in place of a key's",
    "AuthFailure.InvalidAuthorization": "no Authorization header, or none that can be read",
    "MissingParameter": "a field is missing",
    "InvalidParameter": "a field has another type or a value out of its range",
    "UnknownParameter": "a field that the action does not have",
    "FailedOperation.JsonParseFail": "a body that is no JSON, or no object",
    "UnsupportedRegion": "a region that looks like none",
    "MissingParameter.MissingSignatureList": "a list of signatures without numbers (2019)",
    "InvalidParameterValue.MissingSignatureList": "a list of signatures with numbers that are none's (2019)",
    "InvalidParameterValue": "in the status of a conversion: a serial number that is none's",
    "InvalidAction": "no such action in this version",
    "NoSuchVersion": "no such version",
    "UnsupportedProtocol": "a method other than GET and POST",
    "RequestSizeLimitExceeded": "a body or query that is too long",
    "RequestLimitExceeded.IPLimitExceeded": "more calls from one address than the customer allows",
}
"""Codes that stand for no refusal of the platform: what brings them."""

_ONE_PIECE: Final = "the platform is one piece here: between its gateway and its service nothing can fail"
_NO_RESOURCES: Final = "this service has no resources that are held, used up or looked for"
NEVER: Final[dict[str, str]] = {
    **dict.fromkeys(
        (
            "InternalError",
            "InternalError.ConstructUserDataFail",
            "InternalError.JsonParseFail",
            "InternalError.ParseBackendResponseFail",
            "InternalError.RequestTimeException",
            "InternalError.SendAndRecvFail",
            "InternalError.SigFieldMissing",
            "InternalError.SigVerificationFail",
            "InternalError.UnknownError",
        ),
        _ONE_PIECE,
    ),
    **dict.fromkeys(("ResourceInUse", "ResourceInsufficient", "ResourceNotFound", "ResourceUnavailable"), _NO_RESOURCES),
    **dict.fromkeys(("FailedOperation.MissingSignatureList", "FailedOperation.MissingTemplateList"), "an empty list is no failure here"),
    **dict.fromkeys(
        ("FailedOperation", "FailedOperation.ParametersOtherError", "LimitExceeded", "UnauthorizedOperation"),
        "a code that says more is given",
    ),
    **dict.fromkeys(
        ("RequestLimitExceeded.GlobalRegionUinLimitExceeded", "RequestLimitExceeded.UinLimitExceeded"),
        "calls are counted by key, region and address, as published",
    ),
    **dict.fromkeys(("IpInBlacklist", "IpNotInWhitelist"), "the service's own code for addresses is given"),
    "InvalidParameter.AppidAndBizId": "signatures name no app",
    "ActionOffline": "no action is withdrawn",
    "AuthFailure.MFAFailure": "no key wants a second factor",
    "AuthFailure.UnauthorizedOperation": "sub-accounts may do all but what the service forbids them itself",
    "DryRunOperation": "no action of this service takes a dry run",
    "InvalidRequest": "no action of this service takes multipart bodies",
    "NoSuchProduct": "one product is served, whatever the host is called",
    "ResponseSizeLimitExceeded": "no answer comes near 50 MB",
    "ServiceUnavailable": "a network that does not serve does not answer",
}
"""Published codes that nothing here brings but a fault that names them, and why."""


def code(reason: Reason, action: str, version: str) -> str:
    """The code with which an action of this version refuses."""
    found = PER_ACTION.get((action, reason)) or CODES[reason]
    return _IN_2019.get(found, found) if version == V2019 else found


MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "AuthFailure.SignatureFailure": (
        "The provided credentials could not be validated. Please check your signature is correct.",
        "签名错误。签名计算错误，请对照调用方式中的签名方法文档检查签名计算过程。",
    ),
    "AuthFailure.SecretIdNotFound": (
        "The SecretId is not found, please ensure that your SecretId is correct.",
        "密钥不存在，请检查密钥是否已被删除或者禁用。",
    ),
    "AuthFailure.SignatureExpire": (
        "The signature is expired: X-TC-Timestamp and the server's time differ by more than 5 minutes.",
        "签名过期，时间戳与服务器时间相差超过五分钟。",
    ),
    "AuthFailure.InvalidAuthorization": ("The Authorization header is malformed.", "请求头部的 Authorization 不符合标准。"),
    "AuthFailure.TokenFailure": ("The token is wrong.", "token 错误。"),
    "AuthFailure.InvalidSecretId": ("The SecretId is not of a cloud API key.", "密钥非法，不是云 API 密钥类型。"),
    "InvalidAction": ("The interface does not exist.", "接口不存在。"),
    "NoSuchVersion": ("The version does not exist.", "接口版本不存在。"),
    "UnsupportedRegion": ("The region is not supported.", "接口不支持所传地域。"),
    "RequestLimitExceeded": ("The calls come more often than this interface allows.", "请求的次数超过了频率限制。"),
    "RequestLimitExceeded.IPLimitExceeded": ("The calls from this address come more often than is allowed.", "IP 限频。"),
    "RequestSizeLimitExceeded": ("The request is larger than is allowed.", "请求包超过限制大小。"),
    "FailedOperation.JsonParseFail": ("The body of the request is not valid JSON.", "请求包体解析失败。"),
    "FailedOperation.TemplateParamSetNotMatchApprovedTemplate": (
        "request content does not match the template content",
        "请求内容与审核通过的模板内容不匹配",
    ),
    "FailedOperation.TemplateIncorrectOrUnapproved": (
        "template is not approved or request content does not match the approved template content",
        "模板未审批或请求的内容与审核通过的模板内容不匹配",
    ),
    "FailedOperation.InsufficientBalanceInSmsPackage": ("insufficient balance in SMS package", "套餐包余量不足"),
    "InvalidParameterValue.TemplateParameterFormatError": ("Verification code template parameter format error", "验证码模板参数格式错误"),
    "LimitExceeded.PhoneNumberThirtySecondLimit": (
        "the number of SMS messages sent from a single mobile number within 30 seconds exceeds the upper limit",
        "单个手机号30秒内下发短信条数超过设定的上限",
    ),
    "LimitExceeded.PhoneNumberOneHourLimit": (
        "the number of sms messages sent from a single mobile number within 1 hour exceeds the upper limit",
        "单个手机号1小时内下发短信条数超过设定的上限",
    ),
    "LimitExceeded.PhoneNumberDailyLimit": (
        "the number of sms messages sent from a single mobile number every day exceeds the upper limit",
        "单个手机号日下发短信条数超过设定的上限",
    ),
    "LimitExceeded.PhoneNumberSameContentDailyLimit": (
        "the number of the same sms messages sent from a single mobile number exceeds the upper limit",
        "单个手机号下发相同内容超过设定的上限",
    ),
}
"""English and Chinese. The English ones of this table were observed, but for the first lines on time, header, token and interfaces."""


def message(of: str, language: str) -> str:
    """What is said with a code; in English where no Chinese is known."""
    if of in MESSAGES:
        english, chinese = MESSAGES[of]
        return chinese if language == ZH else english
    row = published().get(of)
    return row.meaning if row else of
