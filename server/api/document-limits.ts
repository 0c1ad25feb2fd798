import { ClientError } from '@lectern/domain/errors'
import { type DocumentNode, Kind, Lexer, type ParseOptions, parse, Source, TokenKind, visit } from 'graphql'
import type { Plugin } from 'graphql-yoga'

/**
 * The limits of a document's text, which hold before it is validated: validation compares fields in pairs. Levels are
 * braces, brackets, and parentheses that are open at once: the parser calls itself for each, and thousands overflow the
 * stack. What an operation may cost is limited in the schema.
 */
const limits = { tokens: 4_000, levels: 100, aliases: 100, fieldsOfSelection: 200, directives: 50, directivesOfNode: 4 }

/** Refuses documents that are too large with TOO_EXPENSIVE. */
export const documentLimits: Plugin = {
  onParse: ({ setParseFn }) => setParseFn(parseWithLimits),
}

/** Parses a document. Throws TOO_EXPENSIVE past a limit, and a GraphQLError for invalid syntax. */
export function parseWithLimits(source: string | Source, options?: ParseOptions): DocumentNode {
  const text = typeof source === 'string' ? new Source(source) : source
  const excess = findExcessOfText(text)
  if (excess) throw tooLarge(excess)
  const document = parse(text, options)
  const problem = findExcess(document)
  if (problem) throw tooLarge(problem)
  return document
}

const opening = new Set<TokenKind>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L])
const closing = new Set<TokenKind>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R])

/** Reads a text token by token, without calling itself. Returns what it may have at most, or null if it is within the limits. */
function findExcessOfText(source: Source): string | null {
  const lexer = new Lexer(source)
  let [tokens, levels] = [0, 0]
  for (let { kind } = lexer.advance(); kind !== TokenKind.EOF; { kind } = lexer.advance()) {
    if (++tokens > limits.tokens) return `at most ${limits.tokens.toLocaleString('en-US')} lexical tokens`
    if (opening.has(kind)) levels++
    if (closing.has(kind)) levels--
    if (levels > limits.levels) return `at most ${limits.levels} levels`
  }
  return null
}

/** Returns what a document may have at most, or null if it is within the limits. */
function findExcess(document: DocumentNode): string | null {
  let [aliases, directives, fields, directivesOfNode] = [0, 0, 0, 0]
  visit(document, {
    enter(node) {
      if (node.kind === Kind.FIELD && node.alias) aliases++
      if (node.kind === Kind.SELECTION_SET) fields = Math.max(fields, node.selections.length)
      if (!('directives' in node)) return
      const count = node.directives?.length ?? 0
      directives += count
      directivesOfNode = Math.max(directivesOfNode, count)
    },
  })
  if (aliases > limits.aliases) return `at most ${limits.aliases} aliases`
  if (fields > limits.fieldsOfSelection) return `at most ${limits.fieldsOfSelection} fields in one selection`
  if (directives > limits.directives) return `at most ${limits.directives} directives`
  if (directivesOfNode > limits.directivesOfNode) return `at most ${limits.directivesOfNode} directives in one place`
  return null
}

const tooLarge = (limit: string) =>
  new ClientError('TOO_EXPENSIVE', `This document is too large. It may have ${limit}. Split it into several requests.`)
