"""The server: Voilà, with everything taken out that a team does not need."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tornado.ioloop
from jupyter_server.services.kernels.handlers import _kernel_id_regex
from traitlets.config import Config
from voila.app import Voila

from vakmeten import texts
from vakmeten.errors import InvalidSettings, PortInUse, VakmetenError
from vakmeten.server.base import NotFound
from vakmeten.server.channels import ALLOWED_MESSAGES, Channels, QuietConnection
from vakmeten.server.cookie_secret import read_cookie_secret
from vakmeten.server.forking.warm import WarmParent
from vakmeten.server.form_files import OurFile
from vakmeten.server.headers import SECURITY_HEADERS
from vakmeten.server.identity import AccountIdentity, KernelOwner, ask
from vakmeten.server.kernels import OwnPython
from vakmeten.server.log import SafeFormatter, logger, logging_config
from vakmeten.server.page_api import ClosedPage, OpenedPage, Pages
from vakmeten.server.page_files import PageFile
from vakmeten.server.pages import SIGNED_OUT, PageKernels
from vakmeten.server.sign_in import SignIn, SignOut
from vakmeten.server.workbook_page import Start, WorkbookPage, served_workbooks
from vakmeten.settings import Settings
from vakmeten.storage.accounts import Accounts
from vakmeten.storage.database import open_engine

HERE = Path(__file__).parent
LOOPBACK = "127.0.0.1"  # TLS and the outside world are the task of a proxy on this machine

SWEEP_SECONDS = 5
PING_MILLISECONDS = 20_000  # many a proxy cuts a line that was silent for half a minute
LARGEST_FORM = 64 * 1024
LARGEST_MESSAGE = 10 * 1024 * 1024
# A unix socket's path has room for some 100 characters, 50 of which name the kernel.
LONGEST_SOCKET_FOLDER = 50


class WorkbookServer(Voila):
    """Voilà with accounts, for one installation."""

    _log_formatter_cls = SafeFormatter

    vakmeten: Settings
    accounts: Accounts
    workbooks: dict[str, Path]
    on_ready: Callable[[str], None]

    def setup_template_dirs(self) -> None:
        """None of Voilà's templates: our page is our own."""

    def init_settings(self) -> dict[str, Any]:
        """Settings for tornado."""
        if sys.platform != "win32" and len(self.connection_dir) <= LONGEST_SOCKET_FOLDER:
            self.config.KernelManager.transport = "ipc"
        settings: Any = super().init_settings()
        kernels: PageKernels = self.kernel_manager
        kernels.allowed_message_types = ALLOWED_MESSAGES
        kernels.settings, kernels.workbooks = self.vakmeten, self.workbooks
        return {
            **settings,
            "vakmeten": self.vakmeten,
            "headers": SECURITY_HEADERS,
            "login_url": "/aanmelden",
            "allow_unauthenticated_access": False,
            "allow_remote_access": not self.vakmeten.demo,
            "xsrf_cookies": True,
            "xsrf_cookie_kwargs": {"samesite": "Lax", "secure": not self.vakmeten.demo},
            "default_handler_class": NotFound,
            "websocket_max_message_size": LARGEST_MESSAGE,
            "ws_ping_interval": PING_MILLISECONDS,
            "ws_ping_timeout": PING_MILLISECONDS,  # see Channels.send_ping
        }

    def init_handlers(self) -> list[Any]:
        """Every address there is; Voilà's own list is not used."""
        return [
            (r"/", Start),
            (r"/aanmelden", SignIn),
            (r"/afmelden", SignOut),
            (rf"/api/kernels/{_kernel_id_regex}/channels", Channels),
            (r"/api/paginas", Pages),
            (rf"/api/paginas/{_kernel_id_regex}", OpenedPage),
            (rf"/api/paginas/{_kernel_id_regex}/einde", ClosedPage),
            (r"/static/vakmeten/([\w.-]+)", OurFile, {"path": HERE / "static"}),
            (r"/static/pagina/([\w.-]+)", PageFile),
            (r"/([a-z0-9_-]+)", WorkbookPage),
        ]

    def listen(self) -> None:
        """Take the port, or say that it is taken; then serve until a signal comes."""
        try:
            self.app.listen(self.port, self.ip, max_body_size=LARGEST_FORM)
        except OSError as error:
            self.stop()
            raise _port_error(error, self.port) from None
        sweep = tornado.ioloop.PeriodicCallback(self.sweep, SWEEP_SECONDS * 1000)
        sweep.start()
        warm: WarmParent | None = self.kernel_manager.warm
        if warm is not None:
            warm.start()
        self.ioloop = tornado.ioloop.IOLoop.current()
        self.ioloop.add_callback(self.on_ready, f"http://{self.ip}:{self.port}")
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            pass
        finally:
            sweep.stop()
            self.stop()
            if warm is not None:
                warm.stop()

    async def sweep(self) -> None:
        """Stop pages whose sign-in ended elsewhere, and pages that nobody looks at."""
        kernels: PageKernels = self.kernel_manager
        try:
            valid = await ask(
                self.accounts.still_valid, {page.sessie for page in kernels.pages.values()}
            )
            await kernels.stop_pages(lambda page: page.sessie not in valid, SIGNED_OUT)
            await kernels.stop_idle()
        except VakmetenError as error:
            logger.warning("sweep: %s", type(error).__name__)


def serve(
    settings: Settings, *, poort: int, workbooks: Path, on_ready: Callable[[str], None]
) -> None:
    """Serve the workbooks in a folder on 127.0.0.1 until a signal comes.

    poort:    a real one, not 0: the name of the cookie holds it.
    on_ready: called once with the address when the server listens.
    Raises PortInUse, and InvalidSettings if the folder has none of the workbooks.
    """
    served = served_workbooks(workbooks)
    if not served:
        raise InvalidSettings(texts.GEEN_WERKBOEKEN)
    app = WorkbookServer.instance(config=_config(), config_file_paths=[])
    app.vakmeten, app.workbooks, app.on_ready = settings, served, on_ready
    app.accounts = Accounts(open_engine(settings.url))
    app.ip, app.port, app.root_dir = LOOPBACK, poort, str(workbooks)
    app.cookie_secret = read_cookie_secret(settings.data_map)
    app.initialize([])
    app.start()


def _config() -> Config:
    config = Config()
    config.Voila.log_level = "WARN"
    config.Application.logging_config = logging_config("WorkbookServer")
    config.Voila.identity_provider_class = AccountIdentity
    config.Voila.authorizer_class = KernelOwner
    config.Voila.kernel_websocket_connection_class = QuietConnection
    config.VoilaConfiguration.multi_kernel_manager_class = PageKernels
    config.VoilaConfiguration.kernel_spec_manager_class = OwnPython
    config.MappingKernelManager.kernel_manager_class = "vakmeten.server.kernels.PageKernel"
    config.MappingKernelManager.allow_tracebacks = False
    # A kernel that dies has lost its page: say so at once, do not start an empty one.
    config.KernelRestarter.restart_limit = 0
    config.KernelRestarter.time_to_dead = 1.0
    return config


def _port_error(error: OSError, port: int) -> Exception:
    if error.errno == errno.EADDRINUSE:
        return PortInUse(texts.POORT_BEZET.format(poort=port))
    if error.errno == errno.EACCES:
        return PortInUse(texts.POORT_MAG_NIET.format(poort=port))
    return error
