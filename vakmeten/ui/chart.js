// Draws a plotly figure. The page of our own server brings plotly along as `model.plotly`; elsewhere
// (JupyterLab, stock Voila) the kernel sends it.
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

function fromKernel(model) {
  return new Promise((resolve, reject) => {
    model.on("msg:custom", (content, buffers) => {
      if (content !== "plotly") return;
      const script = document.createElement("script");
      script.src = URL.createObjectURL(new Blob([buffers[0]], { type: "text/javascript" }));
      script.onload = () => resolve(window.Plotly);
      script.onerror = () => reject(new Error("plotly"));
      document.head.append(script);
    });
    model.send("plotly");
  });
}

// Once a page, however many charts it has.
let loading;
function loadPlotly(model) {
  loading ??= (model.plotly ? model.plotly() : fromKernel(model)).then((Plotly) => {
    Plotly.register(NEDERLANDS);
    return Plotly;
  });
  return loading;
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
  return async () => (await loadPlotly(model)).purge(box);
}

export default { render };
