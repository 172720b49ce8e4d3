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
      'Every change is looked at first: what it would call on EC2, and what speaks against it. Then the rules of the configuration decide. The first rule that fits says whether it runs at once, needs approval, and from whom, or is not allowed. Where several targets are named, each of them must be allowed.',
      'Whoever is named by the rule can press Approve or Deny on the request. Some rules need several people. Nobody approves their own request.',
      `The approvers are reminded once, after ${durationLabel(remindAfterMs)}. A request that nobody decides expires after ${durationLabel(expireAfterMs)}. Until it is decided, whoever asked and the approvers can cancel it.`,
      'Before an approved request runs, the AMI is looked at again. If something that matters has changed since, the approvers are asked again with what is different.',
      'What takes an AMI away (deregister, disable, retire) while something uses it, or may use it, is only allowed by a rule that names that case.',
    ],
    examples: ['/ami policy share ami-123 with prod', '/ami requests pending'],
  };
}

const NAMING_TOPIC: HelpTopic = {
  name: 'names',
  title: 'How to name things',
  help: [
    'An AMI is named by its id, or by the beginning of it if no other AMI that I can see begins so, as in “ami-123”. All Regions and accounts of the configuration are looked through; “in <region>” and “of <account>” say where to look. Instances are named the same way.',
    'If several fit, I list them and do nothing. If a place cannot be looked into, only a whole id will do, since another one could begin so there.',
    'You know the name and not the id? “/ami find” looks for words of the name, the description and the tags, and lists the ids.',
    'An account is named by its 12 digits, by its name in the directory, or by four or more digits that begin or end exactly one account there.',
    'Requests have ids such as AR-7F3K2M; the “AR-” can be left out.',
  ],
  examples: ['/ami info ami-123 in eu-west-1', '/ami find golden base', '/ami share ami-123 with prod'],
};

const TIME_TOPIC: HelpTopic = {
  name: 'time',
  title: 'Sharing for a time',
  help: [
    'A share can end by itself: “for 7d” counts from the moment when it was done. Ten minutes is the shortest time, two years the longest.',
    'A day before the end, whoever asked is told what uses the AMI there, with two buttons. Extend asks for more time, which is a request like any other. End now takes the share back at once. Of a share for less than two days you hear when half of the time is left, and of one for less than an hour not at all.',
    'At the end only what that share gave is taken back. If another request gave the same for longer or for good, it stays. What somebody changed by hand meanwhile is left alone, and you are told.',
    'Durations are written as 30m, 4h, 7d or 2w. “retire … over 30d” and “deprecate … in 30d” take them too.',
  ],
  examples: ['/ami share ami-123 with prod for 7d', '/ami share ami-123 with partner for 12h because of the audit'],
};

const STALE_TOPIC: HelpTopic = {
  name: 'stale',
  title: 'Stale AMIs',
  help: [
    'An AMI is stale when it is old, was not launched for long, nobody keeps it, and nothing was seen to use it, where everything that can be looked at was looked at. What could not be checked is unknown, and never stale.',
    'The daily digest lists the stale AMIs with what they cost, the costliest first. Each can be answered there: Deregister and Retire open an ordinary request, and Keep leaves it out for 30, 90 or 365 days, with your reason.',
    'Stale is evidence and no proof: AWS has no list of everything that may name an AMI. Retire is the careful way, since each of its steps is announced and can be stopped.',
  ],
  examples: ['/ami digest', '/ami list stale', '/ami retire ami-123'],
};
