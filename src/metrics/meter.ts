/** The metrics: counts, and values whose distribution matters. Labels never hold ids or text of users. */
export interface Meter {
  count(name: CounterName, labels: Labels, by?: number): void;
  observe(name: ValueName, labels: Labels, seconds: number): void;
}

export type Labels = Readonly<Record<string, string>>;

export type CounterName = keyof typeof COUNTERS;
export type ValueName = keyof typeof VALUES;

export const COUNTERS = {
  steward_requests_total: 'Requests that ended or failed, by operation and outcome',
  steward_decisions_refused_total: 'Rejected actions and commands',
  steward_call_retries_total: 'Attempts at a call after the first, by call',
} as const;

/** In seconds. */
export const VALUES = {
  steward_decision_seconds: 'Time from the request to the decision of the approvers',
  steward_done_seconds: 'From the approval to the end, by operation',
  steward_slack_lag_seconds: 'How much later than the request its message shows the same',
  steward_due_late_seconds: 'Delay between due time and start of processing',
} as const;
