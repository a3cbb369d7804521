// A guess: the list of choices becomes a group of radio buttons. Arrows move between them, pressing
// one answers; the choice is kept while the reader is here. Without this script it stays a list.
const kept = (key) => {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null; // the browser keeps nothing
  }
};
const keep = (key, choice) => {
  try {
    if (choice === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, String(choice));
  } catch {
    // as above
  }
};
const spoken = (node) => node.querySelector('span').textContent.trim().replace(/\.$/, '');

function choiceOf(item, index) {
  const button = document.createElement('button');
  const text = document.createElement('span');
  button.type = 'button';
  button.className = 'ws-choice';
  button.setAttribute('role', 'radio');
  button.dataset.index = index;
  const inner = item.children.length === 1 && item.firstElementChild.tagName === 'P';
  text.append(...(inner ? item.firstElementChild : item).childNodes);
  button.append(text, document.createElement('small'));
  item.setAttribute('role', 'presentation');
  item.replaceChildren(button);
  return button;
}

class Guess {
  constructor(box, number) {
    this.box = box;
    this.list = box.querySelector('.ws-choices');
    this.key = `ws-guess:${location.pathname}:${number}`;
    this.right = Number(/ws-right-(\d+)/.exec(this.list.className)[1]);
    this.choices = [...this.list.children].map(choiceOf);
    this.fold = box.querySelector('.ws-answer');
    this.verdict = Object.assign(document.createElement('p'), { className: 'ws-verdict' });
    this.verdict.setAttribute('role', 'status');
    this.again = Object.assign(document.createElement('button'), {
      type: 'button',
      className: 'ws-again',
      textContent: 'Choose again',
    });
    this.group(number);
    this.listen();
    this.show(kept(this.key));
  }

  group(number) {
    const asked = this.box.querySelector('.ws-asked');
    asked.id ||= `ws-asked-${number}`;
    this.list.classList.add('ws-radios');
    this.list.setAttribute('role', 'radiogroup');
    this.list.setAttribute('aria-labelledby', asked.id);
    this.list.after(this.verdict);
    this.box.append(this.again);
  }

  listen() {
    this.list.addEventListener('click', (event) => {
      const button = event.target.closest('.ws-choice');
      if (!button || this.box.classList.contains('ws-answered')) return;
      keep(this.key, button.dataset.index);
      this.show(button.dataset.index);
    });
    this.list.addEventListener('keydown', (event) => {
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const count = this.choices.length;
      const from = this.choices.indexOf(document.activeElement);
      this.reach(this.choices[(from + step + count) % count]).focus();
    });
    this.again.addEventListener('click', () => {
      keep(this.key, null);
      this.show(null);
      this.choices[0].focus();
    });
  }

  // One of the group is reached with the Tab key, the others from it with arrows.
  reach(button) {
    for (const choice of this.choices) choice.tabIndex = choice === button ? 0 : -1;
    return button;
  }

  show(stored) {
    const chosen = stored === null ? -1 : Number(stored);
    const answered = chosen >= 0 && chosen < this.choices.length;
    this.box.classList.toggle('ws-answered', answered);
    this.choices.forEach((choice, index) => {
      const right = answered && index === this.right;
      choice.classList.toggle('ws-right', right);
      choice.setAttribute('aria-checked', String(index === chosen));
      choice.setAttribute('aria-disabled', String(answered));
      const own = answered && index === chosen;
      choice.lastElementChild.textContent = [own && 'your choice', right && 'right']
        .filter(Boolean)
        .join(', ');
    });
    this.reach(this.choices[answered ? chosen : 0]);
    this.say(answered ? chosen : null);
    this.fold.open = answered;
    this.again.hidden = !answered;
  }

  say(chosen) {
    const right = spoken(this.choices[this.right]);
    if (chosen === null) this.verdict.textContent = '';
    else if (chosen === this.right) this.verdict.textContent = `Right: ${right}.`;
    else {
      const own = spoken(this.choices[chosen]);
      this.verdict.textContent = `You chose “${own}”. It is “${right}”.`;
    }
  }
}

document.querySelectorAll('.ws-guess:has(> .ws-choices)').forEach((box, number) => {
  new Guess(box, number);
});
