// What anywidget and ipywidgets give to the views of helpers/explorers/views. What the views share
// is checked in its own files: they stand before each of them and are global to them.

type Attributes = Record<string, string>;
type Child = Node | string;
type Say = (sentence: string) => void;
/** The values of an explorer's controls by name, and what the reader chose inside the view. */
type Question = Record<string, unknown>;
type Press = (button: HTMLElement) => void;

interface Control {
  get(name: string): any;
  set(name: string, value: unknown): void;
  on(events: string, callback: () => void): void;
  off(events: string, callback: () => void): void;
  save_changes(): void;
}

interface ViewModel extends Control {
  widget_manager: { get_model(id: string): Promise<Control> };
}

interface Render {
  model: ViewModel;
  el: HTMLElement;
}

interface Act {
  /** Says what the reader chose inside the view. */
  pick(chosen: (string | number)[]): void;
  /** Turns a Dropdown to one of its values. */
  setControl(name: string, value: unknown): Promise<void>;
}

/** What is drawn: the question that it answers, and what the status line says of it. */
interface Drawn {
  question: Question;
  summary: string;
}

/** A view's parts. */
interface Shown {
  body: HTMLElement;
  /** Says how the last question went. */
  say: Say;
  /** Says after a moment that the next answer is on its way. */
  work(): void;
  /** Marks what is drawn as an earlier answer; an empty sentence takes the mark away. */
  mark(sentence: string): void;
}
