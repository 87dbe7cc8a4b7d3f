// From opened to online, and back to online after whatever broke it.
//
// A line that broke is tried again by itself. A kernel that is gone (it slept, it died, the server
// was started again) comes back when the person does something, and at once if something that was
// typed has not been saved.
import { ask, goodbye, post } from "./server.js";
import { Wire } from "./wire.js";

const WIDGET = "IPY_MODEL_";
// Why the server closes a line; kernels.py has the same numbers.
const GONE = 4001, TOO_MANY = 4002, SIGNED_OUT = 4003, ASLEEP = 4004;
const SLOW = 45_000; // longer than that and a person thinks it hangs
const LONGEST_WAIT = 15_000;
const TOO_SOON = 10_000; // a kernel that ends so soon after it came will end again
const BLOCKED = 3; // so many lines that never opened: something between here and there stops them

export class Line {
  #state = "opening"; // opening, connecting, online, broken, asleep, waking, over
  #pagina;
  #version = "";
  #stale = false; // the kernel may have said something that was not heard
  #opened = false;
  #unopened = 0;
  #woken = 0;

  constructor(desk, notice, about, root) {
    Object.assign(this, { desk, notice, about, root });
    this.#pagina = about.pagina;
    for (const kind of ["keydown", "pointerdown", "input"]) {
      document.addEventListener(kind, () => this.wake(), { capture: true, passive: true });
    }
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) desk.flushNow();
      else if (desk.dirty) this.wake();
    });
    addEventListener("online", () => this.#hurry?.());
    addEventListener("pagehide", () => this.#leave());
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  // The first time. Returns whether there is something to show.
  async open() {
    const slow = setTimeout(() => this.notice.say("traag", { again: true }), SLOW);
    let answer = await ask(`/api/paginas/${this.#pagina}`);
    if (answer.status === 404) answer = await this.#askForPage(); // shown again by the browser
    clearTimeout(slow);
    if (answer.status !== 200) {
      this.#state = "over";
      this.notice.failed(answer.zin ?? this.notice.text("weg"), answer.nummer ?? "");
      return false;
    }
    this.notice.quiet();
    this.#pagina = answer.pagina;
    this.#version = answer.versie;
    this.desk.load(answer.widgets);
    this.root.value = WIDGET + answer.wortel;
    this.#connect();
    return true;
  }

  // Somebody does something: is there a kernel to do it?
  async wake() {
    if (this.#state !== "asleep") return;
    this.#state = "waking";
    this.notice.sayLater("wakker");
    const answer = await this.#askForPage();
    if (answer.status === 200) {
      this.#woken = Date.now();
      this.#pagina = answer.pagina;
      this.#version = answer.versie;
      this.root.value = this.desk.resume(this.root.value, answer.wortel, answer.widgets);
      this.#connect();
    } else if (answer.status === 403) {
      this.#signedOut();
    } else {
      this.#state = "asleep";
      this.notice.show(answer.zin ?? this.notice.text("weg"), false);
      if (this.desk.dirty) setTimeout(() => this.wake(), LONGEST_WAIT * (0.5 + Math.random() / 2));
    }
  }

  #askForPage() {
    return post("/api/paginas", { werkboek: this.about.werkboek, tab: this.about.tab });
  }

  #connect() {
    this.#state = "connecting";
    this.#opened = false;
    this.desk.wire = new Wire(this.#pagina, {
      message: (kind, content) => this.desk.hear(kind, content),
      open: () => this.#online(),
      close: (code) => this.#closed(code),
    });
  }

  async #online() {
    this.#state = "online";
    this.#opened = true;
    this.#unopened = 0;
    this.notice.quiet();
    if (this.#stale) await this.desk.sync();
    this.#stale = false;
    await this.desk.online();
    // A newer page than this one: everything is in the store by now.
    if (this.#version !== this.about.versie && this.#state === "online") location.reload();
  }

  #closed(code) {
    if (this.#state === "over") return;
    if (code === SIGNED_OUT) this.#signedOut();
    else if (code === TOO_MANY || code === ASLEEP) this.#sleep(code === ASLEEP ? "rust" : "teVeel");
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
    this.#sleep("rust");
    const again = Date.now() - this.#woken < TOO_SOON;
    if (again) this.notice.say("gestopt", { again: true });
    else if (!document.hidden) this.wake();
  }

  #sleep(why) {
    this.#state = "asleep";
    this.#stale = false;
    this.notice.say(why);
    if (this.desk.dirty && why === "rust") this.wake();
  }

  #signedOut() {
    this.#state = "over";
    document.getElementById("werkboek").inert = true; // what is typed now would go nowhere
    this.notice.say("afgemeld", { again: true });
  }

  async #retry() {
    for (let wait = 500; this.#state === "broken"; wait = Math.min(wait * 2, LONGEST_WAIT)) {
      const { status } = await ask(`/api/paginas/${this.#pagina}`);
      if (this.#state !== "broken") return;
      if (status === 404) return void this.#sleep("rust");
      if (status === 403) return void this.#signedOut();
      if (status === 200 && this.#unopened >= BLOCKED) this.notice.say("geenSocket");
      if (status === 200 && (this.#unopened < BLOCKED || wait === LONGEST_WAIT)) return void this.#connect();
      await this.#pause(wait * (0.5 + Math.random() / 2));
    }
  }

  #hurry = null;

  #pause(milliseconds) {
    return new Promise((done) => {
      this.#hurry = done;
      setTimeout(done, milliseconds);
    });
  }

  #leave() {
    this.#state = "over";
    this.desk.flushNow();
    goodbye(`/api/paginas/${this.#pagina}/einde`);
  }
}
