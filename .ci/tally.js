// What has come of the tests, file by file.
import path from 'node:path'

/** Not where a failure is a finding however seldom it comes: where processes are killed at times of chance. */
const isRepeatable = (file) => /^(?!.*(?:kill|soak)).*\.test\.[jt]s$/.test(path.basename(file))
/** More files than these do not fail because the machine was busy. */
const mostToRepeat = 3

export class Tally {
  #files = new Map()
  #remarks = []

  /** Counts of one file, made when first asked for; '' holds what belongs to none. */
  of(file = '') {
    let own = this.#files.get(file)
    if (own === undefined) {
      own = { passed: 0, failed: 0, skipped: 0, remarks: [] }
      this.#files.set(file, own)
    }
    return own
  }

  has(file) {
    return this.#files.has(file)
  }

  /** Takes over another tally's counts; of a file that both know the other's alone. */
  add(other) {
    for (const [file, own] of other.#files) this.#files.set(file, own)
    this.#remarks.push(...other.#remarks)
  }

  /** Failed files worth one more run alone, as what ran beside them may be the cause: none where more is wrong than that. */
  toRepeat() {
    const failed = [...this.#files].filter(([, counts]) => counts.failed > 0).map(([file]) => file)
    return failed.length <= mostToRepeat && failed.every(isRepeatable) ? failed : []
  }

  /** Takes the second run of files that had failed, and tells which of them passed in it. */
  repeat(second) {
    for (const [file, { failed }] of second.#files) {
      if (failed > 0) continue
      const first = this.of(file).remarks.filter((remark) => remark.startsWith('failed: '))
      this.#remarks.push(...first.map((remark) => `flaky, passed when run again alone: ${remark.slice(8)}`))
    }
    this.add(second)
  }

  /** `passed`, `failed`, `skipped`, and all remarks. */
  sum() {
    const all = [...this.#files.values()]
    const total = (name) => all.reduce((sum, own) => sum + own[name], 0)
    return {
      passed: total('passed'),
      failed: total('failed'),
      skipped: total('skipped'),
      remarks: [...all.flatMap(({ remarks }) => remarks), ...this.#remarks],
    }
  }
}
