// Files that the core made, onto the reader's disk.

/** How long an address of a file lives on, so that the browser can begin to read it, ms. */
const addressLife = 60_000

/** Hands a file to the browser, which saves it under its name. */
export function saveFile(file: File): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), addressLife)
}
