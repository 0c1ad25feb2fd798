import type { Problem } from '@lectern/domain/errors'

/**
 * A service refuses a call for a reason that waiting does not change: a missing permission, a suspended account, a
 * disabled key. `problem` gives the reason and says who can change it.
 */
export class RefusedError extends Error {
  override name = 'RefusedError'
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}
