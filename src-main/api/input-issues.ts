// What is wrong with an input, in words: which field, what was wanted, what was got.
import { ValidationError } from '@orpc/server'

type Issue = ValidationError['issues'][number]

/** One wrong field. */
export interface InputIssue {
  /** Its name, those within it after dots; empty for the input as a whole. */
  readonly field: string
  readonly wanted: string
  readonly got: string
}

const keyOf = (step: NonNullable<Issue['path']>[number]): PropertyKey =>
  typeof step === 'object' ? step.key : step

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    data,
  )
}

/** A value as a person would name it; long ones are cut. */
export function gotText(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'string') return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value)
  if (Array.isArray(value)) return listText(value)
  if (typeof value === 'object' && value !== null) return 'an object'
  return JSON.stringify(value)
}

const most = 5

function listText(values: readonly unknown[]): string {
  const shown = values.slice(0, most).map((value) => (Array.isArray(value) ? 'a list' : gotText(value)))
  return `[${shown.join(', ')}${values.length > most ? ', …' : ''}]`
}

/** What was wanted, out of one of zod's sentences: they end in what was got ("received …"), which is told apart. */
export function wantedText(message: string): string {
  return message
    .replace(/^Invalid input: expected /, '')
    .replace(/, received .*$/, '')
    .replace(/^wanted (.*?)(?:, got .*)?$/s, '$1')
    .replace(/^Unrecognized keys?: (.*)$/, 'only known names, $1 is none')
    .replace(/^Invalid option: expected /, '')
    .replace(/^Too (?:small|big): expected \w+ to (?:be|have) /, 'a value ')
}

/** The issues of an input that did not fit the contract. */
export function inputIssues({ issues, data }: ValidationError): InputIssue[] {
  return issues.map(({ path = [], message }) => {
    const keys = path.map(keyOf)
    // Where body, query and headers are told apart, callers still call a field by its own name.
    const names = keys.length > 1 && keys[0] === 'body' ? keys.slice(1) : keys
    return {
      field: names.map(String).join('.'),
      wanted: wantedText(message),
      got: gotText(valueAt(data, keys)),
    }
  })
}

/** One sentence of them. */
export function issuesText(issues: readonly InputIssue[]): string {
  const parts = issues.map(
    ({ field, wanted, got }) => `${field === '' ? 'the input' : field}: wanted ${wanted}, got ${got}`,
  )
  return `${parts.join('; ')}.`
}
