import { notFound } from '@lectern/domain/errors'
import { parseGlobalId } from '@lectern/domain/global-id'
import { isUuid } from '@lectern/domain/uuid'
import { builder } from './builder.ts'
import type { Context } from './context.ts'

/** An object with a permanent global id. Each type registers its lookup with `registerNodeFinder`. */
export const Node = builder.interfaceRef<object>('Node').implement({
  fields: t => ({ id: t.id() }),
})

/** Finds a row by its key. Returns null if there is none or the caller may not see it. */
type Finder<Row extends object = object> = (context: Context, key: string) => Promise<Row | null>

const finders = new Map<string, Finder>()

/**
 * Lets `node(id)` find the objects of a type. `find` checks what the caller may see. Keys that `isKey` rejects find
 * nothing.
 */
export function registerNodeFinder<Row extends object>(type: string, find: Finder<Row>, isKey = isUuid): Finder<Row> {
  const checkedFind: Finder<Row> = async (context, key) => (isKey(key) ? find(context, key) : null)
  finders.set(type, checkedFind)
  return checkedFind
}

/** Finds an object by type and key, as a Node. Returns null for types that are not nodes. */
export async function findNode(context: Context, type: string, key: string): Promise<object | null> {
  const found = await finders.get(type)?.(context, key)
  return found ? { ...found, __typename: type } : null
}

/** Returns the key in a global id, or null for an id of another type. */
export function keyOf(type: string, id: string): string | null {
  const parsed = parseGlobalId(id)
  return parsed?.type === type ? parsed.key : null
}

/** Returns the key in a global id. NOT_FOUND for an id of another type. `subject`: as in "This publication". */
export function requireKey(type: string, id: string, subject: string): string {
  const key = keyOf(type, id)
  if (key === null) throw notFound(subject)
  return key
}

builder.queryField('node', t =>
  t.field({
    permission: 'visible',
    type: Node,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => {
      const parsed = parseGlobalId(id)
      return parsed && findNode(context, parsed.type, parsed.key)
    },
  }),
)
