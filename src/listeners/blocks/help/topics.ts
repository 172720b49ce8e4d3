import { durationLabel } from '../../../domain/model/format.js';
import type { ApprovalPolicy } from '../../../domain/policy/types.js';

/** Something that `/ami help` explains and that is no command. */
export interface HelpTopic {
  readonly name: string;
  readonly title: string;
  readonly help: readonly string[];
  readonly examples: readonly string[];
}

type ApprovalDeadlines = Pick<ApprovalPolicy, 'expireAfterMs' | 'remindAfterMs'>;

export function createHelpTopics(deadlines: ApprovalDeadlines): readonly HelpTopic[] {
  return [approvalsTopic(deadlines), NAMING_TOPIC, TIME_TOPIC, STALE_TOPIC];
}

function approvalsTopic({ expireAfterMs, remindAfterMs }: ApprovalDeadlines): HelpTopic {
  return {
    name: 'approvals',
    title: 'Approvals',
    help: [
      'Every change is checked first: which EC2 calls it makes, and which problems it may cause. Then the rules of the configuration decide. The first matching rule says whether the change runs immediately, needs approval (and whose), or is not allowed. With several targets, each of them must be allowed.',
      'The people that the rule names can press Approve or Deny on the request. Some rules need several people. You cannot approve your own request.',
      `The approvers are reminded once, after ${durationLabel(remindAfterMs)}. A request without a decision expires after ${durationLabel(expireAfterMs)}. Until then the requester and the approvers can cancel it.`,
      'Before an approved request runs, the AMI is checked again. If something relevant has changed since then, approval is needed again, with the differences.',
      'Removing an AMI (deregister, disable, retire) that is, or may be, in use needs a rule that names that case.',
    ],
    examples: ['/ami policy share ami-123 with prod', '/ami requests pending'],
  };
}

const NAMING_TOPIC: HelpTopic = {
  name: 'names',
  title: 'How to name things',
  help: [
    'Name an AMI by its ID, or by a beginning of it that is unique among the AMIs that AMI Steward can see, as in “ami-123”. All Regions and accounts of the configuration are searched; “in <region>” and “of <account>” restrict the search. Instances are named the same way.',
    'If several match, they are listed and nothing is requested. If a place cannot be searched, only a full ID is accepted, since another match may be there.',
    'If you know the name but not the ID, “/ami find” searches names, descriptions and tags, and lists the IDs.',
    'Name an account by its 12 digits, by its name in the directory, or by four or more digits that begin or end exactly one account there.',
    'Requests have ids such as AR-7F3K2M; the “AR-” can be left out.',
  ],
  examples: ['/ami info ami-123 in eu-west-1', '/ami find golden base', '/ami share ami-123 with prod'],
};

const TIME_TOPIC: HelpTopic = {
  name: 'time',
  title: 'Sharing for a time',
  help: [
    'A share can expire automatically: “for 7d” counts from the moment when it is done. The minimum is ten minutes, the maximum two years.',
    'A day before the expiration the requester is notified of what uses the AMI there, with two buttons. Extend requests more time; the approval rules apply. End now revokes the share immediately. For a share of less than two days the notice comes at half of the time, and for less than an hour there is none.',
    'At the expiration only the grants of that share are revoked. A grant that another request made for longer or permanently stays. Manual changes since then are left alone, and you are notified.',
    'Durations are written as 30m, 4h, 7d or 2w. “retire … over 30d” and “deprecate … in 30d” take them too.',
  ],
  examples: ['/ami share ami-123 with prod for 7d', '/ami share ami-123 with partner for 12h because of the audit'],
};

const STALE_TOPIC: HelpTopic = {
  name: 'stale',
  title: 'Stale AMIs',
  help: [
    'An AMI is stale if it is old, was not launched recently, is not kept, and nothing uses it, with everything checked. What could not be checked is unknown, and never stale.',
    'The daily digest lists the stale AMIs with their cost, the costliest first. Answer them there: Deregister and Retire create an ordinary request, and Keep exempts the AMI for 30, 90 or 365 days, with your reason.',
    'Stale is evidence and no proof: AWS has no list of everything that may name an AMI. Retire is the careful way, since each of its steps is announced and can be stopped.',
  ],
  examples: ['/ami digest', '/ami list stale', '/ami retire ami-123'],
};
