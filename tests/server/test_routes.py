"""Every address times every kind of visitor: what is not ours or yours is refused."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from vakmeten.places import packaged_path
from vakmeten.server import page_files
from vakmeten.server.application import WorkbookServer

SCRIPT = f"/static/pagina/{page_files.manifest()['script']}"

# method, address, and the answer to: nobody, who signed in, somebody else, a withdrawn sign-in
LOGIN, OK, NO = 302, 200, 403
TABLE = [
    ("GET", "/", LOGIN, 302, 302, LOGIN),
    ("GET", "/aanmelden", OK, 302, 302, OK),
    ("GET", "/afmelden", LOGIN, OK, OK, LOGIN),
    ("GET", "/api/kernels/{kernel}/channels", NO, 400, NO, NO),
    ("GET", "/api/paginas/{kernel}", NO, OK, 404, NO),
    ("POST", "/api/paginas/{kernel}/einde", NO, 204, 404, NO),
    ("POST", "/api/paginas", NO, 400, 400, NO),
    ("GET", "/static/vakmeten/thema.css", OK, OK, OK, OK),
    ("GET", SCRIPT, OK, OK, OK, OK),
    ("GET", "/casusboek", LOGIN, OK, OK, LOGIN),
]

# What stock Voilà or a Jupyter server answers, and what people try.
NOT_OURS = [
    "/voila/render/casusboek.ipynb", "/voila/tree", "/voila/files/casusboek.ipynb",
    "/voila/api/contents", "/voila/templates/lab/static/voila.js", "/voila/api/themes/x",
    "/voila/static/voila.js", "/voila/labextensions/anywidget/package.json",
    "/voila/query/1-1-1-1-1",
    "/voila/execution/1-1-1-1-1", "/api/contents", "/api/kernels", "/api/sessions", "/api/me",
    "/api/terminals", "/api/status", "/terminals/1", "/lab", "/tree", "/login", "/logout",
    "/metrics", "/casusboek.ipynb", "/casusboek/", "/nietbestaand", "/.env", "/robots.txt",
    "/static/vakmeten/../base.py", "/static/vakmeten/..%2fbase.py", "/static/vakmeten/%2e%2e",
    "/static/pagina/../../../../../../../etc/passwd",
    "/static/pagina/..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd", "/static/plotly.min.js",
    "/voila/api/shutdown/1-1-1-1-1", "/api/kernels/1-1-1-1-1", "/static/voila/x/voila.js",
    "/static/package.json", "//example.org",
]  # fmt: skip


def test_the_table_has_every_address(server):
    known = [path.replace("{kernel}", "1-1-1-1-1") for _, path, *_ in TABLE]
    routes = WorkbookServer.init_handlers(SimpleNamespace(workbooks={}))

    unchecked = [
        pattern for pattern, *_ in routes if not any(re.fullmatch(pattern, one) for one in known)
    ]
    assert unchecked == []


def _revoked(server):
    visitor = server.visitor("carla")
    sid = dict(visitor.cookies)
    visitor.post("/afmelden")
    visitor.cookies = sid
    return visitor


@pytest.mark.parametrize(("method", "path", "nobody", "owner", "other", "revoked"), TABLE)
def test_every_address_for_every_kind_of_visitor(
    server, anna, method, path, nobody, owner, other, revoked
):
    if "{kernel}" in path:
        path = path.replace("{kernel}", anna.open_page()[0])
    visitors = [
        (server.visitor(), nobody),
        (_revoked(server), revoked),
        (server.visitor("bram"), other),
        (anna, owner),
    ]
    for visitor, expected in visitors:
        answer = visitor.post(path) if method == "POST" else visitor.ask(path)
        assert answer.code == expected
        if (
            expected == LOGIN
            and path != "/aanmelden"
            and answer.headers["Location"] != "/casusboek"
        ):
            assert answer.headers["Location"].startswith("/aanmelden?next=")
        visitor.post("/afmelden")


@pytest.mark.parametrize("path", NOT_OURS)
def test_what_is_not_ours_does_not_exist(server, anna, path):
    assert server.visitor().ask(path).code in (302, 403)
    answer = anna.ask(path)
    assert answer.code in (403, 404)
    assert b"root:" not in answer.body


@pytest.mark.parametrize("address", ["", ".ipynb", "/", "?voila-theme=dark"])
def test_the_tour_for_analysts_lies_beside_the_workbooks_and_is_not_served(anna, address):
    """Its cells do work: a kernel that ran them would read frames."""
    assert (packaged_path("workbooks") / "voor_analisten.ipynb").is_file()

    assert anna.ask(f"/voor_analisten{address}").code == 404
    assert "voor_analisten" not in anna.ask("/casusboek").body.decode()


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/", "/casusboek", "/api/paginas/1-1-1-1-1", "/nietbestaand"])
def test_other_methods_do_nothing(server, anna, method, path):
    before = len(server.kernels())
    body = "_xsrf=" if method in ("PUT", "PATCH") else None

    assert server.visitor().ask(path, method, body).code in (302, 403)
    assert anna.ask(path, method, body).code in (403, 404, 405)
    assert len(server.kernels()) == before


HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}


@pytest.mark.parametrize(
    "path",
    ["/", "/aanmelden", "/afmelden", "/casusboek", "/nietbestaand", SCRIPT],
)
def test_every_answer_has_the_headers_and_no_version(anna, path):
    headers = anna.ask(path).headers

    assert "Server" not in headers
    assert {name: headers[name] for name in HEADERS} == HEADERS
    policy = headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'none'" in policy
    kept = "immutable" in headers["Cache-Control"] or "max-age" in headers["Cache-Control"]
    assert kept == path.startswith("/static/")


def test_our_own_files_are_kept_for_ever_under_their_version(server):
    visitor = server.visitor()
    page = visitor.ask("/aanmelden").body.decode()
    address = re.search(r'href="(/static/vakmeten/thema.css\?v=\w+)"', page)[1]

    assert "immutable" in visitor.ask(address).headers["Cache-Control"]
    assert "immutable" not in visitor.ask("/static/vakmeten/thema.css").headers["Cache-Control"]


def test_a_body_that_is_too_large_is_refused(server):
    answer = server.visitor().ask("/aanmelden", "POST", "x" * 100_000)

    assert answer.code in (400, 413, 599)  # 599: the server hung up while we were still talking
