/** Reduces typed text to at most 4 digits. */
export function sanitizeMinutesInput(input: string): string {
  return input.replace(/\D/g, '').slice(0, 4)
}

/** The minutes to save. Null if the field is empty or its value is already saved. */
export function minutesToSave(input: string | undefined, saved: number | null): number | null {
  if (!input || Number(input) === saved) return null
  return Number(input)
}
