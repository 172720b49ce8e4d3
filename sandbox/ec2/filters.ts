import { invalidValue } from './errors.js';
import type { Tags } from './owned.js';
import type { Filter } from './parameters.js';

/** The value of each filter of an operation. `tag:<key>`, `tag-key` and `tag-value` need not be listed. */
export type FilterFields<T> = Readonly<Record<string, (entity: T) => string | readonly string[] | undefined>>;

/**
 * A test for what passes all filters: any value of each, case-sensitive, with `*` and `?` as wildcards.
 * Throws `InvalidParameterValue` for a filter that the operation does not have. (EC2 User Guide, "Filter AWS resources")
 */
export function filterPredicate<T>(
  filters: readonly Filter[],
  fields: FilterFields<T>,
  tagsOf: (entity: T) => Tags,
): (entity: T) => boolean {
  const tests = filters.map(({ Name, Value }) => {
    const read = fieldReader(Name, fields, tagsOf);
    const patterns = Value.map(toPattern);
    return (entity: T) => [read(entity) ?? []].flat().some((value) => patterns.some((pattern) => pattern.test(value)));
  });
  return (entity) => tests.every((test) => test(entity));
}

function fieldReader<T>(
  name: string,
  fields: FilterFields<T>,
  tagsOf: (entity: T) => Tags,
): (entity: T) => string | readonly string[] | undefined {
  if (name.startsWith('tag:')) return (entity) => tagsOf(entity)[name.slice('tag:'.length)];
  if (name === 'tag-key') return (entity) => Object.keys(tagsOf(entity));
  if (name === 'tag-value') return (entity) => Object.values(tagsOf(entity));
  const field = fields[name];
  if (field === undefined) throw invalidValue('Filter.Name', name, `The filter '${name}' is invalid`);
  return field;
}

/** A backslash takes the next character as it is. */
function toPattern(pattern: string): RegExp {
  const source = pattern.replaceAll(/\\?./gsu, (part) => WILD[part] ?? escapeRegExp(part.replace(/^\\(?=.)/su, '')));
  return new RegExp(`^${source}$`, 'su');
}

const WILD: Readonly<Record<string, string>> = { '*': '.*', '?': '.' };

function escapeRegExp(character: string): string {
  return character.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
