import { createHash } from 'node:crypto';
import type { Collections } from './entities.js';

type Kind = keyof Collections;

type Tables = { readonly [K in Kind]: Readonly<Record<string, Collections[K]>> };

/** Everything there is, as plain data: collections by id. */
export interface State {
  readonly tables: Tables;
  /** How many ids were given out. */
  readonly counter: number;
}

/** Lists by collection, as a seed gives them. Absent lists are empty. */
export type SeedContents = { readonly [K in Kind]?: readonly Collections[K][] };

/** The only thing in the simulator that changes. */
export interface Store {
  all<K extends Kind>(kind: K): readonly Collections[K][];
  get<K extends Kind>(kind: K, id: string): Collections[K] | undefined;
  /** Adds an entity, or replaces the one with its id. */
  put<K extends Kind>(kind: K, entity: Collections[K]): void;
  remove(kind: Kind, id: string): void;
  /** `ami-0…`: 17 hexadecimal digits, never the same twice in one state. */
  newId(prefix: string): string;
  state(): State;
  /** Replaces everything by this state. */
  replace(state: State): void;
}

/** `changed` is called after every change. */
export function createStore(initial: State, changed: () => void): Store {
  let state = initial;
  // A table is never changed, only replaced: its list is made once, for there may be a hundred thousand images.
  const lists = new WeakMap<object, readonly unknown[]>();

  function replace(next: State): void {
    state = next;
    changed();
  }

  return {
    all<K extends Kind>(kind: K): readonly Collections[K][] {
      const table = state.tables[kind];
      const list = lists.get(table) ?? Object.values(table);
      lists.set(table, list);
      return list as readonly Collections[K][];
    },
    get(kind, id) {
      const table = state.tables[kind];
      return Object.hasOwn(table, id) ? table[id] : undefined;
    },
    put(kind, entity) {
      const table = { ...state.tables[kind], [entity.id]: entity };
      replace({ ...state, tables: { ...state.tables, [kind]: table } });
    },
    remove(kind, id) {
      const { [id]: removed, ...table } = state.tables[kind];
      if (removed !== undefined) replace({ ...state, tables: { ...state.tables, [kind]: table } });
    },
    newId(prefix) {
      const counter = state.counter + 1;
      replace({ ...state, counter });
      return `${prefix}-0${createHash('sha256').update(`${prefix} ${counter}`).digest('hex').slice(0, 16)}`;
    },
    state: () => state,
    replace,
  };
}

/** Builds a state from lists. */
export function toState(contents: SeedContents): State {
  const tables = {
    images: byId(contents.images),
    snapshots: byId(contents.snapshots),
    instances: byId(contents.instances),
    launchTemplates: byId(contents.launchTemplates),
    launchConfigurations: byId(contents.launchConfigurations),
    autoScalingGroups: byId(contents.autoScalingGroups),
    spotFleets: byId(contents.spotFleets),
    mentions: byId(contents.mentions),
    publicParameters: byId(contents.publicParameters),
    usageReports: byId(contents.usageReports),
    keys: byId(contents.keys),
    retentionRules: byId(contents.retentionRules),
    settings: byId(contents.settings),
    organizations: byId(contents.organizations),
    accessKeys: byId(contents.accessKeys),
    roles: byId(contents.roles),
    denials: byId(contents.denials),
    subnets: byId(contents.subnets),
    clientTokens: byId(contents.clientTokens),
    buckets: byId(contents.buckets),
    objects: byId(contents.objects),
    importTasks: byId(contents.importTasks),
  };
  return { tables, counter: 0 };
}

function byId<T extends { readonly id: string }>(entities: readonly T[] = []): Record<string, T> {
  return Object.fromEntries(entities.map((entity) => [entity.id, entity]));
}
