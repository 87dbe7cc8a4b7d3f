"""The kernel of a page, as far as it can be made before it is known whose page it is."""

from __future__ import annotations

from typing import Any

from ipykernel.kernelapp import IPKernelApp

CONNECTION_FILE = "-f"


class UnbornKernel(IPKernelApp):
    """An IPKernelApp that read the arguments which all kernels have in common in the parent."""

    def prepare(self, shared: list[str]) -> None:
        """Read the arguments that are not about one kernel; nothing is opened or started."""
        self.shared = shared
        super().parse_command_line(shared)

    def parse_command_line(self, argv: Any = None) -> None:
        """Read the rest of the arguments, or all of them if they are not those that were shared."""
        flag, path, *others = argv
        if (flag, others) == (CONNECTION_FILE, self.shared):
            self.connection_file = path
        else:
            super().parse_command_line(argv)
