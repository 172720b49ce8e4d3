import { digestPages } from '../blocks/digest/pages.js';
import { scanStarted } from '../blocks/digest/notices.js';
import type { ListenerContext } from '../context.js';
import type { Sender } from '../payloads.js';
import { ready, type Command } from './command.js';

/** `/ami digest`: scans now, and answers privately with the content of the daily digest. */
export function digestCommand(context: ListenerContext): Command {
  return {
    name: 'digest',
    usage: '/ami digest',
    summary: 'Look for stale AMIs now, and answer them',
    help: [
      'Looks through all AMIs of the accounts: what is old, was not launched for long and is used by nothing is stale. What could not be checked is not. Only you see the answer; the daily digest goes to its channel.',
      'Each can be answered there: Deregister and Retire open an ordinary request, Keep leaves it out until a day, with your reason.',
    ],
    examples: ['/ami digest'],
    submit: 'Look',
    grammar: { clauses: [] },
    prepare: () => ready((sender) => showDigest(context, sender)),
  };
}

async function showDigest(context: ListenerContext, sender: Sender): Promise<void> {
  const { replies, useCases } = context;
  await replies.answer(sender, scanStarted());
  const digest = await useCases.buildDigest();
  const [first] = digestPages(digest, { ...context, isPrivate: true });
  if (first !== undefined) await replies.answer(sender, first);
}
