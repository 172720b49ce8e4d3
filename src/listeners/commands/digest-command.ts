import { digestPages } from '../blocks/digest/pages.js';
import { scanStarted } from '../blocks/digest/notices.js';
import type { ListenerContext } from '../context.js';
import type { Sender } from '../payloads.js';
import { readyOnce, type AmiCommand } from './command.js';

/** `/ami digest`: scans now, and answers privately with the content of the daily digest. */
export function digestCommand(context: ListenerContext): AmiCommand {
  return {
    name: 'digest',
    usage: '/ami digest',
    summary: 'Scan for stale AMIs now, and answer them',
    help: [
      'Scans all AMIs of the accounts. An AMI that is old, was not launched recently and is not used is stale. An AMI that could not be checked is not. Only you see the answer; the daily digest goes to its channel.',
      'Answer them there: Deregister and Retire create an ordinary request, Keep exempts the AMI until a day, with your reason.',
    ],
    examples: ['/ami digest'],
    submit: 'Look',
    grammar: { clauses: [] },
    prepare: () => readyOnce((sender) => showDigest(context, sender)),
  };
}

async function showDigest(context: ListenerContext, sender: Sender): Promise<void> {
  const { replies, useCases } = context;
  await replies.answer(sender, scanStarted());
  const digest = await useCases.buildDigest();
  const [first] = digestPages(digest, { ...context, isPrivate: true });
  if (first !== undefined) await replies.answer(sender, first);
}
