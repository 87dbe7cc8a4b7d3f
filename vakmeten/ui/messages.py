"""What a browser sends, before anything is done with it: its shape, and what JSON can hold."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, get_type_hints

from ipywidgets import Widget

# A form is five deep. Deeper would only serve to let something fail further on.
DEEPEST = 20


class WellFormedOnly(Widget):
    """A widget that drops what is no message of a template, instead of failing on it.

    The stock handler raises on it, and a traceback would go to the browser.
    """

    def _handle_msg(self, msg: dict[str, Any]) -> None:
        data = msg["content"].get("data")
        if not isinstance(data, dict) or data.get("buffer_paths"):
            return
        if data.get("method") == "update" and isinstance(data.get("state"), dict):
            self.set_state(data["state"])
        elif data.get("method") == "request_state":
            self.send_state()
        elif data.get("method") == "custom" and "content" in data:
            self._handle_custom_msg(data["content"], msg.get("buffers", []))


def is_plain(value: Any, depth: int = 0) -> bool:
    """Whether a JSON value is of a depth that a form can have."""
    if depth > DEEPEST:
        return False
    if isinstance(value, dict):
        return all(is_plain(part, depth + 1) for part in value.values())
    return not isinstance(value, list) or all(is_plain(part, depth + 1) for part in value)


def whole_characters(value: Any) -> Any:
    """The value with a "?" for each half of an emoji: no message back could carry that half."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {whole_characters(key): whole_characters(part) for key, part in value.items()}
    return [whole_characters(part) for part in value] if isinstance(value, list) else value


def fits(method: Callable[..., None], arguments: dict[str, Any]) -> bool:
    """Whether these are the arguments of the method, each of the type it is annotated with."""
    try:
        given = inspect.signature(method).bind(**arguments).arguments
    except TypeError:
        return False
    hints = get_type_hints(method)
    return all(isinstance(value, hints[name]) for name, value in given.items())
