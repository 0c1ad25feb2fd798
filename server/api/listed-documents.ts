import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ClientError } from '@lectern/domain/errors'
import { type DefinitionNode, type DocumentNode, Kind, parse, print, visit } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { z } from 'zod'
import type { ApiServerContext } from './context.ts'

/** What the builds of the admin and the player list. */
const files = ['../../admin/dist/documents.json', '../../player/dist/documents.json']

/** The documents of the admin and the player, by their hash. */
export type ListedDocuments = ReadonlyMap<string, string>

/** Reads the lists. Rejects if one is not built. */
export async function readListedDocuments(): Promise<ListedDocuments> {
  const texts = await Promise.all(
    files.map(async name =>
      z.array(z.string()).parse(JSON.parse(await readFile(join(import.meta.dirname, name), 'utf8'))),
    ),
  )
  return new Map(texts.flat().map(text => [hashDocument(parse(text)), text]))
}

const hashes = new WeakMap<DocumentNode, string>()

/**
 * Returns the SHA-256 of a document in hex. It is the same however the document is formatted, in any order of its
 * definitions, and with the `__typename` fields that the admin's client adds.
 */
export function hashDocument(document: DocumentNode): string {
  const known = hashes.get(document)
  if (known !== undefined) return known
  const stripped: DocumentNode = visit(document, {
    [Kind.FIELD]: ({ name, alias, directives }) =>
      name.value === '__typename' && !alias && !directives?.length ? null : undefined,
  })
  const texts = stripped.definitions.map((definition: DefinitionNode) => print(definition)).sort()
  const hash = createHash('sha256').update(texts.join('\n')).digest('hex')
  hashes.set(document, hash)
  return hash
}

/** Refuses every other document of callers without an API token. */
export const listedDocuments = (listed: ListedDocuments): Plugin<ApiServerContext, ApiServerContext> => ({
  onParse:
    ({ context }) =>
    ({ result }) => {
      const access = context.requestAccess?.access
      if (access?.kind === 'caller' && access.caller?.actor.kind === 'TOKEN') return
      if (!result || result instanceof Error || listed.has(hashDocument(result as DocumentNode))) return
      throw new ClientError(
        'FORBIDDEN',
        'Without an API token, this server runs only the documents of its own pages. Send an API token.',
      )
    },
})
