// What a program said before it failed, as one line for people.

/** Lines of a JavaScript stack, and of Node's farewell. */
const isNoise = (line: string): boolean => /^\s+at |^\s*[{}^]?$|^Node\.js v|^ {4,}\w+: /.test(line)

/** The last line of what went to standard error, without stack frames; undefined where it said nothing. */
export function lastWords(stderr: string): string | undefined {
  return stderr
    .split(/\r?\n/)
    .filter((line) => !isNoise(line))
    .at(-1)
    ?.trim()
    .slice(0, 300)
}
