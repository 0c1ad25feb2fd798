/** How many requests are sent at a time. */
const AT_A_TIME = 4

/** Runs an action for each item, some at a time. Returns the results in the order of the items. `onDone` gets how many are over. */
export async function runForEach<Item, Result>(
  items: readonly Item[],
  action: (item: Item) => Promise<Result>,
  onDone: (count: number) => void,
): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  let done = 0
  const work = async () => {
    while (next < items.length) {
      const index = next++
      results[index] = await action(items[index]!)
      onDone(++done)
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_A_TIME, items.length) }, work))
  return results
}
