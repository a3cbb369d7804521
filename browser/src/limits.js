const MAX_CHARACTERS = 10_000;

// An answer that is one plain sentence, shown in the view.
export class Refusal extends Error {}

export function checked(text, name) {
  const length = [...text].length;
  if (length <= MAX_CHARACTERS) return text;
  const grouped = (n) => n.toLocaleString('en-US');
  throw new Refusal(`The ${name} has ${grouped(length)} characters; this page takes up to ${grouped(MAX_CHARACTERS)}.`);
}
