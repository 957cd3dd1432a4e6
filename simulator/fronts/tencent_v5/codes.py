"""The v5 API's numbers and strings for every refusal, and its gateway's. Tables only.

Where an observed answer gives the errmsg, it is that one; the others are the published descriptions of the code.
"""

from typing import Final

from simulator.refusals import Reason

OK: Final = (0, "OK")

RESULTS: Final[dict[Reason, tuple[int, str]]] = {
    Reason.SIGNATURE_WRONG: (1001, "sig校验失败"),
    Reason.SIGNATURE_MISSING: (1003, "请求包体没有sig字段或sig为空"),
    Reason.REQUEST_MALFORMED: (1004, "请求包解析失败"),
    Reason.SENDER_MALFORMED: (1004, "请求包解析失败"),  # no code of its own is published
    Reason.SIGN_NOT_APPROVED: (1012, "签名格式错误或签名未审批"),
    Reason.TEMPLATE_UNKNOWN: (1014, "package format error, sdkappid not have this tpl_id"),  # observed
    Reason.TEMPLATE_MISMATCH: (1014, "模版未审批或内容不匹配"),  # observed
    Reason.UNSUBSCRIBED: (1015, "手机号在黑名单库中"),  # as send records say it
    Reason.NUMBER_MALFORMED: (1016, "手机号格式错误"),  # observed
    Reason.TEXT_TOO_LONG: (1017, "短信内容超出长度限制"),
    Reason.APP_UNKNOWN: (1019, "sdkappid不存在"),
    Reason.REQUEST_EXPIRED: (1021, "请求发起时间不正常"),
    Reason.LIMIT_30S: (1023, "单个手机号30秒内下发短信条数超过设定的上限"),
    Reason.LIMIT_DAILY: (1025, "单个手机号日下发短信条数超过设定的上限"),
    Reason.NUMBERS_MIXED: (1034, "不支持国内短信和国际短信混合发送"),
    Reason.NUMBERS_TOO_MANY: (1046, "单次请求的手机号数量超过200个"),
}

BODY_UNREADABLE: Final = 60003
APP_MALFORMED: Final = 60006
FORMAT_WRONG: Final = 60008
PATH_WRONG: Final = 60009
APP_MISSING: Final = 60012

GATEWAY: Final[dict[int, str]] = {
    60002: "http request url can not be parsed",
    BODY_UNREADABLE: "http body is not valid json",
    APP_MALFORMED: "sdkappid is not valid",
    60007: "calls are too frequent, please try again later",
    FORMAT_WRONG: "service timeout or request format error,please check and try again",  # documented
    PATH_WRONG: "the requested resource does not exist",
    APP_MISSING: "sdkappid is missing from the url",
    60013: "the answer of the service can not be parsed",
}
"""ErrorInfo by ErrorCode; only that of 60008 is published."""
