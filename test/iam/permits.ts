import type { AuthorizationPolicy } from '../../sandbox/ec2/index.js';
import { DIRECTORY } from '../../sandbox/seed/accounts.js';
import { authorizationsOf, type Authorization } from './authorizations.js';
import { ACCOUNT_ROLE_DOCUMENTS, botIdentity, trustOf } from './documents.js';
import { isAllowed, type Identity } from './evaluate.js';
import { mutationsOf } from './mutations.js';

const ID = /\b([a-z]+(?:-[a-z]+)*)-[0-9a-f]{8,}\b/g;
/** What statements deny by tag. */
const TAKES_AWAY = new Set(['ec2:DeleteSnapshot', 'ec2:DeregisterImage', 'ec2:DisableImage']);
const REQUEST = /\bAR-[0-9A-HJKMNP-TV-Z]{6}\b/g;

/** What was asked about the sessions of changes. */
interface SessionProof {
  /** The calls that a session made. */
  readonly calls: number;
  /** The questions that differ from those of the calls in one way, by what differs. */
  readonly mutations: Readonly<Record<string, number>>;
  readonly denied: number;
  /** Those that the session allows. */
  readonly allowed: readonly string[];
}

export interface DocumentPolicy {
  readonly isAuthorized: AuthorizationPolicy;
  proof(): SessionProof;
}

/**
 * The sandbox's IAM as an operator sets it up by docs/permissions.md: the bot and the roles have the documents of
 * `infra/iam` and nothing else, so that a journey fails where a permission is missing. A call in a session that is limited
 * to a plan is asked about again, changed in one way at a time: the session must deny that.
 */
export function createDocumentPolicy(): DocumentPolicy {
  const known = new Map<string, Promise<boolean>>();
  const mutations: Record<string, number> = {};
  const allowed: string[] = [];
  let calls = 0;
  let denied = 0;

  function ask(identity: Identity, question: Authorization, trust?: unknown): Promise<boolean> {
    const key = withoutIds(JSON.stringify([question, identity.account, identity.sessionPolicy]));
    const answer = known.get(key) ?? isAllowed(identity, question, trust);
    known.set(key, answer);
    return answer;
  }

  async function prove(identity: Identity, policy: string, questions: readonly Authorization[]): Promise<void> {
    calls += 1;
    for (const { what, question } of questions.flatMap((each) => mutationsOf(each, policy))) {
      mutations[what] = (mutations[what] ?? 0) + 1;
      if (await ask(identity, question)) allowed.push(`${what}: ${JSON.stringify(question)} by ${policy}`);
      else denied += 1;
    }
  }

  return {
    async isAuthorized({ permission, params, call: { store, caller, region } }) {
      const identity: Identity =
        caller.sessionName === undefined
          ? botIdentity(caller.account, caller.arn, DIRECTORY)
          : { ...caller, documents: ACCOUNT_ROLE_DOCUMENTS };
      const questions = await authorizationsOf({
        action: permission,
        account: caller.account,
        region,
        params,
        tagsOf: (id) =>
          store.get('instances', id)?.tags ??
          store.get('importTasks', id)?.tags ??
          (TAKES_AWAY.has(permission) ? (store.get('images', id) ?? store.get('snapshots', id))?.tags : undefined) ??
          {},
      });
      const answers = await Promise.all(
        questions.map((question) => ask(identity, question, trustFor(question, caller.arn))),
      );
      const isAllowedInAll = answers.every((each) => each);
      if (isAllowedInAll && caller.sessionPolicy !== undefined) await prove(identity, caller.sessionPolicy, questions);
      return isAllowedInAll;
    },
    proof: () => ({ calls, mutations, denied, allowed }),
  };
}

/** No document speaks of one image, or of one request; a session's policy does, so that equal ids stay equal. */
function withoutIds(text: string): string {
  const seen: string[] = [];
  function ordinal(id: string): string {
    if (!seen.includes(id)) seen.push(id);
    return String(seen.indexOf(id));
  }
  return text
    .replaceAll(ID, (id, kind: string) => `${kind}-#${ordinal(id)}`)
    .replaceAll(REQUEST, (id) => `AR-#${ordinal(id)}`);
}

function trustFor({ action, resource }: Authorization, bot: string): unknown {
  const account = DIRECTORY.find(({ roleArn }) => roleArn === resource);
  return action === 'sts:AssumeRole' && account !== undefined ? trustOf(account, bot) : undefined;
}
