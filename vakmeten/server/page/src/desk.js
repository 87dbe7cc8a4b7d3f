// Every widget of this page, and the way from and to the kernel.
import { Screen } from "./screen.js";

const WIDGET = "IPY_MODEL_";

export class Desk {
  #byId = new Map();
  #byRef = new Map();
  #acts = []; // [screen, wish]: done by the person while there was no line
  wire = null;

  // lost(): called when an action may not have arrived. awake(): a person does something while
  // there is no kernel.
  constructor({ lost, awake }) {
    this.lost = lost;
    this.awake = awake;
  }

  get connected() {
    return Boolean(this.wire?.open);
  }

  get dirty() {
    return this.#acts.length > 0 || [...this.#byId.values()].some((screen) => screen.dirty);
  }

  find(ref) {
    return this.#byRef.get(ref);
  }

  // Returns the value; of one that names a widget, the name that this page has for it.
  localRef(value) {
    if (typeof value !== "string" || !value.startsWith(WIDGET)) return value;
    return this.#byId.get(value.slice(WIDGET.length))?.ref ?? value;
  }

  add(id, state) {
    const known = this.#byId.get(id);
    if (known) known.take(state);
    else if (typeof state._naam === "string") {
      const screen = new Screen(this, id, state);
      this.#byId.set(id, screen);
      this.#byRef.set(screen.ref, screen);
    }
  }

  // States of all widgets, by id. What one names must be there before it.
  load(widgets) {
    const parts = Object.entries(widgets).sort(([, a], [, b]) => names(a) - names(b));
    for (const [id, state] of parts) this.add(id, state);
  }

  #remove(id) {
    const screen = this.#byId.get(id);
    if (!screen) return;
    screen.close();
    this.#byId.delete(id);
    this.#byRef.delete(screen.ref);
  }

  // What the kernel says.
  hear(kind, { comm_id: id, data = {} }) {
    if (kind === "comm_open") this.add(id, data.state ?? {});
    else if (kind === "comm_close") this.#remove(id);
    else if (kind === "comm_msg" && data.method === "update") this.#byId.get(id)?.take(data.state);
    else if (kind === "comm_msg" && data.method === "update_states") this.#sync(data.states);
  }

  #sync(states) {
    const widgets = Object.entries(states).map(([id, { state }]) => [id, state]);
    for (const id of this.#byId.keys()) if (!(id in states)) this.#remove(id);
    // typed since the line broke: the kernel has yet to hear of it
    for (const [id, state] of widgets) {
      const known = this.#byId.get(id);
      if (known?.dirty) known.resume(id, state);
      else this.add(id, state);
    }
  }

  // The widgets of another kernel in the place of those of the one that is gone. A screen that is
  // there again goes on as it was, with focus and scroll; returns its root.
  resume(oldRoot, newRoot, widgets) {
    const mine = new Map([...this.#byId.values()].map((screen) => [screen.naam, screen]));
    const same = new Map();
    for (const [id, state] of Object.entries(widgets)) {
      const screen = mine.get(state._naam);
      if (screen) {
        same.set(screen, id);
        mine.delete(state._naam);
      }
    }
    for (const screen of mine.values()) this.#remove(screen.id);
    this.#byId = new Map([...same].map(([screen, id]) => [id, screen]));
    const stale = new Set();
    const parts = Object.entries(widgets).sort(([, a], [, b]) => names(a) - names(b));
    for (const [id, state] of parts) {
      const screen = this.#byId.get(id);
      if (!screen) this.add(id, state);
      else if (!screen.resume(id, state)) stale.add(screen);
    }
    const acts = this.#acts;
    this.#acts = acts.filter(([screen]) => same.has(screen) && !stale.has(screen));
    if (this.#acts.length < acts.length) this.lost();
    return this.#byId.get(newRoot).ref;
  }

  // -- to the kernel

  send(id, data) {
    return this.wire.send("comm_msg", { comm_id: id, data });
  }

  async act(screen, wish) {
    if (!this.connected) {
      this.#acts.push([screen, wish]);
      this.awake();
      return;
    }
    const data = { event: "act", data: screen.fresh(wish) };
    if (!(await this.send(screen.id, { method: "custom", content: data }))) this.lost();
  }

  // There is a line: what was typed and done without one goes first.
  async online() {
    const acts = this.#acts;
    this.#acts = [];
    await Promise.all([...this.#byId.values()].map((screen) => screen.flush()));
    for (const [screen, wish] of acts) await this.act(screen, wish);
  }

  flushNow() {
    for (const screen of this.#byId.values()) screen.flushNow();
  }

  // Ask for everything that is shown: something may have been said while the line was broken.
  async sync() {
    const id = crypto.randomUUID();
    const target_name = "jupyter.widget.control";
    this.wire.send("comm_open", { comm_id: id, target_name, data: {} }, { version: "1.0.0" });
    await this.send(id, { method: "request_states" });
    this.wire.send("comm_close", { comm_id: id, data: {} });
  }
}

function names(state) {
  return Object.values(state).filter((value) => typeof value === "string" && value.startsWith(WIDGET)).length;
}
