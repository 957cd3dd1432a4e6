"""Which signature a text carries. It refuses those that are not approved, and mainland texts that would have none.

Source: the FAQ on security: mainland texts must carry an approved signature; international ones need not, but one given must be approved.
"""

from collections.abc import Iterator

from simulator.message import Instant
from simulator.platform.checks.draft import Draft
from simulator.platform.checks.memory import Memory
from simulator.refusals import Reason, Refusal


def check(draft: Draft, _memory: Memory, _now: Instant) -> Refusal | None:
    """The draft gets its signature, and in the text form with the text that is left. Nothing given: the app's first approved one."""
    asked = draft.asked
    given, body = (asked.sign, "") if asked.text is None else take_off(asked.text, draft)
    if given and not _can_use(given, draft):
        return Refusal(Reason.SIGN_NOT_APPROVED, f"{given[:40]!r} is no approved signature of app {draft.app.id}")
    sign = given if given or draft.abroad else next(_usable(draft), "")
    if not sign and not draft.abroad:
        return Refusal(Reason.SIGN_NOT_APPROVED, f"app {draft.app.id} has no approved signature")
    draft.sign, draft.body = sign, body
    return None


def take_off(text: str, draft: Draft) -> tuple[str, str]:
    """The signature in front of a text and the rest; an empty one where there is none.

    Abroad [brackets] are a signature only when the app has it: they may as well begin the text.
    """
    if text.startswith("【") and "】" in text:
        sign, _, rest = text[1:].partition("】")
        return sign, rest
    if draft.abroad and text.startswith("["):
        sign, _, rest = text[1:].partition("]")
        if _can_use(sign, draft):
            return sign, rest
    return "", text


def _can_use(sign: str, draft: Draft) -> bool:
    """Whether a signature can be used where this text goes."""
    abroad = draft.abroad
    for filed in draft.catalogue.signs.values():
        if filed.application.text == sign and filed.approved and filed.reach.covers(abroad=abroad):
            return True
    return False


def _usable(draft: Draft) -> Iterator[str]:
    """What can be used where this text goes, the oldest first, and no further than is asked for: a customer has up to fifty."""
    for sign in draft.catalogue.signs.values():
        if sign.approved and sign.reach.covers(abroad=draft.abroad):
            yield sign.text
