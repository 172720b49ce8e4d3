import type { AuthorizationPolicy } from '../../sandbox/ec2/index.js';
import { ACCOUNTS, DIRECTORY } from '../../sandbox/seed/accounts.js';
import { authorizationsOf, type Authorization } from './authorizations.js';
import { ACCOUNT_ROLE, botIdentity, trustOf } from './documents.js';
import { isAllowed, type Identity } from './evaluate.js';

const ID = /\b([a-z]+(?:-[a-z]+)*)-[0-9a-f]{8,}\b/g;
const REQUEST = /\bAR-[0-9A-Z]{6}\b/g;

/**
 * The sandbox's IAM as an operator sets it up by docs/permissions.md: the bot and the roles have the documents of
 * `infra/iam` and nothing else, so that a journey fails where a permission is missing.
 */
export function createDocumentPolicy(): AuthorizationPolicy {
  const known = new Map<string, Promise<boolean>>();

  return async ({ permission, params, call: { store, caller, region } }) => {
    const identity: Identity =
      caller.account === ACCOUNTS.images
        ? botIdentity(caller.account, caller.arn, DIRECTORY)
        : { ...caller, documents: [ACCOUNT_ROLE] };
    const questions = await authorizationsOf({
      action: permission,
      account: caller.account,
      region,
      params,
      tagsOf: (id) => store.get('instances', id)?.tags ?? store.get('importTasks', id)?.tags ?? {},
    });
    const answers = await Promise.all(
      questions.map((question) => {
        // No document speaks of one image, or of one request.
        const key = JSON.stringify([identity.account, question]).replaceAll(ID, '$1-…').replaceAll(REQUEST, 'AR-…');
        const answer = known.get(key) ?? isAllowed(identity, question, trustFor(question, caller.arn));
        known.set(key, answer);
        return answer;
      }),
    );
    return answers.every((allowed) => allowed);
  };
}

function trustFor({ action, resource }: Authorization, bot: string): unknown {
  const account = DIRECTORY.find(({ roleArn }) => roleArn === resource);
  return action === 'sts:AssumeRole' && account !== undefined ? trustOf(account, bot) : undefined;
}
