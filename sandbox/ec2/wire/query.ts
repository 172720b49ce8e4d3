/** Parameters as received: strings, lists and structures of them. */
export interface Parameters {
  readonly [name: string]: Parameter;
}
type Parameter = string | readonly Parameter[] | Parameters;

type Node = Map<string, Node> | string;

/**
 * Reads a body of the query protocol: `Filter.1.Value.2=x` is a list in a structure in a list; Auto Scaling and STS put
 * `member` before the number. (AWS Query protocol; Amazon EC2 Developer Guide, "Query requests")
 */
export function parseQuery(body: string): Parameters {
  const root = new Map<string, Node>();
  for (const [path, value] of new URLSearchParams(body)) insert(root, path.split('.'), value);
  return fields(root);
}

function insert(node: Map<string, Node>, [name = '', ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    node.set(name, value);
    return;
  }
  const below = node.get(name);
  const child = below instanceof Map ? below : new Map<string, Node>();
  node.set(name, child);
  insert(child, rest, value);
}

function fields(node: ReadonlyMap<string, Node>): Parameters {
  return Object.fromEntries([...node].map(([name, below]) => [name, parameter(below)]));
}

function parameter(node: Node): Parameter {
  if (typeof node === 'string') return node;
  const members = node.size === 1 ? node.get('member') : undefined;
  if (members !== undefined) return parameter(members);
  const numbered = [...node].every(([name]) => /^\d+$/.test(name));
  if (!numbered) return fields(node);
  return [...node].sort(([one], [other]) => Number(one) - Number(other)).map(([, below]) => parameter(below));
}
