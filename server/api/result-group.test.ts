import { Duplex } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import type { ExecutionResult } from 'graphql'
import type { Extra } from 'graphql-ws/use/ws'
import { expect, test } from 'vitest'
import { randomFrom, randomSeed } from '../../sandbox/story/mixtures/random.ts'
import { sendResults } from './send-results.ts'

type Next = IteratorResult<ExecutionResult, void>

/** A state that changes, and how often it was asked for. */
class State {
  result: ExecutionResult = { data: { number: 0 } }
  asked = 0
  #changed = Promise.withResolvers<void>()

  change(): void {
    this.result = { data: { number: Number(this.result.data!.number) + 1 } }
    this.#changed.resolve()
    this.#changed = Promise.withResolvers()
  }

  /** The states as a subscription has them: it waits for a change, and then has the newest. */
  subscribe(end: Promise<Next> = new Promise(() => {})): AsyncGenerator<ExecutionResult, void> {
    let last: ExecutionResult | undefined
    const left = Promise.withResolvers<Next>()
    const next = async (): Promise<Next> => {
      this.asked++
      while (this.result === last) {
        const ended = await Promise.race([this.#changed.promise, end, left.promise])
        if (ended) return ended
      }
      last = this.result
      return { done: false, value: last }
    }
    const leave = async () => {
      left.resolve({ done: true, value: undefined })
      return left.promise
    }
    return { next, return: leave } as unknown as AsyncGenerator<ExecutionResult, void>
  }
}

/** A subscription over a connection. `numbers`: the states that were sent. `isSlow`: nothing leaves until `take`. */
function subscribe(
  state: State,
  caller: string | null,
  { end, isSlow = false }: { end?: Promise<Next>; isSlow?: boolean } = {},
) {
  const numbers: number[] = []
  let take = () => {}
  const connection = new Duplex({
    write(chunk: Buffer, _encoding, callback) {
      numbers.push(Number(/"number":(\d+)/.exec(chunk.toString('latin1'))![1]))
      if (isSlow) take = callback
      else callback()
    },
  })
  const extra = { socket: { readyState: 1, OPEN: 1 }, request: { socket: connection } } as unknown as Extra
  const results = sendResults(extra, 'id', state.subscribe(end), caller)
  return {
    numbers,
    outcome: results.next(),
    leave: () => results.return(),
    take: () => {
      const leaves = take
      take = () => {}
      leaves()
    },
  }
}

const settle = async () => {
  for (let n = 0; n < 50; n++) await turn()
}

test('one of the subscriptions of a caller asks for all', async () => {
  const state = new State()
  const all = Array.from({ length: 300 }, () => subscribe(state, 'ada'))
  await settle()
  for (let n = 0; n < 3; n++) {
    state.asked = 0
    state.change()
    await settle()
    expect(state.asked).toBe(1)
  }
  for (const { numbers } of all) expect(numbers).toEqual([0, 1, 2, 3])
})

test.each([
  ['of different callers', ['ada', 'ben']],
  ['whose results are not states', [null, null]],
])('subscriptions %s ask for themselves', async (_what, callers) => {
  const state = new State()
  const all = callers.map(caller => subscribe(state, caller))
  await settle()
  state.asked = 0
  state.change()
  await settle()
  expect(state.asked).toBe(2)
  for (const { numbers } of all) expect(numbers).toEqual([0, 1])
})

test('another one asks when the first one has left', async () => {
  const state = new State()
  const all = Array.from({ length: 3 }, () => subscribe(state, 'ada'))
  await settle()
  await all[0]!.leave()
  expect(await all[0]!.outcome).toEqual({ done: true, value: undefined })
  state.change()
  await settle()
  expect(all.map(({ numbers }) => numbers)).toEqual([[0], [0, 1], [0, 1]])
})

test('an error of the first one is its own, and the others go on', async () => {
  const state = new State()
  const failure = Promise.withResolvers<Next>()
  const failed = { errors: [] } as ExecutionResult
  const first = subscribe(state, 'ada', { end: failure.promise })
  const others = Array.from({ length: 2 }, () => subscribe(state, 'ada'))
  await settle()
  failure.resolve({ done: false, value: failed })
  expect(await first.outcome).toEqual({ done: false, value: failed })
  state.change()
  await settle()
  expect(others.map(({ numbers }) => numbers)).toEqual([
    [0, 1],
    [0, 1],
  ])
})

test('a slow one holds up nobody and gets the newest state next', async () => {
  const state = new State()
  const slow = subscribe(state, 'ada', { isSlow: true })
  const quick = subscribe(state, 'ada')
  for (let n = 0; n < 3; n++) {
    await settle()
    state.change()
  }
  await settle()
  expect([slow.numbers, quick.numbers]).toEqual([[0], [0, 1, 2, 3]])
  slow.take()
  await settle()
  expect(slow.numbers).toEqual([0, 3])
})

test('everybody who stays has the last state, whoever leaves or is slow, in any order', async () => {
  const next = randomFrom(randomSeed)
  const random = (below: number) => Math.floor(next() * below)
  const state = new State()
  let open = [subscribe(state, 'caller 0')]
  for (let step = 0; step < 400; step++) {
    const one = open[random(open.length)]!
    switch (random(6)) {
      case 0:
        open.push(subscribe(state, `caller ${random(3)}`, { isSlow: random(4) === 0 }))
        break
      case 1:
        if (open.length > 3) {
          open = open.filter(other => other !== one)
          await one.leave()
        }
        break
      case 2:
        one.take()
        break
      case 3:
        await turn()
        break
      default:
        state.change()
    }
  }
  for (let n = 0; n < 20; n++) {
    for (const one of open) one.take()
    await settle()
  }
  const last = Number(state.result.data!.number)
  for (const { numbers } of open) {
    expect(numbers.at(-1), `seed ${randomSeed}`).toBe(last)
    expect(numbers, `seed ${randomSeed}`).toEqual([...new Set(numbers)].sort((a, b) => a - b))
  }
})
