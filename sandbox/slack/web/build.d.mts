/** Builds the sandbox's page: `index.html`, `main.js` and `main.css` in the given directory. */
export function buildWeb(directory: string): Promise<void>;
