"""What the cloud API's actions answer, said as types for whoever describes this API. The actions do not read their answers here.

Source: the object tables of both versions. Every field is there in every answer, but for those that are marked.
"""

from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from simulator.fronts.tencent_v3.actions import V2019, V2021

Count = Annotated[int, Meta(ge=0)]
Seconds = Annotated[int, Meta(ge=0, description="unix seconds; 0 for what has not come")]
BeijingTime = Annotated[str, Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$")]
Binary = Literal[0, 1]
Delivered = Literal["SUCCESS", "FAIL"]


class SendStatus(Struct, rename="pascal", forbid_unknown_fields=True):
    """What became of one text. Code: `Ok`, or why it was not taken; then there is no SerialNo."""

    serial_no: str
    phone_number: str
    fee: Count
    session_context: str
    code: str
    message: str
    iso_code: str


class SendSms(Struct, rename="pascal", forbid_unknown_fields=True):
    """SendSms."""

    send_status_set: list[SendStatus]


class SendMulti(Struct, rename="pascal", forbid_unknown_fields=True):
    """SendMultiGlobalSms."""

    send_multi_status_set: list[SendStatus]


class Report2021(Struct, rename="pascal", forbid_unknown_fields=True):
    """PullSmsSendStatus."""

    user_receive_time: Seconds
    country_code: str
    subscriber_number: str
    phone_number: str
    serial_no: str
    report_status: Delivered
    description: str
    session_context: str


class Report2019(Struct, rename="pascal", forbid_unknown_fields=True):
    """The same in 2019."""

    user_receive_time: BeijingTime
    user_receive_unix_time: Seconds
    nation_code: str
    pure_phone_number: str
    phone_number: str
    serial_no: str
    report_status: Delivered
    description: str


class Reply2021(Struct, rename="pascal", forbid_unknown_fields=True):
    """PullSmsReplyStatus."""

    extend_code: str
    country_code: str
    phone_number: str
    sign_name: str
    reply_content: str
    reply_time: Seconds
    subscriber_number: str


class Reply2019(Struct, rename="pascal", forbid_unknown_fields=True):
    """The same in 2019."""

    extend_code: str
    nation_code: str
    phone_number: str
    sign: str
    reply_content: str
    reply_time: BeijingTime
    reply_unix_time: Seconds


class Reports2021(Struct, rename="pascal", forbid_unknown_fields=True):
    """Both pulls of reports."""

    pull_sms_send_status_set: list[Report2021]


class Reports2019(Struct, rename="pascal", forbid_unknown_fields=True):
    """The same in 2019."""

    pull_sms_send_status_set: list[Report2019]


class Replies2021(Struct, rename="pascal", forbid_unknown_fields=True):
    """Both pulls of replies."""

    pull_sms_reply_status_set: list[Reply2021]


class Replies2019(Struct, rename="pascal", forbid_unknown_fields=True):
    """The same in 2019."""

    pull_sms_reply_status_set: list[Reply2019]


class Number(Struct, rename="pascal", forbid_unknown_fields=True):
    """What is known of a number."""

    code: Literal["Ok", "FailedOperation.PhoneNumberParseFail"]
    message: str
    nation_code: str
    subscriber_number: str
    phone_number: str
    iso_code: str
    iso_name: str


class Numbers(Struct, rename="pascal", forbid_unknown_fields=True):
    """DescribePhoneNumberInfo."""

    phone_number_info_set: list[Number]


class Said(Struct, rename="pascal", forbid_unknown_fields=True):
    """A code and a message."""

    code: str
    message: str


class Converted(Struct, rename="pascal", forbid_unknown_fields=True):
    """ReportConversion."""

    report_conversion_status: Said


class Record(Struct, rename="pascal", forbid_unknown_fields=True):
    """A text that was handed in."""

    phone_number: str
    serial_no: str
    send_status: int
    request_code: str
    status_code: str
    iso_code: str
    content: str
    send_time: Seconds
    user_receive_time: Seconds


class Records(Struct, rename="pascal", forbid_unknown_fields=True):
    """DescribeSendRecordList."""

    send_record_set: list[Record]
    total_count: Count


class Sums(Struct, rename="pascal", forbid_unknown_fields=True):
    """Texts: billed as, asked for, taken."""

    fee_count: Count
    request_count: Count
    request_success_count: Count


class Sent(Struct, rename="pascal", forbid_unknown_fields=True):
    """SendStatusStatistics."""

    send_status_statistics: Sums


class CallbackSums(Struct, rename="pascal", forbid_unknown_fields=True):
    """Reports; the last five are classes of failures."""

    callback_count: Count
    request_success_count: Count
    callback_fail_count: Count
    callback_success_count: Count
    internal_error_count: Count
    invalid_number_count: Count
    shutdown_error_count: Count
    black_list_count: Count
    frequency_limit_count: Count


class Reported(Struct, rename="pascal", forbid_unknown_fields=True):
    """CallbackStatusStatistics."""

    callback_status_statistics: CallbackSums


class Package2021(Struct, rename="pascal", forbid_unknown_fields=True):
    """A prepaid package."""

    package_create_time: Seconds
    package_effective_time: Seconds
    package_expired_time: Seconds
    package_amount: Count
    package_type: Binary
    package_id: int
    current_usage: Count


class Package2019(Struct, rename="pascal", forbid_unknown_fields=True):
    """The same in 2019."""

    package_create_time: BeijingTime
    package_create_unix_time: Seconds
    package_effective_time: BeijingTime
    package_effective_unix_time: Seconds
    package_expired_time: BeijingTime
    package_expired_unix_time: Seconds
    amount_of_package: Count
    type_of_package: Binary
    package_id: int
    current_usage: Count


class Packages2021(Struct, rename="pascal", forbid_unknown_fields=True):
    """SmsPackagesStatistics."""

    sms_packages_statistics_set: list[Package2021]


class Packages2019(Struct, rename="pascal", forbid_unknown_fields=True):
    """The same in 2019."""

    sms_packages_statistics_set: list[Package2019]


BOTH: Final[dict[str, type[Struct]]] = {
    "SendSms": SendSms,
    "SendStatusStatistics": Sent,
    "CallbackStatusStatistics": Reported,
}
BY_VERSION: Final[dict[str, dict[str, type[Struct]]]] = {
    V2021: {
        "SendMultiGlobalSms": SendMulti,
        "PullSmsSendStatus": Reports2021,
        "PullSmsReplyStatus": Replies2021,
        "PullSmsSendStatusByPhoneNumber": Reports2021,
        "PullSmsReplyStatusByPhoneNumber": Replies2021,
        "DescribePhoneNumberInfo": Numbers,
        "ReportConversion": Converted,
        "DescribeSendRecordList": Records,
        "SmsPackagesStatistics": Packages2021,
    },
    V2019: {
        "PullSmsSendStatus": Reports2019,
        "PullSmsReplyStatus": Replies2019,
        "PullSmsSendStatusByPhoneNumber": Reports2019,
        "PullSmsReplyStatusByPhoneNumber": Replies2019,
        "SmsPackagesStatistics": Packages2019,
    },
}
