// Answers that do not come, or do not come to their end, in plain words.
import { errorText } from '../../../src-shared/errors.ts'
import { shownUrl } from './jmx-target.ts'
import { PollError } from './poll-problem.ts'

const seconds = (ms: number): string => `${(ms / 1000).toLocaleString('en', { maximumFractionDigits: 1 })} s`
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} kB`

const busy =
  'A NameNode that is busy with a long collection or report answers late. If it happens again, see its garbage collection log, and whether the way there is slow; where it always takes so long, poll it less often.'

/** The time was over while a connection was awaited. */
export function noConnection(url: URL, timeoutMs: number): PollError {
  return new PollError(
    'timeout',
    `${shownUrl(url)} could not be reached: no connection came about within ${seconds(timeoutMs)} (timeout).`,
    'Check host and port, and whether a firewall lies between.',
  )
}

/** The time was over while the answer was awaited, or after some of its bytes. */
export function tooLate(url: URL, timeoutMs: number, bytes = 0): PollError {
  const got = bytes === 0 ? 'nothing' : `only ${kilobytes(bytes)}`
  return new PollError(
    'timeout',
    `Wanted the whole answer of ${shownUrl(url)} within ${seconds(timeoutMs)}, got ${got} (timeout).`,
    busy,
  )
}

/** More bytes than any NameNode has to say. */
export function overlong(url: URL): PollError {
  return new PollError(
    'too-large',
    `${shownUrl(url)} sent more than 64 MiB: that is no /jmx document.`,
    'Check that the address is the NameNode’s, not that of a download.',
  )
}

/** The connection broke within the answer. */
export function brokenOff(url: URL, bytes: number, cause: unknown): PollError {
  return new PollError(
    'cut-off',
    `The answer of ${shownUrl(url)} was cut off after ${kilobytes(bytes)} (${errorText(cause)}).`,
    'Once is nothing: the NameNode was perhaps stopped. If it happens again, see its log and any proxy between.',
    { cause },
  )
}

/** Half a document, though the connection ended as it should. */
export function endsEarly(url: URL, bytes: number): PollError {
  return brokenOff(url, bytes, 'the document has no end')
}

/** Bytes that cannot be unpacked as their header says. */
export function badEncoding(url: URL, encoding: string, cause?: unknown): PollError {
  return new PollError(
    'garbage',
    `The answer of ${shownUrl(url)} cannot be unpacked as ${encoding}.`,
    'A NameNode does not compress its answers: check the proxy between.',
    { cause },
  )
}

/** A body that begins and ends as a document does, and is no JSON between. */
export function garbled(url: URL, cause: unknown): PollError {
  return new PollError(
    'garbage',
    `The answer of ${shownUrl(url)} is no JSON (${errorText(cause).slice(0, 100)}).`,
    'Once is nothing. If it happens again, see the NameNode’s log and any proxy between.',
    { cause },
  )
}
