"""What the parent makes ready for every kernel: modules, nothing of a person or a setting."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from vakmeten.storage.database import open_engine

# What a kernel imports by itself only once it starts or shows a page. A test looks for new ones.
LATE = (
    "IPython.core.completerlib", "IPython.core.debugger", "IPython.core.debugger_backport",
    "IPython.core.logger", "IPython.core.oinspect", "IPython.extensions.storemagic",
    "IPython.utils.wildcard", "encodings.ascii", "encodings.idna", "encodings.latin_1",
    "faulthandler", "ipykernel.debugger", "pdb", "pkgutil", "tornado.gen",
    "tornado.platform.asyncio", "vakmeten.app", "vakmeten.ui.chart",
)  # fmt: skip
# A page has no debugger, and this one brings 130 modules into every kernel.
UNWANTED = ("debugpy",)


def warm_up(modules: Sequence[str]) -> None:
    """Import whatever a kernel with a workbook open has imported, and these modules.

    What a library only makes ready when it is first used is used once, on nothing.
    """
    sys.modules.update(dict.fromkeys(UNWANTED))  # type: ignore[arg-type] - None refuses an import
    for name in (*LATE, *modules):
        import_module(name)
    cipher = Fernet(Fernet.generate_key())
    cipher.decrypt(cipher.encrypt(b""))
    HMAC(Fernet.generate_key(), SHA256()).finalize()
    open_engine("sqlite://").dispose()  # in memory, and never connected
