import { Icon } from '../icons.js';
import { useStore } from '../store-context.js';

/** What Slack would refuse or its rules forbid is shown here. */
export function Violations() {
  const { violations } = useStore().page;
  if (violations.length === 0) return null;
  const many = violations.length === 1 ? "1 breach of Slack's rules" : `${violations.length} breaches of Slack's rules`;
  return (
    <div class="violations" role="alert">
      <details>
        <summary>
          <Icon name="warning" /> {many}: {violations.at(-1)?.rule}
        </summary>
        <ol>
          {violations.toReversed().map(({ at, rule, detail }, index) => (
            <li key={index}>
              <strong>{rule}</strong> <time dateTime={at}>{at}</time>
              <pre>{detail}</pre>
            </li>
          ))}
        </ol>
      </details>
    </div>
  );
}
