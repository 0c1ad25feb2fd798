import { kindLabel } from './links.ts'
import type { PreparedPackage, TextFile } from './package.ts'
import type { RuleFinding } from './rule.ts'

/** Pages, stylesheets and drawings that are none: browsers show nothing of them. */
export const unreadablePages = ({ texts }: PreparedPackage): RuleFinding[] =>
  texts.flatMap(text => {
    const { unreadable } = text.facts
    if (!unreadable || unreadable.reason === 'TANGLED') return []
    return [{ path: text.path, line: unreadable.line, ...describeUnreadable(text, unreadable) }]
  })

function describeUnreadable({ kind }: TextFile, { reason, message }: NonNullable<TextFile['facts']['unreadable']>) {
  if (reason === 'BINARY')
    return {
      message: `This file is called a ${kindLabel(kind)}, but what is in it is no text that a browser can read.`,
      remedy: 'Save it again as a text in UTF-8, or give it the ending that belongs to it.',
    }
  return {
    message: `Browsers show an error instead of this ${kindLabel(kind)}. ${message}`,
    remedy:
      kind === 'svg'
        ? 'Export the drawing again, or mend it in this line.'
        : 'Mend the page in this line, or call it .html, where browsers forgive more.',
  }
}

/** Pages whose tags are so tangled that they were read only in part. */
export const tangledPages = ({ texts }: PreparedPackage): RuleFinding[] =>
  texts
    .filter(({ facts }) => facts.unreadable?.reason === 'TANGLED')
    .map(({ path, facts }) => ({
      ...{ path, line: facts.unreadable!.line },
      message:
        'Thousands of tags are open at the same time here. Lectern looked at the page up to this line, and browsers are slow with it.',
      remedy: 'Close the tags that are open, or export the page again.',
    }))

/** Texts that hold other letters than they say; the signs are shown in their place. */
export const garbledText = ({ texts }: PreparedPackage): RuleFinding[] =>
  texts.flatMap(({ path, facts }) =>
    facts.garbledLine === undefined
      ? []
      : [
          {
            ...{ path, line: facts.garbledLine },
            message:
              'From this line on some letters are shown as «\ufffd», because the file is stored in another encoding than it says.',
            remedy: 'Save the file again with the encoding UTF-8, and say so in it: <meta charset="utf-8">.',
          },
        ],
  )
