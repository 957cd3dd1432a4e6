"""The value that the checks hand on, each adding what it found out. It decides nothing."""

from msgspec import Struct

from simulator.message import AppSubmission, Kind
from simulator.platform.catalogue import Catalogue
from simulator.platform.customers import Customer, PlatformSettings
from simulator.platform.settings import App


class Draft(Struct, frozen=True, gc=False):
    """A text on its way through the checks.

    customer, catalogue: the app's; platform: what holds for all.
    abroad: whether it goes outside the mainland; sender: the address that will show.
    sign: the signature without brackets, empty for none; template, kind, body: the approved text that it is, and that text filled in.
    """

    app: App
    customer: Customer
    catalogue: Catalogue
    platform: PlatformSettings
    asked: AppSubmission
    abroad: bool
    sender: str = ""
    sign: str = ""
    body: str = ""
    template: int = 0
    kind: Kind = Kind.NORMAL

    @property
    def text(self) -> str:
        """What the handset will show."""
        if not self.sign:
            return self.body
        return f"[{self.sign}]{self.body}" if self.abroad else f"【{self.sign}】{self.body}"
