"""Tables as Markdown has them. They know nothing of what they hold."""

from collections.abc import Iterable


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """One, with a line end after its last row."""

    def line(cells: Iterable[str]) -> str:
        return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"

    return line(head) + line("---" for _ in head) + "".join(map(line, rows))
