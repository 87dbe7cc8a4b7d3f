// Every widget of this page, and the way from and to the kernel.
import { text } from "./form.js";
import { Screen, WIDGET } from "./screen.js";

export class Desk {
  #byId = new Map();
  #byRef = new Map();
  #acts = []; // {screen, wish, filling}: done by the person while there was no line
  wire = null;

  // lost(): an action may not have arrived, or came too late. unsaved(texts): these have no place
  // any more. awake(): a person does something while there is no line.
  constructor({ lost, unsaved, awake }) {
    Object.assign(this, { lost, unsaved, awake });
  }

  get connected() {
    return Boolean(this.wire?.open);
  }

  get #screens() {
    return [...this.#byId.values()];
  }

  get dirty() {
    return this.#acts.length > 0 || this.#screens.some((screen) => screen.dirty);
  }

  // The texts that the kernel has not heard of.
  get typed() {
    return this.#screens.flatMap((screen) => screen.unsaved);
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

  // The states of all widgets, by id. Returns what the root is called here.
  load(root, widgets) {
    for (const [id, state] of partsFirst(widgets)) this.add(id, state);
    return this.#byId.get(root).ref;
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

  // The same kernel after a break: it may have said what was not heard, and has yet to hear more.
  #sync(states) {
    for (const id of this.#byId.keys()) if (!(id in states)) this.#remove(id);
    const widgets = Object.entries(states).map(([id, { state }]) => [id, state]);
    for (const [id, state] of partsFirst(Object.fromEntries(widgets))) {
      const known = this.#byId.get(id);
      if (known?.dirty) known.resume(id, state);
      else this.add(id, state);
    }
  }

  // The widgets of another kernel in the place of those of the one that is gone. A screen that is
  // there again goes on as it was, with focus and scroll. Returns what the root is called here.
  resume(root, widgets) {
    const mine = new Map(this.#screens.map((screen) => [screen.naam, screen]));
    const again = new Map();
    for (const [id, { _naam }] of Object.entries(widgets)) {
      if (mine.has(_naam)) again.set(id, mine.get(_naam));
      mine.delete(_naam);
    }
    const stays = new Set(again.values());
    for (const screen of this.#screens) if (!stays.has(screen)) this.#remove(screen.id);
    this.#byId = again;
    for (const [id, state] of partsFirst(widgets)) {
      if (again.has(id)) again.get(id).resume(id, state);
      else this.add(id, state);
    }
    return this.#byId.get(root).ref;
  }

  // -- to the kernel

  send(id, data) {
    return this.wire.send("comm_msg", { comm_id: id, data });
  }

  async act(screen, wish) {
    if (this.connected) {
      if (!(await screen.carryOut(wish))) this.lost();
      return;
    }
    const last = this.#acts.at(-1);
    if (last?.screen !== screen || text(last.wish) !== text(wish)) { // a double click is one wish
      this.#acts.push({ screen, wish, filling: screen.filling });
    }
    this.awake();
  }

  // There is a line: what was typed and done without one goes first.
  async online() {
    const acts = this.#acts;
    this.#acts = [];
    await Promise.all(this.#screens.map((screen) => screen.flush()));
    for (const { screen, wish, filling } of acts) {
      const there = this.#byId.get(screen.id) === screen && screen.filling === filling;
      if (there) await this.act(screen, wish);
      else this.lost(); // it was about what is no longer on the screen
    }
  }

  // The page goes away, or is no longer looked at: what is not sent yet is sent now.
  flushNow() {
    for (const screen of this.#screens) screen.flushNow();
  }

  // Ask for everything that is shown.
  async sync() {
    const id = crypto.randomUUID();
    const target_name = "jupyter.widget.control";
    this.wire.send("comm_open", { comm_id: id, target_name, data: {} }, { version: "1.0.0" });
    const answered = await this.send(id, { method: "request_states" });
    if (answered) this.wire.send("comm_close", { comm_id: id, data: {} });
    return answered;
  }
}

// What a widget names must be there before it.
function partsFirst(widgets) {
  const isName = (value) => typeof value === "string" && value.startsWith(WIDGET);
  const names = (state) => Object.values(state).filter(isName).length;
  return Object.entries(widgets).sort(([, a], [, b]) => names(a) - names(b));
}
