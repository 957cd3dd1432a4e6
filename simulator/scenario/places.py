"""Where something stands in a scenario file. A value only; it reads no file."""

from msgspec import Struct


class Place(Struct, frozen=True):
    """Where something stands: file, line and column, both from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"
