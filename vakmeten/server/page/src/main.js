// The page of a workbook: shows what the kernel has, and comes back from whatever takes it away.
import { createApp, ref } from "vue";
import { createVuetify } from "vuetify/framework";
import { Desk } from "./desk.js";
import { Notice } from "./notice.js";
import { install, pageOf } from "./views.js";
import { Line } from "./line.js";

const box = document.getElementById("werkboek");
const notice = new Notice();
const root = ref("");
const desk = new Desk({
  lost: () => notice.sayAWhile("klikKwijt"),
  unsaved: (texts) => texts.length && notice.say("anders", { typed: texts }),
  awake: () => line.wake(),
});
const line = new Line(desk, notice, box.dataset, root);

// A copy of a tab has the same address. Two pages in one place would take each other's, so the copy
// gets one of its own. At a reload the page before may take a moment to let go.
async function ownTab(tab) {
  if (!navigator.locks) return;
  const options = { signal: AbortSignal.timeout(2000) };
  await navigator.locks.request(`tab ${tab}`, options, () => new Promise(() => {})).catch(() => {
    location.replace(location.pathname);
  });
}

async function start() {
  const { tab } = box.dataset;
  history.replaceState(history.state, "", `?tab=${tab}`); // a reload begins here again
  ownTab(tab);
  if (!window.WebSocket) return notice.say("geenSocket");
  if (!(await line.open())) return;
  const app = createApp(pageOf(desk, () => root.value));
  app.use(createVuetify());
  install(app);
  app.mount(box);
  document.getElementById("schil").remove();
}

start();
