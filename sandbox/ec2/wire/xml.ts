/** A response as data, by the names of the XML. `undefined` values are left out. */
export type Value = string | number | boolean | undefined | readonly Value[] | { readonly [name: string]: Value };

/** Renders one element. `item` is what the elements of lists are called: `item` in EC2, `member` elsewhere. */
export function renderXml(name: string, value: Value, item: string): string {
  if (value === undefined) return '';
  return `<${name}>${renderInner(value, item)}</${name}>`;
}

function renderInner(value: Exclude<Value, undefined>, item: string): string {
  if (isList(value)) return value.map((element) => renderXml(item, element, item)).join('');
  if (typeof value !== 'object') return escapeXml(String(value));
  return Object.entries(value)
    .map(([name, below]) => renderXml(name, below, item))
    .join('');
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
};

export function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"\r]/g, (character) => ENTITIES[character] ?? character);
}
