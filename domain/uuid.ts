/** Asked before a text from outside reaches a column of UUIDs, which Postgres would refuse with an error. */
export const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
