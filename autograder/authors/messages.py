"""Messages with places for values, so that each can be said in another language later."""

from collections.abc import Mapping
from typing import Any, Self

import numpy as np

LONGEST = 2000  # characters of a text that stands in the place of a value


class Message(str):
    """A sentence in English that remembers its values; it is a str and can be used as one.

    Args:
        template: the sentence with places for values, as str.format takes them: "With p = {p},
            {share:.0%} of the units are kept." It is the id by which a translation is found.
            Without values it is the sentence itself, braces included, or a message, which stays
            as it is.
        values: by name: numbers, other messages, or texts, which are translated where they are
            known. Anything else is kept as its text.

    Attributes:
        template: as above.
        values: as above, in plain Python types.

    Raises:
        KeyError, ValueError: the template has a place for which there is no value, or that does
            not fit it.
    """

    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, /, **values: Any) -> Self:  # noqa: D102 - see the class
        if isinstance(template, cls) and not values:
            return template
        plain = {name: _plain(value) for name, value in values.items()}
        message = super().__new__(cls, template.format(**plain) if plain else template)
        message.template = template
        message.values = plain
        return message

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.template,), dict(self.values)

    def to_json(self) -> dict[str, Any]:
        """The template and its values, from which message_from_json makes the message again."""
        values = {k: v.to_json() if isinstance(v, Message) else v for k, v in self.values.items()}
        return {"template": self.template, "values": values}


def message_from_json(document: Mapping[str, Any]) -> Message:
    """The inverse of Message.to_json."""
    values = {
        name: message_from_json(value) if isinstance(value, dict) else value
        for name, value in document["values"].items()
    }
    return Message(document["template"], **values)


def listed(parts: Any) -> Message:
    """Several messages, texts or numbers as one message, with commas between them.

    Args:
        parts: the messages, texts or numbers, in their order.
    """
    parts = list(parts)
    places = ", ".join(f"{{part{i}}}" for i in range(len(parts)))
    return Message(places, **{f"part{i}": part for i, part in enumerate(parts)})


def _plain(value: Any) -> Any:
    if (
        isinstance(value, (np.generic, np.ndarray))
        and value.size == 1
        and value.dtype.kind in "biuf"
    ):
        value = value.item()
    if isinstance(value, (bool, int, float, Message)):
        return value
    return str(value)[:LONGEST]
