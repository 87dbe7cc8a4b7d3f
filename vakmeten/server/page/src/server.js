// Questions to the server. An answer has a status, 0 where there was none, and what the server said.

const xsrf = () => (document.cookie.match(/(?:^|;\s*)_xsrf=([^;]*)/) ?? ["", ""])[1];

async function fetched(address, options) {
  try {
    const answer = await fetch(address, { ...options, redirect: "error", cache: "no-store" });
    const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
    return { ...said, status: answer.status };
  } catch {
    return { status: 0 };
  }
}

export function ask(address) {
  return fetched(address, {});
}

export function post(address, what) {
  const headers = { "Content-Type": "application/json", "X-XSRFToken": decodeURIComponent(xsrf()) };
  return fetched(address, { method: "POST", headers, body: JSON.stringify(what) });
}

// Said by a page that goes away, and so without waiting for an answer.
export function goodbye(address) {
  const form = new FormData();
  form.append("_xsrf", decodeURIComponent(xsrf()));
  navigator.sendBeacon(address, form);
}
