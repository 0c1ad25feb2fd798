import type { ExecutionResult } from 'graphql'

/** A subscription that has sent a result, and what it does about the next one. */
export type Member = {
  /** Asks for the next result of its own. */
  ask(): void
  /** Sends a result, unless it was its last one, and then joins the group of those that have sent it. */
  send(result: ExecutionResult): void
}

/** How many members send before other work of the process has its turn. */
const turnSize = 100

/**
 * Subscriptions of one caller that have sent the same result. Only the first one asks for the next result, and the others send
 * that too: they would get the same. Thousands of subscriptions of one run would otherwise each ask for each state.
 */
export class ResultGroup {
  static readonly #byResult = new WeakMap<ExecutionResult, Map<string, ResultGroup>>()
  static readonly #byMember = new WeakMap<Member, ResultGroup>()
  readonly #members = new Set<Member>()
  readonly #siblings: Map<string, ResultGroup>
  readonly #caller: string

  /** Returns the group that a member is in. */
  static of(member: Member): ResultGroup | undefined {
    return ResultGroup.#byMember.get(member)
  }

  /** Adds a member to the group that has sent `result`. `caller`: the same text for the same caller. The first member asks. */
  static join(result: ExecutionResult, caller: string, member: Member): void {
    const group = ResultGroup.#find(result, caller)
    group.#add(member)
    if (group.#first === member) member.ask()
  }

  static #find(result: ExecutionResult, caller: string): ResultGroup {
    const siblings = ResultGroup.#byResult.get(result) ?? new Map<string, ResultGroup>()
    ResultGroup.#byResult.set(result, siblings)
    const group = siblings.get(caller) ?? new ResultGroup(siblings, caller)
    siblings.set(caller, group)
    return group
  }

  private constructor(siblings: Map<string, ResultGroup>, caller: string) {
    this.#siblings = siblings
    this.#caller = caller
  }

  /**
   * Ends the group with the result that its first member got. The others send it too. Then the first one sends it and asks
   * again: what the others would get is still to come, as they did not ask for this result.
   */
  end(result: ExecutionResult): void {
    const [first, ...others] = this.#close()
    if (!first) return
    const next = ResultGroup.#find(result, this.#caller)
    if (next.#members.size === 0) next.#add(first)
    for (let start = 0; start < others.length; start += turnSize)
      takeTurn(() => {
        for (const member of others.slice(start, start + turnSize)) member.send(result)
      })
    takeTurn(() => first.send(result))
  }

  /** Ends the group without a result for the others, such as when the first member has lost a right. Each asks for its own. */
  disband(): void {
    const [, ...others] = this.#close()
    for (const member of others) member.ask()
  }

  /** Removes a member that has left. If it was the first one, the next one asks. */
  remove(member: Member): void {
    const wasFirst = this.#first === member
    this.#members.delete(member)
    ResultGroup.#byMember.delete(member)
    if (!wasFirst) return
    if (this.#first) this.#first.ask()
    else this.#close()
  }

  get #first(): Member | undefined {
    return this.#members.values().next().value
  }

  #add(member: Member): void {
    this.#members.add(member)
    ResultGroup.#byMember.set(member, this)
  }

  #close(): Member[] {
    if (this.#siblings.get(this.#caller) === this) this.#siblings.delete(this.#caller)
    const members = [...this.#members]
    this.#members.clear()
    for (const member of members) ResultGroup.#byMember.delete(member)
    return members
  }
}

const turns: (() => void)[] = []

/** Runs a task when other work of the process has had its turn after the task before. */
function takeTurn(task: () => void): void {
  turns.push(task)
  if (turns.length === 1) setImmediate(runTurn)
}

function runTurn(): void {
  turns[0]!()
  turns.shift()
  if (turns.length > 0) setImmediate(runTurn)
}
