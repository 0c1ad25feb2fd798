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
      let timer: NodeJS.Timeout | undefined
      const timeout = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(
          () => reject(unavailable('This query takes too long. Ask for less, or try again.')),
          timeoutMs,
        )
        timer.unref()
      })
      try {
        return await Promise.race([executeFn(executionArgs), timeout])
      } finally {
        clearTimeout(timer)
      }
    })
  },
})

/** Whether the operation has no other field, so that the field does not lift the limit of others. */
function isUnlimited({ selectionSet: { selections } }: OperationDefinitionNode): boolean {
  const [field] = selections
  return selections.length === 1 && field?.kind === Kind.FIELD && field.name.value === unlimitedField
}
