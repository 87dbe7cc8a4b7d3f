"""Run a workbook in a fresh kernel and find the one widget that is its page."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from queue import Empty
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from vakmeten import errors, texts
from vakmeten.errors import KeyUnavailable, VakmetenError

VIEW = "application/vnd.jupyter.widget-view+json"
# A kernel that is not there by then will not come: the machine is out of memory or very busy.
START_SECONDS = 60
CELL_SECONDS = 60
ASK_AGAIN_SECONDS = 0.2


class WorkbookFailed(VakmetenError):
    """The workbook gave no page; `cause` is the class of what went wrong, without its text."""

    def __init__(self, message: str, cause: str) -> None:
        super().__init__(message)
        self.cause = cause


@dataclass(frozen=True, slots=True)
class Opened:
    """What a workbook shows at first.

    wortel:  id of its one widget.
    widgets: id to state of that widget and of every screen in it.
    """

    wortel: str
    widgets: dict[str, dict[str, Any]]


async def run_workbook(kernel: Any, path: Path) -> Opened:
    """Run the code cells of a notebook and return the first widget they show.

    Nothing else of the output goes on. Raises WorkbookFailed with a sentence for the visitor.
    """
    notebook = nbformat.read(path, as_version=4)
    runner = NotebookClient(notebook, km=kernel, timeout=CELL_SECONDS)
    runner.reset_execution_trackers()
    runner.kc = client = kernel.client()
    client.start_channels()
    try:
        await _wait_ready(kernel, client)
        for index, cell in enumerate(notebook.cells):
            if cell.cell_type == "code":
                await runner.async_execute_cell(cell, index, store_history=False)
    except CellExecutionError as error:
        raise WorkbookFailed(_sentence(error), str(error.ename)) from None
    finally:
        client.stop_channels()
    screens = {key: state for key, state in runner.widget_state.items() if "_naam" in state}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            shown = output.get("data", {}).get(VIEW, {}).get("model_id", "")
            if shown in screens:
                return Opened(shown, screens)
    raise WorkbookFailed(texts.WERKBOEK_MISLUKT, "no screen")


async def finish_work(kernel: Any, seconds: float) -> None:
    """Wait until a kernel has done what it was asked so far, or until the time is over.

    It does one thing after the other, in turn for each who asks: two answers, and what others had
    asked before is done.
    """
    client = kernel.client()
    client.start_channels()
    try:
        for _ in range(2):
            client.kernel_info()
            await client.get_shell_msg(timeout=seconds / 2)
    except Empty:
        pass
    finally:
        client.stop_channels()


async def _wait_ready(kernel: Any, client: Any) -> None:
    """Wait until the kernel answers, and is heard by everybody that it tells what it does.

    The way of jupyter_client also waits 0.2 s for what an older kernel might still have to say;
    this kernel is new.
    """
    deadline = time.monotonic() + START_SECONDS
    waiting = [client.get_iopub_msg, client.get_shell_msg]
    while time.monotonic() < deadline:
        client.kernel_info()
        try:
            while waiting:
                await waiting[0](timeout=ASK_AGAIN_SECONDS)
                del waiting[0]
        except Empty:
            if not await kernel.is_alive():
                raise WorkbookFailed(texts.WERKBOEK_MISLUKT, "kernel died") from None
        else:
            return
    raise WorkbookFailed(texts.WERKBOEK_MISLUKT, "kernel too late")


def _sentence(error: CellExecutionError) -> str:
    # Our own errors say what to do and hold no personal data; any other text might.
    kind = getattr(errors, str(error.ename), None)
    if not isinstance(kind, type) or not issubclass(kind, VakmetenError):
        return texts.WERKBOEK_MISLUKT
    if issubclass(kind, KeyUnavailable):  # names a path on the server, for its command line
        return texts.SLEUTEL_OP_PAGINA
    return str(error.evalue)
