// The lines of a dump that nnad writes (record, export): what import reads as a document with its time.

/** A JSON document on one line: line ends within it are never inside a string, so a space says the same. */
export function onOneLine(document: Buffer): string {
  return document
    .toString()
    .replaceAll(/[\r\n]+/g, ' ')
    .trim()
}

/** `{"ts":…,"jmx":…}` with its line end; `time` in epoch ms. */
export function dumpLine(time: number, document: Buffer): Buffer {
  return Buffer.from(`{"ts":${String(time)},"jmx":${onOneLine(document)}}\n`)
}
