// What the page says about itself, above the workbook. The words stand in the page, in Dutch.

const GRACE = 2500; // a short break heals by itself and needs no words
const LONG_ENOUGH = 15_000; // to read a sentence

export class Notice {
  #box = document.getElementById("verbinding");
  #button = this.#box.querySelector("button");
  #later = 0;
  #until = 0; // what must be read stays till then, whatever the line does
  #typed = []; // texts of the person that are saved nowhere: shown until the person closes it

  constructor() {
    this.#button.addEventListener("click", () => {
      if (this.#button.dataset.opnieuw) location.reload();
      else this.#hide();
    });
  }

  text(key) {
    return this.#box.dataset[key];
  }

  // key: which of the texts. again: the button opens the workbook anew. typed: texts of the person
  // that have no place any more; they are shown, so that they can be copied.
  say(key, { again = false, typed = [] } = {}) {
    this.show(this.text(key), again, typed);
  }

  show(sentence, again = false, typed = []) {
    clearTimeout(this.#later);
    this.#later = 0;
    this.#until = 0;
    this.#typed.push(...typed);
    const unsaved = this.#typed.length ? ` ${this.text("getypt")} ${this.#typed.join(" … ")}` : "";
    this.#box.querySelector("p").textContent = sentence + unsaved;
    this.#button.textContent = this.text(again ? "opnieuw" : "sluiten");
    this.#button.dataset.opnieuw = again ? "ja" : "";
    this.#button.hidden = !again && !unsaved;
    this.#box.hidden = false;
  }

  // For a while, also when the line is there again.
  sayAWhile(key) {
    this.show(this.text(key));
    this.#until = Date.now() + LONG_ENOUGH;
    setTimeout(() => this.quiet(), LONG_ENOUGH);
  }

  // Unless all is well again before a person notices.
  sayLater(key) {
    if (!this.#later) this.#later = setTimeout(() => this.say(key), GRACE);
  }

  quiet() {
    clearTimeout(this.#later);
    this.#later = 0;
    if (Date.now() >= this.#until && !this.#typed.length) this.#hide();
  }

  #hide() {
    this.#typed = [];
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
