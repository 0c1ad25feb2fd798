import type { Caller, Role } from '@lectern/domain/access/permissions'
import { type Context, callerOf } from '@lectern/schema/context'
import { buildSchema, type ExecutionArgs, parse } from 'graphql'
import { expect, test } from 'vitest'
import { buildCaller } from '../../domain/test/factories.ts'
import { subscribeShared } from './shared-results.ts'

const schema = buildSchema(`
  type Query { unused: Int }
  type Subscription { run(number: Int): Run }
  type Run { files: Int, reader: String, actor: String, failing: Int }`)
const document = parse('subscription ($number: Int) { run(number: $number) { files reader } }')
const personal = parse('subscription { run { files actor } }')

/** A state of a run, which counts how often it is executed. */
class State {
  executions = 0
  run() {
    this.executions++
    return {
      files: 5,
      reader: (_args: unknown, { name }: { name: string }) => name,
      actor: async (_args: unknown, context: Context) => callerOf(context)!.actor.name,
      failing: () => Promise.reject(new Error('away')),
    }
  }
}

const callerWith = (role: Role) => buildCaller({ role })
const contextOf = (caller: Caller | null, name: string) => ({ access: { kind: 'caller', caller }, name })

/** Returns the first result of a subscription that yields this state. */
async function firstResult(state: State, args: Partial<ExecutionArgs>) {
  const subscribeFieldResolver = async function* () {
    yield state
  }
  const stream = await subscribeShared({ schema, document, subscribeFieldResolver, ...args } as ExecutionArgs)
  if (!('next' in stream)) throw new Error(JSON.stringify(stream))
  return (await stream.next()).value
}

test('executes a state once for all with the same rights, document, and variables', async () => {
  const state = new State()
  const contexts = ['first', 'second', 'third'].map(name => contextOf(callerWith('AUDITOR'), name))
  const results = await Promise.all(contexts.map(contextValue => firstResult(state, { contextValue })))
  expect(state.executions).toBe(1)
  expect(results).toEqual(Array(3).fill({ data: { run: { files: 5, reader: 'first' } } }))
  await firstResult(new State(), { contextValue: contexts[0] })
  expect(state.executions).toBe(1)
})

test.each([
  ['other rights', { contextValue: contextOf(callerWith('AUTHOR'), 'second') }],
  ['a grant for one package', { contextValue: contextOf(buildCaller({ role: 'AUDITOR', packageId: 'p' }), 'second') }],
  [
    'a demand of a second factor',
    {
      contextValue: contextOf(
        { ...callerWith('AUDITOR'), secondFactorDemands: { roles: ['AUDITOR'], environmentIds: [] } },
        'second',
      ),
    },
  ],
  ['other variables', { variableValues: { number: 2 } }],
  ['another document', { document: parse('subscription { run { files } }') }],
  ['nobody signed in', { contextValue: contextOf(null, 'second') }],
])('executes a state again for %s', async (_, other) => {
  const state = new State()
  const args = { contextValue: contextOf(callerWith('AUDITOR'), 'first'), variableValues: { number: 1 } }
  await firstResult(state, args)
  await firstResult(state, { ...args, ...other })
  expect(state.executions).toBe(2)
})

const ann = buildCaller({ role: 'AUDITOR' }, { kind: 'USER', name: 'Ann', userId: 'a' })
const bob = { ...buildCaller({ role: 'AUDITOR' }, { kind: 'USER', name: 'Bob', userId: 'b' }), sessionId: 's' }

test('shares with other people and sessions what only depends on rights', async () => {
  const state = new State()
  const contexts = [ann, bob].map(caller => contextOf(caller, caller.actor.name))
  const results = await Promise.all(contexts.map(contextValue => firstResult(state, { contextValue })))
  expect(state.executions).toBe(1)
  expect(results[0]).toBe(results[1])
})

test('shares with nobody else what depends on the person', async () => {
  const state = new State()
  const ask = (caller: Caller) =>
    firstResult(state, { document: personal, contextValue: contextOf(caller, caller.actor.name) })
  const results = await Promise.all([ann, bob, ann, bob, { ...bob, sessionId: 't' }].map(ask))
  expect(results.map(result => (result as { data: { run: { actor: string } } }).data.run.actor)).toEqual([
    'Ann',
    'Bob',
    'Ann',
    'Bob',
    'Bob',
  ])
  expect(state.executions).toBe(3)
  expect(await ask(bob)).toBe(results[1])
})

test('shares no result with errors, which name the request, with other people', async () => {
  const state = new State()
  const document = parse('subscription { run { failing } }')
  for (const caller of [ann, ann, bob]) await firstResult(state, { document, contextValue: contextOf(caller, '') })
  expect(state.executions).toBe(2)
})

test('returns errors of the document and of the source as results', async () => {
  const args = { contextValue: contextOf(null, 'first') }
  const invalid = await subscribeShared({ schema, document, variableValues: { number: 'x' }, ...args })
  expect(invalid).toMatchObject({ errors: [{ message: expect.stringContaining('number') }] })
  const subscribeFieldResolver = () => Promise.reject(new Error('away'))
  expect(await subscribeShared({ schema, document, subscribeFieldResolver, ...args })).toMatchObject({
    errors: [{ originalError: { message: 'away' } }],
  })
})
