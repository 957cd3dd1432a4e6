"""What the checks fill in as they find it out, one after the other: lives for one judgement. It decides nothing."""

from msgspec import Struct

from simulator.message import AppSubmission, Kind
from simulator.platform.billing import Purse
from simulator.platform.catalogue import Catalogue
from simulator.platform.customers import Customer, PlatformSettings
from simulator.platform.settings import App
from simulator.text.lexicon import Lexicon


class Draft(Struct, eq=False, gc=False):
    """A text on its way through the checks. The first nine are given; each of the others is set by one check, and read by those after it.

    customer, catalogue, purse: the app's; platform: what holds for all; words: those that it takes from nobody.
    abroad: whether it goes outside the mainland; country: the number's, `CN`, `DEF` for none; sender: the address that will show.
    sign: the signature without brackets, empty for none; body: in the text form, what the request has behind it.
    template, kind: the approved text that it is; text: that text filled in, behind its signature: what the handset will show.
    """

    app: App
    customer: Customer
    catalogue: Catalogue
    purse: Purse
    platform: PlatformSettings
    words: Lexicon[str]
    asked: AppSubmission
    abroad: bool
    country: str
    sender: str = ""
    sign: str = ""
    body: str = ""
    template: int = 0
    kind: Kind = Kind.NORMAL
    text: str = ""

    def signed(self, body: str) -> str:
        """A text with its signature in front, in the brackets of where it goes."""
        if not self.sign:
            return body
        return f"[{self.sign}]{body}" if self.abroad else f"【{self.sign}】{body}"
