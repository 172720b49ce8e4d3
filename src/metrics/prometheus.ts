import { Counter, Histogram, Registry } from 'prom-client';
import { COUNTERS, VALUES, type CounterName, type Meter, type ValueName } from './meter.js';

/** Seconds to a decision are hours to days, and lags are parts of a second: one scale for all. */
const BUCKETS = [0.1, 0.5, 1, 5, 15, 60, 300, 1_800, 3_600, 14_400, 86_400, 259_200];

const LABELS = {
  steward_requests_total: ['operation', 'outcome'],
  steward_decisions_refused_total: ['attempt'],
  steward_call_retries_total: ['operation'],
  steward_decision_seconds: ['operation'],
  steward_done_seconds: ['operation'],
  steward_slack_lag_seconds: [],
  steward_due_late_seconds: [],
} as const satisfies Record<CounterName | ValueName, readonly string[]>;

/** A meter whose counts `GET /metrics` gives in the text format of Prometheus, which the CloudWatch agent reads, too. */
export function createPrometheusMeter(): { readonly meter: Meter; text(): Promise<string> } {
  const registry = new Registry();
  const counters = new Map(
    names(COUNTERS).map((name) => [
      name,
      new Counter({ name, help: COUNTERS[name], labelNames: LABELS[name], registers: [registry] }),
    ]),
  );
  const values = new Map(
    names(VALUES).map((name) => [
      name,
      new Histogram({ name, help: VALUES[name], labelNames: LABELS[name], buckets: BUCKETS, registers: [registry] }),
    ]),
  );
  return {
    meter: {
      count: (name, labels, by = 1) => counters.get(name)?.inc(labels, by),
      observe: (name, labels, seconds) => values.get(name)?.observe(labels, seconds),
    },
    text: () => registry.metrics(),
  };
}

function names<T extends object>(list: T): readonly (keyof T)[] {
  return Object.keys(list) as (keyof T)[];
}
