import js from '@eslint/js';

export default [
  { ignores: ['**/node_modules/**', 'browser/src/generated/**'] },
  js.configs.recommended,
  {
    rules: {
      'no-undef': 'off', // tsc knows what there is: `npm run types`
      'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines-per-function': ['error', { max: 30, skipComments: true }],
      'max-lines': ['error', { max: 150, skipBlankLines: true, skipComments: true }],
      'prefer-const': 'error',
      'no-var': 'error',
      eqeqeq: 'error',
      'object-shorthand': 'error',
      'no-shadow': 'error',
    },
  },
  {
    // what stands before views: scripts, whose names the views use
    files: [
      ...['drawing', 'motion', 'asking', 'shown', 'common'],
      ...['postings', 'cabinet', 'sums', 'scoreboard_queries', 'training_chart'],
      ...['readable', 'ribbon', 'bridge', 'ranks'],
      ...['machine', 'machine_words', 'machine_steps', 'machine_controls'],
      ...['reading', 'slopes'],
    ].map((n) => `helpers/explorers/views/${n}.js`),
    languageOptions: { sourceType: 'script' },
    rules: { 'no-unused-vars': ['error', { vars: 'local' }] },
  },
];
