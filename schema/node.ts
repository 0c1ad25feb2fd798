import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { notFound } from '@lectern/domain/errors'
import { parseGlobalId } from './global-id.ts'
import { isUuid } from '@lectern/domain/uuid'

/** What has an id of its own, for ever. Each type registers with `findable` how it is found. */
export const Node = builder.interfaceRef<object>('Node').implement({
  fields: t => ({ id: t.id() }),
})

/** Finds a row by its key, or null when there is none or it is not the caller's to see. */
type Finder<Row extends object = object> = (context: Context, key: string) => Promise<Row | null>

const finders = new Map<string, Finder>()

/** Lets `node(id)` find the objects of a type. `find` decides what the caller may see; keys that are no UUID find nothing. */
export function registerNodeFinder<Row extends object>(type: string, find: Finder<Row>, isKey = isUuid): Finder<Row> {
  const checkedFind: Finder<Row> = async (context, key) => (isKey(key) ? find(context, key) : null)
  finders.set(type, checkedFind)
  return checkedFind
}

/** The object of a type and key as a Node; null for types that have no objects of their own. */
export async function findNode(context: Context, type: string, key: string): Promise<object | null> {
  const found = await finders.get(type)?.(context, key)
  return found ? { ...found, __typename: type } : null
}

/** The key in a global id, when it is one of this type. */
export function keyOf(type: string, id: string): string | null {
  const parsed = parseGlobalId(id)
  return parsed?.type === type ? parsed.key : null
}

/** The same where there is no going on without it: NOT_FOUND. `what`: as in «This publication». */
export function requireKey(type: string, id: string, what: string): string {
  const key = keyOf(type, id)
  if (key === null) throw notFound(what)
  return key
}

builder.queryField('node', t =>
  t.field({
    type: Node,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => {
      const parsed = parseGlobalId(id)
      return parsed && findNode(context, parsed.type, parsed.key)
    },
  }),
)
