import { formatCount } from '@lectern/domain/format-count'
import type { TextFile } from '../package/links.ts'
import type { PreparedPackage } from '../package/package.ts'
import { kindLabel } from './links.ts'
import type { RuleFinding } from './rule.ts'

/** Reports pages, stylesheets, and SVG images with invalid content. Browsers show nothing of them. */
export const unreadablePages = ({ texts }: PreparedPackage): RuleFinding[] =>
  texts.flatMap(text => {
    const { unreadable } = text.facts
    if (!unreadable || unreadable.reason === 'TANGLED' || unreadable.reason === 'LIMIT') return []
    return [{ path: text.path, line: unreadable.line, ...describeUnreadable(text, unreadable) }]
  })

function describeUnreadable({ kind }: TextFile, { reason, message }: NonNullable<TextFile['facts']['unreadable']>) {
  if (reason === 'BINARY')
    return {
      message: `Browsers cannot read this ${kindLabel(kind)}, because its content is not text.`,
      remedy: 'Save it again as text in UTF-8, or give it the file extension that matches its content.',
    }
  return {
    message: `Browsers show an error instead of this ${kindLabel(kind)}. ${message}`,
    remedy:
      kind === 'svg'
        ? 'Export the SVG image again, or fix this line.'
        : 'Fix this line, or change the file extension to .html, where browsers are more forgiving.',
  }
}

/** Reports texts that take too long or too much memory to read. Their content hash keeps this result. */
export const uncheckedTexts = ({ texts }: PreparedPackage): RuleFinding[] =>
  texts
    .filter(({ facts }) => facts.unreadable?.reason === 'LIMIT')
    .map(({ path, kind }) => ({
      ...{ path, line: null },
      message: `Lectern could not check this ${kindLabel(kind)}, because reading it takes too long.`,
      remedy: 'Open it in the preview. If it works, you do not need to do anything. Otherwise, export it again.',
    }))

/** Reports pages with too many open tags. Lectern analyzed them only in part. */
export const deeplyNestedPages = ({ texts }: PreparedPackage): RuleFinding[] =>
  texts
    .filter(({ facts }) => facts.unreadable?.reason === 'TANGLED')
    .map(({ path, facts }) => ({
      ...{ path, line: facts.unreadable!.line },
      message:
        'Thousands of tags are open at the same time here. Lectern checked the page only up to this line, and browsers open it slowly.',
      remedy: 'Close the open tags, or export the page again.',
    }))

/** Reports texts that are not in their declared encoding. Browsers show replacement characters. */
export const garbledText = ({ texts }: PreparedPackage): RuleFinding[] =>
  texts.flatMap(({ path, facts }) =>
    facts.garbledLine === undefined
      ? []
      : [
          {
            ...{ path, line: facts.garbledLine },
            message:
              'From this line on, some letters appear as "\ufffd", because the file is not in the encoding that it declares.',
            remedy: 'Save the file again in UTF-8, and declare this encoding in it: <meta charset="utf-8">.',
          },
        ],
  )

/** Reports pages with more links than Lectern checks. */
export const partlyCheckedPages = ({ texts }: PreparedPackage): RuleFinding[] =>
  texts.flatMap(({ path, kind, facts }) =>
    facts.uncheckedReferences === undefined
      ? []
      : [
          {
            ...{ path, line: null },
            message: `Lectern did not check ${formatCount(facts.uncheckedReferences, 'link')} of this ${kindLabel(kind)}, because it has too many.`,
            remedy: 'Divide the page into several pages.',
          },
        ],
  )
