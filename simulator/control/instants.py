"""Instants as callers write them in a query. It knows no clock."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from simulator.control import views
from simulator.control.exchange import ProblemError
from simulator.message import Instant

_Written = Annotated[datetime, Meta(tz=True)]


def instant(name: str, text: str) -> Instant:
    """An instant from RFC 3339 with an offset; ProblemError where it is none. An unescaped + in a query is a blank."""
    try:
        return views.milliseconds(msgspec.convert(text.replace(" ", "+"), _Written))
    except (ValueError, OverflowError) as error:
        raise ProblemError(400, f"{name} is {text!r:.60}: wanted an instant such as 2024-03-04T09:00:00+08:00") from error
