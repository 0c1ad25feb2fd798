/** Does something with each of a list, so many at a time. The first failure stops the rest, and is thrown when nothing is under way any more. */
export async function sideBySide<T>(
  lanes: number,
  list: Iterable<T>,
  work: (one: T) => Promise<unknown>,
): Promise<void> {
  const left = list[Symbol.iterator]()
  const errors: unknown[] = []
  async function lane(): Promise<void> {
    for (let next = left.next(); !next.done && errors.length === 0; next = left.next())
      await work(next.value).catch(error => errors.push(error))
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  if (errors.length > 0) throw errors[0]
}
