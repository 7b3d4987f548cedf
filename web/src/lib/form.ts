import { useState, type FormEvent } from 'react';
import type { FormErrors } from './form-errors.js';

/**
 * The state of a form that shows each error at its field. After a submission, focuses the first field with an error,
 * unless the user has typed in the meantime.
 *
 * @param send sends the values, and resolves with the errors; with an empty object if it has succeeded
 * @param initialErrors errors that are known before the first submission
 */
export function useForm<Field extends string>(
  send: (values: Record<Field, string>) => Promise<FormErrors<Field>>,
  initialErrors: FormErrors<Field> = {},
) {
  const [errors, setErrors] = useState(initialErrors);
  const [busy, setBusy] = useState(false);

  async function submit(form: HTMLFormElement) {
    let hasTyped = false;
    const onInput = () => (hasTyped = true);
    form.addEventListener('input', onInput);
    setBusy(true);
    const found = await send(Object.fromEntries(new FormData(form)) as Record<Field, string>);
    setBusy(false);
    form.removeEventListener('input', onInput);
    setErrors(found);
    if (!hasTyped) firstInvalidInput(form, found)?.focus();
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!busy) void submit(event.currentTarget);
  }

  return { errors, busy, onSubmit };
}

function firstInvalidInput(
  form: HTMLFormElement,
  errors: Readonly<Record<string, unknown>>,
): HTMLInputElement | undefined {
  const inputs = [...form.elements].filter((element) => element instanceof HTMLInputElement);
  return inputs.find(({ name }) => errors[name] !== undefined);
}
