// A chart: the same code that draws it in a notebook, with plotly from this server.
import { h, watch } from "vue";
import chart from "vakmeten:chart";

const plotly = () => import("plotly.js-basic-dist-min").then((module) => module.default);

// What the drawing asks of a model.
function modelOf(screen) {
  const stops = [];
  return {
    plotly,
    get: (name) => screen.state[name],
    on(names, call) {
      for (const name of names.split(" ").filter((part) => part.startsWith("change:"))) {
        stops.push(watch(() => screen.state[name.slice(7)], call, { flush: "post" }));
      }
    },
    stop: () => stops.forEach((stop) => stop()),
  };
}

export default {
  props: { screen: Object },
  async mounted() {
    this.model = modelOf(this.screen);
    this.clear = await chart.render({ model: this.model, el: this.$el });
    if (this.gone) this.clear();
  },
  unmounted() {
    this.gone = true;
    this.model.stop();
    this.clear?.();
  },
  render: () => h("div"),
};
