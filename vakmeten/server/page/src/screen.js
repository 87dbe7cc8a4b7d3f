// One screen of the kernel: its state, what the person changes in it, and what the person does.
import { reactive, toRaw, watch } from "vue";

const WIDGET = "IPY_MODEL_";
const text = (value) => JSON.stringify(value);

export class Screen {
  #known = new Map(); // what the kernel has of each input, as JSON
  #sending = false;
  #unwatch;

  // desk: the other screens and the line. id: the kernel's own, another after waking up.
  constructor(desk, id, state) {
    this.desk = desk;
    this.id = id;
    this.ref = WIDGET + id; // what a template calls it; stays when the kernel is another one
    this.naam = state._naam;
    this.inputs = state._invoer ?? [];
    this.state = reactive({});
    this.take(state);
    this.#unwatch = this.inputs.map((name) =>
      watch(() => this.state[name], () => this.flush(), { deep: true, flush: "post" }));
  }

  // Take over what the kernel says.
  take(state) {
    for (const [name, value] of Object.entries(state)) {
      if (name.startsWith("_")) continue;
      if (this.inputs.includes(name)) this.#known.set(name, text(value));
      this.state[name] = this.desk.localRef(value);
    }
  }

  // Take over the state of another kernel, where the person is still at work in this one.
  //
  // What was typed stays if it is the same form, under the number that the form now has; a filter
  // that the person chose stays too. Returns whether the form is still the same one.
  resume(id, state) {
    const kept = {};
    let same = true;
    for (const name of this.inputs) {
      const [mine, theirs] = [toRaw(this.state)[name], state[name]];
      const isForm = typeof theirs === "object" && theirs !== null;
      if (isForm && mine?.van !== theirs.van) same = false;
      else if (isForm ? this.isDirty(name) : true) {
        kept[name] = isForm && "nr" in theirs ? { ...mine, nr: theirs.nr } : mine;
      }
    }
    this.id = id;
    this.take(state);
    Object.assign(this.state, kept);
    return same;
  }

  isDirty(name) {
    return this.#known.get(name) !== text(this.state[name]);
  }

  get dirty() {
    return this.inputs.some((name) => this.isDirty(name));
  }

  // Send what the person changed, one message at a time: a fast typist makes no queue.
  async flush() {
    if (this.#sending || !this.desk.connected || !this.dirty) return;
    this.#sending = true;
    try {
      while (this.dirty && this.desk.connected) {
        const before = new Map(this.#known);
        if (!(await this.desk.send(this.id, { method: "update", state: this.#changes(), buffer_paths: [] }))) {
          this.#known = before; // it may not have arrived: it counts as not sent
          return;
        }
      }
    } finally {
      this.#sending = false;
    }
  }

  // All that is not sent yet, now: the page goes away and waits for nothing.
  flushNow() {
    if (this.desk.connected && this.dirty) {
      this.desk.send(this.id, { method: "update", state: this.#changes(), buffer_paths: [] });
    }
  }

  #changes() {
    const changed = this.inputs.filter((name) => this.isDirty(name));
    for (const name of changed) this.#known.set(name, text(this.state[name]));
    return Object.fromEntries(changed.map((name) => [name, toRaw(this.state)[name]]));
  }

  // What a template calls: {doe, met, invoer}.
  act(wish) {
    this.desk.act(this, wish);
  }

  // The wish with the inputs as they are now. They go along with it, and so count as sent.
  fresh(wish) {
    const invoer = {};
    for (const name of Object.keys(wish.invoer ?? {})) {
      invoer[name] = toRaw(this.state)[name];
      this.#known.set(name, text(invoer[name]));
    }
    return { ...wish, invoer };
  }

  close() {
    for (const stop of this.#unwatch) stop();
  }
}
