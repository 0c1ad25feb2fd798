import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'

/** A source file of the admin, parsed. `path` is relative to `src`. */
export type Source = { path: string; text: string; tree: ts.SourceFile }

/** Attributes whose value a person reads or hears. */
const TEXT_ATTRIBUTES = ['alt', 'aria-label', 'description', 'error', 'label', 'placeholder', 'title', 'valueText']
const LETTER = /\p{L}/u
/** Two words, or one capitalized word. Keys, class names, and addresses do not match. */
const SENTENCE = /\p{L}{2}[,.:…]? \p{L}|^\p{Lu}\p{Ll}+[.…]?$/u
/** A word beside a value: `${count} files`. */
const WORD_BESIDE_VALUE = /^ \p{L}{2}|\p{L}{2}:? $/u

/** The names of the API's types, which code uses and nobody reads. */
const typeNames = new Set(
  [...readFileSync(join(import.meta.dirname, '../../../schema/schema.graphql'), 'utf8').matchAll(/^type (\w+)/gm)].map(
    match => match[1]!,
  ),
)

/** Reads every source file of the admin that can contain texts, without tests. */
export function readSources(): Source[] {
  const root = join(import.meta.dirname, '..')
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
  return files
    .map(file => relative(root, join(file.parentPath, file.name)))
    .filter(path => /\.tsx?$/.test(path) && !/^(texts|theme|graphql\/generated)\/|test[-.]/.test(path))
    .map(path => parseSource(path, readFileSync(join(root, path), 'utf8')))
}

/** Parses a source file. */
export function parseSource(path: string, text: string): Source {
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) }
}

/** Finds texts for people that stand in the code: `path:line: text`. */
export function findHardCodedTexts({ path, tree }: Source): string[] {
  const texts: string[] = []
  const visit = (node: ts.Node) => {
    if (isHardCodedText(node)) {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart())
      texts.push(`${path}:${line + 1}: ${node.getText().trim()}`)
    }
    if (!isSkipped(node)) ts.forEachChild(node, visit)
  }
  visit(tree)
  return texts
}

function isHardCodedText(node: ts.Node): boolean {
  if (ts.isJsxText(node)) return LETTER.test(node.text)
  if (ts.isStringLiteralLike(node))
    return isShown(node) ? LETTER.test(node.text) : SENTENCE.test(node.text) && !typeNames.has(node.text)
  if (!ts.isTemplateExpression(node)) return false
  const parts = [node.head.text, ...node.templateSpans.map(span => span.literal.text)]
  if (isShown(node)) return parts.some(part => LETTER.test(part))
  return parts.some(part => SENTENCE.test(part) || WORD_BESIDE_VALUE.test(part))
}

/** Returns whether a literal is a child of an element or the value of an attribute for people. */
function isShown(node: ts.Node): boolean {
  const { parent } = node
  if (ts.isJsxExpression(parent)) return ts.isJsxAttribute(parent.parent) ? isShown(parent) : true
  if (ts.isJsxAttribute(parent)) return TEXT_ATTRIBUTES.includes(parent.name.getText())
  const isPartOfValue =
    ts.isParenthesizedExpression(parent) ||
    (ts.isConditionalExpression(parent) && parent.condition !== node) ||
    (ts.isBinaryExpression(parent) && /^(&&|\|\||\?\?|\+)$/.test(parent.operatorToken.getText()))
  return isPartOfValue && isShown(parent)
}

/** Skips code whose strings nobody reads: imports, types, GraphQL documents, comparisons, and technical attributes. */
function isSkipped(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return true
  if (ts.isCallExpression(node)) return node.expression.getText() === 'graphql'
  if (ts.isBinaryExpression(node)) return /^[!=]==$/.test(node.operatorToken.getText())
  if (!ts.isJsxAttribute(node) || !node.initializer) return false
  return ts.isStringLiteral(node.initializer) && !TEXT_ATTRIBUTES.includes(node.name.getText())
}
