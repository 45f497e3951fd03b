// Every error as problem details (RFC 9457): one shape, one content type, nothing of the server's insides.
import { type ServerResponse, STATUS_CODES } from 'node:http'
import { ORPCError, ValidationError } from '@orpc/server'
import { DeclaredError, errorKinds } from '../../src-shared/errors.ts'
import { type InputIssue, inputIssues, issuesText } from './input-issues.ts'

export const problemType = 'application/problem+json'

/** The body of an error's answer; a declared error's facts stand beside these fields. */
export interface Problem {
  readonly [fact: string]: unknown
  /** `urn:nnad:problem:` and the code in small letters. */
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  /** What is wrong with the input, field by field. */
  readonly issues?: readonly InputIssue[]
}

function problem(code: string, status: number, title: string, detail: string, facts: object = {}): Problem {
  const type = `urn:nnad:problem:${code.toLowerCase().replaceAll('_', '-')}`
  const own = { type, title, status, detail, code }
  // Twice: once for the order of the fields, once so that no fact takes the place of one.
  return { ...own, ...facts, ...own }
}

const kindOf = (code: string): { readonly status: number; readonly title: string } | undefined =>
  Object.entries(errorKinds).find(([name]) => name === code)?.[1]

const isContractError = (error: unknown): error is ORPCError<string, unknown> => error instanceof ORPCError

/** Whether an error is a bug: neither declared nor a mistake in the request. */
export function isBug(error: unknown): boolean {
  if (isContractError(error)) return error.status >= 500 && kindOf(error.code) === undefined
  return !(error instanceof DeclaredError)
}

function contractProblem({ code, status, message, data, cause }: ORPCError<string, unknown>): Problem {
  if (cause instanceof ValidationError) {
    const issues = inputIssues(cause)
    return problem('BAD_INPUT', 400, errorKinds.BAD_INPUT.title, issuesText(issues), { issues })
  }
  const title = kindOf(code)?.title ?? STATUS_CODES[status] ?? code
  return problem(code, status, title, message, typeof data === 'object' && data !== null ? data : {})
}

/** An error of the core, of the contract or of nobody, as its problem. */
export function problemOf(error: unknown): Problem {
  if (error instanceof DeclaredError) {
    const { status, title } = errorKinds[error.code]
    return problem(error.code, status, title, error.message, error.data)
  }
  if (isContractError(error) && !isBug(error)) return contractProblem(error)
  const detail = 'Something unexpected happened here; the log of the server says what.'
  return problem('INTERNAL_SERVER_ERROR', 500, 'Internal server error', detail)
}

/** Answers with an error's problem; where the answer has begun already, it is cut off. */
export function sendProblem(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const body = problemOf(error)
  if (body.status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="nnad"')
  response.writeHead(body.status, { 'Content-Type': problemType })
  response.end(JSON.stringify(body))
}
