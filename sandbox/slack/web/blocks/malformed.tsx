import type * as z from 'zod';

interface Props {
  readonly raw: Readonly<Record<string, unknown>>;
  /** Why a block of a known type cannot be drawn; absent for an unknown type. */
  readonly error?: z.ZodError;
}

/** Shown where a block cannot be rendered: what Slack would refuse or drop must be visible here. */
export function Malformed({ raw, error }: Props) {
  const type = typeof raw.type === 'string' ? raw.type : 'without a type';
  return (
    <div class="malformed" role="alert">
      <strong>
        {error === undefined ? 'Unknown block' : 'Malformed block'}: {type}
      </strong>
      {error?.issues.map((issue, index) => (
        <div key={index}>
          {issue.path.join('.')}: {issue.message}
        </div>
      ))}
      <details>
        <summary>What the app sent</summary>
        <pre>{JSON.stringify(raw, null, 2)}</pre>
      </details>
    </div>
  );
}
