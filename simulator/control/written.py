"""Scenarios as text: what an export is made of, written so that it is read back to the letter. It decides nothing."""

from typing import Any, Final

Fields = dict[str, Any]
NAME: Final = "text"
"""What the send is called, so that the steps after it can name it."""


def written(title: str, world: Fields, steps: list[Fields], **head: Any) -> str:
    """A whole file. head: what stands between the title and the world, left out where it is empty."""
    import yaml  # noqa: PLC0415 - a network of which nothing is exported starts without it

    said = {key: value for key, value in head.items() if value}
    whole = {"title": title, **said, **world, "steps": steps}
    return yaml.safe_dump(_plain(whole), allow_unicode=True, sort_keys=False, width=140)


def _plain(value: Any) -> Any:
    """Keys as texts; a `${` in a text, as a template whose variables nobody filled in has it, stands for itself."""
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.replace("${", "$${") if isinstance(value, str) else value
