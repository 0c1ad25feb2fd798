import fc from 'fast-check'
import { html, Parser, type Token } from 'parse5'
import { expect, test } from 'vitest'
import { scanHtml } from './scan-html.ts'

/** Records whether a browser's parser meets a doctype, or a tag that only documents have. */
class DocumentSpy extends Parser<never> {
  isDocument = false

  override onDoctype(token: Token.DoctypeToken) {
    this.isDocument = true
    super.onDoctype(token)
  }

  override onStartTag(token: Token.TagToken) {
    const namespace = this.treeAdapter.getNamespaceURI(this.openElements.current as never)
    const isForeign = namespace === html.NS.SVG || namespace === html.NS.MATHML
    const names = ['html', 'head', 'body', 'frameset', ...(isForeign ? [] : ['title'])]
    if (names.includes(token.tagName)) this.isDocument = true
    super.onStartTag(token)
  }
}

function isDocument(page: string): boolean {
  const parser = new DocumentSpy({ scriptingEnabled: true })
  parser.tokenizer.write(page, true)
  return parser.isDocument
}

const harmless = [
  '<',
  '>',
  '--',
  '!',
  '/',
  '"',
  "'",
  '=',
  ' ',
  '\n',
  'a',
  '\0',
  '<p ',
  '<a b="',
  '</',
  '</p>',
  '<br/>',
  '<!',
  '<?',
  '&lt;',
]
const comments = ['<!--', '-->', '--!>', '<!-->', '<!--->', '<![CDATA[', ']]>', '<!-']
const texts = ['script', 'style', 'textarea', 'xmp', 'iframe', 'noscript', 'SCRIPT'].flatMap(name => [
  `<${name}>`,
  `<${name} a='>'>`,
  `</${name}>`,
  `</${name} >`,
  `</${name}x>`,
])
const images = [
  '<svg><title>a</title></svg>',
  '<svg><style><title></style></svg>',
  '<svg/><p>',
  '<math><mi>a</mi></math>',
]
const signs = [
  '<html>',
  '<HEAD a=b>',
  '<body/>',
  '<title>',
  '</title>',
  '<frameset>',
  '<!DOCTYPE html>',
  '<!doctype>',
  '<headers>',
]

test('agrees with a browser’s parser on whether a page is a document', () => {
  const piece = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...harmless) },
    { weight: 3, arbitrary: fc.constantFrom(...comments) },
    { weight: 3, arbitrary: fc.constantFrom(...texts) },
    { weight: 1, arbitrary: fc.constantFrom(...images) },
    { weight: 1, arbitrary: fc.constantFrom(...signs) },
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), pieces => {
      const page = pieces.join('')
      expect(scanHtml(page).isDocument).toBe(isDocument(page))
    }),
    { numRuns: 5_000 },
  )
})
