import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const house = [
  { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
  { selector: 'ExportDefaultDeclaration', message: 'Use a named export.' },
];

/** What a use case decides must follow from what it was given: time and ids are inputs. */
const injected = [
  { selector: 'MemberExpression[object.name="Date"][property.name="now"]', message: 'Time is an input.' },
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Time is an input.' },
  { selector: 'MemberExpression[object.name="Math"][property.name="random"]', message: 'Chance is an input.' },
];

const pure = [
  { selector: ':function[async=true]', message: 'This folder is pure: nothing in it waits.' },
  { selector: 'AwaitExpression', message: 'This folder is pure: nothing in it waits.' },
  { selector: 'NewExpression[callee.name="Promise"]', message: 'This folder is pure: nothing in it waits.' },
];

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', '.steward/'] },
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly', fetch: 'readonly', module: 'writable' },
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { requireDefaultForNonUnion: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Texts are cut by code point all over the code, as Slack counts them.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // An `async` function without `await` still promises never to throw synchronously.
      '@typescript-eslint/require-await': 'off',
      // A route, a guard: `return answer(…)` ends a case in one line.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Ports are plain objects made by functions: their methods have no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      eqeqeq: 'error',
      'no-duplicate-imports': 'error',
      'object-shorthand': ['error', 'properties'],
      'func-style': ['error', 'declaration', { allowTypeAnnotation: true }],
      'no-restricted-syntax': ['error', ...house],
    },
  },
  {
    files: ['{src,sandbox}/**/*.{ts,tsx}'],
    rules: { 'max-lines': ['error', { max: 250 }] },
  },
  {
    files: ['{src,sandbox,bench}/**/*.{ts,tsx}'],
    rules: { 'max-params': ['error', { max: 4 }] },
  },
  {
    files: ['src/{domain,workflows}/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...house, ...injected],
      'no-restricted-globals': ['error', 'process', 'console', 'fetch', 'Buffer'],
    },
  },
  {
    files: ['src/domain/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...house, ...injected, ...pure],
      'no-restricted-globals': ['error', 'process', 'console', 'fetch', 'Buffer', 'setTimeout', 'setInterval'],
    },
  },
);
