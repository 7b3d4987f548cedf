import { useState, type FormEvent } from 'react';
import type { Mistakes } from './mistakes.js';

/**
 * A form that says what is wrong at the field that it is about, and puts the focus there, unless somebody has typed on.
 *
 * @param send sends it; resolves with what was wrong
 * @param known what is wrong before it was sent
 */
export function useForm<Field extends string>(
  send: (values: Record<Field, string>) => Promise<Mistakes<Field>>,
  known: Mistakes<Field> = {},
) {
  const [mistakes, setMistakes] = useState(known);
  const [busy, setBusy] = useState(false);

  async function submit(form: HTMLFormElement) {
    let hasTyped = false;
    const onInput = () => (hasTyped = true);
    form.addEventListener('input', onInput);
    setBusy(true);
    const found = await send(Object.fromEntries(new FormData(form)) as Record<Field, string>);
    setBusy(false);
    form.removeEventListener('input', onInput);
    setMistakes(found);
    if (!hasTyped) firstOf(form, found)?.focus();
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!busy) void submit(event.currentTarget);
  }

  return { mistakes, busy, onSubmit };
}

function firstOf(form: HTMLFormElement, mistakes: Readonly<Record<string, unknown>>): HTMLInputElement | undefined {
  const inputs = [...form.elements].filter((element) => element instanceof HTMLInputElement);
  return inputs.find(({ name }) => mistakes[name] !== undefined);
}
