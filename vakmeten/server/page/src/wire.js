// The line to a kernel: messages of Jupyter as JSON over one websocket.

const CLIENT = crypto.randomUUID();

export class Wire {
  #socket;
  #waiting = new Map(); // by id of a message: who waits until the kernel is done with it

  // on.message(kind, content): what the kernel says. on.open(), on.close(code): the line itself.
  constructor(kernel, on) {
    const address = new URL(`/api/kernels/${kernel}/channels?session_id=${CLIENT}`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    this.on = on;
    this.#socket = new WebSocket(address);
    this.#socket.onopen = () => on.open();
    this.#socket.onmessage = (event) => this.#hear(JSON.parse(event.data));
    this.#socket.onclose = (event) => this.#end(event.code);
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
    this.#socket.send(JSON.stringify({
      header, parent_header: {}, metadata, content, channel: "shell", buffers: [],
    }));
    return new Promise((done) => this.#waiting.set(id, done));
  }

  // A line that is given up says nothing any more.
  drop() {
    this.on = { message() {}, open() {}, close() {} };
    this.#socket.close();
    this.#end(1000);
  }

  #hear({ header, parent_header: parent, content }) {
    if (header.msg_type === "status" && content.execution_state === "idle") {
      this.#waiting.get(parent.msg_id)?.(true);
      this.#waiting.delete(parent.msg_id);
    } else {
      this.on.message(header.msg_type, content);
    }
  }

  #end(code) {
    for (const done of this.#waiting.values()) done(false);
    this.#waiting.clear();
    this.on.close(code);
  }
}
