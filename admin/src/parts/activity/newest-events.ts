/** How many events that arrived meanwhile a page keeps. Older ones are on the next page. */
const MAX_ARRIVED = 200

/** Adds an event that arrived to those before it, newest first. One that arrived before is not added again. */
export function addArrived<E extends { id: string }>(arrived: readonly E[], event: E): E[] {
  if (arrived.some(({ id }) => id === event.id)) return [...arrived]
  return [event, ...arrived].slice(0, MAX_ARRIVED)
}

/** Merges events that arrived with those of the page, newest first, each once. */
export function mergeEvents<E extends { id: string }>(arrived: readonly E[], page: readonly E[]): E[] {
  const ofPage = new Set(page.map(({ id }) => id))
  return [...arrived.filter(({ id }) => !ofPage.has(id)), ...page]
}
