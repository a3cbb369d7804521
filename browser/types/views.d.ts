// What anywidget and ipywidgets give to the views of helpers/explorers/views. What the views share
// is checked in common.js itself: it stands before each of them and is global to them.

type Attributes = Record<string, string>;
type Child = Node | string;
type Say = (sentence: string) => void;
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
