import type { RichTextBlockElement } from '@slack/types';
import { accountLabel, findAccountById, type Directory } from '../../../domain/model/directory.js';
import type { Plan } from '../../../domain/plan/types.js';
import { bold, foreignText, literal, richSection } from '../kit/rich.js';

/** Says where the calls of a plan are made with the bot's own credentials, which no session policy limits. */
export function iamLimitLine({ steps }: Plan, directory: Directory): readonly RichTextBlockElement[] {
  const accounts = [...new Set(steps.map(({ call }) => call.account))];
  const unlimited = accounts.filter((id) => findAccountById(directory, id)?.roleArn === undefined);
  if (unlimited.length === 0) return [];
  const names = unlimited.map((id) => accountLabel(directory, id)).join(', ');
  return [
    richSection(
      bold('Not limited by IAM'),
      literal(' in '),
      foreignText(names, 200),
      literal(': changes are made with the credentials of AMI Steward itself.'),
    ),
  ];
}
