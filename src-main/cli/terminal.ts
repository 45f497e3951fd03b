// What the command line prints: results to standard output, progress to a terminal only.
import { writeFile } from 'node:fs/promises'
import type { JobProgress } from '../../src-shared/contract/jobs.ts'
import { formatDuration } from '../../src-shared/time.ts'

const refreshMs = 200
/** Back to the line's start and clear it. */
const clearLine = '\r\u001b[K'

const bytes = (count: number): string => `${(count / 1e6).toFixed(1)} MB`

function progressText(what: string, { done, total, unit, remainingMs }: JobProgress): string {
  const share = total > 0 ? done / total : 0
  const [doneText, totalText] =
    unit === 'bytes' ? [bytes(done), bytes(total)] : [figure(done), `${figure(total)} ${unit}`]
  const rest = remainingMs === null ? '' : `, ${formatDuration(remainingMs)} left`
  return `${what}: ${doneText} of ${totalText} (${String(Math.round(share * 100))} %${rest})`
}

/** Shows the progress that `read` gives until `end` is called; silent where standard error is no terminal. */
export function showProgress(what: string, read: () => JobProgress | null): { end(): void } {
  if (!process.stderr.isTTY) return { end: () => undefined }
  const timer = setInterval(() => {
    const progress = read()
    const text = progress === null ? `${what} …` : progressText(what, progress)
    process.stderr.write(clearLine + text)
  }, refreshMs)
  return {
    end: () => {
      clearInterval(timer)
      process.stderr.write(clearLine)
    },
  }
}

/** A line of the result. */
export function print(line: string): void {
  console.log(line)
}

/** Bytes to a file, or to standard output for `-`. */
export async function writeBytes(target: string, bytes: Uint8Array): Promise<void> {
  if (target === '-') process.stdout.write(bytes)
  else await writeFile(target, bytes)
}

/** JSON to a file, or to standard output for `-`. */
export async function writeJson(target: string, value: unknown): Promise<void> {
  const text = `${JSON.stringify(value, null, 1)}\n`
  if (target === '-') process.stdout.write(text)
  else await writeFile(target, text)
}

/** Columns of text, each as wide as its widest cell. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  )
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** A text in lines of so many characters; a longer word stands alone. What is in backticks stays in one line, to be copied. */
export function wrapped(text: string, width = Math.min(100, process.stdout.columns || 100)): string {
  const words = text.match(/[^\s`]*`[^`]*`\S*|\S+/g) ?? []
  const lines: string[] = []
  for (const word of words) {
    const line = lines.at(-1)
    if (line === undefined || line.length + 1 + word.length > width) lines.push(word)
    else lines.splice(-1, 1, `${line} ${word}`)
  }
  return lines.join('\n')
}

/** A number as people read it: three significant digits below 1000, grouped whole ones above. */
export function figure(value: number | null): string {
  if (value === null) return '–'
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en-US')
  return String(Number(value.toPrecision(3)))
}
