/** Keys come from addresses that anybody may make up: longer than ours ever are, in characters, they would only fill the memory. */
const longestKey = 400

/**
 * Remembers answers for a moment, so that a class of thirty asks the database once. A withdrawn right is felt after at most `milliseconds`.
 * At most `limit` answers are kept; failures never are.
 */
export function remember<Key extends readonly (string | number | null)[], Answer>(
  milliseconds: number,
  limit: number,
  look: (...key: Key) => Promise<Answer>,
): (...key: Key) => Promise<Answer> {
  const kept = new Map<string, { answer: Promise<Answer>; until: number }>()
  return (...key) => {
    const name = JSON.stringify(key)
    if (name.length > longestKey) return look(...key)
    const known = kept.get(name)
    if (known && known.until > Date.now()) return known.answer
    kept.delete(name)
    if (kept.size >= limit) kept.delete(kept.keys().next().value!)
    const answer = look(...key)
    kept.set(name, { answer, until: Date.now() + milliseconds })
    answer.catch(() => kept.delete(name))
    return answer
  }
}
