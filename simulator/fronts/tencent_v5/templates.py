"""The v5 interfaces for templates: add, mod, del, get. Fields and their names only; the desk decides."""

from typing import Any, Literal

from msgspec import Struct

from simulator.desk.desk import Desk
from simulator.desk.filing import FiledTemplate, TemplateForm
from simulator.fronts.tencent_v5 import papers, translate
from simulator.fronts.tencent_v5.call import Answer, Call, Interface
from simulator.fronts.tencent_v5.papers import Ids, Page
from simulator.fronts.tencent_v5.translate import Text
from simulator.refusals import Refusal


class Added(Struct):
    """What add_template takes."""

    text: Text
    type: Literal[0, 1]
    title: Text | None = None
    remark: Text | None = None
    international: Literal[0, 1] | None = None

    def form(self) -> TemplateForm:
        """The same for the desk."""
        return TemplateForm(str(self.text), self.type, self.international, _word(self.title), _word(self.remark))


class Changed(Added, kw_only=True):
    """What mod_template takes. What is left out stays as it was."""

    tpl_id: int


class Deleted(Struct):
    """What del_template takes."""

    tpl_id: Ids


class Wanted(Struct):
    """What get_template takes: one of the two."""

    tpl_id: Ids | None = None
    tpl_page: Page | None = None


class Templates:
    """The four interfaces."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def interfaces(self) -> dict[str, Interface]:
        """Their rows of the front's table."""
        rows = {"add_template": self._add, "mod_template": self._change, "del_template": self._delete, "get_template": self._get}
        return {name: (translate.none, act) for name, act in rows.items()}

    def _add(self, call: Call) -> Answer | Refusal:
        asked = translate.shape(call.body, Added)
        if isinstance(asked, Refusal):
            return asked
        filed = self._desk.filing.add_template(self._desk.owner(call.app), asked.form(), call.now)
        return filed if isinstance(filed, Refusal) else papers.done(_item(filed))

    def _change(self, call: Call) -> Answer | Refusal:
        asked = translate.shape(call.body, Changed)
        if isinstance(asked, Refusal):
            return asked
        filed = self._desk.filing.change_template(self._desk.owner(call.app), asked.tpl_id, asked.form(), call.now)
        return filed if isinstance(filed, Refusal) else papers.done(_item(filed))

    def _delete(self, call: Call) -> Answer | Refusal:
        asked = translate.shape(call.body, Deleted)
        if isinstance(asked, Refusal):
            return asked
        return self._desk.filing.delete_templates(self._desk.owner(call.app), papers.numbers(asked.tpl_id)) or papers.done()

    def _get(self, call: Call) -> Answer | Refusal:
        asked = translate.shape(call.body, Wanted)
        if isinstance(asked, Refusal):
            return asked
        templates = self._desk.filing.templates(self._desk.owner(call.app))
        if isinstance(templates, Refusal):
            return templates
        chosen = papers.chosen(templates, asked.tpl_id, asked.tpl_page, "tpl")
        if isinstance(chosen, Refusal):
            return chosen
        found, counts = chosen
        return papers.listed(counts, [_item(each) | {"title": each.application.title} | papers.history(each) for each in found])


def _item(template: FiledTemplate) -> dict[str, Any]:
    return papers.item(template) | {"type": int(template.kind)}


def _word(said: Text | None) -> str | None:
    return None if said is None else str(said)
