import { useEffect, useState } from 'preact/hooks';
import { matchingGroups } from './matching.js';
import type { OptionGroup } from './schema.js';

export type OptionSource =
  | { readonly kind: 'static'; readonly groups: readonly OptionGroup[] }
  | {
      readonly kind: 'external';
      readonly minLength: number;
      readonly load: (typed: string) => Promise<readonly OptionGroup[]>;
    };

export type OptionsResult =
  | { readonly kind: 'options'; readonly groups: readonly OptionGroup[] }
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed' }
  /** So many more characters before the app is asked. */
  | { readonly kind: 'too-short'; readonly missing: number };

/** The pause in typing before the app is asked. */
const DEBOUNCE_MS = 200;

/** The options of a select for the typed text. A response to earlier text is dropped. */
export function useOptions(source: OptionSource, typed: string, open: boolean): OptionsResult {
  const [answer, setAnswer] = useState<{ readonly typed: string; readonly offer: OptionsResult } | null>(null);
  const asks = source.kind === 'external' && open && typed.length >= source.minLength;

  useEffect(() => {
    if (!asks) return undefined;
    let wanted = true;
    const timer = setTimeout(() => {
      source.load(typed).then(
        (groups) => wanted && setAnswer({ typed, offer: { kind: 'options', groups } }),
        () => wanted && setAnswer({ typed, offer: { kind: 'failed' } }),
      );
    }, DEBOUNCE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
    // `source` is new at every rendering. Only the text identifies a request.
  }, [asks, typed]);

  if (source.kind === 'static') return { kind: 'options', groups: matchingGroups(source.groups, typed) };
  if (typed.length < source.minLength) return { kind: 'too-short', missing: source.minLength - typed.length };
  return answer?.typed === typed ? answer.offer : { kind: 'loading' };
}
