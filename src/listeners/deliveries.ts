import type { ListenerContext } from './context.js';
import type { Sender } from './payloads.js';

/**
 * Whether a payload arrived before. Every listener that changes something asks after the acknowledgement, which must not
 * wait for the table, and before anything is changed. A repetition gets no answer: the first arrival was answered.
 */
export async function isRepeatedDelivery(
  { deliveries, log }: Pick<ListenerContext, 'deliveries' | 'log'>,
  { deliveryKey, person }: Sender,
): Promise<boolean> {
  if (await deliveries.recordFirst(deliveryKey)) return false;
  log.warn('repeated delivery ignored', { person: person.userId });
  return true;
}
