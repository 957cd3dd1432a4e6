"""Why a text was not shown: the one list that handset, carrier, reporting and the catalogue of cases share. Each has its own table keyed by it."""

from enum import Enum, unique


@unique
class Cause(Enum):
    """Values are the words of scenario files."""

    OFF = "off"
    EXPIRED = "expired"  # validity ended while the handset could not be reached
