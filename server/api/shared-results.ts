import type { Caller } from '@lectern/domain/access/permissions'
import { type Context, callerOf } from '@lectern/schema/context'
import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  executeSubscriptionEvent,
  mapSourceToResponseEvent,
  type ValidatedSubscriptionArgs,
  validateSubscriptionArgs,
} from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'

type Result = ReturnType<typeof executeSubscriptionEvent>

/**
 * Executes a state that many subscriptions send once for all that ask the same of it with the same rights. Without it,
 * thousands of subscribers of one run would keep a process busy for longer than the next state takes to come.
 */
export const sharedResults: Plugin = {
  onSubscribe: ({ setSubscribeFn }) => setSubscribeFn(subscribeShared),
}

/** `subscribe` of GraphQL, with results that are shared. */
export async function subscribeShared(args: ExecutionArgs): Promise<ExecutionResult | AsyncGenerator<ExecutionResult>> {
  const validated = validateSubscriptionArgs(args)
  if (!('schema' in validated)) return { errors: validated }
  const stream = await createSourceEventStream(validated)
  if (!isAsyncIterable(stream)) return stream
  const question = [numberOf(args.document), args.operationName ?? '', JSON.stringify(args.variableValues ?? {})].join(
    ' ',
  )
  return mapSourceToResponseEvent(validated, stream, event => execute(event as ValidatedSubscriptionArgs, question))
}

/** The results for each state, by question and then by caller. They are gone with the state. */
const results = new WeakMap<object, Map<string, Map<string, Result>>>()

function execute(event: ValidatedSubscriptionArgs, question: string): Result {
  const { rootValue: state, contextValue } = event
  const caller = callerOf(contextValue as Context)
  if (caller === null || typeof state !== 'object' || state === null) return executeSubscriptionEvent(event)
  const identity = identityOf(caller)
  const ofState = results.get(state) ?? new Map<string, Map<string, Result>>()
  const ofQuestion = ofState.get(question) ?? new Map<string, Result>()
  const result = ofQuestion.get(identity) ?? executeSubscriptionEvent(event)
  results.set(state, ofState.set(question, ofQuestion.set(identity, result)))
  return result
}

const identities = new WeakMap<Caller, string>()

/** Everything of a caller that a result can depend on. */
function identityOf(caller: Caller): string {
  const identity = identities.get(caller) ?? JSON.stringify([caller.actor, caller.sessionId, caller.rights])
  identities.set(caller, identity)
  return identity
}

const numbers = new WeakMap<DocumentNode, number>()
let documentCount = 0

/** A number for each parsed document. The same text is parsed once, as long as the cache keeps it. */
function numberOf(document: DocumentNode): number {
  const number = numbers.get(document) ?? ++documentCount
  numbers.set(document, number)
  return number
}
