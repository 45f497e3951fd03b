// Documents put together by text: a list of beans is cut out of each answer, nothing is parsed.

const opening = /^\s*\{\s*"beans"\s*:\s*\[/
const closing = /\]\s*\}\s*$/

/** Where the list begins and ends tells itself within so many bytes. */
const margin = 256

/** Whether a body begins as a document does. */
export function beginsAsDocument(body: Buffer): boolean {
  return opening.test(body.toString('latin1', 0, margin))
}

/** What stands between the brackets of `{"beans": […]}`; undefined where the body is no such text. */
export function beansText(body: Buffer): Buffer | undefined {
  const begins = opening.exec(body.toString('latin1', 0, margin))
  const tailAt = Math.max(0, body.length - margin)
  const ends = closing.exec(body.toString('latin1', tailAt))
  if (begins === null || ends === null) return undefined
  const from = begins[0].length
  const to = tailAt + ends.index
  return to < from ? undefined : body.subarray(from, to)
}

/** Whether a list holds no bean. */
export const isEmptyList = (beans: Buffer): boolean => !beans.includes('{')

/** One document of several lists. */
export function documentOf(lists: readonly Buffer[]): Buffer {
  const pieces = lists
    .filter((list) => !isEmptyList(list))
    .flatMap((list, index) => (index === 0 ? [list] : [Buffer.from(','), list]))
  return Buffer.concat([Buffer.from('{"beans":['), ...pieces, Buffer.from(']}')])
}
