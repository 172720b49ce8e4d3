import type { PageUser } from '../../page-api.js';

const TINTS = 8;

/** A person's initials on a colour of their own; apps have a square with a line drawing. */
export function Avatar({ user, size }: { readonly user: PageUser; readonly size: 'small' | 'medium' | 'large' }) {
  const tint = user.is_bot ? 'bot' : tintOf(user.id);
  return (
    <span class={`avatar avatar-${size} tint-${tint}`} aria-hidden="true">
      {user.is_bot ? <BotFace /> : initials(user.real_name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const letters = [words.at(0), words.length > 1 ? words.at(-1) : undefined].map((word) => word?.charAt(0) ?? '');
  return letters.join('').toUpperCase();
}

function tintOf(id: string): number {
  return [...id].reduce((sum, letter) => sum * 7 + letter.charCodeAt(0), 0) % TINTS;
}

function BotFace() {
  return (
    <svg viewBox="0 0 24 24" width="70%" height="70%" focusable="false">
      <path class="bot-box" d="M4 8.5 12 4l8 4.5v7L12 20l-8-4.5z" />
      <path class="bot-box" d="M4 8.5 12 13l8-4.5M12 13v7" />
    </svg>
  );
}
