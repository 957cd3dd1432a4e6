"""How a served network writes its log: lines for people, or one JSON object a line for programs. What is logged is others' business."""

import logging
import sys
from datetime import UTC, datetime
from typing import Any, TextIO

import msgspec


def write_log(*, as_json: bool, to: TextIO | None = None) -> None:
    """From now on warnings and worse are written there, on stderr unless told otherwise."""
    handler = logging.StreamHandler(to or sys.stderr)
    handler.setFormatter(JsonLines() if as_json else logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


class JsonLines(logging.Formatter):
    """at (UTC, RFC 3339), level, logger, message; error and trace where there was an exception."""

    def format(self, record: logging.LogRecord) -> str:
        """One object, without a line end."""
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1] is not None:
            said |= {"error": repr(record.exc_info[1]), "trace": self.formatException(record.exc_info)}
        return msgspec.json.encode(said).decode()
