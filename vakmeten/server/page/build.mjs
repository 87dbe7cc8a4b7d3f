// Bundle the page: node build.mjs <folder to write> <folder with screens>...
//
// Every screen.vue in those folders is compiled now, with the parts it can name, so that no page
// has to run text as code. What is written carries the hash of its content in its name.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { compileTemplate, parse, rewriteDefault } from "@vue/compiler-sfc";
import { build } from "esbuild";
import postcss from "postcss";

const here = import.meta.dirname;
const [out, ...folders] = process.argv.slice(2).map((path) => resolve(path));

const names = (folder) => readdirSync(folder, { recursive: true }).sort();
const under = (folder) => names(folder).map((name) => join(folder, name));
const vues = folders.flatMap(under).filter((path) => path.endsWith(".vue"));
const screens = vues.filter((path) => basename(path) === "screen.vue");

// The same rule as ui/screen.py has: what lies beside a screen, and in `delen` beside its folder.
function partsOf(screen) {
  const near = [dirname(screen), join(dirname(screen), "..", "delen")];
  return vues.filter((path) => path !== screen && near.includes(dirname(path)));
}

// casusboek/casus, after the last two folders.
const nameOf = (screen) => dirname(screen).split(/[\\/]/).slice(-2).join("/");

function compile(path) {
  const { descriptor, errors } = parse(readFileSync(path, "utf8"), { filename: path });
  if (errors.length) throw errors[0];
  const template = compileTemplate({
    source: descriptor.template.content, filename: path, id: path, scoped: false,
    compilerOptions: { comments: false },
  });
  if (template.errors.length) throw template.errors[0];
  const script = rewriteDefault(descriptor.script?.content ?? "export default {}", "component");
  return `${script}\n${template.code}\ncomponent.render = render;\nexport default component;`;
}

// The components of Vuetify that a template names, and no others.
const sources = vues.map((path) => readFileSync(path, "utf8")).join("\n");
const tags = [...new Set([...sources.matchAll(/<(v-[a-z-]+)/g)].map(([, tag]) => tag))].sort();
const pascal = (tag) => tag.split("-").map((part) => part[0].toUpperCase() + part.slice(1)).join("");

function registry() {
  const lines = tags.map((tag) => `import { ${pascal(tag)} } from "vuetify/components/${pascal(tag)}";`);
  vues.forEach((path, at) => lines.push(`import vue${at} from ${JSON.stringify(path)};`));
  const ref = (path) => `vue${vues.indexOf(path)}`;
  const all = screens.map((path) => {
    const parts = partsOf(path).map((part) => `${JSON.stringify(basename(part, ".vue"))}: ${ref(part)}`);
    return `${JSON.stringify(nameOf(path))}: { options: ${ref(path)}, parts: { ${parts.join(", ")} } }`;
  });
  const styles = folders.flatMap(under).filter((path) => basename(path) === "thema.css");
  styles.forEach((path) => lines.push(`import ${JSON.stringify(path)};`));
  lines.push(`export const VUETIFY = { ${tags.map(pascal).join(", ")} };`);
  lines.push(`export const SCREENS = { ${all.join(", ")} };`);
  return lines.join("\n");
}

const vakmeten = {
  name: "vakmeten",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^vakmeten:screens$/ }, ({ path }) => ({ path, namespace: "vakmeten" }));
    onLoad({ filter: /.*/, namespace: "vakmeten" }, () => ({ contents: registry(), resolveDir: here }));
    onResolve({ filter: /^vakmeten:chart$/ }, () => ({ path: join(folders[0], "chart.js") }));
    onLoad({ filter: /\.vue$/ }, ({ path }) => ({ contents: compile(path), resolveDir: here }));
  },
};

// Vuetify's one style sheet is for every component and colour there is. What stays: rules about
// elements, and about classes that a script of ours can mention.
async function styleOfVuetify(scripts) {
  const css = readFileSync(join(here, "node_modules/vuetify/lib/styles/main.css"), "utf8");
  const used = new Set(`${sources} ${scripts}`.match(/[\w-]+/g));
  const root = postcss.parse(css);
  root.walkRules((rule) => {
    if (rule.parent.name?.endsWith("keyframes")) return;
    const kept = rule.selectors.filter((selector) =>
      (selector.match(/\.[\w-]+/g) ?? []).every((name) => used.has(name.slice(1))));
    if (kept.length) rule.selectors = kept;
    else rule.remove();
  });
  root.walkAtRules((rule) => { if (rule.nodes?.length === 0) rule.remove(); });
  return root.toString();
}

const result = await build({
  entryPoints: { pagina: join(here, "src/main.js") },
  absWorkingDir: here,
  bundle: true, format: "esm", splitting: true, minify: true, write: false, metafile: true,
  target: ["chrome109", "firefox115", "safari16.4"],
  outdir: out, entryNames: "[name]-[hash]", chunkNames: "[name]-[hash]",
  define: {
    __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false",
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false", "process.env.NODE_ENV": '"production"',
  },
  legalComments: "none",
  plugins: [vakmeten],
});

const hash = (content) => createHash("sha256").update(content).digest("hex");
const files = new Map(result.outputFiles.map((file) => [basename(file.path), file.contents]));
const entry = Object.entries(result.metafile.outputs).find(([, output]) => output.entryPoint);
const script = basename(entry[0]);
const own = basename(entry[1].cssBundle);
const reset = (await build({
  stdin: { contents: await styleOfVuetify(Buffer.from(files.get(script)).toString()), loader: "css" },
  minify: true, write: false,
})).outputFiles[0].contents;
const css = Buffer.concat([reset, Buffer.from(files.get(own))]);
const style = `pagina-${hash(css).slice(0, 8).toUpperCase()}.css`;
files.delete(own);
files.set(style, css);

// What each package that ended up in the page asks to be shown.
function licences() {
  const inputs = Object.keys(result.metafile.inputs);
  const packageOf = (path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1];
  const packages = [...new Set(inputs.map(packageOf).filter(Boolean))].sort();
  return packages.map((name) => {
    const folder = join(here, "node_modules", name);
    const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    if (!file) throw new Error(`${name} has no licence file`);
    const text = readFileSync(join(folder, file), "utf8").trim();
    return `${name} ${about.version} (${about.license})\n\n${text}\n`;
  }).join(`\n${"-".repeat(80)}\n\n`);
}
files.set("LICENCES.txt", Buffer.from(licences()));

const atOnce = entry[1].imports.filter((one) => one.kind === "import-statement");
const imports = atOnce.map((one) => basename(one.path));
const later = Object.keys(result.metafile.outputs).map((path) => basename(path))
  .filter((name) => name.endsWith(".js") && name !== script && !imports.includes(name));

// What all this was made from, so that a test can see that it was made anew after a change.
function made() {
  const own = ["build.mjs", "package.json", "package-lock.json"].map((name) => [`page/${name}`, join(here, name)]);
  for (const path of under(join(here, "src"))) own.push([`page/src/${basename(path)}`, path]);
  const ui = under(folders[0]).filter((path) => /\.(vue|css|js)$/.test(path));
  for (const path of ui) {
    own.push([`ui/${relative(folders[0], path).replaceAll("\\", "/")}`, path]);
  }
  own.sort(([a], [b]) => (a < b ? -1 : 1));
  return hash(own.map(([name, path]) => `${name} ${hash(readFileSync(path))}\n`).join(""));
}

const manifest = {
  script, style, imports, later, made_from: made(),
  files: Object.fromEntries([...files].map(([name, content]) => [name, hash(content)]).sort()),
};
files.set("manifest.json", Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`));

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
for (const [name, content] of files) {
  writeFileSync(join(out, name), content);
  process.stdout.write(`${name} ${content.length}\n`);
}
