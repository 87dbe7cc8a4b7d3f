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
const desk = new Desk({ lost: () => notice.say("klikKwijt"), awake: () => line.wake() });
const line = new Line(desk, notice, box.dataset, root);

async function start() {
  history.replaceState(history.state, "", `?tab=${box.dataset.tab}`); // a reload begins here again
  if (!window.WebSocket) return notice.say("geenSocket");
  const opened = await line.open();
  if (!opened) return;
  const app = createApp(pageOf(desk, () => root.value));
  app.use(createVuetify());
  install(app);
  app.mount(box);
  document.getElementById("schil").remove();
}

start();
