// What a person typed in an input, beside what the kernel knows of it.
//
// A form is an object that says of itself what it is the form of (`van`), which filling of it this is
// (`nr`) and which versions it was filled from (`gezien`). The rest of it is what a person fills in.

const OWN = new Set(["nr", "van", "gezien"]);

export const text = (value) => JSON.stringify(value);
export const isForm = (value) => typeof value === "object" && value !== null;
export const sameForm = (one, other) => isForm(one) && isForm(other) && one.van === other.van;

function filledIn(form) {
  return Object.entries(form ?? {}).filter(([name]) => !OWN.has(name));
}

// Whether the same is filled in, whichever filling it is.
export const sameContent = (one, other) => text(filledIn(one)) === text(filledIn(other));

// Their form, with the parts that the person changed since `base`.
export function merged(base, mine, theirs) {
  const changed = filledIn(mine).filter(([name, value]) => text(value) !== text(base?.[name]));
  return { ...theirs, ...Object.fromEntries(changed) };
}

// The texts in `mine` that `base` does not have, to show to who typed them.
export function typed(base, mine) {
  if (typeof mine === "string") return mine && mine !== base ? [mine] : [];
  return isForm(mine) ? filledIn(mine).flatMap(([name, value]) => typed(base?.[name], value)) : [];
}
