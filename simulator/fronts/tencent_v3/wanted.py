"""What the actions that send are asked: their parameters by name, as each version names them. It judges none of them."""

from msgspec import Struct


class Send(Struct, rename="pascal", forbid_unknown_fields=True):
    """SendSms of 2021-01-11."""

    phone_number_set: list[str]
    sms_sdk_app_id: str
    template_id: str
    sign_name: str = ""
    template_param_set: list[str] = []
    extend_code: str = ""
    session_context: str = ""
    sender_id: str = ""


class Send2019(
    Struct,
    rename={
        "phone_number_set": "PhoneNumberSet",
        "sms_sdk_app_id": "SmsSdkAppid",
        "template_id": "TemplateID",
        "sign_name": "Sign",
        "template_param_set": "TemplateParamSet",
        "extend_code": "ExtendCode",
        "session_context": "SessionContext",
        "sender_id": "SenderId",
    },
    forbid_unknown_fields=True,
):
    """SendSms of 2019-07-11: the same under other names."""

    phone_number_set: list[str]
    sms_sdk_app_id: str
    template_id: str
    sign_name: str = ""
    template_param_set: list[str] = []
    extend_code: str = ""
    session_context: str = ""
    sender_id: str = ""


class Info(Struct, rename="pascal", forbid_unknown_fields=True):
    """One text of SendMultiGlobalSms."""

    phone_number: str
    template_id: str
    template_param_set: list[str] = []
    sender_id: str = ""
    session_context: str = ""


class SendMulti(Struct, rename="pascal", forbid_unknown_fields=True):
    """SendMultiGlobalSms: a text of its own to each number, none of them in the mainland."""

    sms_sdk_app_id: str
    multi_sms_info_set: list[Info]
