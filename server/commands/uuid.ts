/** Is this a UUID? Postgres would fail on anything else, where the answer should be that there is no such thing. */
export const isUuid = (text: string): boolean => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)
