import { defineConfig } from 'eslint/config'
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'
import { layersRule } from './scripts/lint/layers.mjs'

export default defineConfig(
  { ignores: ['out/', 'coverage/', 'node_modules/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  tseslint.configs.recommended,
  vue.configs['flat/essential'],
  prettier,
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    // A page has the name of its feature, which is often one word.
    rules: { 'vue/multi-word-component-names': 'off' },
  },
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { minimumDescriptionLength: 0, 'ts-check': false }],
      // What is only held until the end of its block is used by that.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreUsingDeclarations: true }],
      eqeqeq: ['error', 'smart'],
      'no-console': 'off',
    },
  },
  {
    files: ['src/**/*.{ts,vue}'],
    plugins: { headstart: { rules: { layers: layersRule } } },
    rules: {
      'headstart/layers': 'error',
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Only Vue components are default exports.' },
      ],
    },
  },
  {
    // Promises that nobody waits for hide their errors: this needs types, so only where they are cheap.
    files: ['src/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
    },
  },
)
