import type { RulingRefusal } from '../../workflows/policy/types.js';
import { said, words, type Leaf } from './rich.js';

/** Why the approval rules do not allow something. */
export function ruleRefusal(reason: RulingRefusal): readonly Leaf[] {
  switch (reason.code) {
    case 'refused-by-rule':
      return [words(`Rule ${reason.rule} does not allow it: `), said(reason.message)];
    case 'no-rule-matches':
      return [
        words('No approval rule covers it'),
        ...(reason.target === undefined ? [] : [words(' for '), said(reason.target, 100)]),
        words('. Whoever keeps the configuration can add one.'),
      ];
    case 'in-use':
      return [
        words(
          reason.inUse === 'yes'
            ? 'The AMI is in use, and no rule allows to take it away.'
            : 'Whether the AMI is in use could not be found out, and no rule allows to take it away then.',
        ),
      ];
  }
}
