import { builder } from '../builder.ts'
import { Problem, problemOf } from '../problem.ts'

export const SyncAction = builder.enumType('SyncAction', { values: ['COPY', 'DELETE', 'IGNORE'] })
const SyncItemStatus = builder.enumType('SyncItemStatus', { values: ['PENDING', 'DONE', 'FAILED'] })

export const SyncItem = builder.prismaObject('SyncItem', {
  description: 'One planned change of a sync run.',
  fields: t => ({
    path: t.exposeString('path'),
    action: t.expose('action', { type: SyncAction }),
    status: t.expose('status', { type: SyncItemStatus }),
    bytes: t.expose('bytes', { type: 'Bytes' }),
    reason: t.exposeString('reason', { nullable: true }),
    error: t.field({ type: Problem, nullable: true, resolve: item => problemOf(item.error) }),
  }),
})

export const SyncItemConnection = builder.connectionObject({ type: SyncItem, name: 'SyncItemConnection' })
