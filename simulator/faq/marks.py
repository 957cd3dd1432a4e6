"""What can be read off a trail, as marks: the words that the rules of the diagnosis are written in. Words only, nothing is read here."""

from enum import Enum, unique

from simulator.causes import Cause
from simulator.lifecycle import Event
from simulator.refusals import Reason
from simulator.replies import Fate
from simulator.wire.faults import Kind


@unique
class Fact(Enum):
    """What stands on a trail or beside it. Values are for people who look at a diagnosis."""

    # where it ended, or is
    SHOWN = "the handset shows it"
    BLOCKED = "the handset has it in its blocked folder"
    UNSEEN = "the handset took it and shows nothing"
    ENDED = "it is settled, and the handset does not have it"
    REFUSED = "it was not taken"
    UNRECORDED = "the platform has no record of it"
    # on its way
    WAITED = "it waited until its handset was back"
    CONSOLE = "it was sent from the console"
    UPLOADED = "its number came with a list from the console"
    OPT_OUT = "its handset replied with a word that unsubscribes"
    # what it is
    SMPP = "it came over SMPP"
    V5 = "it came through the v5 API"
    V3 = "it came through the cloud API"
    ABROAD = "it goes outside the mainland"
    UNSIGNED = "it carries no signature"
    EXTENDED = "its sender number has an extension"
    SENDER_NAMED = "a SenderID is registered for where it goes, or was asked for"
    SIGN_CHOSEN = "its customer has several signatures, and it carries one of them"
    MASKED = "its record hides digits that the handset shows"
    APART = "another text went to another number at the same instant"
    APPROVED = "its text is an approved template's"
    OVERRUN = "the platform warned that more is sent than expected"
    DUNNING = "the platform demanded unpaid fees"
    # who sent it
    INDIVIDUAL = "its customer is an individual"
    OWN_LIMIT_30S = "its app has a limit of its own for 30 s"
    OWN_LIMIT_DAILY = "its app has a limit of its own for a day"
    EXEMPT = "no limit of a number holds for this one"
    OVER_DEFAULTS = "the default limits would have stopped it"
    # whom it went to
    OPTED_OUT = "its number is on the app's list of unsubscribed ones"
    LIFT_ASKED = "an application to lift that is in review"
    LIFTED = "the number was on that list, and was taken off it"
    FOREIGN_NUMBER = "its number is not a mainland one"
    # what the request was
    TIME_OUT_CODE = "it was answered 60008"
    WRONG_KEY_CODE = "it was answered that the key's id is an app's"
    MMS = "it asked for MMS"
    SLOW = "the call took about ten minutes or longer"
    # what was asked of the platform's counter
    REVIEW = "it is an application for a signature or a template"
    ANSWERED = "it was approved"
    KIND_CORRECTED = "the reviewer found it to be of another kind than was ticked"
    LIFT = "it is an application to lift an unsubscription"
    LOOKED_UP = "records were looked up"


Rule = str
"""The id of a reviewer's rule, `sign/neutral`, where a review ended in a refusal."""

Mark = Reason | Cause | Event | Kind | Fate | Fact | Rule
"""One thing that a trail says."""

Marks = frozenset[Mark]
