// From the name of a screen to the Vue component that shows it.
import { h } from "vue";
import { VUETIFY, SCREENS } from "vakmeten:screens";
import Chart from "./chart.js";

const made = new Map();

// A compiled screen, in which the traits of the model are read and set as data of its own.
function componentOf(screen) {
  if (!made.has(screen.naam)) {
    const { options, parts } = SCREENS[screen.naam];
    const traits = Object.keys(screen.state).map((name) => [name, {
      get() { return this.screen.state[name]; },
      set(value) { this.screen.state[name] = value; },
    }]);
    made.set(screen.naam, {
      ...options,
      props: { screen: Object },
      components: parts,
      computed: { ...options.computed, ...Object.fromEntries(traits) },
      methods: { ...options.methods, act(wish) { this.screen.act(wish); } },
    });
  }
  return made.get(screen.naam);
}

// <jupyter-widget :widget="...">: one screen in another.
const Part = {
  props: { widget: String },
  inject: ["desk"],
  render() {
    const screen = this.desk.find(this.widget);
    if (!screen) return null;
    const component = screen.naam === "grafiek" ? Chart : componentOf(screen);
    return h(component, { screen, key: `${screen.ref} ${screen.mounting.times}` });
  },
};

export function install(app) {
  app.component("jupyter-widget", Part);
  for (const [name, component] of Object.entries(VUETIFY)) app.component(name, component);
}

// The whole page: root() is the name of the screen that holds the others.
export function pageOf(desk, root) {
  return {
    provide: { desk },
    render: () => h(Part, { widget: root() }),
  };
}
