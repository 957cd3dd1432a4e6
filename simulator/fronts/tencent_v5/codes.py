"""The v5 API's numbers and strings for every refusal, and its gateway's. Tables only.

Where an observed answer gives the errmsg, it is that one; the others are the published descriptions of the code.
"""

from typing import Final

from simulator.refusals import Reason

OK: Final = (0, "OK")

_PARSE = (1004, "请求包解析失败")
_TEMPLATE = (1014, "模版未审批或内容不匹配")  # observed
_FREQUENCY = (1013, "下发短信命中了频率限制策略")
_PERMISSION = (1006, "没有权限")
_SIGN = (1012, "签名格式错误或签名未审批")

RESULTS: Final[dict[Reason, tuple[int, str]]] = {
    Reason.SIGNATURE_WRONG: (1001, "sig校验失败"),
    Reason.KEY_OF_ANOTHER_APP: (1001, "sig校验失败"),
    Reason.KEY_DISABLED: (1001, "sig校验失败"),
    Reason.SENSITIVE_WORD: (1002, "短信内容中含有敏感词"),
    Reason.LOAN_LINK: (1002, "短信内容中含有敏感词"),
    Reason.SIGNATURE_MISSING: (1003, "请求包体没有sig字段或sig为空"),
    Reason.REQUEST_MALFORMED: _PARSE,
    Reason.SENDER_MALFORMED: _PARSE,  # no code of its own is published
    Reason.NUMBERS_NONE: _PARSE,
    Reason.NOT_PERMITTED: _PERMISSION,
    Reason.ABROAD_INDIVIDUAL: _PERMISSION,
    Reason.NOT_MEMBER: _PERMISSION,
    Reason.APP_FOREIGN: _PERMISSION,
    Reason.NOT_ENTERPRISE: _PERMISSION,
    Reason.SUB_ACCOUNT: _PERMISSION,
    Reason.BACK_END: (1007, "其他错误"),
    Reason.TIMED_OUT: (1008, "请求下发短信超时"),
    Reason.ADDRESS_NOT_ALLOWED: (1009, "请求ip不在白名单中"),
    Reason.INTERFACE_UNKNOWN: (1011, "不存在该REST API接口"),
    Reason.SIGN_NOT_APPROVED: _SIGN,
    Reason.FREQUENCY: _FREQUENCY,
    Reason.TOO_MANY_CALLS: _FREQUENCY,
    Reason.RATE_ABROAD: _FREQUENCY,
    Reason.TEMPLATE_UNKNOWN: (1014, "package format error, sdkappid not have this tpl_id"),  # observed
    Reason.TEMPLATE_MISMATCH: _TEMPLATE,
    Reason.TEMPLATE_MAINLAND: _TEMPLATE,
    Reason.TEMPLATE_ABROAD: _TEMPLATE,
    Reason.PARAMETERS_COUNT: _TEMPLATE,
    Reason.UNSUBSCRIBED: (1015, "手机号在黑名单库中"),  # as send records say it
    Reason.NUMBER_MALFORMED: (1016, "手机号格式错误"),  # observed
    Reason.NUMBER_MAINLAND: (1016, "手机号格式错误"),
    Reason.TEXT_TOO_LONG: (1017, "短信内容超出长度限制"),
    Reason.APP_UNKNOWN: (1019, "sdkappid不存在"),
    Reason.APP_DISABLED: (1020, "sdkappid已禁用"),
    Reason.APP_BANNED: (1020, "sdkappid已禁用"),
    Reason.REQUEST_EXPIRED: (1021, "请求发起时间不正常"),
    Reason.LIMIT_APP: (1022, "业务短信日下发条数超过设定的上限"),
    Reason.LIMIT_APP_MAINLAND: (1022, "业务短信日下发条数超过设定的上限"),
    Reason.LIMIT_APP_COUNTRY: (1022, "业务短信日下发条数超过设定的上限"),
    Reason.LIMIT_30S: (1023, "单个手机号30秒内下发短信条数超过设定的上限"),
    Reason.LIMIT_HOURLY: (1024, "单个手机号1小时内下发短信条数超过设定的上限"),
    Reason.LIMIT_DAILY: (1025, "单个手机号日下发短信条数超过设定的上限"),
    Reason.LIMIT_SAME: (1026, "单个手机号下发相同内容超过设定的上限"),
    Reason.MARKETING_HOURS: (1029, "营销短信发送时间限制"),
    Reason.REQUEST_UNSUPPORTED: (1030, "不支持该请求"),
    Reason.PACKAGE_EMPTY: (1031, "套餐包余量不足"),
    Reason.MARKETING_INDIVIDUAL: (1032, "个人用户没有发营销短信的权限"),
    Reason.IN_ARREARS: (1033, "欠费被停止服务"),
    Reason.NUMBERS_MIXED: (1034, "不支持国内短信和国际短信混合发送"),
    Reason.PARAMETER_TOO_LONG: (1036, "单个模板变量字符数超过12个"),
    Reason.PARAMETER_NO_CODE: (1038, "验证码模板参数格式错误"),
    Reason.REGION_NOT_SERVED: (1045, "不支持该地区短信下发"),
    Reason.COUNTRY_NOT_ALLOWED: (1045, "不支持该地区短信下发"),
    Reason.NUMBERS_TOO_MANY: (1046, "单次请求的手机号数量超过200个"),
    Reason.LIMIT_ABROAD: (1047, "国际短信日下发条数超过设定的上限"),
    Reason.LIMIT_APP_ABROAD: (1047, "国际短信日下发条数超过设定的上限"),
    Reason.PARAMETER_WITH_LINK: (1048, "模板变量中不允许包含url"),
    # The interfaces for signatures, templates and statistics publish no codes of their own [assumed]: what is wrong with a field is 1004,
    # with a signature 1012, with a template 1014.
    Reason.SIGN_UNKNOWN: _SIGN,
    Reason.SIGN_APPROVED: _SIGN,
    Reason.SIGN_PENDING: _SIGN,
    Reason.SIGN_TOO_LONG: _SIGN,
    Reason.SIGNS_TOO_MANY: _SIGN,
    Reason.SIGN_FIRST: _SIGN,
    Reason.QUALIFICATION_UNKNOWN: _SIGN,
    Reason.QUALIFICATION_NOT_APPROVED: _SIGN,
    Reason.TEMPLATE_NOT_FOUND: _TEMPLATE,
    Reason.TEMPLATE_APPROVED: _TEMPLATE,
    Reason.TEMPLATE_MALFORMED: _TEMPLATE,
    Reason.TEMPLATE_WORDS: (1002, "短信内容中含有敏感词"),
    Reason.TEMPLATE_VARIABLES: _TEMPLATE,
    Reason.TEMPLATE_NO_OPT_OUT: _TEMPLATE,
    Reason.TEMPLATE_MARKETING_INDIVIDUAL: (1032, "个人用户没有发营销短信的权限"),
    Reason.TEMPLATES_TOO_MANY: _TEMPLATE,
    Reason.IMAGE_INVALID: _PARSE,
    Reason.DOCUMENT_INVALID: _PARSE,
    Reason.PURPOSE_INVALID: _PARSE,
    Reason.INTERNATIONAL_INVALID: _PARSE,
    Reason.KIND_INVALID: _PARSE,
    Reason.BEGIN_INVALID: _PARSE,
    Reason.END_INVALID: _PARSE,
    Reason.SPAN_INVALID: _PARSE,
    Reason.LIMIT_INVALID: _PARSE,
    Reason.OFFSET_INVALID: _PARSE,
}

NUMBERS: Final[dict[str, tuple[int, str]]] = {str(number): (number, said) for number, said in RESULTS.values()} | {
    "1018": (1018, "语音验证码格式错误"),  # the older list's; of voice calls only
}
"""Every published result by its number: what a fault may answer with."""

BODY_UNREADABLE: Final = 60003
APP_MALFORMED: Final = 60006
FORMAT_WRONG: Final = 60008
TOO_OFTEN: Final = 60007
PATH_WRONG: Final = 60009
APP_MISSING: Final = 60012

GATEWAY: Final[dict[int, str]] = {
    60002: "http request url can not be parsed",
    BODY_UNREADABLE: "http body is not valid json",
    APP_MALFORMED: "sdkappid is not valid",
    TOO_OFTEN: "calls are too frequent, please try again later",
    FORMAT_WRONG: "service timeout or request format error,please check and try again",  # documented
    PATH_WRONG: "the requested resource does not exist",
    APP_MISSING: "sdkappid is missing from the url",
    60013: "the answer of the service can not be parsed",
}
"""ErrorInfo by ErrorCode; only that of 60008 is published."""
