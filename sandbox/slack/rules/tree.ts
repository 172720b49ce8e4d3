/** One object somewhere in a payload. */
export interface Node {
  readonly pointer: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Every object within a payload, the outer before the inner, with its JSON pointer. */
export function collectNodes(value: unknown, pointer: string): readonly Node[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => collectNodes(item, `${pointer}/${index}`));
  if (!isRecord(value)) return [];
  return [
    { pointer, value },
    ...Object.entries(value).flatMap(([key, inner]) => collectNodes(inner, `${pointer}/${key}`)),
  ];
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
