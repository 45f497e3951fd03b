// @ts-check
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'
import boundaries from './.ci/lint/boundaries.js'

const noDirectClock = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The core takes a Clock (host.clock.now()), so that tests can set the time.',
  },
]

export default tseslint.config(
  // AssemblyScript looks like TypeScript, but its numbers, casts and globals are its own: its compiler checks it.
  { ignores: ['node_modules', 'dist', 'build', 'bench/recordings', '**/assembly/**'] },
  { plugins: { nnad: { rules: { boundaries } } }, rules: { 'nnad/boundaries': 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/prefer-readonly': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src-main/core/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...noDirectClock] },
  },
  { files: ['src-renderer/**/*.{ts,tsx}'], extends: [reactHooks.configs.flat.recommended] },
  { files: ['src-main/cli/**', 'bench/**', 'e2e/**', '.ci/**'], rules: { 'no-console': 'off' } },
  {
    // node:test returns promises that the runner itself awaits.
    files: ['**/*.test.ts'],
    rules: { '@typescript-eslint/no-floating-promises': 'off' },
  },
)
