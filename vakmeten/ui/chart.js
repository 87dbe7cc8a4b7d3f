// Draws a plotly figure. Plotly is fetched once a page from our own server; where that path is
// missing (JupyterLab) the kernel sends it.
const MAANDEN = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
  "september", "oktober", "november", "december"];
const DAGEN = ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"];
const NEDERLANDS = {
  moduleType: "locale",
  name: "nl",
  dictionary: {},
  format: {
    days: DAGEN,
    shortDays: DAGEN.map((dag) => dag.slice(0, 2)),
    months: MAANDEN,
    shortMonths: ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
    date: "%d-%m-%Y",
    decimal: ",",
    thousands: ".",
  },
};

function addScript(source) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = resolve;
    script.onerror = () => reject(new Error("plotly"));
    document.head.append(script);
  });
}

function fromKernel(model) {
  return new Promise((resolve, reject) => {
    model.on("msg:custom", (content, buffers) => {
      if (content !== "plotly") return;
      const source = URL.createObjectURL(new Blob([buffers[0]], { type: "text/javascript" }));
      addScript(source).then(resolve, reject).finally(() => URL.revokeObjectURL(source));
    });
    model.send("plotly");
  });
}

function loadPlotly(model) {
  window.vakmetenPlotly ??= (async () => {
    if (!window.Plotly) {
      await addScript("/static/plotly.min.js").catch(() => fromKernel(model));
    }
    window.Plotly.register(NEDERLANDS);
    return window.Plotly;
  })();
  return window.vakmetenPlotly;
}

async function render({ model, el }) {
  const box = document.createElement("div");
  box.setAttribute("role", "img");
  el.append(box);
  const draw = async () => {
    const { data = [], layout = {} } = model.get("figuur");
    box.setAttribute("aria-label", model.get("beschrijving"));
    box.style.height = `${layout.height ?? 260}px`; // the box is never higher than its figure
    const Plotly = await loadPlotly(model);
    await Plotly.react(box, data, layout, { locale: "nl", displayModeBar: false, responsive: true });
    box.dataset.klaar = "ja";
  };
  model.on("change:figuur change:beschrijving", draw);
  await draw();
  return () => window.Plotly?.purge(box);
}

export default { render };
