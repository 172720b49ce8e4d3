export interface Fit<T> {
  readonly shown: readonly T[];
  /** How many more there are. */
  readonly hidden: number;
}

/** As many of the first items as fit into a budget together; sizes and budget in the same unit. */
export function fit<T>(items: readonly T[], sizeOf: (item: T) => number, budget: number, most = items.length): Fit<T> {
  let left = budget;
  let count = 0;
  for (const item of items.slice(0, most)) {
    left -= sizeOf(item);
    if (left < 0) break;
    count += 1;
  }
  return { shown: items.slice(0, count), hidden: items.length - count };
}
