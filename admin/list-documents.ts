import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DefinitionNode, type DocumentNode, Kind, parse, print, visit } from 'graphql'
import type { Plugin } from 'vite'

/** Matches a document in the source. `tada.ts` defines `graphql`, and all documents are literals. */
const documentPattern = /\bgraphql\(\s*`([^`]*)`/g

/**
 * Writes `documents.json`: the text of every operation that the admin can send, with its fragments. A server that runs
 * only listed documents reads it.
 */
export function listDocuments(): Plugin {
  return {
    name: 'list-documents',
    generateBundle() {
      const source = JSON.stringify(operationsIn(readSources(join(import.meta.dirname, 'src'))), null, 1)
      this.emitFile({ type: 'asset', fileName: 'documents.json', source: `${source}\n` })
    },
  }
}

export function readSources(folder: string): string[] {
  const files = globSync('**/*.{ts,tsx}', { cwd: folder }).filter(name => !/\.test\.tsx?$|\.d\.ts$/.test(name))
  return files.sort().map(name => readFileSync(join(folder, name), 'utf8'))
}

/**
 * Returns the operations in sources, each with the fragments that it spreads. Throws for a document that is not a literal
 * and for a fragment that is missing or has the name of another.
 */
export function operationsIn(sources: string[]): string[] {
  const definitions = sources.flatMap(source => {
    const texts = [...source.matchAll(documentPattern)].map(match => match[1]!)
    const calls = source.match(/\bgraphql\(/g)?.length ?? 0
    if (texts.length !== calls) throw new Error(`A document is not a literal text: ${source.slice(0, 200)}`)
    return texts.flatMap(text => withoutTypeDirectives(parse(text, { noLocation: true })).definitions)
  })
  const fragments = new Map<string, DefinitionNode>()
  for (const definition of definitions) {
    if (definition.kind !== Kind.FRAGMENT_DEFINITION) continue
    const { value } = definition.name
    if (fragments.has(value)) throw new Error(`Two fragments have the name ${value}`)
    fragments.set(value, definition)
  }
  return definitions
    .filter(definition => definition.kind === Kind.OPERATION_DEFINITION)
    .map(operation => print({ kind: Kind.DOCUMENT, definitions: [operation, ...spreadsOf(operation, fragments)] }))
}

/** Removes `@_unmask`, which tells `gql.tada` how to type a fragment and is not sent. */
const withoutTypeDirectives = (document: DocumentNode): DocumentNode =>
  visit(document, { [Kind.DIRECTIVE]: ({ name }) => (name.value === '_unmask' ? null : undefined) })

/** Returns the fragments that a definition spreads, directly or through others. */
function spreadsOf(definition: DefinitionNode, fragments: Map<string, DefinitionNode>): DefinitionNode[] {
  const found = new Set<DefinitionNode>()
  const open: (DefinitionNode | DocumentNode)[] = [definition]
  for (let node = open.pop(); node; node = open.pop())
    visit(node, {
      [Kind.FRAGMENT_SPREAD]: ({ name: { value } }) => {
        const fragment = fragments.get(value)
        if (!fragment) throw new Error(`There is no fragment ${value}`)
        if (found.has(fragment)) return
        found.add(fragment)
        open.push(fragment)
      },
    })
  return [...found]
}
