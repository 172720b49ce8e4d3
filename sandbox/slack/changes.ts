/** Tells whoever looks at the workspace that something in it changed. */
export interface Changes {
  emit(): void;
  /** Returns what ends it. */
  on(listener: () => void): () => void;
}

export function createChanges(): Changes {
  const listeners = new Set<() => void>();
  return {
    emit: () => {
      for (const listener of [...listeners]) listener();
    },
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
