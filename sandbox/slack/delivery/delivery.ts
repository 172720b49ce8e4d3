/** What Slack sends to an app. */
export type Delivery =
  | { readonly kind: 'command'; readonly body: Readonly<Record<string, string>> }
  | { readonly kind: 'interactive'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: 'event'; readonly body: Readonly<Record<string, unknown>>; readonly retry?: Retry };

/** An event that is sent again. */
export interface Retry {
  readonly number: number;
  readonly reason: 'http_timeout' | 'http_error' | 'connection_failed';
}

/** What came of it; `ms` is the time from sending to the answer. */
export type DeliveryResult =
  | { readonly kind: 'acknowledged'; readonly body: unknown; readonly ms: number }
  | { readonly kind: 'late'; readonly ms: number }
  | { readonly kind: 'failed'; readonly why: string; readonly reached: boolean; readonly ms: number };

/** How long Slack waits for an acknowledgement, in milliseconds. A trigger is valid for as long (docs: Handling user interaction). */
export const ACKNOWLEDGE_MS = 3_000;
