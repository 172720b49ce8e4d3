import Sequencer from '@jest/test-sequencer';

/** Measures times: it begins, beside suites of one process. Those that kill many processes come when it is over. */
const FIRST = ['fire/load', 'fire/faults', 'fire/hostile', 'fire/fuzz', 'fire/crash'];

/** The order of the files: what would disturb a measurement does not run beside it. */
export default class extends Sequencer {
  sort(tests) {
    const rankOf = ({ path }) => {
      const rank = FIRST.findIndex((name) => path.includes(`/test/${name}.test.`));
      return rank === -1 ? FIRST.length : rank;
    };
    return super.sort(tests).sort((one, other) => rankOf(one) - rankOf(other));
  }
}
