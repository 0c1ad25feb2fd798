import type { Caller } from '@lectern/domain/access/permissions'
import { type Context, callerOf } from '@lectern/schema/context'
import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  executeSubscriptionEvent,
  getOperationAST,
  Kind,
  mapSourceToResponseEvent,
  type ValidatedSubscriptionArgs,
  validateSubscriptionArgs,
} from 'graphql'
import { isAsyncIterable, isPromise, type Plugin } from 'graphql-yoga'

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

/** A result, and whether it depends on more of its caller than the rights. That is known when the result is. */
type Known = { result: Result; isPersonal: () => boolean }

/** The results for each state, by question and then by rights or by caller. They are gone with the state. */
const results = new WeakMap<object, Map<string, Map<string, Known>>>()

function execute(event: ValidatedSubscriptionArgs, question: string): Result {
  const { rootValue: state, contextValue } = event
  const caller = callerOf(contextValue as Context)
  if (caller === null || typeof state !== 'object' || state === null) return executeSubscriptionEvent(event)
  const ofState = results.get(state) ?? new Map<string, Map<string, Known>>()
  const known = ofState.get(question) ?? new Map<string, Known>()
  results.set(state, ofState.set(question, known))
  const { rights, identity } = keysOf(caller)
  const ofCaller = known.get(identity)
  if (ofCaller) return ofCaller.result
  const run = (): Result => {
    const own = executeTracked(event, caller)
    known.set(identity, own)
    if (!known.has(rights)) known.set(rights, own)
    return own.result
  }
  const ofRights = known.get(rights)
  if (!ofRights) return run()
  const choose = (result: ExecutionResult): Result =>
    ofRights.isPersonal() ? (known.get(identity)?.result ?? run()) : result
  return isPromise(ofRights.result) ? ofRights.result.then(choose) : choose(ofRights.result)
}

/** Executes an event, and notices when a resolver reads more of the caller than the rights. */
function executeTracked(event: ValidatedSubscriptionArgs, caller: Caller): Known {
  const context = event.contextValue as Context
  let isPersonal = false
  const trackedCaller = new Proxy(caller, {
    get(target, key) {
      isPersonal ||= key !== 'rights' && key !== 'secondFactorDemands'
      return Reflect.get(target, key)
    },
  })
  const trackedContext: Context = {
    ...context,
    access: { kind: 'caller', caller: trackedCaller },
    get by() {
      isPersonal = true
      return context.by
    },
  }
  const note = (result: ExecutionResult): ExecutionResult => {
    // An error has the id of the request that it belongs to.
    isPersonal ||= result.errors !== undefined
    return result
  }
  const result = executeSubscriptionEvent({ ...event, contextValue: trackedContext })
  return { result: isPromise(result) ? result.then(note) : note(result), isPersonal: () => isPersonal }
}

/**
 * Returns the caller of a subscription whose results are complete states, the same text for the same token or session, else
 * null. Its subscriptions with the same last result get the same results, so that one of them may ask for all.
 */
export function followsAs({ schema, document, operationName, contextValue }: ExecutionArgs): string | null {
  const caller = callerOf(contextValue as Context)
  const [selection] = getOperationAST(document, operationName)?.selectionSet.selections ?? []
  if (caller === null || selection?.kind !== Kind.FIELD) return null
  const field = schema.getSubscriptionType()?.getFields()[selection.name.value]
  return field?.extensions.sendsStates === true ? JSON.stringify([caller.actor, caller.sessionId]) : null
}

const keys = new WeakMap<Caller, { rights: string; identity: string }>()

/** `rights`: what callers with the same rights have in common. `identity`: everything of a caller that a result can depend on. */
function keysOf(caller: Caller): { rights: string; identity: string } {
  const known = keys.get(caller)
  if (known) return known
  const rights = JSON.stringify([caller.rights, caller.secondFactorDemands])
  const found = { rights, identity: `${JSON.stringify([caller.actor, caller.sessionId])} ${rights}` }
  keys.set(caller, found)
  return found
}

const numbers = new WeakMap<DocumentNode, number>()
let documentCount = 0

/** A number for each parsed document. The same text is parsed once, as long as the cache keeps it. */
function numberOf(document: DocumentNode): number {
  const number = numbers.get(document) ?? ++documentCount
  numbers.set(document, number)
  return number
}
