import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Names } from './names.js';
import type { Reader } from './text/dates.js';

/** What every drawn text depends on: names, the reader's time, and where an inner link leads. */
export interface WorkspaceView {
  readonly names: Names;
  readonly reader: Reader;
  /** The page's own address of a link to a message of this workspace; undefined for any other link. */
  inside(url: string): string | undefined;
}

export const WorkspaceContext = createContext<WorkspaceView | null>(null);

export function useWorkspace(): WorkspaceView {
  const workspace = useContext(WorkspaceContext);
  if (workspace === null) throw new Error('Drawn outside of a workspace');
  return workspace;
}
