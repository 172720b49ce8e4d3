/** Builds the sandbox's page: `index.html`, `main.js` and `main.css` in the directory, `dist/sandbox-web` without one. */
export function buildWeb(directory?: string): Promise<void>;
