/**
 * The texts in an answer by their path, as the CLI's `--query` takes it: `ImageId`, `Instances[0].InstanceId`. The SDK's
 * own metadata is no part of the answer.
 */
export function textsIn(answer: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    entriesOf(answer).flatMap(([key, value]) => (key === '$metadata' ? [] : below(key, value))),
  );
}

function below(path: string, value: unknown): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => below(`${path}[${index}]`, item));
  // A date is no text, and has no fields.
  return entriesOf(value).flatMap(([key, inner]) => below(`${path}.${key}`, inner));
}

function entriesOf(value: unknown): readonly [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
