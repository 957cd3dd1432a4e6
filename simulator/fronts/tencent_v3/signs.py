"""The cloud API's actions for signatures, in both versions. Fields and their names only; the desk decides.

In 2019 the purpose has another name, answers tell an application's number, and the list wants numbers and has no pages.
"""

from typing import Annotated, Final

from msgspec import Meta, Struct

from simulator.desk.desk import Desk
from simulator.desk.filing import FiledSign, SignForm
from simulator.fronts.tencent_v3 import papers
from simulator.fronts.tencent_v3.actions import V2019, V2021, Action, Answer, Call, Failure, Fields
from simulator.fronts.tencent_v3.papers import Id, Ids
from simulator.refusals import Reason, Refusal


class Added2021(Struct, rename="pascal", forbid_unknown_fields=True, kw_only=True):
    """What AddSmsSign takes. Pictures are base64 without `data:`."""

    sign_name: str
    sign_type: int
    document_type: int
    international: int
    sign_purpose: int
    proof_image: str
    commission_image: str | None = None
    remark: str | None = None
    qualification_id: Id | None = None

    @property
    def purpose(self) -> int:
        """For whom it is."""
        return self.sign_purpose


class Changed2021(Added2021, rename="pascal", forbid_unknown_fields=True, kw_only=True):
    """What ModifySmsSign takes."""

    sign_id: Id


class Added2019(Struct, rename="pascal", forbid_unknown_fields=True, kw_only=True):
    """What AddSmsSign takes in 2019."""

    sign_name: str
    sign_type: int
    document_type: int
    international: int
    used_method: int
    proof_image: str
    commission_image: str | None = None
    remark: str | None = None
    qualification_id: Id | None = None

    @property
    def purpose(self) -> int:
        """For whom it is."""
        return self.used_method


class Changed2019(Added2019, rename="pascal", forbid_unknown_fields=True, kw_only=True):
    """What ModifySmsSign takes in 2019."""

    sign_id: Id


class Deleted(Struct, rename="pascal", forbid_unknown_fields=True):
    """What DeleteSmsSign takes."""

    sign_id: Id


class Wanted2021(Struct, rename="pascal", forbid_unknown_fields=True):
    """What DescribeSmsSignList takes: numbers, or else a page of all."""

    international: int
    sign_id_set: Ids = []
    limit: Annotated[int, Meta(ge=0)] = 10
    offset: Annotated[int, Meta(ge=0)] = 0


class Wanted2019(Struct, rename="pascal", forbid_unknown_fields=True):
    """The same in 2019: numbers only."""

    sign_id_set: Ids
    international: int


NONE_GIVEN: Final = Failure("MissingParameter.MissingSignatureList", "SignIdSet is empty")
NONE_FOUND: Final = Failure("InvalidParameterValue.MissingSignatureList", "no signature has one of these numbers", Reason.SIGN_UNKNOWN)
"""Of the list in 2019, which has codes for both; the newer one answers an empty list."""


class Signs:
    """The four actions, twice."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def actions(self) -> list[Action]:
        """Their rows."""
        return [
            Action(V2021, "AddSmsSign", Added2021, self._add, 1),
            Action(V2021, "ModifySmsSign", Changed2021, self._change, 1),
            Action(V2021, "DeleteSmsSign", Deleted, self._delete, 1),
            Action(V2021, "DescribeSmsSignList", Wanted2021, self._page, 20),
            Action(V2019, "AddSmsSign", Added2019, self._add, 1),
            Action(V2019, "ModifySmsSign", Changed2019, self._change, 1),
            Action(V2019, "DeleteSmsSign", Deleted, self._delete, 1),
            Action(V2019, "DescribeSmsSignList", Wanted2019, self._numbers, 20),
        ]

    def _add(self, call: Call, asked: Added2021 | Added2019) -> Answer:
        filed = self._desk.filing.add_sign(call.customer, _form(asked), call.now)
        if isinstance(filed, Refusal):
            return filed
        return {"AddSignStatus": {"SignId": filed.id} | ({"SignApplyId": filed.id} if call.version == V2019 else {})}

    def _change(self, call: Call, asked: Changed2021 | Changed2019) -> Answer:
        filed = self._desk.filing.change_sign(call.customer, asked.sign_id, _form(asked), call.now)
        if isinstance(filed, Refusal):
            return filed
        return {"ModifySignStatus": {"SignId": filed.id} | ({"SignApplyId": str(filed.id)} if call.version == V2019 else {})}

    def _delete(self, call: Call, asked: Deleted) -> Answer:
        return self._desk.filing.delete_signs(call.customer, [asked.sign_id]) or {"DeleteSignStatus": papers.deleted(call.now)}

    def _page(self, call: Call, asked: Wanted2021) -> Answer:
        return self._list(call, asked.sign_id_set, asked.international, (asked.limit, asked.offset))

    def _numbers(self, call: Call, asked: Wanted2019) -> Answer:
        if not asked.sign_id_set:
            return NONE_GIVEN
        answer = self._list(call, asked.sign_id_set, asked.international, None)
        return NONE_FOUND if isinstance(answer, dict) and not answer["DescribeSignListStatusSet"] else answer

    def _list(self, call: Call, ids: Ids, international: int, page: tuple[int, int] | None) -> Answer:
        signs = self._desk.filing.signs(call.customer)
        if isinstance(signs, Refusal):
            return signs
        found = papers.chosen(signs, ids, page, international, Reason.REQUEST_MALFORMED)
        if isinstance(found, Refusal):
            return found
        return {"DescribeSignListStatusSet": [self._item(call.customer, each) for each in found]}

    def _item(self, customer: str, sign: FiledSign) -> Fields:
        """One of the list. A qualification is 1, passed, or 0, pending."""
        proof = self._desk.filing.qualification(customer, sign)
        return {
            "SignId": sign.id,
            "International": int(sign.international),
            **papers.standing(sign),
            "SignName": sign.text,
            "QualificationId": 0 if proof is None else proof.id,
            "QualificationName": "" if proof is None else proof.name,
            "QualificationStatusCode": int(proof is not None and proof.approved),
        }


def _form(asked: Added2021 | Added2019) -> SignForm:
    return SignForm(
        asked.sign_name,
        kind=asked.sign_type,
        document=asked.document_type,
        purpose=asked.purpose,
        international=asked.international,
        proof=asked.proof_image,
        commission=asked.commission_image,
        remark=asked.remark,
        qualification=asked.qualification_id,
    )
