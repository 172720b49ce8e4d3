import type { Request } from '../../workflows/request/types.js';
import { requestMessage } from '../blocks/request-message.js';
import type { Desk } from '../desk.js';
import type { Press } from '../payloads.js';

/**
 * Makes the message that a button was pressed in show the request as it is. Only copies: a post whose answer was lost, an
 * answer to `/ami status`, the Home. The recorded message is kept up by the reconciler, which this would race.
 */
export async function refreshCopy({ replies, directory, homes }: Desk, press: Press, request: Request): Promise<void> {
  if (press.isInHome) return homes.open(press.sender.person);
  const { message: recorded } = request.announced;
  const { message } = press;
  if (message === undefined) return;
  if (recorded?.channel === message.channel && recorded.ts === message.ts) return;
  await replies.replace(press.sender, requestMessage(request, directory));
}
