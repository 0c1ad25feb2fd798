/** What may stand in the field for minutes: digits, no more than the longest that could mean anything. */
export function sanitizeMinutesInput(input: string): string {
  return input.replace(/\D/g, '').slice(0, 4)
}

/** What is to be saved of what was typed; null: nothing, because the field is empty or says what is saved already. */
export function minutesToSave(input: string | undefined, saved: number | null): number | null {
  if (!input || Number(input) === saved) return null
  return Number(input)
}
