const MAX_CHARACTERS = 10_000;

// An answer that is one plain sentence, shown in the view.
export class Refusal extends Error {}

// A model that the page can run itself, or one sentence.
export function runnable(model, ...here) {
  if (here.includes(model)) return model;
  const answer = here.length > 1 ? 'answer' : 'answers';
  throw new Refusal(`${model} needs a kernel: run this page as a notebook. On the page, ${here.join(' and ')} ${answer}.`);
}

export function checked(text, name) {
  const length = [...text].length;
  if (length <= MAX_CHARACTERS) return text;
  const grouped = (n) => n.toLocaleString('en-US');
  throw new Refusal(`The ${name} has ${grouped(length)} characters; this page takes up to ${grouped(MAX_CHARACTERS)}.`);
}
