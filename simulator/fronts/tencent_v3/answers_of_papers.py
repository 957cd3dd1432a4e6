"""What the cloud API's actions for signatures and templates answer, as types; and the table of all answers. It decides nothing.

The two versions differ by an application's number, and by the text that only the newer one tells of a template.
"""

from typing import Final, Literal

from msgspec import Struct

from simulator.fronts.tencent_v3 import answers
from simulator.fronts.tencent_v3.actions import V2019, V2021
from simulator.fronts.tencent_v3.answers import Binary, Seconds

Standing = Literal[0, 1, 2, -1]


class SignId(Struct, rename="pascal", forbid_unknown_fields=True):
    """A signature's number."""

    sign_id: int


class SignAdded2019(SignId, rename="pascal", forbid_unknown_fields=True):
    """And its application's."""

    sign_apply_id: int


class SignModified2019(SignId, rename="pascal", forbid_unknown_fields=True):
    """And its application's, which is text here."""

    sign_apply_id: str


class Deletion(Struct, rename="pascal", forbid_unknown_fields=True):
    """That it is gone."""

    delete_status: str
    delete_time: Seconds


class AddSign(Struct, rename="pascal", forbid_unknown_fields=True):
    """AddSmsSign."""

    add_sign_status: SignId


class AddSign2019(Struct, rename="pascal", forbid_unknown_fields=True):
    """The same in 2019."""

    add_sign_status: SignAdded2019


class ModifySign(Struct, rename="pascal", forbid_unknown_fields=True):
    """ModifySmsSign."""

    modify_sign_status: SignId


class ModifySign2019(Struct, rename="pascal", forbid_unknown_fields=True):
    """The same in 2019."""

    modify_sign_status: SignModified2019


class DeleteSign(Struct, rename="pascal", forbid_unknown_fields=True):
    """DeleteSmsSign."""

    delete_sign_status: Deletion


class Sign(Struct, rename="pascal", forbid_unknown_fields=True):
    """A signature. StatusCode: 0 approved, 1 in review, 2 not in force yet, -1 refused."""

    sign_id: int
    international: Binary
    status_code: Standing
    review_reply: str
    create_time: Seconds
    sign_name: str
    qualification_id: int
    qualification_name: str
    qualification_status_code: Binary


class Signs(Struct, rename="pascal", forbid_unknown_fields=True):
    """DescribeSmsSignList."""

    describe_sign_list_status_set: list[Sign]


class AddedTemplate(Struct, rename="pascal", forbid_unknown_fields=True):
    """A template's number, which is text here."""

    template_id: str


class TemplateId(Struct, rename="pascal", forbid_unknown_fields=True):
    """A template's number."""

    template_id: int


class AddTemplate(Struct, rename="pascal", forbid_unknown_fields=True):
    """AddSmsTemplate."""

    add_template_status: AddedTemplate


class ModifyTemplate(Struct, rename="pascal", forbid_unknown_fields=True):
    """ModifySmsTemplate."""

    modify_template_status: TemplateId


class DeleteTemplate(Struct, rename="pascal", forbid_unknown_fields=True):
    """DeleteSmsTemplate."""

    delete_template_status: Deletion


class Template(Struct, rename="pascal", forbid_unknown_fields=True):
    """A template, with the StatusCode of a signature. International: 3 where it serves both."""

    template_id: int
    international: Literal[0, 1, 3]
    status_code: Standing
    review_reply: str
    create_time: Seconds
    template_name: str


class TemplateWithText(Template, rename="pascal", forbid_unknown_fields=True):
    """And its text."""

    template_content: str


class Templates(Struct, rename="pascal", forbid_unknown_fields=True):
    """DescribeSmsTemplateList."""

    describe_template_status_set: list[TemplateWithText]


class Templates2019(Struct, rename="pascal", forbid_unknown_fields=True):
    """The same in 2019."""

    describe_template_status_set: list[Template]


_BOTH: Final[dict[str, type[Struct]]] = {
    **answers.BOTH,
    "DeleteSmsSign": DeleteSign,
    "DescribeSmsSignList": Signs,
    "AddSmsTemplate": AddTemplate,
    "ModifySmsTemplate": ModifyTemplate,
    "DeleteSmsTemplate": DeleteTemplate,
}
_BY_VERSION: Final[dict[str, dict[str, type[Struct]]]] = {
    V2021: {"AddSmsSign": AddSign, "ModifySmsSign": ModifySign, "DescribeSmsTemplateList": Templates},
    V2019: {"AddSmsSign": AddSign2019, "ModifySmsSign": ModifySign2019, "DescribeSmsTemplateList": Templates2019},
}

ANSWERS: Final[dict[tuple[str, str], type[Struct]]] = {
    (version, name): answer
    for version in (V2021, V2019)
    for name, answer in {**_BOTH, **answers.BY_VERSION[version], **_BY_VERSION[version]}.items()
}
"""By version and action: the fields of Response, without RequestId, where it holds no Error."""
