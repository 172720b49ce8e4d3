import { useMemo, useState } from 'preact/hooks';
import { fillForm, withEntry, type Entry, type Form } from './elements/form.js';
import { collectFields } from './elements/placed-fields.js';

export interface FormUse {
  readonly form: Form;
  enter(blockId: string, actionId: string, entry: Entry): void;
}

/** The values in the blocks of one surface, kept while the app renders them again. */
export function useForm(blocks: readonly Readonly<Record<string, unknown>>[]): FormUse {
  const [entered, setEntered] = useState<Form>({});
  const form = useMemo(() => fillForm(collectFields(blocks), entered), [blocks, entered]);
  return {
    form,
    enter: (blockId, actionId, entry) => setEntered((before) => withEntry(before, blockId, actionId, entry)),
  };
}
