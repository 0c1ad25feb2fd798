/** What may stand in the field for minutes: digits, no more than the longest that could mean anything. */
export function onlyMinutes(typed: string): string {
  return typed.replace(/\D/g, '').slice(0, 4)
}

/** What is to be saved of what was typed; null: nothing, because the field is empty or says what is saved already. */
export function minutesToSave(typed: string | undefined, saved: number | null): number | null {
  if (!typed || Number(typed) === saved) return null
  return Number(typed)
}
