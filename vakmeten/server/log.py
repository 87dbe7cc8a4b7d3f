"""A log without people's data.

Libraries put whole messages, requests and exceptions in their log lines, and those may hold what
somebody typed. So of a line that is not ours only the fixed text is kept, or where it was written
if the text may be put together, and of an exception only its class and where it was raised.
"""

from __future__ import annotations

import logging
import re
import traceback
from types import TracebackType
from typing import Any

OURS = "vakmeten"
LONGEST = 300
QUERY = re.compile(r"\?\S*")

logger = logging.getLogger("vakmeten.server")


class SafeFormatter(logging.Formatter):
    """Format a record without arguments, exception texts, query strings or line breaks."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and the frames of the exception if there is one."""
        text = _safe_text(record)
        text = QUERY.sub("", text).encode("unicode_escape").decode()[:LONGEST]
        when = self.formatTime(record, "%Y-%m-%d %H:%M:%S")
        line = f"{when} {record.levelname} {record.name}: {text}"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name is logging's
        """The class of the exception and its frames as file:line; never its text."""
        kind: type[BaseException] | None = ei[0]
        frames: TracebackType | None = ei[2]
        lines = [f"  {frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(frames)]
        return "\n".join([f"  {kind.__name__ if kind else 'unknown'}", *lines])


def _safe_text(record: logging.LogRecord) -> str:
    if record.name.split(".")[0] == OURS:
        return record.getMessage()
    if record.args:
        return str(record.msg)
    # Without arguments a value may stand in the text itself: asyncio puts whole exceptions there.
    return f"at {record.pathname}:{record.lineno}"


def logging_config(app_logger: str) -> dict[str, Any]:
    """Send every line, whoever writes it, to the one handler that has our formatter."""
    to_console = {"handlers": ["console"], "level": "WARNING"}
    return {
        "root": to_console,
        "loggers": {
            app_logger: {**to_console, "propagate": False},
            # Each request is a line with its query; what must be known stands in our own log.
            "tornado.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
    }
