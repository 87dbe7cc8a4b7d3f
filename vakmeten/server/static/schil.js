// The shell of a workbook page: what a person sees while the kernel starts, and when it is gone.
// Loaded before voila.js, because it takes over two things of Voilà.
"use strict";
(() => {
  const element = (id) => document.getElementById(id);
  const kernelId = () => JSON.parse(element("jupyter-config-data").textContent).kernelId;
  const xsrf = () => (document.cookie.match(/(?:^|; )_xsrf=([^;]*)/) || ["", ""])[1];

  const GRACE = 2500; // a short break heals by itself and needs no words
  const SLOW = 45000;
  let leaving = false;
  let final = false;
  let breaking = 0;

  function say(key) {
    const box = element("verbinding");
    if (!box || leaving) return;
    box.querySelector("p").textContent = box.dataset[key];
    box.hidden = false;
  }

  // Why a websocket closed, as the server says it (kernels.py has the same numbers).
  const SENTENCE = { 4001: "weg", 4002: "teVeel", 4003: "afgemeld" };

  function watch(socket) {
    socket.addEventListener("open", () => {
      clearTimeout(breaking);
      if (!final) element("verbinding").hidden = true;
    });
    socket.addEventListener("close", (event) => {
      if (leaving || final) return;
      clearTimeout(breaking);
      if (SENTENCE[event.code]) {
        final = true;
        say(SENTENCE[event.code]);
      } else {
        breaking = setTimeout(() => say("weg"), GRACE);
      }
    });
  }

  window.WebSocket = class extends window.WebSocket {
    constructor(...args) {
      super(...args);
      if (String(args[0]).includes("/channels")) watch(this);
    }
  };

  // Voilà stops the kernel at beforeunload, which also comes with a tel: link or a download,
  // where the page stays. pagehide comes only when it goes.
  window.addEventListener("beforeunload", (event) => event.stopImmediatePropagation());
  window.addEventListener("pagehide", () => {
    leaving = true;
    const form = new FormData();
    form.append("_xsrf", xsrf());
    navigator.sendBeacon(`/voila/api/shutdown/${kernelId()}`, form);
  });
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());

  // A workbook that did not open has nothing for voila.js to do.
  window.addEventListener("load", (event) => {
    if (element("mislukt")) event.stopImmediatePropagation();
  });

  function afmelden() {
    const form = document.createElement("form");
    form.method = "post";
    form.action = "/afmelden";
    form.append(Object.assign(document.createElement("input"), {
      type: "hidden", name: "_xsrf", value: xsrf(),
    }));
    document.body.append(form);
    form.submit();
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.('a[href="/afmelden"]')) return;
    event.preventDefault();
    afmelden();
  });

  document.addEventListener("DOMContentLoaded", () => {
    element("verbinding").querySelector("button").addEventListener("click", () => location.reload());
    if (element("mislukt")) {
      element("schil").remove();
      return;
    }
    const slow = setTimeout(() => say("traag"), SLOW);
    const observer = new MutationObserver(() => {
      if (!document.querySelector("#werkboek .v-application, #werkboek .jupyter-widgets")) return;
      observer.disconnect();
      clearTimeout(slow);
      element("schil").remove();
    });
    observer.observe(element("werkboek"), { childList: true, subtree: true });
  });
})();
