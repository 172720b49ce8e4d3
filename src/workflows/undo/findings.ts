import type { Directory } from '../facts/directory.js';
import { info, open, refusal, warning } from '../operations/planning/finding.js';
import { granteeLabel } from '../operations/planning/grantee.js';
import { clip, listed } from '../operations/planning/wording.js';
import { whatStays } from '../operations/undoing.js';
import type { Finding, Step } from '../plan/types.js';
import { REQUEST_TAG } from '../plan/resolve.js';
import { granteeNamed } from './grantee-named.js';
import type { Grant } from './grants.js';
import { pastTheirTime } from './past-time.js';
import type { Effects, HeldGrant, Left, SortedOut } from './sort-out.js';

interface Situation {
  readonly effects: Effects;
  readonly sorted: SortedOut;
  readonly steps: readonly Step[];
  readonly lost: readonly Step[];
  readonly directory: Directory;
}

/** What is left as it is, and why; and the refusal, when that is everything. */
export function leftFindings({ effects, sorted, steps, lost, directory }: Situation): readonly Finding[] {
  const { request } = effects;
  const { gone, changed, held, unseen, taken } = sorted;
  const nothing = taken.length + held.length === 0;
  return [
    ...(nothing ? [nothingLeft(sorted, lost, request.plan.steps)] : []),
    ...(gone.length === 0
      ? []
      : [info('undo-already-gone', `No longer there, so left alone: ${labels(gone, directory)}.`)]),
    ...(changed.length === 0
      ? []
      : [info('undo-changed-since', `Changed since by somebody else, so left alone: ${labels(changed, directory)}.`)]),
    ...held.map((each) => heldFinding(each, directory)),
    ...noEndFindings(pastTheirTime(taken, effects), directory),
    ...unseen.map(({ title, reason }) =>
      open('undo-unseen', `Whether this is still to be done is not known: ${clip(title, 150)}. ${clip(reason, 300)}`, {
        fix: 'It is tried all the same.',
        subject: title,
      }),
    ),
    ...lost.map(({ id, title }) =>
      open('undo-lost', `What this left behind cannot be named: ${clip(title, 150)}.`, {
        fix: `Look for the tag ${REQUEST_TAG} = ${request.id}.`,
        subject: id,
      }),
    ),
    ...staying(request.plan.steps.filter(({ id }) => request.steps[id]?.state === 'done')),
    ...whatStays({ by: request.operation }, steps),
  ];
}

function nothingLeft({ gone, changed }: SortedOut, lost: readonly Step[], plan: readonly Step[]): Finding {
  if (gone.length + changed.length > 0) {
    return refusal('nothing-to-undo', 'There is nothing left to take back: what it did is no longer there.');
  }
  if (lost.length > 0) return refusal('nothing-to-undo', 'What it did cannot be named, and so not be taken back.');
  return plan.some(({ undo }) => undo !== undefined)
    ? refusal('nothing-to-undo', 'There is nothing to take back: it has changed nothing.')
    : refusal('nothing-to-undo', 'Nothing takes back what it did.');
}

function noEndFindings(grants: readonly Grant[], directory: Directory): readonly Finding[] {
  if (grants.length === 0) return [];
  const names = listed([...new Set(grants.map((grant) => whom(grant, directory)))]);
  return [
    warning(
      'undo-without-end',
      `It was shared with ${names} for a time that is over. Given back by Undo, it has no end.`,
      {
        fix: 'Share it for a time instead.',
      },
    ),
  ];
}

function heldFinding({ grant, by }: HeldGrant, directory: Directory): Finding {
  const stays = grant.gives ? 'stays away from' : 'stays with';
  return info('undo-held', `${grant.on} ${stays} ${whom(grant, directory)}: ${listed(by)} asked for the same.`, {
    subject: `${grant.on} ${grant.grantee}`,
  });
}

function staying(done: readonly Step[]): readonly Finding[] {
  const lasting = done.filter(({ undo, cleansUp }) => undo === undefined && cleansUp === undefined);
  if (lasting.length === 0) return [];
  return [info('undo-stays', `What nothing takes back: ${listed(lasting.map(({ title }) => clip(title, 150)))}.`)];
}

function labels(left: readonly Left[], directory: Directory): string {
  return listed(left.map((each) => ('title' in each ? each.title : `${each.on} for ${whom(each, directory)}`)));
}

function whom({ grantee }: Grant, directory: Directory): string {
  return granteeLabel(granteeNamed(grantee), directory);
}
