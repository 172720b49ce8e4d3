import type { DriftOutcome, StaleResponse } from '../../workflows/digest/results.js';
import type { Drift } from '../../domain/drift/types.js';
import type { AnyChangeOperation } from '../../domain/operations/contract.js';
import { granteeKey } from '../../domain/model/grantee.js';
import { imageKey } from '../../domain/stale/changes.js';
import { answerableDrift, encodeShareChoice, driftOutdated } from '../blocks/digest/drift-form.js';
import { driftThreadNote, driftResults } from '../blocks/digest/drift-outcomes.js';
import { staleThreadNote, staleResults } from '../blocks/digest/stale-outcomes.js';
import { DRIFT_REASON, DRIFT_SHARES, INPUT_ACTION_ID } from '../blocks/kit/ids.js';
import { admitSender } from '../admission.js';
import { parseContext, type ListenerContext } from '../context.js';
import { isRepeatedDelivery } from '../deliveries.js';
import { postInThread } from '../slack/messages.js';
import { parseDriftForm, parseSender, type FormState } from '../payloads.js';
import type { ViewSubmissionArgs } from './submit-command.js';

const NONE_CHOSEN = 'Choose at least one share.';

/** An answer to shares was sent: Adopt is decided at once, Unshare opens ordinary requests. */
export function handleDriftResponse(context: ListenerContext): (args: ViewSubmissionArgs) => Promise<void> {
  return async ({ ack, body }) => {
    const { metadata, state } = parseDriftForm(body);
    const from = parseSender(body);
    const chosen = (state[DRIFT_SHARES]?.[INPUT_ACTION_ID]?.selected_options ?? []).map(({ value }) => value);
    if (chosen.length === 0) return ack({ response_action: 'errors', errors: { [DRIFT_SHARES]: NONE_CHOSEN } });
    await ack();
    const admission = await admitSender(context, from, 'request');
    if (admission.kind === 'refused') return context.replies.answer(from, admission.message);
    const { sender } = admission;
    const by = sender.person;
    if (await isRepeatedDelivery(context, sender)) return;
    const list = await context.useCases.listDrift();
    const drifts = answerableDrift(metadata.response, list?.drifts ?? []).filter((drift) =>
      chosen.includes(encodeShareChoice(drift)),
    );
    // Another scan, or another response, came first.
    if (drifts.length < chosen.length) return context.replies.answer(sender, driftOutdated());
    const reason = parseReasonField(state);
    if (metadata.response === 'adopt') {
      const outcomes: readonly DriftOutcome[] = await context.useCases.adoptDrift({ by, drifts, ...reason });
      await context.replies.answer(sender, driftResults(outcomes, context.directory));
      return postInThread(context, metadata.thread, driftThreadNote(by.userId, outcomes, context.directory));
    }
    const outcomes = await context.useCases.respondToStale({
      kind: 'request',
      by,
      ...reason,
      requests: unshareCommands(context, drifts),
    });
    await context.replies.answer(sender, staleResults(outcomes, context.directory));
    return postInThread(context, metadata.thread, staleThreadNote(by.userId, outcomes, context.directory));
  };
}

function parseReasonField(state: FormState): { readonly reason?: string } {
  const reason = state[DRIFT_REASON]?.[INPUT_ACTION_ID]?.value?.trim() ?? '';
  return reason === '' ? {} : { reason };
}

/** One request an AMI, as if its command had been typed; that it is public is another one's matter. */
function unshareCommands(
  context: ListenerContext,
  drifts: readonly Drift[],
): (StaleResponse & { kind: 'request' })['requests'] {
  const byImage = new Map<string, Drift[]>();
  for (const drift of drifts) {
    const key = `${imageKey(drift)} ${drift.grantee.kind === 'public' ? 'unpublish' : 'unshare'}`;
    byImage.set(key, [...(byImage.get(key) ?? []), drift]);
  }
  return [...byImage.values()].flatMap((imageDrifts) => unshareCommand(context, imageDrifts));
}

function unshareCommand(
  context: ListenerContext,
  drifts: readonly Drift[],
): (StaleResponse & { kind: 'request' })['requests'] {
  const [first] = drifts;
  if (first === undefined) return [];
  const { imageId, region, account } = first;
  const place = { ami: [imageId], region: [region], account: [account] };
  const isPublic = first.grantee.kind === 'public';
  const operation = requireChange(context, isPublic ? 'unpublish' : 'unshare');
  const targets = isPublic ? {} : { targets: drifts.map(({ grantee }) => granteeKey(grantee)) };
  const parsed = operation.parse({ ...place, ...targets }, parseContext(context));
  if (parsed.kind !== 'valid') throw new Error('a drift has no matching response');
  return [{ image: { imageId, region, account }, operation, input: parsed.input }];
}

function requireChange({ operations }: ListenerContext, name: string): AnyChangeOperation {
  const operation = operations.find((one): one is AnyChangeOperation => one.kind === 'change' && one.name === name);
  if (operation === undefined) throw new Error(`no ${name} exists`);
  return operation;
}
