// From opened to online, and back to online after whatever broke it.
//
// A line that broke is tried again by itself. A kernel that is gone (it slept, it died, the server
// was started again) comes back when the person does something, and at once if something that was
// typed has not been saved.
import { Questions } from "./server.js";
import { Wire } from "./wire.js";

// Why the server closes a line; pages.py has the same numbers.
const GONE = 4001, TOO_MANY = 4002, SIGNED_OUT = 4003, ASLEEP = 4004;
const SLOW = 45_000; // longer than that and a person thinks it hangs
const SHORTEST_WAIT = 500, LONGEST_WAIT = 15_000;
const HOLDS = 10_000; // a line or kernel that lasted so long was a good one
const BLOCKED = 3; // so many lines that never opened: something between here and there stops them
const LOOK_AGAIN = 60_000; // whether a page that rests may still be shown

const pause = (milliseconds) => milliseconds * (0.5 + Math.random() / 2); // not all at once

export class Line {
  #state = "opening"; // opening, connecting, online, broken, asleep, waking, over
  #ask;
  #pagina;
  #version = "";
  #stale = false; // the kernel may have said something that was not heard
  #opened = 0; // when the line opened, 0 if it did not
  #unopened = 0;
  #woken = 0;
  #wait = SHORTEST_WAIT;
  #notBefore = 0; // no waking before this time
  #timer = 0;
  #hurry = () => {};

  constructor(desk, notice, about, root) {
    Object.assign(this, { desk, notice, about, root });
    this.#ask = new Questions(about.wie);
    this.#pagina = about.pagina;
    for (const kind of ["keydown", "pointerdown", "input"]) {
      document.addEventListener(kind, () => this.wake(), { capture: true, passive: true });
    }
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) desk.flushNow();
      else this.#lookAgain();
    });
    setInterval(() => this.#lookAgain(), LOOK_AGAIN);
    addEventListener("online", () => this.#hurry());
    addEventListener("beforeunload", (event) => {
      if (desk.dirty && !desk.connected && this.#state !== "over") event.preventDefault();
    });
    addEventListener("pagehide", () => this.#leave());
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  // The first time. Returns whether there is something to show.
  async open() {
    const slow = setTimeout(() => this.notice.say("traag", { again: true }), SLOW);
    let answer = await this.#ask.about(this.#pagina);
    for (let times = 0; answer.status === 0 && times < 5; times += 1) {
      this.notice.sayLater("weg");
      await new Promise((done) => setTimeout(done, this.#longer()));
      answer = await this.#ask.about(this.#pagina);
    }
    if (answer.status === 404) answer = await this.#askForPage(false); // shown again by the browser
    clearTimeout(slow);
    this.notice.quiet();
    if (answer.status !== 200) {
      this.#state = "over";
      const why = answer.status === 403 ? "afgemeld" : "weg";
      this.notice.failed(answer.zin ?? this.notice.text(why), answer.nummer ?? "");
      return false;
    }
    this.#show(answer, this.desk.load(answer.wortel, answer.widgets));
    return true;
  }

  #show(answer, root) {
    this.#pagina = answer.pagina;
    this.#version = answer.versie;
    this.root.value = root;
    this.#connect();
  }

  // Is there a kernel to do what a person does? self: nobody does anything, the page asks by itself.
  async wake({ self = false } = {}) {
    if (this.#state !== "asleep") return;
    const early = this.#notBefore - Date.now();
    if (early > 0) return void this.#wakeIn(early);
    this.#state = "waking";
    this.notice.sayLater("wakker");
    const answer = await this.#askForPage(self);
    try {
      this.#wokenBy(answer);
    } catch (error) {
      this.#state = "over"; // a state that this page cannot show: a reload can
      this.notice.say("gestopt", { again: true, typed: this.desk.typed });
      throw error;
    }
  }

  #wokenBy(answer) {
    if (answer.status === 200) {
      this.#woken = Date.now();
      this.#show(answer, this.desk.resume(answer.wortel, answer.widgets));
    } else if (answer.status === 403) {
      this.#signedOut();
    } else {
      this.#state = "asleep";
      this.notice.show(answer.zin ?? this.notice.text("weg"));
      this.#notBefore = Date.now() + this.#longer();
      if (this.desk.dirty) this.wake({ self: true });
    }
  }

  #wakeIn(milliseconds) {
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      this.wake({ self: true });
    }, milliseconds);
  }

  #askForPage(self) {
    const { werkboek, tab } = this.about;
    return this.#ask.open({ werkboek, tab }, self);
  }

  #longer() {
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    return pause(this.#wait);
  }

  #connect() {
    this.#state = "connecting";
    this.#opened = 0;
    this.desk.wire = new Wire(this.#pagina, {
      message: (kind, content) => this.desk.hear(kind, content),
      open: () => this.#online(),
      close: (code) => this.#closed(code),
      slow: (is) => this.#isSlow(is),
      tooLong: () => this.notice.sayAWhile("teLang"),
    });
  }

  #isSlow(is) {
    if (is) this.notice.say("wacht");
    else if (this.#state === "online") this.notice.quiet();
  }

  async #online() {
    this.#state = "online";
    this.#opened = Date.now();
    this.#unopened = 0;
    this.notice.quiet();
    const stale = this.#stale;
    this.#stale = false;
    if (stale && !(await this.desk.sync())) return void (this.#stale = true);
    await this.desk.online();
    // A newer page than this one: everything is in the store by now.
    const newer = this.#version !== this.about.versie;
    if (newer && this.#state === "online" && !this.desk.dirty) location.reload();
  }

  #closed(code) {
    if (this.#state === "over") return;
    if (this.#opened && Date.now() - this.#opened > HOLDS) this.#wait = SHORTEST_WAIT;
    if (code === SIGNED_OUT) this.#signedOut();
    else if (code === TOO_MANY) this.#sleep("teVeel"); // of so many tabs one must wait for a hand
    else if (code === ASLEEP) this.#rest();
    else if (code === GONE) this.#died();
    else {
      this.#unopened += this.#opened ? 0 : 1;
      this.#stale = true;
      this.#state = "broken";
      this.notice.sayLater("weg");
      this.#retry();
    }
  }

  #died() {
    if (Date.now() - this.#woken > HOLDS) return void this.#rest(!document.hidden);
    this.#sleep("rust");
    this.#notBefore = Date.now() + LONGEST_WAIT;
    this.notice.say("gestopt", { again: true, typed: this.desk.typed });
  }

  // Without a kernel until somebody does something; not so long if something is not saved yet.
  #rest(wake = false) {
    this.#sleep("rust");
    if (wake || this.desk.dirty) this.wake({ self: true });
  }

  #sleep(why) {
    this.#state = "asleep";
    this.#stale = false;
    this.notice.say(why);
  }

  // While a page rests its sign-in may end, or become somebody else's.
  async #lookAgain() {
    if (this.#state !== "asleep") return;
    const { status } = await this.#ask.about(this.#pagina);
    if (status === 403 && this.#state === "asleep") this.#signedOut();
    else if (this.desk.dirty && !document.hidden) this.wake({ self: true });
  }

  #signedOut() {
    // What was typed last may be on the screen only. On a page that rested nobody was typing.
    const box = document.getElementById("werkboek");
    const rested = this.#state === "asleep" || this.#state === "waking";
    if (rested) box.hidden = true;
    else box.inert = true;
    this.#state = "over";
    this.notice.say("afgemeld", { again: true, typed: this.desk.typed });
  }

  async #retry() {
    while (this.#state === "broken") {
      const { status } = await this.#ask.about(this.#pagina);
      if (this.#state !== "broken") return;
      if (status === 404) return void this.#rest();
      if (status === 403) return void this.#signedOut();
      const blocked = this.#unopened >= BLOCKED;
      if (status === 200 && blocked) this.notice.say("geenSocket");
      if (status === 200 && (!blocked || this.#wait === LONGEST_WAIT)) return void this.#connectSoon();
      await this.#pause(this.#longer());
    }
  }

  // A line that breaks as soon as it opens is not tied again without a pause.
  async #connectSoon() {
    if (this.#wait > SHORTEST_WAIT) await this.#pause(pause(this.#wait));
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    if (this.#state === "broken") this.#connect();
  }

  #pause(milliseconds) {
    return new Promise((done) => {
      this.#hurry = done;
      setTimeout(done, milliseconds);
    });
  }

  #leave() {
    this.#state = "over";
    this.desk.flushNow();
    this.#ask.goodbye(this.#pagina);
  }
}
