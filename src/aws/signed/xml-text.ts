/** The text of the first element of a name; undefined where there is none. For answers whose texts hold no markup. */
export function xmlText(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
}
