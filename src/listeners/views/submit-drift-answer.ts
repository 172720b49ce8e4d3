import type { DriftOutcome, StaleReply } from '../../workflows/digest-answers.js';
import type { Drift } from '../../workflows/drift/types.js';
import type { Change } from '../../workflows/operations/contract.js';
import { nameOf } from '../../workflows/operations/planning/grantee.js';
import { keyOf } from '../../workflows/stale/changes.js';
import { offered, shareChoiceOf, sharesChanged } from '../blocks/digest/drift-form.js';
import { driftNote, driftOutcomes } from '../blocks/digest/drift-outcomes.js';
import { staleNote, staleOutcomes } from '../blocks/digest/outcomes.js';
import { strangerAnswer } from '../blocks/failure.js';
import { DRIFT_REASON, DRIFT_SHARES, INPUT } from '../blocks/ids.js';
import { parseContext, type Desk } from '../desk.js';
import { noteInThread } from '../note-in-thread.js';
import { driftFormOf, senderOf, type FormState } from '../payloads.js';
import type { Submitted } from './submit-command.js';

const NONE_CHOSEN = 'Choose at least one share.';

/** An answer to shares was sent: Adopt is decided at once, Unshare opens ordinary requests. */
export function driftAnswerSubmitted(desk: Desk): (submitted: Submitted) => Promise<void> {
  return async ({ ack, body }) => {
    const { metadata, state } = driftFormOf(body);
    const sender = senderOf(body);
    const chosen = (state[DRIFT_SHARES]?.[INPUT]?.selected_options ?? []).map(({ value }) => value);
    if (chosen.length === 0) return ack({ response_action: 'errors', errors: { [DRIFT_SHARES]: NONE_CHOSEN } });
    await ack();
    const by = sender.person;
    if (by.teamId !== (await desk.people.homeTeam())) return desk.replies.answer(sender, strangerAnswer());
    const list = await desk.useCases.listDrift();
    const drifts = offered(metadata.answer, list?.drifts ?? []).filter((drift) =>
      chosen.includes(shareChoiceOf(drift)),
    );
    // Another scan, or somebody's answer, came between.
    if (drifts.length < chosen.length) return desk.replies.answer(sender, sharesChanged());
    const reason = reasonIn(state);
    if (metadata.answer === 'adopt') {
      const outcomes: readonly DriftOutcome[] = await desk.useCases.adoptShares({ by, drifts, ...reason });
      await desk.replies.answer(sender, driftOutcomes(outcomes, desk.directory));
      return noteInThread(desk, metadata.thread, driftNote(by.userId, outcomes, desk.directory));
    }
    const outcomes = await desk.useCases.answerStale({ kind: 'ask', by, ...reason, asks: asksFor(desk, drifts) });
    await desk.replies.answer(sender, staleOutcomes(outcomes, desk.directory));
    return noteInThread(desk, metadata.thread, staleNote(by.userId, outcomes, desk.directory));
  };
}

function reasonIn(state: FormState): { readonly reason?: string } {
  const reason = state[DRIFT_REASON]?.[INPUT]?.value?.trim() ?? '';
  return reason === '' ? {} : { reason };
}

/** One request an AMI, as if its command had been typed; that it is public is another one's matter. */
function asksFor(desk: Desk, drifts: readonly Drift[]): (StaleReply & { kind: 'ask' })['asks'] {
  const byImage = new Map<string, Drift[]>();
  for (const drift of drifts) {
    const key = `${keyOf(drift)} ${drift.grantee.kind === 'public' ? 'unpublish' : 'unshare'}`;
    byImage.set(key, [...(byImage.get(key) ?? []), drift]);
  }
  return [...byImage.values()].flatMap((about) => askFor(desk, about));
}

function askFor(desk: Desk, about: readonly Drift[]): (StaleReply & { kind: 'ask' })['asks'] {
  const [first] = about;
  if (first === undefined) return [];
  const { imageId, region, account } = first;
  const place = { ami: [imageId], region: [region], account: [account] };
  const isPublic = first.grantee.kind === 'public';
  const operation = changeNamed(desk, isPublic ? 'unpublish' : 'unshare');
  const targets = isPublic ? {} : { targets: about.map(({ grantee }) => nameOf(grantee)) };
  const parsed = operation.parse({ ...place, ...targets }, parseContext(desk));
  if (parsed.kind !== 'input') throw new Error('a share that was seen cannot be asked about');
  return [{ image: { imageId, region, account }, operation, input: parsed.input }];
}

function changeNamed({ operations }: Desk, name: string): Change {
  const operation = operations.find((one): one is Change => one.kind === 'change' && one.name === name);
  if (operation === undefined) throw new Error(`there is no ${name}`);
  return operation;
}
