/**
 * Runs `work` on each item, at most `concurrency` at a time. The first failure stops the rest. It is thrown once no
 * work is running anymore.
 */
export async function concurrently<T>(
  concurrency: number,
  items: Iterable<T>,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const iterator = items[Symbol.iterator]()
  const errors: unknown[] = []
  async function worker(): Promise<void> {
    for (let next = iterator.next(); !next.done && errors.length === 0; next = iterator.next())
      await work(next.value).catch(error => errors.push(error))
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  if (errors.length > 0) throw errors[0]
}
