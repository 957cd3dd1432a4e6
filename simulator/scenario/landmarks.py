"""Where in its file each setting stands that can decide a fate, so that an explanation can point to it. It reads no meaning."""

from collections.abc import Iterator

from simulator.scenario.nodes import Node
from simulator.scenario.places import Place
from simulator.scenario.scalars import e164

_LISTS = (
    (("apps",), "id", "app"),
    (("customers",), "name", "customer"),
    (("accounts",), "system_id", "account"),
    (("faults",), "name", "fault"),
    (("network", "carriers"), "name", "carrier"),
)
"""Lists of named things: where they stand, the field that names them, what they are."""


def landmarks(root: Node) -> dict[str, Place]:
    """By what it is about: `handset +8613800000001`, `app 1400000001`, `carrier mobile`, `fault stuck`, `network words`."""
    return dict((*_handsets(root), *_named(root), *_settings(root)))


def _handsets(root: Node) -> Iterator[tuple[str, Place]]:
    holder = root.get("handsets")
    for written in holder.names() if holder is not None else ():
        assert holder is not None
        yield f"handset {e164(written) or written}", holder.keys.get(written, holder.place)


def _named(root: Node) -> Iterator[tuple[str, Place]]:
    for path, field, what in _LISTS:
        holder = root.at(path)
        for item in holder.value if isinstance(holder.value, list) else ():
            name = item.get(field)
            if name is not None and isinstance(name.value, str):
                yield f"{what} {name.value}", item.place


def _settings(root: Node) -> Iterator[tuple[str, Place]]:
    for what in ("network", "platform"):
        holder = root.get(what)
        for key in holder.names() if holder is not None else ():
            assert holder is not None
            yield f"{what} {key}", holder.keys.get(key, holder.place)
