import type { Directory } from '../../facts/directory.js';
import type { Facts, Grantee } from '../../facts/facts.js';
import type { Finding } from '../../plan/types.js';
import { info, open, refusal, warning } from '../planning/finding.js';
import { granteeLabel, includes } from '../planning/grantee.js';
import { because, observed } from '../planning/observed.js';
import { ownerFindings } from '../planning/ownership.js';
import { foreignSnapshotFindings, unreadPermissionFindings } from '../planning/permissions.js';
import { referenceNames, type UseInPlace } from '../planning/use.js';
import { listed } from '../planning/wording.js';

interface Situation {
  readonly targets: readonly Grantee[];
  readonly facts: Facts;
  readonly directory: Directory;
  readonly uses: readonly UseInPlace[];
  /** None of them has it. */
  readonly nothingToDo: boolean;
}

/** Everything that speaks against taking an AMI back, or follows from it. */
export function findings(situation: Situation): readonly Finding[] {
  const { facts, directory, uses } = situation;
  return [
    ...ownerFindings(facts.image, directory, 'stop sharing', 'Ask the owner to stop sharing it.'),
    ...absentFindings(situation),
    ...uses.flatMap(useFinding),
    ...unreadPermissionFindings(facts, 'It is removed all the same; removing what is not there changes nothing.'),
    ...foreignSnapshotFindings(facts),
    ...remainingFindings(situation),
    info('instances-and-copies-stay', 'Running instances go on, and copies that were made of the AMI stay.'),
  ];
}

function absentFindings({ targets, facts, directory, nothingToDo }: Situation): readonly Finding[] {
  const permissions = observed(facts.launchPermissions);
  if (!permissions.known) return [];
  const absent = targets.filter((target) => !includes(permissions.value, target));
  const labels = listed(absent.map((target) => granteeLabel(target, directory)));
  const has = permissions.value.map((grantee) => granteeLabel(grantee, directory));
  const fix = has.length === 0 ? 'It is shared with nobody.' : `It is shared with ${listed(has)}.`;
  if (nothingToDo) {
    return [refusal('not-shared', `It is not shared with ${labels}: there is nothing to do.`, { fix })];
  }
  return absent.length === 0
    ? []
    : [info('partly-not-shared', `It is not shared with ${labels}; only what is there is removed.`)];
}

function useFinding({ where, label, use }: UseInPlace): readonly Finding[] {
  if (!use.known) {
    return [
      open('use-elsewhere-unknown', `Whether ${label} uses the AMI is not known: ${because(use)}.`, {
        fix: 'Ask them, or give the bot a role there that may look.',
        subject: where,
      }),
    ];
  }
  if (use.value.length === 0) return [];
  const text = `${label} uses the AMI: ${referenceNames(use.value)}. New launches there will fail.`;
  return [warning('target-uses-image', text, { fix: 'Let them move to another AMI first.', subject: where })];
}

/** Ways in which those who are named keep the AMI all the same. */
function remainingFindings({ targets, facts }: Situation): readonly Finding[] {
  const permissions = observed(facts.launchPermissions);
  const present = permissions.known ? permissions.value : [];
  const stillPublic = warning('still-public', 'The AMI is public: they can go on launching it.', {
    fix: 'Make it private as well, if they are not to.',
  });
  const through = present.filter(
    (grantee) => (grantee.kind === 'organization' || grantee.kind === 'ou') && !includes(targets, grantee),
  );
  return [
    ...(facts.image.public || includes(present, { kind: 'public' }) ? [stillPublic] : []),
    ...through.flatMap((grantee) =>
      grantee.kind === 'account' || grantee.kind === 'public'
        ? []
        : warning(
            'still-shared-through-organization',
            `It stays shared with ${grantee.arn}: accounts in there keep it.`,
            { fix: 'Unshare it from that as well, if they are not to.', subject: grantee.arn },
          ),
    ),
  ];
}
