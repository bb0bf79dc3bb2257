/** A record that was chosen keeps its 更换 for Tab: Enter goes past it, so that nobody clears it by walking on. */
const INPUTS =
  'input:not([disabled]):not([type=hidden]), textarea:not([disabled]), button:not([disabled]):not(.chosen-record *)';

const firstInput = (field: Element): HTMLElement | null =>
  field.querySelector<HTMLElement>('input:checked:not([disabled])') ??
  field.querySelector<HTMLElement>(INPUTS);

/** Puts the cursor into a field of the form, by the field's name. */
export function focusField(form: HTMLElement | null, name: string): void {
  const field = [...(form?.querySelectorAll<HTMLElement>('[data-field]') ?? [])].find(
    (f) => f.dataset.field === name,
  );
  if (field) firstInput(field)?.focus();
}

/** Puts the cursor into the field after the one that holds it, and after the last one onto `last`. */
export function focusNext(form: HTMLElement, from: Element, last: HTMLElement | null): void {
  const fields = [...form.querySelectorAll<HTMLElement>('[data-field]')];
  const at = fields.findIndex((field) => field.contains(from));
  for (const field of fields.slice(at + 1)) {
    const input = firstInput(field);
    if (input) {
      input.focus();
      return;
    }
  }
  last?.focus();
}

/** Puts the cursor into the first field that is still empty; onto the last action of the page where none is. */
export function focusEmpty(form: HTMLElement | null): void {
  const empty = form?.querySelector<HTMLElement>('[data-field][data-empty=true]');
  const input = empty && firstInput(empty);
  (input ?? document.getElementById('accept'))?.focus();
}
