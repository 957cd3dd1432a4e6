"""The v5 interfaces for signatures: add, mod, del, get. Fields and their names only; the desk decides.

They ask neither what kind of name it is, nor for a qualification.
"""

from typing import Literal

from msgspec import Struct

from simulator.desk.desk import Desk
from simulator.desk.filing import SignForm
from simulator.fronts.tencent_v5 import papers, translate
from simulator.fronts.tencent_v5.call import Answer, Call, Interface
from simulator.fronts.tencent_v5.papers import Ids, Page
from simulator.fronts.tencent_v5.translate import Text
from simulator.refusals import Refusal


class Added(Struct):
    """What add_sign takes. pic: base64 of a picture, without `data:`."""

    text: Text
    pic: str | None = None
    remark: Text | None = None
    international: Literal[0, 1] | None = None

    def form(self) -> SignForm:
        """The same for the desk."""
        remark = None if self.remark is None else str(self.remark)
        return SignForm(str(self.text), international=self.international, proof=self.pic, remark=remark)


class Changed(Added, kw_only=True):
    """What mod_sign takes. What is left out stays as it was."""

    sign_id: int


class Deleted(Struct):
    """What del_sign takes."""

    sign_id: Ids


class Wanted(Struct):
    """What get_sign takes: one of the two."""

    sign_id: Ids | None = None
    sign_page: Page | None = None


class Signs:
    """The four interfaces."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def interfaces(self) -> dict[str, Interface]:
        """Their rows of the front's table."""
        rows = {"add_sign": self._add, "mod_sign": self._change, "del_sign": self._delete, "get_sign": self._get}
        return {name: (translate.none, act) for name, act in rows.items()}

    def _add(self, call: Call) -> Answer | Refusal:
        asked = translate.shape(call.body, Added)
        if isinstance(asked, Refusal):
            return asked
        filed = self._desk.filing.add_sign(self._desk.owner(call.app), asked.form(), call.now)
        return filed if isinstance(filed, Refusal) else papers.done(papers.item(filed))

    def _change(self, call: Call) -> Answer | Refusal:
        asked = translate.shape(call.body, Changed)
        if isinstance(asked, Refusal):
            return asked
        filed = self._desk.filing.change_sign(self._desk.owner(call.app), asked.sign_id, asked.form(), call.now)
        return filed if isinstance(filed, Refusal) else papers.done(papers.item(filed))

    def _delete(self, call: Call) -> Answer | Refusal:
        asked = translate.shape(call.body, Deleted)
        if isinstance(asked, Refusal):
            return asked
        return self._desk.filing.delete_signs(self._desk.owner(call.app), papers.numbers(asked.sign_id)) or papers.done()

    def _get(self, call: Call) -> Answer | Refusal:
        asked = translate.shape(call.body, Wanted)
        if isinstance(asked, Refusal):
            return asked
        signs = self._desk.filing.signs(self._desk.owner(call.app))
        if isinstance(signs, Refusal):
            return signs
        chosen = papers.chosen(signs, asked.sign_id, asked.sign_page, "sign")
        if isinstance(chosen, Refusal):
            return chosen
        found, counts = chosen
        return papers.listed(counts, [papers.item(each) | papers.history(each) for each in found])
