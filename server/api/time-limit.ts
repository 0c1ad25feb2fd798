import { setTimeout as sleep } from 'node:timers/promises'
import { unavailable } from '@lectern/domain/errors'
import { getOperationAST, Kind, type OperationDefinitionNode, OperationTypeNode } from 'graphql'
import type { Plugin } from 'graphql-yoga'

/** How long a query may take. Ours take far less, and proxies end connections after 60 seconds. */
const queryTimeoutMs = 30_000

/** A field that reads the whole audit log. A query for it alone may take as long as it needs. */
const unlimitedField = 'verifyAudit'

/**
 * Answers queries that take too long with UNAVAILABLE. Mutations are not limited: the answer would not say whether they
 * changed something.
 */
export const timeLimit = (timeoutMs = queryTimeoutMs): Plugin => ({
  onExecute({ args, executeFn, setExecuteFn }) {
    const operation: OperationDefinitionNode | null | undefined = getOperationAST(args.document, args.operationName)
    if (operation?.operation !== OperationTypeNode.QUERY || isUnlimited(operation)) return
    setExecuteFn(async executionArgs => {
      const ended = new AbortController()
      const timeout = sleep(timeoutMs, undefined, { signal: ended.signal, ref: false }).then(() => {
        throw unavailable('This query takes too long. Ask for less, or try again.')
      })
      timeout.catch(() => {})
      return Promise.race([executeFn(executionArgs), timeout]).finally(() => ended.abort())
    })
  },
})

/** Whether the operation has no other field, so that the field does not lift the limit of others. */
function isUnlimited({ selectionSet: { selections } }: OperationDefinitionNode): boolean {
  const [field] = selections
  return selections.length === 1 && field?.kind === Kind.FIELD && field.name.value === unlimitedField
}
