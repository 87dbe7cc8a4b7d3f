"""The headers that tell a browser what a page of ours may do."""

from __future__ import annotations

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # no-referrer would make Chromium send "Origin: null" with a form, which is then refused
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

CSP_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

CSP_FORM = (
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)

# unsafe-eval: Vue compiles its templates in the browser; blob: anywidget imports its module
# from one; unsafe-inline for style: Vuetify writes its theme into the page.
_CSP_WORKBOOK = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval' blob:; "
    "script-src-attr 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)


def csp_workbook(nonce: str) -> str:
    """The policy of a workbook page, whose own scripts carry this nonce."""
    return _CSP_WORKBOOK.format(nonce=nonce)
