"""The cloud API's actions for templates, in both versions. Fields and their names only; the desk decides.

The two differ in the list alone: the older one wants numbers, has no pages, and does not tell the text.
"""

from functools import partial
from typing import Annotated, Any, Final

from msgspec import Meta, Struct

from simulator.desk.desk import Desk
from simulator.desk.filing import FiledTemplate, TemplateForm
from simulator.fronts.tencent_v3 import papers
from simulator.fronts.tencent_v3.actions import V2019, V2021, Action, Answer, Call, Fields
from simulator.fronts.tencent_v3.papers import Id, Ids
from simulator.refusals import Reason, Refusal


class Added(Struct, rename="pascal", forbid_unknown_fields=True):
    """What AddSmsTemplate takes."""

    template_name: str
    template_content: str
    sms_type: int
    international: int
    remark: str

    def form(self) -> TemplateForm:
        """The same for the desk."""
        return TemplateForm(self.template_content, self.sms_type, self.international, self.template_name, self.remark)


class Changed(Added, rename="pascal", forbid_unknown_fields=True, kw_only=True):
    """What ModifySmsTemplate takes."""

    template_id: Id


class Deleted(Struct, rename="pascal", forbid_unknown_fields=True):
    """What DeleteSmsTemplate takes."""

    template_id: Id


class Wanted2021(Struct, rename="pascal", forbid_unknown_fields=True):
    """What DescribeSmsTemplateList takes: numbers, or else a page of all."""

    international: int
    template_id_set: Ids = []
    limit: Annotated[int, Meta(ge=0)] = 0
    offset: Annotated[int, Meta(ge=0)] = 0


class Wanted2019(Struct, rename="pascal", forbid_unknown_fields=True):
    """The same in 2019: numbers only."""

    template_id_set: Ids
    international: int


_CALLS_A_SECOND: Final = {V2021: (2, 20, 1, 20), V2019: (2, 1, 1, 20)}
"""Of the four actions: add, modify, delete, list."""


class Templates:
    """The four actions, twice."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def actions(self) -> list[Action]:
        """Their rows."""
        rows = []
        for version, wanted in ((V2021, Wanted2021), (V2019, Wanted2019)):
            add, modify, delete, list_ = _CALLS_A_SECOND[version]
            rows += [
                Action(version, "AddSmsTemplate", Added, self._add, add),
                Action(version, "ModifySmsTemplate", Changed, self._change, modify),
                Action(version, "DeleteSmsTemplate", Deleted, self._delete, delete),
                Action(version, "DescribeSmsTemplateList", wanted, partial(self._list, text=version == V2021), list_),
            ]
        return rows

    def _add(self, call: Call, asked: Added) -> Answer:
        filed = self._desk.filing.add_template(call.customer, asked.form(), call.now)
        return filed if isinstance(filed, Refusal) else {"AddTemplateStatus": {"TemplateId": str(filed.id)}}

    def _change(self, call: Call, asked: Changed) -> Answer:
        filed = self._desk.filing.change_template(call.customer, asked.template_id, asked.form(), call.now)
        return filed if isinstance(filed, Refusal) else {"ModifyTemplateStatus": {"TemplateId": filed.id}}

    def _delete(self, call: Call, asked: Deleted) -> Answer:
        refusal = self._desk.filing.delete_templates(call.customer, [asked.template_id])
        return refusal or {"DeleteTemplateStatus": papers.deleted(call.now)}

    def _list(self, call: Call, asked: Wanted2021 | Wanted2019, *, text: bool) -> Answer:
        if not call.main:
            return Refusal(Reason.SUB_ACCOUNT, f"{call.secret_id} is the key of a sub-account, and templates are listed for the main one")
        templates = self._desk.filing.templates(call.customer)
        if isinstance(templates, Refusal):
            return templates
        page = (asked.limit, asked.offset) if isinstance(asked, Wanted2021) else None
        wrong = Reason.INTERNATIONAL_INVALID if isinstance(asked, Wanted2021) else Reason.REQUEST_MALFORMED
        found = papers.chosen(templates, asked.template_id_set, page, asked.international, wrong)
        if isinstance(found, Refusal):
            return found
        return {"DescribeTemplateStatusSet": [_item(each) | ({"TemplateContent": each.text} if text else {}) for each in found]}


def _item(template: FiledTemplate) -> Fields:
    shown: dict[str, Any] = {"TemplateId": template.id, "International": int(template.reach), **papers.standing(template)}
    return shown | {"TemplateName": template.application.title}
