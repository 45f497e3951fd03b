// Reads a PDF back: the text of each page, the outline, the title.
import { z } from 'zod'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

export interface ReadPdf {
  readonly title: string
  /** Text of each page, white space as one space. */
  readonly pages: readonly string[]
  /** Size of each page, mm, rounded. */
  readonly sizes: readonly (readonly [width: number, height: number])[]
  /** Headings of the outline, all levels, in order. */
  readonly outline: readonly string[]
  /** Texts that stand for pictures, for those who do not see them. */
  readonly alternatives: readonly string[]
  /** Roles of the structure, each once: `H1`, `Table`, `TH`, `Figure`. */
  readonly roles: ReadonlySet<string>
}

const mmPerPoint = 25.4 / 72

interface Heading {
  readonly title: string
  readonly items: readonly Heading[]
}

const headings = (list: readonly Heading[]): string[] =>
  list.flatMap(({ title, items }) => [title, ...headings(items)])

/** A node of a page's structure, which tagged PDFs have. */
const Node = z.object({
  alt: z.string().optional(),
  role: z.string().optional(),
  get children() {
    return z.array(Node).optional()
  },
})

function alternativesIn({ alt, children = [] }: z.infer<typeof Node>): string[] {
  return [...(alt === undefined ? [] : [alt]), ...children.flatMap(alternativesIn)]
}

function rolesIn({ role, children = [] }: z.infer<typeof Node>): string[] {
  return [...(role === undefined ? [] : [role]), ...children.flatMap(rolesIn)]
}

/** Reads the bytes of a PDF. Throws where they are none. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 })
  const document = await task.promise
  try {
    const pages: string[] = []
    const sizes: [number, number][] = []
    const alternatives: string[] = []
    const roles = new Set<string>()
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number)
      const { items } = await page.getTextContent()
      const text = items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? ' ' : ''}` : '')).join('')
      pages.push(text.replace(/[\s\u00a0]+/g, ' '))
      const structure = Node.parse(await page.getStructTree())
      alternatives.push(...alternativesIn(structure))
      for (const role of rolesIn(structure)) roles.add(role)
      const [left = 0, bottom = 0, right = 0, top = 0] = page.view
      sizes.push([Math.round((right - left) * mmPerPoint), Math.round((top - bottom) * mmPerPoint)])
    }
    const { info } = await document.getMetadata()
    const outline = await document.getOutline()
    return {
      title: 'Title' in info && typeof info.Title === 'string' ? info.Title : '',
      pages,
      sizes,
      outline: headings(outline),
      alternatives,
      roles,
    }
  } finally {
    await task.destroy()
  }
}
