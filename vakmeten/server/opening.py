"""Run a workbook in a fresh kernel and find the one widget that is its page."""

from __future__ import annotations

from pathlib import Path
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


class WorkbookFailed(VakmetenError):
    """The workbook gave no page; `cause` is the class of what went wrong, without its text."""

    def __init__(self, message: str, cause: str) -> None:
        super().__init__(message)
        self.cause = cause


async def run_workbook(kernel: Any, path: Path) -> dict[str, Any]:
    """Run the code cells of a notebook and return the view of the first widget they show.

    Nothing else of the output goes on. Raises WorkbookFailed with a sentence for the visitor.
    """
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, km=kernel, startup_timeout=START_SECONDS, timeout=CELL_SECONDS
    )
    try:
        client.kc = await client.async_start_new_kernel_client()
        for index, cell in enumerate(notebook.cells):
            if cell.cell_type == "code":
                await client.async_execute_cell(cell, index, store_history=False)
    except CellExecutionError as error:
        raise WorkbookFailed(_sentence(error), str(error.ename)) from None
    finally:
        if client.kc is not None:
            client.kc.stop_channels()
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if VIEW in output.get("data", {}):
                return {VIEW: output["data"][VIEW]}
    raise WorkbookFailed(texts.WERKBOEK_MISLUKT, "no widget")


def _sentence(error: CellExecutionError) -> str:
    # Our own errors say what to do and hold no personal data; any other text might.
    kind = getattr(errors, str(error.ename), None)
    if not isinstance(kind, type) or not issubclass(kind, VakmetenError):
        return texts.WERKBOEK_MISLUKT
    if issubclass(kind, KeyUnavailable):  # names a path on the server, for its command line
        return texts.SLEUTEL_OP_PAGINA
    return str(error.evalue)
