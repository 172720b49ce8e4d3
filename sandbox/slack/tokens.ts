/** Who may call the Web API. */
export interface Tokens {
  /** `undefined` once it is revoked. */
  bot(): string | undefined;
  app(): string | undefined;
  wasRevoked(token: string): boolean;
  /** Takes both tokens away, as uninstalling the app does. */
  revoke(): void;
}

export interface TokenPair {
  /** `xoxb-…`, for the Web API. */
  readonly bot: string;
  /** `xapp-…`, for Socket Mode. */
  readonly app: string;
}

export function createTokens(pair: TokenPair): Tokens {
  let isRevoked = false;
  return {
    bot: () => (isRevoked ? undefined : pair.bot),
    app: () => (isRevoked ? undefined : pair.app),
    wasRevoked: (token) => isRevoked && (token === pair.bot || token === pair.app),
    revoke: () => {
      isRevoked = true;
    },
  };
}
