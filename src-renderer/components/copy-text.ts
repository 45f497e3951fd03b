// Text to the clipboard, also where the page came over plain HTTP, whose pages get no clipboard of their own.

function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'copy-source'
  document.body.append(area)
  const before = document.activeElement
  area.select()
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way there is in an insecure context
  const isCopied = document.execCommand('copy')
  area.remove()
  if (before instanceof HTMLElement) before.focus()
  return isCopied
}

/** Copies a text; whether that worked. */
export async function copyText(text: string): Promise<boolean> {
  if (!window.isSecureContext) return copyBySelection(text)
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => copyBySelection(text),
  )
}
