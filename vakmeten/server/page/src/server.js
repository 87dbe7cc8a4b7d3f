// Questions to the server. An answer has a status, 0 where there was none, and what the server said.

function xsrf() {
  return decodeURIComponent((document.cookie.match(/(?:^|;\s*)_xsrf=([^;]*)/) ?? ["", ""])[1]);
}

export class Questions {
  // who: what tells the server that this page is still the same sign-in's.
  constructor(who) {
    this.headers = { "X-Pagina-Van": who };
  }

  // What a page shows at first, or whether it is still there.
  about(page) {
    return this.#fetched(`/api/paginas/${page}`, { headers: this.headers });
  }

  // Another kernel for this tab. self: nobody touched anything, so that it keeps nobody signed in.
  open(what, self) {
    const headers = {
      ...this.headers, "Content-Type": "application/json", "X-XSRFToken": xsrf(),
      ...(self ? { "X-Vanzelf": "ja" } : {}),
    };
    return this.#fetched("/api/paginas", { method: "POST", headers, body: JSON.stringify(what) });
  }

  // Said by a page that goes away, and so without waiting for an answer.
  goodbye(page) {
    const form = new FormData();
    form.append("_xsrf", xsrf());
    navigator.sendBeacon(`/api/paginas/${page}/einde`, form);
  }

  async #fetched(address, options) {
    try {
      const answer = await fetch(address, { ...options, redirect: "error", cache: "no-store" });
      const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      return { ...said, status: answer.status };
    } catch {
      return { status: 0 };
    }
  }
}
