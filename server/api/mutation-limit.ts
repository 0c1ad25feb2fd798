import { type FragmentDefinitionNode, GraphQLError, Kind, type SelectionSetNode, type ValidationRule } from 'graphql'
import type { Plugin } from 'graphql-yoga'

/** How many mutations one request may contain. Each may take a few locks and queries, and they run one by one. */
const maxMutations = 10

/** Rejects requests with too many mutations. Aliases and fragments count too. */
export const mutationLimit: Plugin = {
  onValidate: ({ addValidationRule }) => addValidationRule(limitMutations),
}

const limitMutations: ValidationRule = context => ({
  OperationDefinition(operation) {
    if (operation.operation !== 'mutation') return
    const count = responseNames(operation.selectionSet, name => context.getFragment(name)).size
    if (count <= maxMutations) return
    const message = `This request has ${count} mutations, but at most ${maxMutations} are allowed. Split it into several requests.`
    context.reportError(new GraphQLError(message, { nodes: operation, extensions: { code: 'TOO_EXPENSIVE' } }))
  },
})

/**
 * Returns the names of an operation's results. Fields with the same name run once. Visits each fragment once, so
 * fragments that spread one another cost no more than their length.
 */
function responseNames(
  selectionSet: SelectionSetNode,
  findFragment: (name: string) => FragmentDefinitionNode | null | undefined,
): Set<string> {
  const names = new Set<string>()
  const visitedFragments = new Set<string>()
  const open = [selectionSet]
  for (let set = open.pop(); set; set = open.pop())
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) names.add(selection.alias?.value ?? selection.name.value)
      else if (selection.kind === Kind.INLINE_FRAGMENT) open.push(selection.selectionSet)
      else if (!visitedFragments.has(selection.name.value)) {
        visitedFragments.add(selection.name.value)
        const fragment = findFragment(selection.name.value)
        if (fragment) open.push(fragment.selectionSet)
      }
    }
  return names
}
