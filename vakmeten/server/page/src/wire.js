// The line to a kernel: messages of Jupyter as JSON over one websocket.

const CLIENT = crypto.randomUUID();
const LARGEST = 9_000_000; // the server hangs up on more
const SLOW = 10_000; // the kernel has not answered in this time: say so
const DEAD = 60_000; // and in this time: nobody is there

export class Wire {
  #socket;
  #waiting = new Map(); // by id of a message: {done, since}, until the kernel is done with it
  #heard = Date.now();
  #watch;

  // on.message(kind, content): what the kernel says. on.open(), on.close(code): the line itself.
  // on.slow(is): whether an answer is late. on.tooLong(): a message that no server takes.
  constructor(kernel, on) {
    const address = new URL(`/api/kernels/${kernel}/channels?session_id=${CLIENT}`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    this.on = on;
    this.#socket = new WebSocket(address);
    this.#socket.onopen = () => this.on.open();
    this.#socket.onmessage = (event) => this.#hear(JSON.parse(event.data));
    this.#socket.onclose = (event) => this.#end(event.code);
    this.#watch = setInterval(() => this.#look(), 2_000);
  }

  get open() {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  // Returns a promise: true once the kernel is done with it, false if the line broke before that.
  send(kind, content, metadata = {}) {
    const id = crypto.randomUUID();
    const header = {
      msg_id: id, msg_type: kind, session: CLIENT, username: "", version: "5.3",
      date: new Date().toISOString(),
    };
    const message = JSON.stringify({
      header, parent_header: {}, metadata, content, channel: "shell", buffers: [],
    });
    if (message.length > LARGEST) {
      this.on.tooLong();
      return Promise.resolve(false);
    }
    this.#socket.send(message);
    return new Promise((done) => this.#waiting.set(id, { done, since: Date.now() }));
  }

  #hear({ header, parent_header: parent, content }) {
    this.#heard = Date.now();
    if (header.msg_type === "status" && content.execution_state === "idle") {
      this.#waiting.get(parent.msg_id)?.done(true);
      this.#waiting.delete(parent.msg_id);
      if (!this.#waiting.size) this.on.slow(false);
    } else {
      this.on.message(header.msg_type, content);
    }
  }

  #look() {
    const [first] = this.#waiting.values(); // the oldest
    if (!first || Date.now() - first.since < SLOW) return;
    this.on.slow(true);
    if (Date.now() - Math.max(first.since, this.#heard) > DEAD) {
      this.#socket.onclose = null;
      this.#socket.close();
      this.#end(1006);
    }
  }

  #end(code) {
    clearInterval(this.#watch);
    for (const { done } of this.#waiting.values()) done(false);
    this.#waiting.clear();
    setTimeout(() => this.on.close(code)); // after those that waited know
  }
}
