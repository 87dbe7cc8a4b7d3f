// One screen of the kernel: its state, what the person changes in it, and what the person does.
import { reactive, toRaw, watch } from "vue";
import { isForm, merged, sameContent, sameForm, text, typed } from "./form.js";

export const WIDGET = "IPY_MODEL_"; // before the id of a widget that a state names

export class Screen {
  #known = new Map(); // what the kernel has of each input, as JSON
  #filled = new Map(); // what the kernel itself put there last
  #sending = false;
  #unwatch;
  filling = 0; // counts the forms that came in the place of another
  mounting = reactive({ times: 0 }); // a screen that shows something else begins anew, without focus

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

  #mine(name) {
    return toRaw(this.state)[name];
  }

  #set(name, value) {
    this.#known.set(name, text(value));
    this.#filled.set(name, text(value));
    this.state[name] = value;
  }

  // Take over what the kernel says.
  take(state) {
    for (const [name, value] of Object.entries(state)) {
      if (name.startsWith("_")) continue;
      if (this.inputs.includes(name)) this.#fill(name, value);
      else this.state[name] = this.desk.localRef(value);
    }
  }

  // Another form from the kernel. What was typed while it was on its way stays in it.
  #fill(name, value) {
    const mine = this.#mine(name);
    const base = this.#known.has(name) ? JSON.parse(this.#known.get(name)) : undefined;
    const dirty = this.#known.has(name) && this.isDirty(name);
    if (isForm(value) && (value.nr !== mine?.nr || value.van !== mine?.van)) this.filling += 1;
    this.#set(name, value);
    if (!dirty) return;
    if (!isForm(value)) this.state[name] = mine;
    else if (sameForm(mine, value)) this.state[name] = merged(base, mine, value);
    else this.desk.unsaved(typed(base, mine));
  }

  // Take over the state of another kernel, where the person is still at work in this one.
  resume(id, state) {
    this.id = id;
    const inputs = this.inputs.filter((name) => name in state);
    for (const name of inputs) this.#resumeInput(name, state[name]);
    this.take(Object.fromEntries(Object.entries(state).filter(([name]) => !inputs.includes(name))));
  }

  #resumeInput(name, theirs) {
    const mine = this.#mine(name);
    const [known, filled] = [this.#known, this.#filled].map((map) => JSON.parse(map.get(name)));
    this.#set(name, theirs);
    if (!isForm(theirs)) {
      this.state[name] = mine; // what the person looks for is nowhere but here
    } else if (!sameForm(mine, theirs)) {
      this.filling += 1;
      this.mounting.times += 1;
      if (text(mine) !== text(known)) this.desk.unsaved(typed(known, mine));
    } else if (sameContent(known, theirs)) {
      this.state[name] = { ...mine, nr: theirs.nr, gezien: theirs.gezien };
    } else {
      // Somebody changed it meanwhile. It keeps the versions that it came from, so that saving it
      // is a conflict where both changed the same.
      const both = merged(filled, mine, theirs);
      this.state[name] = sameContent(both, theirs) ? theirs : { ...both, gezien: mine.gezien };
    }
  }

  isDirty(name) {
    return this.#known.get(name) !== text(this.state[name]);
  }

  get dirty() {
    return this.inputs.some((name) => this.isDirty(name));
  }

  // The texts that the kernel has not heard of.
  get unsaved() {
    return this.inputs.flatMap((name) => typed(JSON.parse(this.#known.get(name)), this.#mine(name)));
  }

  // Send what the person changed, one message at a time: a fast typist makes no queue.
  async flush() {
    if (this.#sending) return;
    this.#sending = true;
    try {
      while (this.dirty && this.desk.connected && (await this.flushNow()));
    } finally {
      this.#sending = false;
    }
  }

  // All that is not sent yet. Returns whether the kernel took it.
  flushNow() {
    if (!this.dirty || !this.desk.connected) return Promise.resolve(false);
    const changed = this.inputs.filter((name) => this.isDirty(name));
    return this.#sent(changed, (state) => ({ method: "update", state, buffer_paths: [] }));
  }

  // Carry out a wish of a template, {doe, met, invoer}; its inputs go along as they are now.
  carryOut(wish) {
    const names = Object.keys(wish.invoer ?? {}).filter((name) => this.inputs.includes(name));
    const event = (invoer) => ({ event: "act", data: { ...wish, invoer } });
    return this.#sent(names, (invoer) => ({ method: "custom", content: event(invoer) }));
  }

  // What goes along counts as known, unless the line broke: then it may not have arrived.
  async #sent(names, message) {
    const before = names.map((name) => [name, this.#known.get(name)]);
    for (const name of names) this.#known.set(name, text(this.state[name]));
    const values = Object.fromEntries(names.map((name) => [name, this.#mine(name)]));
    const arrived = await this.desk.send(this.id, message(values));
    if (!arrived) for (const [name, json] of before) this.#known.set(name, json);
    return arrived;
  }

  // What a template calls.
  act(wish) {
    this.desk.act(this, wish);
  }

  close() {
    for (const stop of this.#unwatch) stop();
    const { unsaved } = this;
    if (unsaved.length) this.desk.unsaved(unsaved);
  }
}
