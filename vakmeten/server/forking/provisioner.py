"""How jupyter_client starts the kernel of a page: forked where that can be, else plainly."""

from __future__ import annotations

from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from vakmeten.server.forking.warm import NoFork, WarmParent

MODULE = "ipykernel_launcher"


class ForkingProvisioner(LocalProvisioner):
    """A LocalProvisioner whose process may be a fork of the warm parent.

    warm: None to start plainly.
    """

    def __init__(self, *, warm: WarmParent | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.warm = warm

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start the kernel of this command, with exactly the environment `env`."""
        if self.warm is None:
            return await super().launch_kernel(cmd, **kwargs)
        arguments = cmd[cmd.index(MODULE) + 1 :]
        try:
            # process: what LocalProvisioner polls, waits for and signals
            self.process: Any = await self.warm.fork(arguments, kwargs["env"], kwargs["cwd"])
        except NoFork:
            return await super().launch_kernel(cmd, **kwargs)
        self.pid, self.cwd = self.process.pid, kwargs["cwd"]
        return self.connection_info
