// What the page says about itself, above the workbook. The words stand in the page, in Dutch.

const GRACE = 2500; // a short break heals by itself and needs no words

export class Notice {
  #box = document.getElementById("verbinding");
  #later = 0;
  #over = 0;

  constructor() {
    this.#box.querySelector("button").addEventListener("click", () => location.reload());
  }

  text(key) {
    return this.#box.dataset[key];
  }

  // key: which of the texts; again: the button "open again" goes with it.
  say(key, { again = false } = {}) {
    this.quiet();
    this.show(this.text(key), again);
    if (key === "klikKwijt") this.#over = setTimeout(() => this.quiet(), 15_000);
  }

  show(sentence, again) {
    this.#box.querySelector("p").textContent = sentence;
    this.#box.querySelector("button").hidden = !again;
    this.#box.hidden = false;
  }

  // Unless all is well again before a person notices.
  sayLater(key) {
    if (!this.#later) this.#later = setTimeout(() => this.say(key), GRACE);
  }

  quiet() {
    clearTimeout(this.#later);
    clearTimeout(this.#over);
    this.#later = 0;
    this.#box.hidden = true;
  }

  // A workbook that did not open: one sentence in the place of the shell.
  failed(sentence, number) {
    const card = document.getElementById("mislukt").content.firstElementChild;
    card.querySelector(".zin").textContent = sentence;
    card.querySelector(".nummer").hidden = !number;
    card.querySelector("b").textContent = number;
    document.getElementById("schil").replaceWith(card);
  }
}
