"""Why a text was not shown: the one list that handset, carrier, reporting and the catalogue of cases share.

Each of them has a table of its own keyed by it, and a test that the tables cover each other.
"""

from enum import Enum, unique


@unique
class Cause(Enum):
    """Values are the words of scenario files and of the control API."""

    OFF = "off"  # FAQ not-received/handset-off
